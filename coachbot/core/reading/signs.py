"""What happened between the two, what it puts in play, and the signs in a person's own words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from coachbot.core.model import Evidence, Foundation, Span, Track, WorthSign
from coachbot.core.reading.lexicon import Hit, Kind, Lexicon, Situation
from coachbot.core.reading.tokens import Tokens
from coachbot.core.reading.whose import Whose, before_i, nearest

Hits = Mapping[Kind, list[Hit]]

_ORDER = (Track.GRIEF, Track.NOT_THERE, Track.DISCERNMENT, Track.OWN_MISTAKE, Track.SHAKEN_WORTH,
          Track.PARTNER_MUST_CHANGE, Track.BROKEN_AGREEMENT, Track.DISTANCE)  # fmt: skip
_NEAR = 2  # words between two phrases of one situation that are shown as one
_PASSING = 0.55  # what is mentioned less surely than this counts only where little else is said
_ASIDE = 80  # words that a message about something else has at most
_FEW = 25  # words
_SURE = 1.0  # below this there is no track
_AGAIN = 0.3  # what a second phrase of the same track or situation adds
_WORTH_PULL = {"over_apologising": 0.5, "pleading": 0.6, "defending": 0.25, "justifying": 0.2}
_WORTH_FOUNDATION = {
    "pleading": (Foundation.RESPECT, 0.35), "over_apologising": (Foundation.RESPECT, 0.35),
    "blaming": (Foundation.SAFETY, 0.25), "defending": (Foundation.SAFETY, 0.2),
    "justifying": (Foundation.EMPATHY, 0.2),
}  # fmt: skip
_TOGETHER = frozenset(
    "husband wife boyfriend girlfriend partner spouse fiance fiancee fiancé fiancée ex marriage relationship married"
    " divorce dating couple lover crush tinder sex breakup anniversary wedding engaged romance".split()
)
_SAYS = frozenset("says said tells told thinks thought claims claimed calls called insists complains complained".split())
_THIRD = frozenset("he she they him her".split())


@dataclass(frozen=True, slots=True)
class Happened:
    """A situation that is told, how surely, and the words that tell it."""

    situation: Situation
    weight: float
    span: Span


def what_happened(tokens: Tokens, hits: Sequence[Hit], lexicon: Lexicon) -> list[Happened]:
    """The situations told, surest first; an act that is the person's own is not the partner's."""
    best: dict[str, tuple[float, Hit]] = {}
    for hit in _outermost(hits):
        situation = lexicon.situations[hit.meaning.name]
        if _counts(tokens, hit, situation):
            before = best.get(situation.name)
            best[situation.name] = _more(*before, hit) if before else (hit.meaning.weight, hit)
    found = [
        Happened(lexicon.situations[name], weight, tokens.span(hit.first, hit.last))
        for name, (weight, hit) in best.items()
    ]
    told = [h for h in found if h.weight >= _PASSING or len(tokens) <= _FEW]
    return sorted(told, key=lambda h: (-h.weight, h.span.start))


def _outermost(hits: Sequence[Hit]) -> list[Hit]:
    """Without those that stand inside a longer one: "the baby" in "lost the baby"."""
    kept: list[Hit] = []
    reach = -1
    for hit in sorted(hits, key=lambda h: (h.first, -h.last)):
        longest = kept[-1] if kept else hit
        if hit.last > reach or (hit.first, hit.last) == (longest.first, longest.last):
            kept.append(hit)
            reach = max(reach, hit.last)
    return kept


def _more(weight: float, hit: Hit, other: Hit) -> tuple[float, Hit]:
    """The same situation told once more: a little surer, and its words joined where they stand together."""
    if other.first <= hit.last + _NEAR:
        return max(weight, other.meaning.weight), Hit(hit.meaning, hit.first, max(hit.last, other.last))
    surer = max(weight, other.meaning.weight) + _AGAIN * min(weight, other.meaning.weight)
    return min(surer, 1.6), other if other.meaning.weight > hit.meaning.weight else hit


def _counts(tokens: Tokens, hit: Hit, situation: Situation) -> bool:
    words = tokens.words
    before = words[hit.first - 1] if hit.first else ""
    if before in ("not", "never") and words[hit.first] not in ("not", "never", "no", "does", "did", "will"):
        return False
    if situation.by != "partner" or words[hit.first] == "i":
        return True
    inside = words[hit.first : hit.last + 1]
    if "me" in inside or any(w in _THIRD or w in _TOGETHER for w in inside[:1]):
        return True
    return not hit.first or nearest(tokens, hit.first - 1) != "i" or _is_said(words, hit.first)


def _is_said(words: Sequence[str], first: int) -> bool:
    """"He says I …", "tells me I …": the act is what the other said."""
    near = words[max(0, first - 5) : first]
    at = len(near) - 1 - near[::-1].index("i") if "i" in near else 0
    before = [w for w in near[:at] if w not in ("that", "me", "like", "how")]
    return bool(before) and before[-1] in _SAYS


# ---------------------------------------------------------------- worth, foundations, tracks


def worth_signs(tokens: Tokens, hits: Sequence[Hit]) -> list[WorthSign]:
    """Signs of shaken worth, in order, one a stretch of words."""
    found: list[WorthSign] = []
    for hit in sorted(hits, key=lambda h: (h.first, -h.last)):
        span = tokens.span(hit.first, hit.last)
        inside = any(s.start <= span.start < s.end and s.kind == hit.meaning.name for s in found[-3:])
        if not inside and not tokens.quoted[hit.first] and _is_own_word(tokens, hit):
            found.append(WorthSign(span.text, span.start, span.end, hit.meaning.name))
    return found


def _is_own_word(tokens: Tokens, hit: Hit) -> bool:
    """Whether the person says so themselves: not "he said sorry", not "it isn't her fault"."""
    words = tokens.words
    if any(w in ("not", "never") for w in words[max(0, hit.first - 2) : hit.first]) and hit.meaning.name == "blaming":
        return False
    if words[hit.first] in ("i", "am", *_THIRD):
        return before_i(tokens, hit.first) is not Whose.NOT if words[hit.first] == "i" else True
    return nearest(tokens, hit.first - 1) in (None, "i", "we") or not hit.first


@dataclass(frozen=True, slots=True)
class Weighed:
    """The foundations in play, 0-1 each, and the words that say why, the weightiest first."""

    scores: tuple[tuple[Foundation, float], ...]
    because: tuple[Evidence, ...]


def weigh(happened: Sequence[Happened], worth: Sequence[WorthSign]) -> Weighed:
    """How much each foundation is in play: every sign takes its share of what is left to 1."""
    left = dict.fromkeys(Foundation, 1.0)
    because: list[tuple[float, Foundation, Evidence]] = []
    signs = [(f, w * one.weight, one.span, one.situation.name) for one in happened for f, w in one.situation.foundations]
    kinds = {sign.kind: sign for sign in reversed(worth)}
    signs += [(*_shared(kind), sign, kind) for kind, sign in kinds.items() if kind in _WORTH_FOUNDATION]
    for foundation, share, span, name in signs:
        share = min(share, 0.9)
        left[foundation] *= 1 - share
        because.append((share, foundation, Evidence(span.text, span.start, span.end, f"{foundation}.{name}")))
    scores = {foundation: round(1 - rest, 2) for foundation, rest in left.items()}
    because.sort(key=lambda b: (-scores[b[1]], -b[0], b[2].start))
    return Weighed(tuple(scores.items()), tuple(evidence for _, _, evidence in because))


def _shared(kind: str) -> tuple[Foundation, float]:
    return _WORTH_FOUNDATION[kind]


def find_track(
    tokens: Tokens, hits: Hits, happened: Sequence[Happened], worth: Sequence[WorthSign], *, partner: bool
) -> tuple[Track | None, tuple[Evidence, ...]]:
    """The kind of trouble this is and the words that say so; `partner`: a partner is known to be concerned."""
    pulls: dict[Track, float] = {}
    words: dict[Track, tuple[float, Span]] = {}
    for track, pull, span in _pulls(tokens, hits, happened, worth):
        before = pulls.get(track, 0.0)
        pulls[track] = max(before, pull) + (_AGAIN if before else 0.0) if before < 2 else before
        if pull > words.get(track, (0.0, span))[0] or track not in words:
            words[track] = pull, span
    sure = [track for track in _ORDER if pulls.get(track, 0.0) >= _SURE]
    if sure:
        best = max(sure, key=lambda track: pulls[track])  # the first of equals
        span = words[best][1]
        return best, (Evidence(span.text, span.start, span.end, f"track.{best}"),)
    aside = hits.get(Kind.OFF_TOPIC, [])
    if aside and len(tokens) <= _ASIDE and not happened_between(tokens, partner=partner):
        span = tokens.span(aside[0].first, aside[0].last)
        return Track.OFF_TOPIC, (Evidence(span.text, span.start, span.end, f"track.{Track.OFF_TOPIC}"),)
    return None, ()


def _pulls(
    tokens: Tokens, hits: Hits, happened: Sequence[Happened], worth: Sequence[WorthSign]
) -> Iterable[tuple[Track, float, Span]]:
    for hit in hits.get(Kind.TRACK, ()):
        if not tokens.quoted[hit.first]:
            yield Track(hit.meaning.name), hit.meaning.weight, tokens.span(hit.first, hit.last)
    for one in happened:
        if one.situation.track is not None:
            yield one.situation.track, one.situation.pull * min(one.weight, 1.0), one.span
    low = hits.get(Kind.LOW_WORTH, ())
    signs = [(0.6, tokens.span(h.first, h.last)) for h in low]
    signs += [(_WORTH_PULL.get(s.kind, 0.0), s) for s in worth]
    total = sum(pull for pull, _ in signs)
    if low and total >= _SURE:
        yield Track.SHAKEN_WORTH, min(total, 1.7), signs[0][1]


def happened_between(tokens: Tokens, *, partner: bool) -> bool:
    """Whether anything says that two people who are a couple are concerned."""
    words = set(tokens.words)
    return partner or bool(words & _TOGETHER)
