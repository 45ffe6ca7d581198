"""What lies in the database is sealed where there are keys, and opens for nobody else."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from coachbot.core.model import Message
from coachbot.errors import StoreError
from coachbot.ports import Card, Change, Store
from coachbot.store import open_store
from coachbot.store.secret import Secret
from coachbot.store.tables import metadata
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
        "turns": {"at", "sort", "tap", "step", "mode", "voice", "gem_slug", "gem_passage", "prompts", "gems"},
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
