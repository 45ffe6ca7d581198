"""A passage speaks to the one who was hurt, or to the one who did it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from coachbot.core.gems import parse_gem
from coachbot.core.model import Side, Track
from coachbot.core.retrieval import Query, build_index, search
from coachbot.core.retrieval.sides import side_of
from coachbot.errors import ContentError
from coachbot.library import gems_of

APART = next(gem for gem in gems_of(None) if gem.slug == "the-same-question-at-midnight")


@pytest.mark.parametrize(
    "text",
    [
        "I cheated on my husband in May and he can't stop asking about it",
        "I've lied to her about it for a year",
        "i just snapped at him over nothing and he went white",
        "It was my own fault, all of it. She trusted me.",
        "How do I make it up to him after what happened at the wedding?",
        "I stormed out of the restaurant and left her with the bill",
    ],
)
def test_who_tells_of_a_deed_of_their_own_is_spoken_to_as_such(text: str) -> None:
    assert side_of(Query(text)) is Side.DOER


@pytest.mark.parametrize(
    "text",
    [
        "He cheated on me and I don't know how to sleep next to him",
        "she shouted at me in front of my parents",
        "I feel so alone, he hasn't spoken since Sunday",
        "I asked him to come and he forgot",
        "I love her and I'm always last on her list",
    ],
)
def test_anyone_else_is_spoken_to_as_the_one_who_was_hurt(text: str) -> None:
    assert side_of(Query(text)) is Side.HURT


def test_a_reading_that_says_own_mistake_decides() -> None:
    assert side_of(Query("it was about the dinner", track=Track.OWN_MISTAKE)) is Side.DOER


def test_the_hurt_one_is_not_quoted_what_the_other_should_do() -> None:
    index = build_index([replace(APART, spoken_to=(Side.HURT, Side.DOER, Side.DOER))])
    asked = "he had an affair and I can't stop asking about it, he answers for an hour and then I ask again"
    (found,) = search(index, Query(asked))
    assert found.text == APART.quotable[0]


def test_each_passage_has_a_side_or_none_has() -> None:
    front = 'slug = "a"\ntitle = "A"\nsource = "x"\nquotable = ["One whole sentence."]\n'
    text = f"+++\n{front}{{}}+++\n\nOne whole sentence.\n"
    assert parse_gem(text.format('spoken_to = ["doer"]\n'), "a.md").spoken_to == (Side.DOER,)
    with pytest.raises(ContentError, match=r"a\.md, line 6: spoken_to"):
        parse_gem(text.format('spoken_to = ["doer", "hurt"]\n'), "a.md")
