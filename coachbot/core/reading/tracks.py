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
_SHAKEN = 0.85
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
    if not sure and worth and sum(_ALONE.get(kind, 0.0) for kind in {sign.kind for sign in worth}) >= _SHAKEN:
        return Track.SHAKEN_WORTH, (_evidence(Track.SHAKEN_WORTH, worth[0]),)
    if sure:
        best = max(sure, key=lambda track: pulls[track])
        return best, (_evidence(best, strongest[best][1]),)
    aside = [h for h in hits.get(Kind.OFF_TOPIC, ()) if not (asked and tokens.words[h.last] in _KIN)]
    if aside and len(tokens) <= _ASIDE and not partner and _TOGETHER.isdisjoint(tokens.words):
        return Track.OFF_TOPIC, (_evidence(Track.OFF_TOPIC, tokens.span(aside[0].first, aside[0].last)),)
    if not partner and not worth and not happened and (at := _trivia(tokens)) is not None:
        return Track.OFF_TOPIC, (_evidence(Track.OFF_TOPIC, tokens.span(at, at)),)
    return None, ()


def _trivia(tokens: Tokens) -> int | None:
    """Where a short question or order begins that is about no person at all: "how many miles is …"."""
    words = tokens.words
    if not _SHORTEST <= len(words) <= _TRIVIAL or not _PERSONAL.isdisjoint(words):
        return None
    for at, word in enumerate(words[:-2]):
        if at and tokens.sentences[at - 1] == tokens.sentences[at]:
            continue
        if word in _ORDERS or words[at + 1] in _ASKS.get(word, ()) or words[at : at + 3] in _KNOWS:
            return at
    return None


_SHORTEST, _TRIVIAL = 4, 30  # words
_ORDERS = listed(
    "translate explain write give define list recommend calculate convert summarise summarize fix solve draw"
)
_ASKS = {
    "how": listed("many much far tall old fast big deep high hot heavy does do"),
    "what": listed("is are time year colour color temperature does was language day"),
    "who": listed("won wrote invented is was painted sang discovered plays played scored"),
    "which": listed("is are country city planet one team"),
    "where": listed("is are can does"),
    "when": listed("is does did was"),
    "is": listed("the bitcoin it there a"),
    "does": listed("the a anyone"),
    "can": listed("dogs cats you"),
    "could": listed("you"),
}  # fmt: skip
_KNOWS = (["do", "you", "know"], ["have", "you", "got"])
# Where one of these stands, a question may be about the two of them after all.
_PERSONAL = _TOGETHER | listed("""
i we us our he she they him her them his their myself people couple couples love sex grief forgive heal
trust cheat cheating affair family normal wrong ok okay men women man woman anyone someone everyone friend
friends feel feeling feelings sorry fault hurt fight fights row argue argument alone stay leave over say
talk help advice message text reply this that kids children mother anger angry sad lonely happen going point
next here word coach bot robot human real ai work use start begin not stop again enough therapy therapist
counselling apology apologise change
""")


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
    ones = [hit for hit in hits if hit.meaning.word == "one" and _is_meant(tokens, hit)]
    others = {hit.meaning.name: hit for hit in hits if hit.meaning.word == "other"}
    for hit in ones:
        other = others.get(hit.meaning.name)
        if other is not None and (other.first > hit.last or other.last < hit.first):
            yield Track(hit.meaning.name), hit.meaning.weight, tokens.span(other.first, other.last)
