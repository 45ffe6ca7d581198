"""What lies in the database is sealed where there are keys, and opens for nobody else."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Text, bindparam, select, type_coerce, update

from coachbot.core.model import Message
from coachbot.errors import StoreError
from coachbot.ports import Card, Change, Store
from coachbot.store import open_store
from coachbot.store.compiled import Statement
from coachbot.store.engine import Database
from coachbot.store.place import locate
from coachbot.store.schema import connect
from coachbot.store.secret import Secret
from coachbot.store.tables import metadata, turns
from coachbot.store.vault import equip
from coachbot.store.whose import owned
from tests.store.made import AT, answered, delivery, rows, turn
from tests.store.test_whose import in_files

OLD, NEW = "an old key of the operator's", "a new key of the operator's"


def telling(n: int = 0, user: str = "ana", word: str = "SECRETWORD") -> Change:
    return turn(
        user,
        expected=n,
        update=n,
        text=word,
        state=f'{{"step":"listen","texts":["{word}"]}}',
        reading=f'{{"heat":4,"because":"{word}"}}',
        messages=(Message(word),),
        card=Card(AT, word),
        partner=word,
    )


async def told(store: Store) -> list[str]:
    messages = (await store.export("ana"))["messages"]
    assert isinstance(messages, list)
    return [each["text"] for each in messages]


async def test_no_word_of_anybody_lies_open_in_a_file_when_there_is_a_key(tmp_path: Path) -> None:
    store = open_store(f"sqlite:///{tmp_path}/x.sqlite", keys=[NEW])
    await store.receive([delivery(0, text="SECRETWORD")])
    await store.save(telling())
    assert not in_files(tmp_path, b"SECRETWORD")
    await store.close()


async def test_what_was_sealed_is_read_as_it_was_said(url: str) -> None:
    store = open_store(url, keys=[NEW])
    await store.receive([delivery(0, text="SECRETWORD")])
    assert "SECRETWORD" in (await store.waiting())[0].payload
    await store.save(telling())
    assert [posted.message.text for posted in await store.unsent()] == ["SECRETWORD"]
    assert "SECRETWORD" in str((await store.load("ana")).state)
    assert await told(store) == ["SECRETWORD"] * 2
    await store.close()


async def test_what_lay_open_before_there_was_a_key_is_still_read(url: str) -> None:
    store = open_store(url)
    await answered(store, telling())
    await store.close()
    store = open_store(url, keys=[NEW])
    await answered(store, telling(1, word="LATER"))
    assert await told(store) == ["SECRETWORD"] * 2 + ["LATER"] * 2
    await store.close()


async def test_keys_rotate_and_the_old_one_can_be_thrown_away(url: str) -> None:
    store = open_store(url, keys=[OLD])
    await answered(store, telling())
    await store.close()
    await open_store(url, keys=[NEW, OLD]).close()
    store = open_store(url, keys=[NEW])
    assert "SECRETWORD" in str((await store.load("ana")).state)
    await store.close()


@pytest.mark.parametrize(("keys", "words"), [([], "not set"), ([NEW], "not among")])
async def test_without_its_key_a_sealed_database_is_not_opened(url: str, keys: list[str], words: str) -> None:
    await open_store(url, keys=[OLD]).close()
    with pytest.raises(StoreError, match=words):
        open_store(url, keys=keys)


async def test_a_sealed_text_opens_in_no_other_column_and_under_nobody_else_s_key(tmp_path: Path) -> None:
    store = open_store(f"sqlite:///{tmp_path}/x.sqlite", keys=[NEW])
    await answered(store, telling())
    await answered(store, turn("ben", text="OTHERS"))
    await store.close()
    file = sqlite3.connect(tmp_path / "x.sqlite")
    file.execute("UPDATE turns SET text = messages WHERE id = 1")
    of_ana = "(SELECT wrapped FROM data_keys WHERE person_id = 1)"
    file.execute(f"UPDATE data_keys SET wrapped = {of_ana} WHERE person_id = 2")
    file.commit()
    file.close()
    store = open_store(f"sqlite:///{tmp_path}/x.sqlite", keys=[NEW])
    for user in ("ana", "ben"):
        with pytest.raises(StoreError, match="cannot be opened"):
            await store.export(user)
    await store.close()


async def test_a_sealed_text_opens_in_no_other_row(tmp_path: Path) -> None:
    store = open_store(f"sqlite:///{tmp_path}/x.sqlite", keys=[NEW])
    await answered(store, telling())
    await answered(store, telling(1, word="LATER"))
    await store.close()
    with closing(sqlite3.connect(tmp_path / "x.sqlite", isolation_level=None)) as file:
        file.execute("UPDATE turns SET text = (SELECT text FROM turns WHERE id = 2) WHERE id = 1")
    store = open_store(f"sqlite:///{tmp_path}/x.sqlite", keys=[NEW])
    with pytest.raises(StoreError, match="cannot be opened"):
        await store.export("ana")
    await store.close()


async def test_what_was_bound_to_no_row_is_read_and_by_and_by_sealed_anew(url: str) -> None:
    store = open_store(url, keys=[NEW])
    await answered(store, telling())
    await store.close()
    database = connect(locate(url))
    equip(database, [NEW])
    lie_as_earlier(database, "SECRETWORD")
    assert database.all(_TEXTS, {}) == [("SECRETWORD",)]
    assert database.vault is not None
    assert (database.vault.renew(database), database.vault.renew(database)) == (1, 0)
    assert ":" in database.all(_LYING, {})[0][0]
    assert database.all(_TEXTS, {}) == [("SECRETWORD",)]
    database.close()


_TEXTS: Statement[tuple[str]] = Statement(select(turns.c.text))
_LYING: Statement[tuple[str]] = Statement(select(type_coerce(turns.c.text, Text)))
_LAY: Statement[tuple[()]] = Statement(update(turns).values(text=bindparam("sealed", type_=Text)))


def lie_as_earlier(database: Database, text: str) -> None:
    """Write the turns' text as it was sealed before it was bound to its row: a full stop told them apart."""
    database.belongs(1)
    assert database.vault is not None
    sealed = database.vault.seal(database, Secret("turns.text"), text, None)
    database.write(_LAY, {"sealed": sealed.replace(":", ".")})


async def test_forgetting_destroys_the_key(url: str) -> None:
    store = open_store(url, keys=[NEW])
    await answered(store, telling())
    assert {row["person_id"] for row in rows(url)["data_keys"]} == {None, 1}
    await store.delete("ana")
    assert {row["person_id"] for row in rows(url)["data_keys"]} == {None}
    await store.close()


def test_every_column_that_holds_words_is_sealed() -> None:
    # Names, times and words of our own lists lie open; a new column of text has to be put on one side.
    open_columns = {
        "people": {"name", "country", "language", "zone", "settings", "blocked_at", "created", "tag"},
        "data_keys": {"wrapped", "made"},
        "relationships": {"kind", "created"},
        "conversations": {"step", "mode", "prompts", "gems", "opened", "updated"},
        "sessions": {"opened", "closed", "card_at"},
        "turns": {"at", "sort", "step", "mode", "voice", "gem_slug", "prompts", "gems"},
        "inbox": {"person", "received_at", "handled_at", "set_aside"},
        "outbox": {"person", "kind", "created", "sent_at", "dropped", "until"},
        "agreements": {"who", "by", "made", "ended", "ended_at"},
        "thriving_checks": {"at"},
        "memories": {"at"},
        "essentials": set(),
        "bans": {"person", "at"},
        "bonds": {"code", "made", "until", "couple"},
        "acts": {"couple", "tag", "act", "at", "which"},
        "crossings": {"couple"},
        "swaps": set(),
        "shared": {"at", "transcript"},
        "due": {"kind", "at", "done_at"},
        "gem_events": {"slug", "what", "at"},
        "nudges": {"day", "at", "item", "kind", "outcome", "answer"},
        "nudge_plans": {
            "time",
            "days",
            "paused_until",
            "last_day",
            "last_at",
            "answered_at",
            "thrived_day",
            "topics",
        }
        | {"next_at"},
    }
    assert set(open_columns) == set(owned())
    for name, expected in open_columns.items():
        texts = {c.name for c in metadata.tables[name].c if "TEXT" in str(c.type).upper()}
        sealed = {c.name for c in metadata.tables[name].c if isinstance(c.type, Secret)}
        assert texts - sealed == expected, name
