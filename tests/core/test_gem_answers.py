"""A gem in the talk: read whole, its neighbours, kept, or put away."""

from __future__ import annotations

from dataclasses import replace

import pytest

from coachbot.core.model import Gem, Manner, Passage, Step
from coachbot.core.session import Session
from tests.talking import Reply, say, the_kit

IN_SERIES = next(gem for gem in the_kit().gems.values() if gem.next and not gem.previous)


def showing(gem: Gem) -> Session:
    passage = Passage(gem.slug, gem.title, gem.quotable[0], 0)
    offered = ("gem.go", "gem.read", "gem.next", "gem.after", "gem.before", "gem.keep", "gem.no")
    return Session(
        step=Step.GEM, number=1, turn=1, heard=True, gem=passage, gem_done=True, offered=offered, offered_at=1
    )


def to_the_end(session: Session, first: Reply | None = None) -> Reply:
    reply = first or say("#gem.read", session)
    while "gem.next" in reply.buttons:
        reply = say("#gem.next", reply.session)
    return reply


def test_it_can_be_read_whole_page_by_page() -> None:
    gem = IN_SERIES
    reply = say("#gem.read", showing(gem))
    read = [reply]
    while "gem.next" in read[-1].buttons:
        read.append(say("#gem.next", read[-1].session))
    told = " ".join(m.text for r in read for m in r.messages if m.manner is Manner.QUOTE)
    assert all(paragraph in told for paragraph in gem.body.split("\n\n"))


def test_its_last_page_offers_the_next_in_the_series() -> None:
    assert "gem.after" in to_the_end(showing(IN_SERIES)).buttons
    assert "gem.before" not in to_the_end(showing(IN_SERIES)).buttons


def test_a_neighbour_is_shown_and_counts_as_seen() -> None:
    last = to_the_end(showing(IN_SERIES))
    reply = say("#gem.after", last.session)
    slug = IN_SERIES.next or ""
    assert the_kit().gems[slug].title in reply.messages[-1].text
    assert reply.move.gem_events == ((slug, "seen"),)
    assert reply.session.gem is not None
    assert reply.session.gem.slug == slug


def test_from_the_neighbour_a_way_leads_back() -> None:
    there = say("#gem.after", to_the_end(showing(IN_SERIES)).session)
    end = to_the_end(there.session, there)
    assert "gem.before" in end.buttons
    back = say("#gem.before", end.session)
    assert IN_SERIES.title in back.messages[-1].text


def test_a_neighbour_that_does_not_exist_is_a_stale_tap() -> None:
    alone = next(gem for gem in the_kit().gems.values() if not gem.next and not gem.previous)
    reply = say("#gem.after", showing(alone))
    assert reply.move.gem_events == ()


@pytest.mark.parametrize(("tap", "what"), [("#gem.keep", "kept"), ("#gem.no", "disliked")])
def test_keeping_and_putting_away_are_written_down(tap: str, what: str) -> None:
    assert say(tap, showing(IN_SERIES)).move.gem_events == ((IN_SERIES.slug, what),)


def test_somebody_elses_gem_comes_with_their_name() -> None:
    kit = the_kit()
    theirs = replace(IN_SERIES, why="", source="Maren Tolle")
    theirs_only = replace(kit, gems={**kit.gems, theirs.slug: theirs})
    words = kit.phrases.acts["gem.quote_theirs"]
    known = {"gem_source": "Maren Tolle", "gem_title": theirs.title, "gem_text": theirs.quotable[0]}
    assert theirs_only.gems[theirs.slug].source == "Maren Tolle"
    assert all("Maren Tolle" in variant.render(known) for variant in words)
