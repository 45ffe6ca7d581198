"""What kind of trouble a message tells of; none is better than a wrong one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from coachbot.core.model import Evidence, Span, Track, WorthSign
from coachbot.core.reading.lexicon import Hit, Kind
from coachbot.core.reading.lists import listed
from coachbot.core.reading.owner import Whose, before_i
from coachbot.core.reading.signs import AGAIN, Happened, is_in_passing
from coachbot.core.reading.tokens import Tokens

Hits = Mapping[Kind, list[Hit]]

# The first of equals: a loss is heard before a question, one's own deed before the other's.
_ORDER = (
    Track.GRIEF,
    Track.NOT_THERE,
    Track.DISCERNMENT,
    Track.OWN_MISTAKE,
    Track.SHAKEN_WORTH,
    Track.PARTNER_MUST_CHANGE,
    Track.BROKEN_AGREEMENT,
    Track.DISTANCE,
)
_SURE = 1.0  # below this there is no track
_MOST = 2.0
_ASIDE = 80  # words that a message about something else has at most
_LOW_WORTH = 0.6
_NEGATED = frozenset(
    ("not", "never", "do", "does", "did", "no", "can")
)  # phrases that begin so deny by themselves
_WORTH = {"over_apologising": 0.5, "pleading": 0.6, "defending": 0.25, "justifying": 0.2}
# "Can you be nicer to my parents" is said to a partner.
_KIN = listed(
    "mom mum mother dad father brother sister parents friend friends son daughter kid kids grandma cousin"
)
_TOGETHER = listed("""
husband wife boyfriend girlfriend partner spouse fiance fiancee fiancé fiancée ex marriage relationship
married divorce dating couple lover crush tinder sex breakup anniversary wedding engaged romance
""")


def find_track(
    tokens: Tokens,
    hits: Hits,
    happened: Sequence[Happened],
    worth: Sequence[WorthSign],
    *,
    partner: bool,
    asked: bool,
) -> tuple[Track | None, tuple[Evidence, ...]]:
    """The track and the words that say so; `partner`: one is known, `asked`: something is asked of one."""
    pulls: dict[Track, float] = {}
    strongest: dict[Track, tuple[float, Span]] = {}
    for track, pull, span in _pulls(tokens, hits, happened, worth):
        before = pulls.get(track)
        pulls[track] = pull if before is None else min(_MOST, max(before, pull) + AGAIN)
        if track not in strongest or pull > strongest[track][0]:
            strongest[track] = pull, span
    sure = [track for track in _ORDER if pulls.get(track, 0.0) >= _SURE]
    if sure:
        best = max(sure, key=lambda track: pulls[track])
        return best, (_evidence(best, strongest[best][1]),)
    aside = [h for h in hits.get(Kind.OFF_TOPIC, ()) if not (asked and tokens.words[h.last] in _KIN)]
    if aside and len(tokens) <= _ASIDE and not partner and _TOGETHER.isdisjoint(tokens.words):
        return Track.OFF_TOPIC, (_evidence(Track.OFF_TOPIC, tokens.span(aside[0].first, aside[0].last)),)
    return None, ()


def _is_meant(tokens: Tokens, hit: Hit) -> bool:
    """Whether it is so: not quoted, not "sure he isn't cheating", not "he thinks I cheated"."""
    words = tokens.words
    before = words[max(0, hit.first - 2) : hit.first]
    denied = words[hit.first] not in _NEGATED and ("not" in before or "never" in before)
    if tokens.quoted[hit.first] or denied:
        return False
    return words[hit.first] != "i" or before_i(tokens, hit.first) is not Whose.NOT


def _evidence(track: Track, span: Span) -> Evidence:
    return Evidence(span.text, span.start, span.end, f"track.{track}")


def _pulls(
    tokens: Tokens, hits: Hits, happened: Sequence[Happened], worth: Sequence[WorthSign]
) -> Iterator[tuple[Track, float, Span]]:
    """Everything that speaks for a track, how strongly, and its words."""
    for hit in hits.get(Kind.TRACK, ()):
        if _is_meant(tokens, hit) and not (hit.meaning.name == "grief" and is_in_passing(tokens, hit)):
            yield Track(hit.meaning.name), hit.meaning.weight, tokens.span(hit.first, hit.last)
    for one in happened:
        if one.situation.track is not None:
            yield one.situation.track, one.situation.pull * min(one.weight, 1.0), one.span
    low = hits.get(Kind.LOW_WORTH)
    if low:
        total = _LOW_WORTH * len(low) + sum(_WORTH.get(sign.kind, 0.0) for sign in worth)
        yield Track.SHAKEN_WORTH, min(total, 1.7), tokens.span(low[0].first, low[0].last)
