"""Texts at rest: sealed under a key of each person's own, which lies beside them sealed under the operator's.

AES-256-GCM throughout. A sealed text is bound to its table, its column and its person's key, so that it opens
nowhere else; the key goes with the person, and with it the sense of every copy of their texts. The operator's
keys rotate: the newest seals, all of them open, and at each start every person's key is sealed anew under the
newest, so that the old one can be thrown away.
"""

from __future__ import annotations

import base64
import hashlib
import os
import re
from collections import OrderedDict
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, insert, select, update

from coachbot.errors import StoreError
from coachbot.store.engine import SEALED, Database, Statement
from coachbot.store.secret import Secret
from coachbot.store.tables import data_keys

if TYPE_CHECKING:  # cryptography costs a start 40 ms, and only who has keys pays it
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

KEPT_KEYS = 4096  # people whose keys stay opened in memory
_NONCE = 12  # bytes
_SEALED = re.compile(SEALED + r"(\d+)\.([A-Za-z0-9+/=]+)")

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


class Vault:
    """Seals and opens, for one database; `secrets` are the operator's keys, newest first."""

    def __init__(self, secrets: Sequence[str]) -> None:
        self._masters = {_fingerprint(secret): _master(secret) for secret in secrets}
        self._newest = _fingerprint(secrets[0])
        self._opened: OrderedDict[int, AESGCM] = OrderedDict()
        self._person: tuple[int | None, int] = (None, 0)  # whose key was used last, and its number
        self._post: int | None = None

    def seal(self, database: Database, column: Secret, text: str) -> str:
        """A text as it may lie in the database. Raises StoreError if it is not known whose it is."""
        number = self._of_post(database) if column.post else self._of_person(database, column)
        nonce = os.urandom(_NONCE)
        sealed = self._opened[number].encrypt(nonce, text.encode("utf-8", "replace"), _bound(column, number))
        return f"{SEALED}{number}.{base64.b64encode(nonce + sealed).decode()}"

    def open(self, database: Database, column: Secret, sealed: str) -> str:
        """What was sealed; a text that never was, as it is. Raises StoreError if it was tampered with."""
        from cryptography.exceptions import InvalidTag

        found = _SEALED.fullmatch(sealed)
        if found is None:
            return sealed
        number, raw = int(found[1]), base64.b64decode(found[2])
        # A key that was made and taken back in the same breath leaves its number to another: look once more.
        for known in (self._opened.get(number), self._looked_up(database, number)):
            try:
                if known is not None:
                    return known.decrypt(raw[:_NONCE], raw[_NONCE:], _bound(column, number)).decode()
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


def _bound(column: Secret, number: int) -> bytes:
    """What a sealed text is bound to, so that it opens nowhere else."""
    return f"{column.of} {number}".encode()


def _master(secret: str) -> AESGCM:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    return AESGCM(hashlib.sha256(b"coachbot encryption key\0" + secret.encode()).digest())


def _fingerprint(secret: str) -> str:
    """Which secret sealed a key; says nothing of the secret."""
    return hashlib.sha256(b"coachbot key name\0" + secret.encode()).hexdigest()[:8]
