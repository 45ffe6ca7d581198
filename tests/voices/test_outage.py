from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from coachbot.core.model import Level
from coachbot.core.session import Session
from coachbot.core.voicing.limits import Limits
from tests.model_server import FAULTS, ModelServer, spoken
from tests.model_server.brains import Request, moment
from tests.tempers import PEOPLE
from tests.voices.talks import company, has_card, held, words

SHOWN = (
    "error",
    "exception",
    "traceback",
    "timeout",
    "429",
    "500",
    "do not show",
    "no such step",
    "unavailable",
)
OVERLOOKED = "when i got home the chair was under the door handle again, from outside"


@pytest.mark.parametrize("fault", FAULTS)
async def test_a_talk_reaches_its_card_whatever_the_provider_does(fault: str, tmp_path: Path) -> None:
    async with ModelServer() as server, company(server, tmp_path, deadline=0.4) as people:
        server.fault = fault
        turns = await held(people, PEOPLE[3], "someone")
        assert has_card(turns)
        assert {turn.voice for turn in turns} == {"script"}
        assert not [mark for mark in SHOWN for turn in turns if mark in words(turn).lower()]


async def test_a_model_that_is_back_speaks_again(tmp_path: Path) -> None:
    async with ModelServer() as server, company(server, tmp_path, deadline=0.4, rest=0.0) as people:
        server.fault = "500"
        before = await people.say("he forgot my birthday again")
        server.fault = None
        after = await people.say("sad")
        assert (before.voice, after.voice) == ("script", "model")


async def test_the_next_model_speaks_where_the_first_one_fails(tmp_path: Path) -> None:
    def brain(request: Request) -> str:
        good = spoken(moment(request).get("plain_version", "hello"))
        return "" if request["model"] == "big" else good

    async with ModelServer(brain) as server, company(server, tmp_path, models=("big", "small")) as people:
        turn = await people.say("he forgot my birthday again")
        outcomes = {(each.model, each.outcome) for each in await people.store.uses("2026-11-22")}
        assert turn.voice == "model"
        assert outcomes == {("big", "empty"), ("small", "ok")}


async def test_a_model_that_keeps_failing_is_not_asked_for_a_while(tmp_path: Path) -> None:
    async with ModelServer() as server, company(server, tmp_path) as people:
        server.fault = "empty"
        for text in ("he forgot my birthday", "sad", "yes", "no", "go on"):
            await people.say(text)
        assert len(server.turns) == 3


@pytest.mark.parametrize("forms", [("json_schema", "json_object"), ("json_object",), ()])
async def test_a_server_is_asked_for_json_the_way_it_can(forms: tuple[str, ...], tmp_path: Path) -> None:
    async with ModelServer(forms=forms) as server, company(server, tmp_path) as people:
        turn = await people.say("he forgot my birthday again")
        asked = server.turns[-1].get("response_format", {}).get("type", "plain")
        assert (turn.voice, asked) == ("model", forms[0] if forms else "plain")


async def test_a_danger_that_only_the_model_sees_is_asked_about_and_its_words_are_dropped(
    tmp_path: Path,
) -> None:
    seen = {"level": "ask", "kinds": ["coercive_control"], "by": "partner", "quote": "under the door handle"}
    async with (
        ModelServer(lambda _: spoken("What a day.", danger=seen)) as server,
        company(server, tmp_path) as people,
    ):
        turn = await people.say(OVERLOOKED)
        assert turn.danger.level is Level.ASK
        assert "are you afraid" in words(turn)


async def test_a_danger_without_the_person_s_own_words_is_none(tmp_path: Path) -> None:
    seen = {"level": "stop", "kinds": ["suicide"], "by": "me", "quote": "I want to die"}
    async with ModelServer(lambda _: spoken("", danger=seen)) as server, company(server, tmp_path) as people:
        turn = await people.say("he forgot my birthday again")
        assert (turn.danger.level, turn.hold, turn.voice) == (Level.NONE, False, "script")


async def test_a_model_never_lowers_a_danger(tmp_path: Path) -> None:
    async with (
        ModelServer(lambda _: spoken("That's nothing.")) as server,
        company(server, tmp_path) as people,
    ):
        turn = await people.say("my husband shoved me into the wall yesterday")
        assert turn.hold
        assert "That's nothing" not in words(turn)


async def test_what_a_model_read_counts_from_the_next_turn(tmp_path: Path) -> None:
    read = {"feelings": [{"name": "sad", "quote": "like somebody turned the light off"}], "needs": []}

    def brain(request: Request) -> str:
        return spoken(moment(request).get("plain_version", ""), reading=read)

    async with ModelServer(brain) as server, company(server, tmp_path) as people:
        turn = await people.say("he walked past me in the hall, like somebody turned the light off")
        assert "sad" not in [each.word for each in turn.reading.feelings]
        assert (await people.session()).notes.likely_feelings[0] == "sad"


async def test_the_first_page_is_the_same_for_everybody_and_every_turn(tmp_path: Path) -> None:
    async with ModelServer() as server, company(server, tmp_path) as people:
        for user, text in (("anna", "he forgot my birthday"), ("bo", "she laughed at me"), ("anna", "sad")):
            await people.say(text, user)
        assert len({(r["messages"][0]["content"], str(r["response_format"])) for r in server.turns}) == 1


@pytest.mark.parametrize(
    "limits",
    [Limits(tokens_of_one=100), Limits(money_of_one=0.0001), Limits(tokens=100), Limits(money=0.0001)],
)
async def test_at_a_limit_the_script_carries_on_and_says_so_once(limits: Limits, tmp_path: Path) -> None:
    async with ModelServer() as server, company(server, tmp_path, limits=limits) as people:
        turns = [await people.say(text) for text in ("he forgot my birthday", "sad", "yes", "go on")]
        assert [turn.voice for turn in turns] == ["model", "script", "script", "script"]
        assert ["plainer words" in words(turn) for turn in turns] == [False, True, False, False]


@pytest.mark.parametrize(
    ("limits", "second"),
    [
        (Limits(money=0.0001), "script"),
        (Limits(tokens=100), "script"),
        (Limits(money_of_one=0.0001), "model"),
        (Limits(tokens_of_one=100), "model"),
    ],
)
async def test_what_one_person_took_is_everybodys_limit_only_where_it_is_meant_so(
    limits: Limits, second: str, tmp_path: Path
) -> None:
    async with ModelServer() as server, company(server, tmp_path, limits=limits) as people:
        await people.say("he forgot my birthday")
        assert (await people.say("she laughed at me", "bo")).voice == second


async def test_a_look_for_danger_beside_a_command_counts_too(tmp_path: Path) -> None:
    async with ModelServer() as server, company(server, tmp_path) as people:
        await people.say("/nudges at eight in the evening please")
        assert (await people.session()).money > 0


async def test_who_writes_again_has_the_scripted_words_at_once(tmp_path: Path) -> None:
    async with ModelServer() as server, company(server, tmp_path) as people:
        server.fault = "slow headers"
        asked = asyncio.ensure_future(people.say("he forgot my birthday again"))
        await server.busy.wait()
        people.coach.hush("anna")
        assert (await asked).voice == "script"


NAMES = (
    "my husband Torvald and our son Anselm live at 14 Birch Road, call me on +44 7700 900123 "
    "or torvald.k@example.org, i'm @torv_k"
)


async def test_no_name_number_place_or_handle_leaves(tmp_path: Path) -> None:
    async with ModelServer() as server, company(server, tmp_path) as people:
        await people.say(NAMES)
        turn = await people.say("Torvald forgot it again and Anselm cried")
        sent = "\n".join(request["messages"][1]["content"] for request in server.turns)
        for word in ("Torvald", "Anselm", "Birch", "7700", "900123", "example.org", "torv_k"):
            assert word not in sent
        assert "[" not in words(turn)


async def test_a_session_goes_through_json_with_what_a_model_is_shown(tmp_path: Path) -> None:
    async with ModelServer() as server, company(server, tmp_path) as people:
        await people.say("he forgot my birthday again")
        session: Session = await people.session()
        assert session.exchange[0] == "» he forgot my birthday again"
        assert session.exchange[1].startswith("· ")
        assert session.tokens > 0
