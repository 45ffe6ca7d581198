"""What kind of trouble a message tells of; none is better than a wrong one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from coachbot.core.model import Evidence, Span, Track, WorthSign
from coachbot.core.reading.lexicon import Hit, Kind
from coachbot.core.reading.lists import listed
from coachbot.core.reading.owner import Whose, before_i
from coachbot.core.reading.signs import AGAIN, Happened, is_in_passing
from coachbot.core.reading.tokens import Tokens
from coachbot.core.reading.trivia import TOGETHER, trivia

Hits = Mapping[Kind, list[Hit]]

# The first of equals: being left alone in a loss before the loss, a loss before a question, one's own deed
# before the other's.
_ORDER = (
    Track.NOT_THERE,
    Track.GRIEF,
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
_SHAKEN = 0.9
_NEGATED = frozenset(
    ("not", "never", "do", "does", "did", "no", "can")
)  # phrases that begin so deny by themselves
_WORTH = {"over_apologising": 0.5, "pleading": 0.6, "defending": 0.25, "justifying": 0.2}
# What several signs of shaken worth say together where nothing names it, and no other track does.
_ALONE = {"over_apologising": 0.55, "pleading": 0.5, "defending": 0.45, "justifying": 0.4}
# "Can you be nicer to my parents" is said to a partner.
_KIN = listed(
    "mom mum mother dad father brother sister parents friend friends son daughter kid kids grandma cousin"
)


def find_track(
    tokens: Tokens,
    hits: Hits,
    happened: Sequence[Happened],
    worth: Sequence[WorthSign],
    *,
    partner: bool,
    asked: bool,
    felt: bool,
) -> tuple[Track | None, tuple[Evidence, ...]]:
    """The track and the words that say so; `partner`: one is known, `asked`: of one, `felt`: it hurts."""
    pulls: dict[Track, float] = {}
    strongest: dict[Track, tuple[float, Span]] = {}
    for track, pull, span in _pulls(tokens, hits, happened, worth):
        before = pulls.get(track)
        pulls[track] = pull if before is None else min(_MOST, max(before, pull) + AGAIN)
        if track not in strongest or pull > strongest[track][0]:
            strongest[track] = pull, span
    for track, count, span in _hinted(tokens, hits.get(Kind.HINT, ()), worth):
        if track in pulls:
            pulls[track] = min(_MOST, pulls[track] + _HINT * count)
        elif count >= 2 + len(tokens) // _WORDS_A_HINT:
            pulls[track], strongest[track] = _SURE + _HINT * (count - 2), (_SURE, span)
    sure = [track for track in _ORDER if pulls.get(track, 0.0) >= _SURE]
    if not sure and worth and sum(_ALONE.get(kind, 0.0) for kind in {sign.kind for sign in worth}) >= _SHAKEN:
        return Track.SHAKEN_WORTH, (_evidence(Track.SHAKEN_WORTH, worth[0]),)
    if sure:
        best = max(sure, key=lambda track: pulls[track])
        return best, (_evidence(best, strongest[best][1]),)
    aside = [h for h in hits.get(Kind.OFF_TOPIC, ()) if not (asked and tokens.words[h.last] in _KIN)]
    between = partner or not TOGETHER.isdisjoint(tokens.words)
    if aside and len(tokens) <= _ASIDE and not between and not felt:
        return Track.OFF_TOPIC, (_evidence(Track.OFF_TOPIC, tokens.span(aside[0].first, aside[0].last)),)
    calm = not worth and not happened and not (felt and between)
    if calm and (at := trivia(tokens)) is not None:
        return Track.OFF_TOPIC, (_evidence(Track.OFF_TOPIC, tokens.span(at, at)),)
    return None, ()


_HINT = 0.15  # what half a sign adds to a sure one
_WORDS_A_HINT = 60  # in a long text more of them must come together
_SIGN_HINTS = {
    "over_apologising": (Track.SHAKEN_WORTH, Track.OWN_MISTAKE),
    "pleading": (Track.SHAKEN_WORTH, Track.GRIEF),
    "defending": (Track.SHAKEN_WORTH,),
    "justifying": (Track.OWN_MISTAKE,),
    "blaming": (Track.PARTNER_MUST_CHANGE,),
}


def _hinted(
    tokens: Tokens, hits: Sequence[Hit], worth: Sequence[WorthSign]
) -> Iterator[tuple[Track, int, Span]]:
    """How many half signs of each track are told in places of their own, and the first of them."""
    reach: dict[Track, int] = {}
    found: dict[Track, list[Span]] = {}
    for hit in sorted(hits, key=lambda h: (h.first, -h.last)):
        track = Track(hit.meaning.name)
        if hit.first > reach.get(track, -1) and _is_meant(tokens, hit):
            reach[track] = hit.last
            found.setdefault(track, []).append(tokens.span(hit.first, hit.last))
    for sign in {sign.kind: sign for sign in reversed(worth)}.values():
        for track in _SIGN_HINTS[sign.kind]:
            if track in found:
                found[track].append(sign)
    for track, spans in found.items():
        yield track, len(spans), Span(spans[0].text, spans[0].start, spans[0].end)


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
    yield from _pairs(tokens, hits.get(Kind.PART, ()))
    for one in happened:
        if one.situation.track is not None:
            yield one.situation.track, one.situation.pull * min(one.weight, 1.0), one.span
    low = hits.get(Kind.LOW_WORTH)
    if low:
        total = _LOW_WORTH * len(low) + sum(_WORTH.get(sign.kind, 0.0) for sign in worth)
        yield Track.SHAKEN_WORTH, min(total, 1.7), tokens.span(low[0].first, low[0].last)


def _pairs(tokens: Tokens, hits: Sequence[Hit]) -> Iterator[tuple[Track, float, Span]]:
    """Two things that make a track where both are told: "the week of my surgery", "he went fishing"."""
    last: dict[tuple[str, str], Hit] = {}
    for hit in sorted(hits, key=lambda h: (h.first, h.last)):
        name, half = hit.meaning.name, hit.meaning.word
        if half == "one" and not _is_meant(tokens, hit):
            continue
        mate = last.get((name, "other" if half == "one" else "one"))
        if mate is not None and mate.last < hit.first <= mate.last + _TOGETHER_WITHIN:
            other = hit if half == "other" else mate
            yield Track(name), hit.meaning.weight, tokens.span(other.first, other.last)
        last[name, half] = hit


_TOGETHER_WITHIN = 30  # words between the two halves
