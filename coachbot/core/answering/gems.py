"""Answers around a gem: read whole, kept, or left."""

from __future__ import annotations

from dataclasses import replace

from coachbot.core.answering.context import Answer, Context
from coachbot.core.asking import button
from coachbot.core.gems import pages
from coachbot.core.model import Manner
from coachbot.core.moves import Say


def read(c: Context) -> Answer:
    """The next page of the gem."""
    passage = c.session.gem
    gem = c.kit.gems.get(passage.slug) if passage else None
    if gem is None:
        return Answer(c.session, ("stale",))
    whole = pages(gem)
    page = min(c.session.gem_page, len(whole) - 1)
    last = page + 1 >= len(whole)
    shown = {"gem_page": whole[page], "gem_title": gem.title}
    choices = ("gem.go", "gem.keep") if last else ("gem.next", "gem.go", "gem.keep")
    quote = Say(
        ("gem.page" if page else "gem.first_page",), shown, button(c.kit, *choices), Manner.QUOTE, columns=2
    )
    return Answer(replace(c.session, gem_page=page if last else page + 1), apart=(quote,))


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
