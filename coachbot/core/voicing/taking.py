"""What counts of that which a model saw and read: only what the person's own words show."""

from __future__ import annotations

import re
import zlib
from collections.abc import Collection
from dataclasses import replace

from coachbot.core.checking.patterns import lower
from coachbot.core.kit import Kit
from coachbot.core.model import Danger, Evidence, Feeling, Level, Need, Reading, Span
from coachbot.core.session import Session
from coachbot.core.voicing.reply import Noticed, Noticings, SeenDanger

MOST = 2  # of each kind a turn
LOOKED_BACK = 3  # earlier messages in which a danger may have been overlooked
ASKED_ENOUGH = 3  # questions about dangers that only the model saw, once they were denied

_WORD = re.compile(r"\w+(?:'\w+)*")
RULE = "model"


def find(text: str, quote: str) -> Span | None:
    """Where the quoted words stand in a text, whatever its capitals, quotes and punctuation."""
    words = _WORD.findall(lower(quote))
    if not words:
        return None
    pattern = re.compile(r"(?<!\w)" + r"[^\w]+".join(map(re.escape, words)) + r"(?!\w)")
    match = pattern.search(lower(text))
    return Span(text[match.start() : match.end()], *match.span()) if match else None


def seen_danger(seen: SeenDanger, text: str, session: Session) -> Danger:
    """The danger that a model saw in the latest message, or overlooked before; none without its words."""
    if seen.level is Level.NONE or not seen.kinds:
        return Danger()
    span = find(text, seen.quote)
    denied = set(seen.kinds) <= set(session.believed)
    if span is None:
        earlier = any(find(told, seen.quote) for told in session.texts[-LOOKED_BACK:])
        if denied or not earlier:
            return Danger()
        span = Span(seen.quote, 0, 0)
    level = seen.level
    if denied:
        # What was denied is asked about again at most: who sees it everywhere must not shut the door.
        level = Level.ASK
        if sum(rule.startswith(f"{RULE}.") for rule in session.believed_rules) >= ASKED_ENOUGH:
            return Danger()
    if session.hold is not None and set(seen.kinds) <= set(session.hold.kinds):
        return Danger()
    rule = f"{RULE}.{seen.kinds[0]}.{zlib.crc32(lower(span.text).encode()):08x}"
    because = Evidence(span.text, span.start, span.end, rule)
    return Danger(level, tuple(dict.fromkeys(seen.kinds)), seen.whose, because=(because,))


def read_more(
    noticed: Noticings, text: str, reading: Reading, session: Session, kit: Kit
) -> tuple[Reading, Session]:
    """The reading with what a model read besides, and the session for which it counts from the next turn on.

    A feeling or need that the words name is known; one that they only show is a guess to offer.
    """
    notes = session.notes
    no = {*notes.not_feelings, *reading.denied}
    feelings = _found(
        noticed.feelings, text, kit.lexicon.feelings, {*(f.word for f in reading.feelings), *no}
    )
    unwanted = {*(n.name for n in reading.needs), *notes.not_needs}
    needs = _found(noticed.needs, text, kit.lexicon.needs, unwanted)
    if not feelings and not needs:
        return reading, session
    told = [name for name, span in feelings if _names(span, name)]
    named = [name for name, span in needs if _names(span, name)]
    after = session.knowing(
        feelings=_with(notes.feelings, told),
        needs=_with(notes.needs, named),
        likely_feelings=_first([n for n, _ in feelings if n not in told], notes.likely_feelings),
        likely_needs=_first([n for n, _ in needs if n not in named], notes.likely_needs),
    )
    more = replace(
        reading,
        feelings=(*reading.feelings, *(Feeling(s.text, s.start, s.end, n) for n, s in feelings if n in told)),
        needs=(*reading.needs, *(Need(s.text, s.start, s.end, n, n not in named) for n, s in needs)),
    )
    return more, after


def _found(
    noticed: list[Noticed], text: str, known: Collection[str], unwanted: Collection[str]
) -> list[tuple[str, Span]]:
    spans = [(each.name.strip().lower(), find(text, each.quote)) for each in noticed[: 2 * MOST]]
    return [(name, span) for name, span in spans if span and name in known and name not in unwanted][:MOST]


def _names(span: Span, name: str) -> bool:
    return name.removeprefix("to be ").removeprefix("to ")[:5] in lower(span.text)


def _with(known: tuple[str, ...], new: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*known, *new)))


def _first(new: list[str], known: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*new, *known)))
