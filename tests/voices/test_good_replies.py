from __future__ import annotations

from pathlib import Path

import pytest

from coachbot.core.conduct import Situation
from coachbot.core.model import Step
from coachbot.core.voicing.screening import Ground
from coachbot.core.voicing.sentences import ended
from coachbot.core.voicing.splicing import HEARING
from tests.voices.talks import the_screen, the_tact, the_vocabulary

REPLIES = [
    tuple(part.strip() for part in line.split(" | "))
    for line in Path(__file__).with_name("good_replies.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


def fault(step: str, told: str, reply: str) -> str | None:
    screen = the_screen()
    where = Step(step) if step in set(Step) else Step.LISTEN
    ground = Ground(Situation(user_texts=(told,), heard=where not in HEARING), where, told, the_vocabulary())
    said = ""
    for sentence in ended(reply, whole=True):
        if found := screen.fault(said, sentence, ground, the_tact().weigh(sentence.strip())):
            return f"{found}: {sentence}"
        said += sentence
    return None


@pytest.mark.parametrize(("step", "told", "reply"), REPLIES, ids=[r[2][:30] for r in REPLIES])
def test_what_a_good_coach_says_is_not_cut(step: str, told: str, reply: str) -> None:
    assert fault(step, told, reply) is None
