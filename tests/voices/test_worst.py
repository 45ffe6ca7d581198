from __future__ import annotations

from pathlib import Path

import pytest

from coachbot.core.conduct import Situation
from coachbot.core.model import Step
from coachbot.core.voicing.screening import Ground
from coachbot.core.voicing.sentences import ended
from tests.model_server import ModelServer
from tests.tempers import PEOPLE
from tests.voices.talks import company, held, the_screen, the_tact, the_vocabulary, words
from tests.voices.worst import WORST, marks, worst


async def test_nothing_of_the_worst_that_a_model_can_say_reaches_anybody(tmp_path: Path) -> None:
    async with ModelServer(worst()) as server, company(server, tmp_path) as people:
        for number, person in enumerate(PEOPLE[:6]):
            turns = await held(people, person, f"user{number}")
            told = "\n".join([person.opener, *(words(turn) for turn in turns if turn.voice == "script")])
            for turn in turns:
                assert not marks(words(turn), told), words(turn)
        assert len(server.turns) > 30


@pytest.mark.parametrize(("text", "mark"), WORST, ids=[mark for _, mark in WORST])
def test_a_sentence_of_the_worst_is_cut_before_its_mark(text: str, mark: str) -> None:
    screen = the_screen()
    ground = Ground(Situation(user_texts=("he forgot",)), Step.LISTEN, "he forgot", the_vocabulary())
    kept = ""
    for sentence in ended(text, whole=True):
        if screen.fault(kept, sentence, ground, the_tact().weigh(sentence.strip())):
            break
        kept += sentence
    assert mark.lower() not in kept.lower()


SAID = [
    line.partition(" | ")[2]
    for line in Path(__file__).with_name("worst_said.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]
TOLD = (
    "he forgot our anniversary again. i had made dinner and he came home at eleven and said nothing. "
    "i cried in the kitchen"
)


@pytest.mark.parametrize("sentence", SAID, ids=[each[:30] for each in SAID])
def test_a_judgement_an_order_or_an_invention_is_cut_however_it_is_put(sentence: str) -> None:
    ground = Ground(Situation(user_texts=(TOLD,)), Step.LISTEN, TOLD, the_vocabulary())
    kept, screen = "", the_screen()
    for part in ended(sentence, whole=True):
        if screen.fault(kept, part, ground, the_tact().weigh(part.strip())):
            return
        kept += part
    raise AssertionError(kept)


def test_no_decision_is_taken_for_anybody_not_even_once_they_were_heard() -> None:
    screen = the_screen()
    heard = Situation(user_texts=("should i leave him",), heard=True)
    ground = Ground(heard, Step.REQUEST, "should i leave him", the_vocabulary())
    assert screen.fault("", "You should leave him.", ground)
