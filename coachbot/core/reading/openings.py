"""What only starts or ends the talk and is not said back: "so basically", "long story short", "lol"."""

from __future__ import annotations

from collections.abc import Sequence

from coachbot.core.reading import english as en
from coachbot.core.reading.clauses import Clause
from coachbot.core.reading.lists import listed, phrases
from coachbot.core.reading.people import NOUNS, PEOPLE
from coachbot.core.reading.written import Word

# Words that add heat and no fact.
DROPPED = listed("""
literally honestly basically fucking freaking goddamn damn bloody actually frankly seriously obviously
fuckin frigging f*cking effing fking damned however stupid-ass
""")
OPENINGS = listed("""
so and but well ok okay anyway anyways hi hello hey reddit also plus then yes yeah yep no oh ah sorry
however or therefore thus hence yet apparently luckily unfortunately thankfully sadly fortunately
admittedly basically understandably essentially nevertheless anyhow furthermore moreover besides firstly
secondly please pls plz wait babe honey darling
dear god man dude like alright right all-right omg wow wel great
""")
_ONLY_BEFORE_COMMA = listed("""
now right no yes man god sorry then also besides first like well still all
""")
_PHRASES = phrases("""
to make a long story short|long story short|in short|to be honest|to be fair|i swear that|i swear|i mean
first off|first of all|the thing is that|the problem is that|the issue is that|the thing is
the problem is|the issue is|let me begin by saying|i'll start by saying that|i'll start by saying
let me start by saying|i must say|i must admit|i have to say|i have to admit|i just want to say that
i just want to say|i should mention that|i must reveal that|for instance|for example|in other words
as you can imagine|of course|by the way|i guess|as in the title|like i said|as i said|needless to say
this being said|that being said|with that said|having said that|that said|mind you|for context
to give some background|some background|some context|basically what happened is|what happened is
what happened was|turns out that|turns out|it turns out that|it turns out|here goes|here's the thing
here is the thing|in fact|to be clear|just so you know|in general|as it turns out|the fact is|note that
again ,|you know|at least|go figure|oh my god|my god|oh my gosh|my goodness|oh god|good god
""")
_CLOSINGS = phrases("""
though|etc|you guess|you suppose|or something|or whatever|to be honest|of course|anyway|anyways|however
please|thanks|to say the least|if that makes sense|so to speak|and such|and stuff|believe it or not
please help|help me|and|but|or|because|but like|but nope|but no|but yeah|and yeah|you guys|you guys
folks|but the problem is|but the thing is|but the issue is|you guys|please help you|so please help you
since then|needless to say|so needless to say|if that matters|if that helps|in general|basically
literally|really|as well|etc etc|by the way|or so
""")


def opening(words: Sequence[Word], clause: Clause) -> int:
    """How many words at the front only start the talk."""
    at, stop = 0, max(clause.subject_at, 0)
    if clause.subject_at < 0:
        stop = max(clause.verb_at, 0)
    if clause.subject_at == 2 and clause.head in ("he", "she") and words[0].tag & en.POSS:
        return 2 if words[1].low in NOUNS or words[1].low in PEOPLE else 0  # "my husband he"
    moved = True
    if words[0].low in ("dear", "hey", "hi", "hello"):
        at = next((place + 1 for place, word in enumerate(words[:4]) if word.tag & en.COMMA), 0)
    while moved and at < len(words) - 2:
        moved = False
        if words[at].tag & (en.PUNCT | en.LINK | en.QUOTE) and at < stop:
            at, moved = at + 1, True
            continue
        comma = words[at + 1].tag & en.COMMA
        if words[at].low == "because" and words[at + 1].tag & (en.SUBORD | en.COMMA):
            at, moved = at + 1, True
            continue
        if words[at].low in OPENINGS and at < stop and (comma or words[at].low not in _ONLY_BEFORE_COMMA):
            at, moved = at + 1, True
        elif (length := _phrase_length(words, at)) and at + length < len(words) - 1:
            at, moved = at + length, True
    return at


def _phrase_length(words: Sequence[Word], at: int) -> int:
    lows = tuple(word.low for word in words[at : at + 6])
    if lows[0] not in _PHRASE_STARTS:
        return 0
    return next((len(phrase) for phrase in _PHRASES if lows[: len(phrase)] == phrase), 0)


_PHRASE_STARTS = frozenset(phrase[0] for phrase in _PHRASES)


def closing_length(words: Sequence[str]) -> int:
    """How many words at the end only close the talk."""
    if words[-1] in (",", "-"):
        return 1
    tail = tuple(word.lower() for word in words[-5:])
    if (
        len(words) > 5
        and tail[-2] in ("and", "but", "because")
        and tail[-3] != "now"
        and en.TAGS.get(tail[-1], 0) & en.ADV
    ):
        return 2
    for phrase in _BY_LAST.get(tail[-1], ()):
        if tail[-len(phrase) :] == phrase and len(words) > len(phrase) + 2:
            return len(phrase)
    return 0


_BY_LAST: dict[str, list[tuple[str, ...]]] = {}
for _phrase in _CLOSINGS:
    _BY_LAST.setdefault(_phrase[-1], []).append(_phrase)
