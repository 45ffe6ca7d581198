"""Answers around a gem: read whole, its neighbours, kept, or left."""

from __future__ import annotations

from dataclasses import replace

from coachbot.core.answering.context import Answer, Context
from coachbot.core.asking import button
from coachbot.core.gems import pages
from coachbot.core.model import Gem, Manner, Passage
from coachbot.core.moves import Say
from coachbot.core.session import Session


def read(c: Context) -> Answer:
    """The next page of the gem."""
    gem = _shown(c)
    return _page(c, gem, c.session) if gem else Answer(c.session, ("stale",))


def neighbour(c: Context) -> Answer:
    """The first page of the next or the previous gem in the series, which is then the one that is shown."""
    gem = _shown(c)
    slug = (gem.next if c.said.tap == "gem.after" else gem.previous) if gem else None
    other = c.kit.gems.get(slug) if slug else None
    if other is None:
        return Answer(c.session, ("stale",))
    passage = Passage(other.slug, other.title, next(iter(other.quotable), ""), 0, source=other.source)
    answer = _page(c, other, replace(c.session, gem=passage, gem_page=0))
    return replace(answer, gem_events=((other.slug, "seen"),))


def _shown(c: Context) -> Gem | None:
    return c.kit.gems.get(c.session.gem.slug) if c.session.gem else None


def _page(c: Context, gem: Gem, session: Session) -> Answer:
    whole = pages(gem)
    page = min(session.gem_page, len(whole) - 1)
    last = page + 1 >= len(whole)
    shown = {"gem_page": whole[page], "gem_title": gem.title}
    series = (("gem.before", gem.previous), ("gem.after", gem.next))
    others = tuple(button for button, slug in series if slug in c.kit.gems)
    choices = ("gem.go", "gem.keep", *others) if last else ("gem.next", "gem.go", "gem.keep")
    quote = Say(
        ("gem.page" if page else "gem.first_page",), shown, button(c.kit, *choices), Manner.QUOTE, columns=2
    )
    return Answer(replace(session, gem_page=page if last else page + 1), apart=(quote,))


def keep(c: Context) -> Answer:
    """The gem is kept."""
    events = ((c.session.gem.slug, "kept"),) if c.session.gem else ()
    return Answer(
        c.session, ("gem.kept",), buttons=button(c.kit, "gem.read", "gem.go"), columns=2, gem_events=events
    )


def leave(c: Context) -> Answer:
    """The practice is not for now."""
    return Answer(c.session.knowing(practice=None), ("gem.no",))


def not_for_me(c: Context) -> Answer:
    """The gem is not for them."""
    events = ((c.session.gem.slug, "disliked"),) if c.session.gem else ()
    return Answer(c.session.knowing(practice=None), ("gem.not_for_me",), gem_events=events)
