"""Does help reach the person? Whole turns on the real coach and store, whatever else is broken."""

from __future__ import annotations

import asyncio
import re
import shutil
from collections.abc import AsyncIterator, Sequence
from pathlib import Path

import pytest

from coachbot.aids import Aids
from coachbot.coach import Coach
from coachbot.core.danger.lines import LineKind, lines_for
from coachbot.core.library import Library
from coachbot.core.model import DangerKind, Manner, Message, Person, Said, Sort, Step
from coachbot.errors import StoreError
from coachbot.first_aid import FirstAid
from coachbot.frozen_help import TEXT
from coachbot.library import content_folder, read_library, read_rescue
from coachbot.outcome import Turn
from coachbot.sensing import Senses
from coachbot.store import SqlStore, open_store
from coachbot.voices.script import ScriptedVoice
from tests.couple.two import Two

ALARMS = [
    ("my husband hit me last night", DangerKind.PARTNER_VIOLENCE),
    ("she strangled me until i saw stars", DangerKind.PARTNER_VIOLENCE),
    ("i want to kill myself", DangerKind.SUICIDE),
    ("i am cutting myself again", DangerKind.SELF_HARM),
    ("i hit my wife last night", DangerKind.HARM_TO_PARTNER),
    ("he beats our son with a belt", DangerKind.CHILD_HARM),
    ("he forced me to have sex with him", DangerKind.SEXUAL_COERCION),
    ("i took all the pills", DangerKind.MEDICAL),
    ("mein mann schlägt mich", DangerKind.PARTNER_VIOLENCE),
]
COUNTRIES = ("DE", "GB", "US", "FR", "IN", "NZ", "BR", "ZA", "AU", "MX")
AFTERWARDS = (
    "write him a message",
    "what should i do",
    "how do i calm him down",
    "am i wrong",
    "skip",
    "help me",
    "go on",
    "he never listens to me",
)
# What only coaching says: a step, a gem's passage, a draft, a card, a check or a nudge.
NO_COACHING = {Manner.COMPOSED, Manner.QUOTE, Manner.CARD, Manner.DRAFT}


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[SqlStore]:
    opened = open_store(f"sqlite:///{tmp_path / 'reach.sqlite'}")
    yield opened
    await opened.close()


def coach_of(store: SqlStore, library: Library, aids: Aids | None = None) -> Coach:
    return Coach(library, store, ScriptedVoice(library.kit), aids=aids or Aids())


async def say(coach: Coach, text: str, user: str = "ana", at: str = "2026-11-22T20:00:00+00:00") -> Turn:
    return await coach.turn(Said(user, at, text=text), post=False)


def words(messages: Sequence[Message]) -> str:
    return "\n".join(message.text for message in messages)


def is_help(turn: Turn) -> bool:
    return turn.hold and turn.step is Step.HOLD and not NO_COACHING & {m.manner for m in turn.messages}


@pytest.fixture(scope="module")
def library() -> Library:
    return read_library()


@pytest.mark.parametrize(("text", "kind"), ALARMS, ids=[text for text, _ in ALARMS])
async def test_after_a_true_alarm_the_right_lines_go_out_and_no_coaching_for_days(
    store: SqlStore, library: Library, text: str, kind: DangerKind
) -> None:
    coach = coach_of(store, library)
    country = COUNTRIES[[each for each, _ in ALARMS].index(text)]
    await say(coach, "/nudges 08:30 Europe/Berlin")
    await say(coach, f"/country {country}")
    turn = await say(coach, text)
    assert kind in turn.danger.kinds
    known = lines_for(library.helplines, country, turn.danger.kinds, turn.danger.by)
    first = [line for line in known if line.kind is known[0].kind or line.kind is LineKind.EMERGENCY]
    assert {LineKind.EMERGENCY} < {line.kind for line in first}
    assert all(line.number in words(turn.messages) for line in first)
    others = {line.number for code in ("SE", "KR") for line in library.helplines.by_country[code]}
    assert not {
        n for n in others - {line.number for line in known} if len(n) > 4 and n in words(turn.messages)
    }
    later = [await say(coach, said) for said in AFTERWARDS]
    assert [each.messages for each in (turn, *later) if not is_help(each)] == []
    for day in range(23, 29):
        swept = await coach.sweep(f"2026-11-{day}T10:00:00+00:00", 100)
        assert list(swept.posted) == []
        due = await store.due(f"2026-11-{day}T10:00:00+00:00", 100)
        assert [await coach.come_due(each, f"2026-11-{day}T10:00:00+00:00") for each in due] == []
    assert is_help(await say(coach, "good morning", at="2026-11-29T08:00:00+00:00"))


@pytest.mark.parametrize("text", ["my husband hit me last night", "i want to kill myself", "i hit my wife"])
async def test_after_a_true_alarm_nothing_more_reaches_a_linked_partner(store: SqlStore, text: str) -> None:
    two = Two(store)
    await two.link("ann", "ben")
    await two.say("ann", "/nudges 08:30 Europe/Berlin")
    before = len(two.shown["ben"])
    for said in (text, *AFTERWARDS, "send it to him"):
        await two.say("ann", said)
    for day in range(23, 29):
        swept = await two.coach.sweep(f"2026-11-{day}T10:00:00+00:00", 100)
        assert list(swept.posted) == []
        for due in await store.due(f"2026-11-{day}T10:00:00+00:00", 100):
            assert await two.coach.come_due(due, f"2026-11-{day}T10:00:00+00:00") is None
    assert two.shown["ben"][before:] == []


async def test_a_partners_threat_is_asked_about_and_a_half_yes_is_enough(
    store: SqlStore, library: Library
) -> None:
    coach = coach_of(store, library)
    await say(coach, "/country GB")
    asked = await say(coach, "he says he will kill himself if i leave")
    assert [b.id for b in asked.messages[-1].buttons] == ["ask.yes", "ask.no"]
    stopped = await say(coach, "he nearly did once")
    assert is_help(stopped)
    assert "116 123" in words(stopped.messages)
    assert "keeping him alive" in words(stopped.messages)


async def test_a_no_is_believed_and_the_next_plain_word_still_stops(
    store: SqlStore, library: Library
) -> None:
    coach = coach_of(store, library)
    story = "sometimes im scared of him"
    assert (await say(coach, story)).messages[-1].buttons[0].id == "ask.yes"
    assert not (await say(coach, "no")).hold
    again = await say(coach, story)
    assert "ask.yes" not in {b.id for m in again.messages for b in m.buttons}
    assert (await say(coach, "ok he hit me")).hold


@pytest.mark.parametrize("sort", [Sort.TEXT, Sort.PHOTO, Sort.EDIT, Sort.FORWARD, Sort.VOICE, Sort.OTHER])
async def test_on_every_way_in_words_are_looked_at(store: SqlStore, library: Library, sort: Sort) -> None:
    coach = coach_of(store, library)
    turn = await coach.turn(
        Said("ana", "2026-11-22T20:00:00+00:00", sort, "my husband choked me"), post=False
    )
    assert is_help(turn)


@pytest.mark.parametrize(
    "text",
    [
        "/agree he choked me so we sleep apart",
        "/agree he will not hit me again",
        "/memory i want to kill myself",
    ],
)
async def test_what_is_written_after_a_command_is_looked_at(
    store: SqlStore, library: Library, text: str
) -> None:
    assert is_help(await say(coach_of(store, library), text))


@pytest.mark.parametrize(
    ("country", "told", "never"),
    [
        (None, "911 in North America", "988"),
        ("XK", "findahelpline.com", "988"),  # a country that the table doesn't have
        ("TR", "findahelpline.com", "988"),  # has no suicide line in the table: said to be missing
        ("US", "988", "116 123"),
        ("KR", "109", "1393"),
    ],
)
def test_who_can_help_is_of_the_country_or_a_directory(
    library: Library, country: str | None, told: str, never: str
) -> None:
    from coachbot.core.danger.lines import shown

    block = shown(library.helplines, country, (DangerKind.SUICIDE,), Person.ME, country or "")
    assert told in block
    assert never not in block


def test_at_least_45_countries_have_all_three_kinds_of_line_or_say_which_is_missing(library: Library) -> None:
    wanted = {"emergency", "suicide", "domestic_violence"}
    every = library.helplines.by_country
    assert sum(wanted <= {line.kind for line in lines} for lines in every.values()) >= 45
    for country, lines in every.items():
        missing = wanted - {str(line.kind) for line in lines}
        assert "emergency" not in missing, country


async def test_leaving_a_hold_takes_a_question_and_violence_that_is_over_leaves_couples_steps_shut(
    store: SqlStore, library: Library
) -> None:
    coach = coach_of(store, library)
    await say(coach, "he punched me in the face")
    asked = await say(coach, "can we go on")
    assert [b.id for b in asked.messages[-1].buttons] == ["danger.over", "danger.wrong", "danger.stands"]
    assert not (await say(coach, "it's over")).hold
    for text in ("write him a message", "what should i say to him", "help me write to him"):
        turn = await say(coach, text)
        assert turn.step is Step.LISTEN
        assert Manner.DRAFT not in {m.manner for m in turn.messages}


# ---------------------------------------------------------------- with something broken


def broken(folder: Path, files: Sequence[Path]) -> Path:
    """An operator's folder in which these files are nonsense."""
    for file in files:
        (folder / file.parent).mkdir(parents=True, exist_ok=True)
        (folder / file).write_bytes(b"== \xff [broken")
    return folder


def files_of(name: str) -> list[Path]:
    root = content_folder(name)
    return sorted(path.relative_to(root) for path in root.rglob("*") if path.is_file())


FOR_DANGER = [Path(f"danger/{name}.toml") for name in ("violence", "suicide", "words", "figures")]
FOR_DANGER += [Path("helplines.toml"), Path("countries.toml"), Path("dialogue/holding.toml")]


def helped(prompts: Path | None, knowledge: Path | None) -> bool:
    """Whether somebody who is hurt gets our words and a number."""
    aid = FirstAid(read_rescue(prompts, knowledge)).turn(
        Said("ana", "2026-11-22T20:00:00+00:00", text="my husband hit me")
    )
    return aid is not None and "I believe you" in words(aid.messages) and "911" in words(aid.messages)


@pytest.mark.parametrize("file", FOR_DANGER, ids=str)
def test_with_any_one_file_that_danger_needs_broken_help_goes_out(tmp_path: Path, file: Path) -> None:
    assert helped(None, broken(tmp_path, [file]))


@pytest.mark.parametrize("folder", ["prompts", "knowledge"])
def test_with_a_whole_folder_of_the_operators_broken_help_goes_out(tmp_path: Path, folder: str) -> None:
    over = broken(tmp_path, files_of(folder))
    assert helped(over, None) if folder == "prompts" else helped(None, over)


def test_with_our_own_signs_broken_plain_danger_is_still_stopped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    packaged = tmp_path / "knowledge"
    shutil.copytree(content_folder("knowledge"), packaged)
    folders = {"knowledge": packaged, "prompts": content_folder("prompts")}
    monkeypatch.setattr("coachbot.library.content_folder", folders.get)
    (packaged / "danger" / "words.toml").write_text("[")
    (packaged / "helplines.toml").write_text("[")
    aid = FirstAid(read_rescue()).turn(Said("ana", "2026-11-22T20:00:00+00:00", text="i want to die"))
    assert aid is not None
    assert "112" in words(aid.messages)


@pytest.mark.parametrize("text", ["he hit me", "I want to die"])
def test_with_no_library_at_all_the_frozen_text_goes_out(text: str) -> None:
    aid = FirstAid(None).turn(Said("ana", "2026-11-22T20:00:00+00:00", text=text))
    assert aid is not None
    assert words(aid.messages) == TEXT
    assert FirstAid(None).turn(Said("ana", "2026-11-22T20:00:00+00:00", text="he forgot")) is None


async def test_with_the_database_gone_help_goes_out_in_that_turn(tmp_path: Path, library: Library) -> None:
    file = tmp_path / "gone" / "a.sqlite"
    file.parent.mkdir()
    store = open_store(f"sqlite:///{file}")
    coach = coach_of(store, library)
    await store.close()
    said = Said("ana", "2026-11-22T20:00:00+00:00", text="he choked me")
    with pytest.raises(StoreError):
        await coach.turn(said)
    aid = coach.aid(said)
    assert aid is not None
    assert "I believe you" in words(aid.messages)
    assert coach.aid(Said("ana", said.at, text="he forgot the milk")) is None


class NoModel:
    """A model folder that is not there."""

    neural = None
    static = None

    def load(self) -> None:
        """Nothing is there to be loaded."""
        raise OSError("no model here")


class SlowModel(NoModel):
    """A model that hangs."""

    def load(self) -> None:
        """Take longer than anybody waits."""
        import time

        time.sleep(1.0)


@pytest.mark.parametrize("model", [NoModel, SlowModel])
async def test_without_the_model_of_nearness_or_with_a_slow_one_help_goes_out(
    store: SqlStore, library: Library, model: type[NoModel], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("coachbot.sensing.PATIENCE", 0.1)
    senses = Senses(model(), read=lambda: pytest.fail("nothing is read without a model"))  # type: ignore[arg-type]
    coach = coach_of(store, library, Aids(senses=senses))
    stopped = await asyncio.wait_for(say(coach, "he choked me"), 10)
    assert stopped.hold
    assert not (await say(coach, "he forgot the milk again", "ben")).hold


def test_no_text_of_danger_has_a_number_of_its_own() -> None:
    """Numbers come from the table of help lines, in every language."""
    for page in content_folder("prompts").rglob("danger.txt"):
        told = [line for line in page.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
        assert not re.findall(r"\d{3,}", "\n".join(told)), page
