from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from coachbot.core.model import Said, Sort
from coachbot.outcome import Turn
from tests.model_server import ModelServer
from tests.voices.talks import AT, Company, company, words

SOUND = b"OggS and what was said"


class Phone:
    """A door with one recording behind it."""

    def __init__(self, sound: bytes | None = SOUND) -> None:
        self.sound = sound

    async def show(self, text: str) -> None:
        """Nobody looks."""

    async def fetch(self, recording: str) -> bytes:
        if self.sound is None:
            raise OSError(recording)
        return self.sound


@pytest.fixture
async def server() -> AsyncIterator[ModelServer]:
    async with ModelServer() as serving:
        yield serving


@pytest.fixture
async def people(server: ModelServer, tmp_path: Path) -> AsyncIterator[Company]:
    async with company(server, tmp_path, dictates=True) as opened:
        yield opened


async def send(people: Company, sound: bytes | None = SOUND) -> Turn:
    said = Said("anna", AT, Sort.VOICE, recording="file-7")
    return await people.coach.turn(said, post=False, door=Phone(sound))


async def tap(people: Company, button: str) -> Turn:
    return await people.coach.turn(Said("anna", AT, Sort.TAP, tap=button), post=False, door=Phone())


async def test_no_sound_goes_out_before_a_yes(people: Company, server: ModelServer) -> None:
    turn = await send(people)
    assert "speech service" in words(turn)
    assert server.recordings == []
    await tap(people, "dictated.yes")
    assert len(server.recordings) == 1
    assert SOUND in server.recordings[0]


async def test_a_transcript_counts_once_it_is_confirmed(people: Company) -> None:
    await send(people)
    shown = await tap(people, "dictated.yes")
    assert "he forgot our anniversary again" in words(shown)
    assert (await people.session()).notes.facts == ()
    turn = await tap(people, "dictated.right")
    assert (await people.session()).notes.facts
    assert turn.reading.observations


async def test_what_is_written_instead_is_the_correction(people: Company) -> None:
    await send(people)
    await tap(people, "dictated.yes")
    await people.say("she laughed at me in front of her sister")
    session = await people.session()
    assert session.dictated is None
    assert not [fact for fact in session.notes.facts if "anniversary" in fact]


async def test_who_agreed_once_is_not_asked_again(people: Company, server: ModelServer) -> None:
    await send(people)
    await tap(people, "dictated.yes")
    await tap(people, "dictated.right")
    await send(people)
    assert len(server.recordings) == 2


async def test_danger_in_a_transcript_is_answered_at_once(people: Company, server: ModelServer) -> None:
    server.transcript = "my husband shoved me into the wall yesterday"
    await send(people)
    assert (await tap(people, "dictated.yes")).hold


async def test_a_no_sends_nothing(people: Company, server: ModelServer) -> None:
    await send(people)
    await tap(people, "dictated.no")
    assert server.recordings == []


@pytest.mark.parametrize(("sound", "fault"), [(None, None), (SOUND, "500")])
async def test_what_cannot_be_heard_is_asked_for_in_writing(
    people: Company, server: ModelServer, sound: bytes | None, fault: str | None
) -> None:
    await send(people)
    await tap(people, "dictated.yes")
    server.fault = fault
    assert "Could you write it" in words(await send(people, sound))


async def test_nothing_of_the_sound_is_kept(people: Company) -> None:
    await send(people)
    await tap(people, "dictated.yes")
    await tap(people, "dictated.right")
    assert "OggS" not in str(await people.store.export("anna"))


async def test_without_a_server_for_it_a_voice_note_gets_a_kind_sentence(tmp_path: Path) -> None:
    async with ModelServer() as server, company(server, tmp_path) as people:
        assert "Could you write it" in words(await send(people))
