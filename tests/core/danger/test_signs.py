"""Every sign has a live example and a look-alike beside it; none can go without a test noticing."""

from __future__ import annotations

import pytest

from coachbot.core.danger import Signs, assess
from coachbot.core.danger.finding import find
from coachbot.core.model import Level
from tests.core.danger.tables import FIGURES, WORDINGS, every_case
from tests.eval.mutate_danger import mutants, survivors


def test_no_wording_of_a_sign_was_lost_or_came_without_its_example(signs: Signs) -> None:
    assert [(rule.sign.name, rule.example) for rule in signs.rules] == WORDINGS


def test_no_harmless_turn_of_phrase_was_lost_or_came_without_its_example(signs: Signs) -> None:
    assert [figure.example for figure in signs.figures] == FIGURES


def test_each_wording_is_found_by_its_sign(signs: Signs) -> None:
    lost = [
        (name, text) for name, text in WORDINGS if name not in {found.sign for found in find(text, signs)}
    ]
    assert not lost


def test_a_harmless_turn_of_phrase_raises_nothing(signs: Signs) -> None:
    assert [text for text in FIGURES if assess(text, signs=signs).level is not Level.NONE] == []


def test_the_sentence_beside_each_sign_raises_nothing(signs: Signs) -> None:
    beside = {text for rule in signs.rules for text in rule.sign.lookalikes}
    assert [text for text in beside if assess(text, signs=signs).level is not Level.NONE] == []


@pytest.mark.parametrize(
    "without", ["hit", "choke", "fear", "want_to_die", "control", "medical", "de.violence"]
)
def test_without_a_sign_its_wordings_are_no_longer_found_by_it(signs: Signs, without: str) -> None:
    named = [text for name, text in WORDINGS if name == without]
    assert named
    assert all(without in {found.sign for found in find(text, signs)} for text in named)


def test_hardly_anything_could_be_taken_out_without_a_sentence_noticing(signs: Signs) -> None:
    """Of every fourth thing; `python -m tests.eval.mutate_danger` names all that could go."""
    tried = list(mutants(signs))[::4]
    assert len(survivors(signs, every_case(signs), among=tried)) <= 0.1 * len(tried)


def test_what_has_been_read_by_no_one_who_speaks_it_says_so(signs: Signs) -> None:
    assert set(signs.reviewed) == {"es", "pt", "fr", "de", "it", "ru", "pl", "tr"}
    assert not any(signs.reviewed.values())
