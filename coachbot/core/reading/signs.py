"""What happened between the two, what it puts in play, and the signs in a person's own words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from coachbot.core.model import Evidence, Foundation, Span, WorthSign
from coachbot.core.reading.lexicon import Hit, Lexicon, Situation
from coachbot.core.reading.lists import listed
from coachbot.core.reading.owner import Whose, before_i, mine_or_none, nearest
from coachbot.core.reading.tokens import Tokens

AGAIN = 0.3  # what a second phrase of the same thing adds
_NEAR = 2  # words between two phrases of one situation that are shown as one
_SUREST = 1.6  # however often it is told
_PASSING = 0.55  # what is mentioned less surely than this counts only where little else is said
_FEW = 25  # words
_WORTH: Mapping[str, tuple[Foundation, float]] = {
    "pleading": (Foundation.RESPECT, 0.35),
    "over_apologising": (Foundation.RESPECT, 0.35),
    "blaming": (Foundation.SAFETY, 0.25),
    "defending": (Foundation.SAFETY, 0.2),
    "justifying": (Foundation.EMPATHY, 0.2),
}
_PARTNER = listed(
    "he she they him her who husband wife boyfriend girlfriend partner spouse fiance fiancee ex"
)
_THIRD = listed("he she they him her")
_SAYS = listed("says said tells told thinks thought claims claimed calls called insists complains complained")
_NO = listed("not never no does did will do")


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
        name = hit.meaning.name
        if _counts(tokens, hit, lexicon.situations[name]):
            best[name] = _more(*best[name], hit) if name in best else (hit.meaning.weight, hit)
    found = [
        Happened(lexicon.situations[name], weight, tokens.span(hit.first, hit.last))
        for name, (weight, hit) in best.items()
        if weight >= _PASSING or len(tokens) <= _FEW
    ]
    return sorted(found, key=lambda one: (-one.weight, one.span.start))


def _outermost(hits: Sequence[Hit]) -> list[Hit]:
    """Without those that stand inside a longer one: "the baby" in "lost the baby"."""
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda h: (h.first, -h.last)):
        within = bool(kept) and hit.last <= kept[-1].last
        if not within or (hit.first, hit.last) == (kept[-1].first, kept[-1].last):
            kept.append(hit)
    return kept


def _more(weight: float, hit: Hit, other: Hit) -> tuple[float, Hit]:
    """The same situation told once more: a little surer, and its words joined where they stand together."""
    surer = max(weight, other.meaning.weight)
    if other.first <= hit.last + _NEAR:
        return surer, Hit(hit.meaning, hit.first, max(hit.last, other.last))
    surer += AGAIN * min(weight, other.meaning.weight)
    return min(surer, _SUREST), other if other.meaning.weight > hit.meaning.weight else hit


_LEFT = frozenset(("leave", "leaves", "left", "leaving"))
_LEFT_WITH = listed("""
a an some the my his her our to with alone waiting standing out on hanging no one in at there sitting here
""")
_TIMES = listed("week month year few couple day while")
_TOLD = listed("tell tells told telling know knows knew joke joked jokes mention mentioned mentioning")


def is_in_passing(tokens: Tokens, hit: Hit) -> bool:
    """Whether a loss is none, or not what is told: "left me a plate", "broke up for three hours"."""
    words = tokens.words
    after = words[hit.last + 1 : hit.last + 9]
    if words[hit.last] == "me" and words[hit.last - 1] in _LEFT and after and after[0] in _LEFT_WITH:
        return not (after[0] in ("a", "an") and after[1:2] and after[1] in _TIMES)
    if "for" in after[:2] and not {"hour", "hours", "minutes", "evening", "night"}.isdisjoint(after[:6]):
        return True
    if "back" in after and not {"are", "got", "together"}.isdisjoint(after):
        return True
    about = "about" in words[max(0, hit.first - 2) : hit.first]
    return about and not _TOLD.isdisjoint(words[max(0, hit.first - 10) : hit.first])


_LOSSES = frozenset(("loss", "breakup"))


def _counts(tokens: Tokens, hit: Hit, situation: Situation) -> bool:
    """Whether it is told as done, and by whose act this situation is."""
    words = tokens.words
    before = words[hit.first - 1] if hit.first else ""
    if before in ("not", "never") and words[hit.first] not in _NO:
        return False
    if situation.name in _LOSSES and is_in_passing(tokens, hit):
        return False
    if situation.by != "partner" or words[hit.first] == "i":
        return True
    if "me" in words[hit.first : hit.last + 1] or words[hit.first] in _PARTNER:
        return True
    return nearest(tokens, hit.first - 1) != "i" or _is_said(words, hit.first)


def _is_said(words: Sequence[str], first: int) -> bool:
    """Whether the other said so of the person: "he says I …", "tells me I …"."""
    near = words[max(0, first - 5) : first]
    at = len(near) - 1 - near[::-1].index("i") if "i" in near else 0
    before = [word for word in near[:at] if word not in ("that", "me", "like", "how")]
    return bool(before) and before[-1] in _SAYS


# ---------------------------------------------------------------- worth and foundations


def worth_signs(tokens: Tokens, hits: Sequence[Hit]) -> list[WorthSign]:
    """Signs of shaken worth, in order, each kind once for a stretch of words."""
    found: list[WorthSign] = []
    reach: dict[str, int] = {}
    for hit in sorted(hits, key=lambda h: (h.first, -h.last)):
        kind = hit.meaning.name
        if hit.first <= reach.get(kind, -1) or tokens.quoted[hit.first] or not _is_own_word(tokens, hit):
            continue
        reach[kind] = hit.last
        span = tokens.span(hit.first, hit.last)
        found.append(WorthSign(span.text, span.start, span.end, kind))
    return found


def _is_own_word(tokens: Tokens, hit: Hit) -> bool:
    """Whether the person says so themselves: not "he said sorry", not "it isn't her fault"."""
    words = tokens.words
    if words[hit.first] == "who" and {"i", "me"} & set(words[max(0, hit.first - 4) : hit.first]):
        return False  # "I'm the one who broke it"
    if hit.meaning.name == "pleading" and words[hit.first : hit.first + 2] == ["please", "forgive"]:
        return words[hit.first + 2 : hit.first + 3] == ["me"]
    if hit.meaning.name == "blaming" and any(
        w in ("not", "never") for w in words[max(0, hit.first - 5) : hit.first]
    ):
        return False
    if words[hit.first] == "i":
        return before_i(tokens, hit.first) is not Whose.NOT
    return words[hit.first] in _THIRD or words[hit.first] == "am" or mine_or_none(tokens, hit.first - 1)


@dataclass(frozen=True, slots=True)
class Weighed:
    """The foundations in play, 0-1 each, and the words that say why, the weightiest first."""

    scores: tuple[tuple[Foundation, float], ...]
    because: tuple[Evidence, ...]


def weigh(happened: Sequence[Happened], worth: Sequence[WorthSign]) -> Weighed:
    """How much each foundation is in play: every sign takes its share of what is left to 1."""
    shares: list[tuple[Foundation, float, Evidence]] = []
    for one in happened:
        for foundation, weight in one.situation.foundations:
            shares.append(
                (foundation, weight * one.weight, _evidence(foundation, one.situation.name, one.span))
            )
    for kind, sign in {sign.kind: sign for sign in reversed(worth)}.items():
        foundation, weight = _WORTH[kind]
        shares.append((foundation, weight, _evidence(foundation, kind, sign)))
    left = dict.fromkeys(Foundation, 1.0)
    for foundation, share, _ in shares:
        left[foundation] *= 1 - min(share, 0.9)
    scores = {foundation: round(1 - rest, 2) for foundation, rest in left.items()}
    shares.sort(key=lambda s: (-scores[s[0]], -s[1], s[2].start))
    return Weighed(tuple(scores.items()), tuple(evidence for _, _, evidence in shares))


def _evidence(foundation: Foundation, name: str, span: Span) -> Evidence:
    return Evidence(span.text, span.start, span.end, f"{foundation}.{name}")
