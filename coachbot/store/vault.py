"""Texts at rest: sealed under a key of each person's own, which lies beside them sealed under the operator's.

AES-256-GCM throughout. A sealed text is bound to its table, its column, its row and its person's key, so
that it opens nowhere else; the key goes with the person, and with it the sense of every copy of their texts.
The operator's keys rotate: the newest seals, all of them open, and at each start every person's key is
sealed anew under the newest, so that the old one can be thrown away. What was sealed before a text was bound
to its row is sealed anew by and by.
"""

from __future__ import annotations

import base64
import hashlib
import os
import re
from collections import OrderedDict
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING

from sqlalchemy import Text, bindparam, insert, select, type_coerce, update

from coachbot.errors import StoreError
from coachbot.store.compiled import Statement, key_of
from coachbot.store.engine import SEALED, Database
from coachbot.store.row import Value
from coachbot.store.secret import Secret
from coachbot.store.tables import data_keys, metadata

if TYPE_CHECKING:  # cryptography costs a start 40 ms, and only who has keys pays it
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

KEPT_KEYS = 4096  # people whose keys stay opened in memory
RENEWED = 500  # texts at a time
_NONCE = 12  # bytes
# After the key's number a colon; in what was sealed before a text was bound to its row, a full stop.
_SEALED = re.compile(SEALED + r"(\d+)([.:])([A-Za-z0-9+/=]+)")

_OF_PERSON: Statement[tuple[int, str]] = Statement(
    select(data_keys.c.id, data_keys.c.wrapped).where(data_keys.c.person_id == bindparam("person"))
)
_OF_POST: Statement[tuple[int, str]] = Statement(
    select(data_keys.c.id, data_keys.c.wrapped)
    .where(data_keys.c.person_id.is_(None))
    .order_by(data_keys.c.id)
)
_BY_ID: Statement[tuple[str]] = Statement(
    select(data_keys.c.wrapped).where(data_keys.c.id == bindparam("key"))
)
_ALL: Statement[tuple[int, str]] = Statement(select(data_keys.c.id, data_keys.c.wrapped))
_NEW: Statement[tuple[()]] = Statement(
    insert(data_keys).values(
        person_id=bindparam("person"), wrapped=bindparam("sealed"), made=bindparam("now")
    )
)
_ANEW: Statement[tuple[()]] = Statement(
    update(data_keys).where(data_keys.c.id == bindparam("key")).values(wrapped=bindparam("sealed"))
)


@cache
def _earlier() -> Sequence[tuple[Statement[tuple[int, str]], Statement[tuple[()]], Secret]]:
    """For each column of words: what finds texts that are bound to no row, and what writes one."""
    found: list[tuple[Statement[tuple[int, str]], Statement[tuple[()]], Secret]] = []
    for table in metadata.sorted_tables:
        for column in table.c:
            if isinstance(column.type, Secret):
                key, bare = key_of(table), type_coerce(column, Text)
                earlier = select(key, bare).where(bare.like(f"{SEALED}%.%")).limit(bindparam("most"))
                plain = bindparam("sealed", type_=Text)
                write = update(table).where(key == bindparam("row")).values({column.name: plain})
                found.append((Statement(earlier), Statement(write), column.type))
    return found


class Vault:
    """Seals and opens, for one database; `secrets` are the operator's keys, newest first."""

    def __init__(self, secrets: Sequence[str]) -> None:
        self._masters = {_fingerprint(secret): _master(secret) for secret in secrets}
        self._newest = _fingerprint(secrets[0])
        self._opened: OrderedDict[int, AESGCM] = OrderedDict()
        self._person: tuple[int | None, int] = (None, 0)  # whose key was used last, and its number
        self._post: int | None = None
        self._renewed = False  # nothing lies as it was sealed earlier

    def seal(self, database: Database, column: Secret, text: str, row: Value) -> str:
        """A text as it may lie in this row. Raises StoreError if it is not known whose it is."""
        number = self._of_post(database) if column.post else self._of_person(database, column)
        return self._shut(number, text, _bound(column, number, row))

    def _shut(self, number: int, text: str, bound: bytes) -> str:
        nonce = os.urandom(_NONCE)
        sealed = self._opened[number].encrypt(nonce, text.encode("utf-8", "replace"), bound)
        return f"{SEALED}{number}:{base64.b64encode(nonce + sealed).decode()}"

    def open(self, database: Database, column: Secret, sealed: str, row: Value) -> str:
        """What was sealed; a text that never was, as it is. Raises StoreError if it was tampered with."""
        from cryptography.exceptions import InvalidTag

        found = _SEALED.fullmatch(sealed)
        if found is None:
            return sealed
        number, raw = int(found[1]), base64.b64decode(found[3])
        bound = _bound(column, number, row if found[2] == ":" else None)
        # A key that was made and taken back in the same breath leaves its number to another: look once more.
        for known in (self._opened.get(number), self._looked_up(database, number)):
            try:
                if known is not None:
                    return known.decrypt(raw[:_NONCE], raw[_NONCE:], bound).decode()
            except InvalidTag:
                continue
        raise StoreError(f"A text in {column.of} cannot be opened: its key is gone, or it was changed.")

    def turn(self) -> None:
        """Another person's texts come: whose key was used last counts no more."""
        self._person = (None, 0)

    def prepare(self, database: Database) -> int:
        """Seal every key anew that an older secret sealed; returns how many. StoreError if none fits."""
        turned = 0
        for number, wrapped in database.all(_ALL, {}):
            if not wrapped.startswith(f"{self._newest}."):
                anew = self._wrapped(self._unwrapped(wrapped))
                turned += database.write(_ANEW, {"key": number, "sealed": anew})
        self._of_post(database)
        return turned

    def renew(self, database: Database, most: int = RENEWED) -> int:
        """Seal so many texts anew that lie as they were sealed earlier; returns how many it were."""
        if self._renewed:
            return 0
        met = 0
        for find, write, column in _earlier():
            for row, sealed in database.all(find, {"most": most - met}):
                found = _SEALED.fullmatch(sealed)
                if found is None:
                    continue
                text, number = self.open(database, column, sealed, None), int(found[1])
                anew = self._shut(number, text, _bound(column, number, row))
                met += database.write(write, {"row": row, "sealed": anew})
        self._renewed = not met
        return met

    def check(self, database: Database) -> None:
        """Raise StoreError if there is a key that no secret opens; changes nothing."""
        for _, wrapped in database.all(_ALL, {}):
            self._unwrapped(wrapped)

    def _of_post(self, database: Database) -> int:
        if self._post is None:
            found = database.one(_OF_POST, {})
            self._post = self._kept(*found) if found else self._make(database, None)
        return self._post

    def _of_person(self, database: Database, column: Secret) -> int:
        person = database.person
        if person is None:
            raise StoreError(f"Nobody said whose the text in {column.of} is.")
        if self._person[0] != person:
            found = database.one(_OF_PERSON, {"person": person})
            self._person = (person, self._kept(*found) if found else self._make(database, person))
        return self._person[1]

    def _looked_up(self, database: Database, number: int) -> AESGCM | None:
        row = database.one(_BY_ID, {"key": number})
        return self._opened[self._kept(number, row[0])] if row else None

    def _kept(self, number: int, wrapped: str) -> int:
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        self._opened[number] = AESGCM(self._unwrapped(wrapped))
        if len(self._opened) > KEPT_KEYS:
            self._opened.popitem(last=False)
            self._post = None  # it may have been the one
        return number

    def _make(self, database: Database, person: int | None) -> int:
        wrapped = self._wrapped(os.urandom(32))
        now = datetime.now(UTC).isoformat(timespec="seconds")
        return self._kept(database.add(_NEW, {"person": person, "sealed": wrapped, "now": now}), wrapped)

    def _wrapped(self, key: bytes) -> str:
        nonce = os.urandom(_NONCE)
        sealed = self._masters[self._newest].encrypt(nonce, key, b"data_keys.wrapped")
        return f"{self._newest}.{base64.b64encode(nonce + sealed).decode()}"

    def _unwrapped(self, wrapped: str) -> bytes:
        name, _, text = wrapped.partition(".")
        master = self._masters.get(name)
        if master is None:
            raise StoreError(_LOST)
        raw = base64.b64decode(text)
        return master.decrypt(raw[:_NONCE], raw[_NONCE:], b"data_keys.wrapped")


_LOST = "The database was encrypted with a key that is not among COACHBOT_ENCRYPTION_KEYS."


def equip(database: Database, secrets: Sequence[str], *, turn: bool = True) -> None:
    """Give a database its vault; with `turn` its keys are sealed anew if the secrets rotated.

    Raises StoreError if the database is sealed and no secret opens it.
    """
    if secrets:
        database.vault = Vault(secrets)
        if turn:
            database.vault.prepare(database)
        else:
            database.vault.check(database)
        return
    if database.one(_OF_POST, {}) is not None:
        raise StoreError("The database is encrypted, and COACHBOT_ENCRYPTION_KEYS is not set.")


def _bound(column: Secret, number: int, row: Value) -> bytes:
    """What a sealed text is bound to, so that it opens nowhere else; before there was a row, to less."""
    return f"{column.of} {number}".encode() if row is None else f"{column.of} {number} {row}".encode()


def _master(secret: str) -> AESGCM:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    return AESGCM(hashlib.sha256(b"coachbot encryption key\0" + secret.encode()).digest())


def _fingerprint(secret: str) -> str:
    """Which secret sealed a key; says nothing of the secret."""
    return hashlib.sha256(b"coachbot key name\0" + secret.encode()).hexdigest()[:8]
