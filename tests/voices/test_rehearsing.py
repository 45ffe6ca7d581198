from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from coachbot.core.model import Level, Manner, Said, Sort
from coachbot.outcome import Turn
from tests.model_server import ModelServer, spoken
from tests.model_server.brains import Request, moment
from tests.voices.talks import AT, Company, company, words

OPENER = "my wife told her sister about our money and i asked her not to. can i practise telling her"
LINE = "i was hurt when you told your sister about our money"
NOTE = "“I was hurt” stays with you, so there is less to defend. She may need to hear what you'd like now."


def playing(partner: str) -> Callable[[Request], str]:
    def brain(request: Request) -> str:
        told = moment(request)
        if "as_the_partner" in told:
            return spoken(NOTE, partner=partner)
        return spoken(told.get("plain_version", ""))

    return brain


async def tap(people: Company, button: str) -> Turn:
    return await people.coach.turn(Said("anna", AT, Sort.TAP, tap=button), post=False)


async def rehearsed(people: Company) -> Turn:
    await people.say(OPENER)
    await people.say("let me rehearse it")
    return await people.say(LINE)


async def test_a_model_plays_the_partner_and_notes_one_thing(tmp_path: Path) -> None:
    reply = "I only told her because I didn't know who else to ask."
    async with ModelServer(playing(reply)) as server, company(server, tmp_path) as people:
        turn = await rehearsed(people)
        assert turn.messages[0].text == f"“{reply}”"
        assert "less to defend" in turn.messages[1].text
        assert (await people.session()).exchange[-2] == f"· (as the partner) {reply}"


@pytest.mark.parametrize(
    "cruel",
    [
        "Say that again and I'll slap you.",
        "You're pathetic and everyone knows it.",
        "I swear I'll kill myself if you start this again.",
        "Call 1-800-555-0199 and tell them.",
        "Well, Gregory thinks so too.",
        "",
    ],
)
async def test_a_partner_that_is_not_human_and_safe_is_the_table_s_instead(
    cruel: str, tmp_path: Path
) -> None:
    async with ModelServer(playing(cruel)) as server, company(server, tmp_path) as people:
        turn = await rehearsed(people)
        assert turn.messages[0].text.startswith("“")
        assert not cruel or cruel not in words(turn)


async def test_the_evening_can_be_made_harder_and_the_model_is_told(tmp_path: Path) -> None:
    async with ModelServer(playing("Not now.")) as server, company(server, tmp_path) as people:
        await people.say(OPENER)
        await people.say("let me rehearse it")
        await tap(people, "level.hard")
        await people.say(LINE)
        assert moment(server.turns[-1])["as_the_partner"]["evening"] == "hard"


async def test_danger_in_a_line_ends_the_rehearsal(tmp_path: Path) -> None:
    async with ModelServer(playing("Not now.")) as server, company(server, tmp_path) as people:
        await rehearsed(people)
        turn = await people.say("if you tell her once more i'll break your arm")
        assert turn.danger.level is not Level.NONE
        assert not any(message.manner is Manner.QUOTE for message in turn.messages)
