"""Questions and orders that are about no person at all: "do dogs dream", "translate this"."""

from __future__ import annotations

from collections.abc import Sequence

from coachbot.core.reading.lists import listed, phrases
from coachbot.core.reading.tokens import COMMA, END, Tokens

TOGETHER = listed("""
husband wife boyfriend girlfriend partner spouse fiance fiancee fiancé fiancée ex marriage relationship
married divorce dating couple lover crush tinder sex breakup anniversary wedding engaged romance custody
handover coparent coparenting
""")
_MOST = 40  # words of a message that asks such a thing and little else
_ORDERS = listed("""
translate explain write give define list recommend calculate convert summarise summarize fix solve draw
suggest remind name find compare describe show tell spell pronounce teach play generate create code
debug proofread
""")
_ASKS = {
    "how": listed("many much far tall old fast big deep high hot heavy does long to do can"),
    "what": listed("is are time year colour color temperature does was language day 's happens causes"),
    "whats": listed("the a"),
    "who": listed("won wrote invented is was painted sang discovered plays played scored directed composed"),
    "where": listed("is are can does do was"),
    "when": listed("is does did was do"),
    "why": listed("is are do does did"),
}  # fmt: skip
_AUX = listed("do does did is are can was were has have will")
# What comes after a helper where a question is about somebody.
_WHO = listed("""
i you we he she they it this that my our your his her their there anyone anybody someone somebody people
everyone what not n't these those me us men women couples normal ok okay love
""")
_KNOWS = phrases(
    "do you know|have you got|is there a|is there an|is there any|are there any|any idea how|any tips on"
)
# What somebody does with things: "which phone should I buy".
_WITH_THINGS = listed("""
buy cook bake boil fry grow plant install reset unblock knit descale remove convert spell pronounce
repair watch read wear visit order download print paint wash iron freeze defrost charge update renew
clean plug file eat drink
""")
# Where one of these stands in it, a question may be about the two of them after all.
_PERSONAL = TOGETHER | listed("""
we us our he she they him her them his hers their theirs myself people couples love grief forgive heal
trust cheat cheating affair family normal wrong men women man woman someone everyone friend
friends feel feeling feelings sorry fault hurt fight fights row argue argument alone stay leave
talk advice reply kids children mother anger angry sad lonely happen happened
bot robot human coach therapy therapist counselling apology apologise apologize change boundaries boundary
communicate communication listen jealous jealousy needs need affection intimacy request gem exercise practice
breathe breath calm panic stop begin start going here next help point say chat message work use
""")
_MINE = listed("i my me am")


def trivia(tokens: Tokens) -> int | None:
    """Where a question or order begins that is about no person at all, in a short message, or None."""
    words = tokens.words
    if len(words) > _MOST:
        return None
    at = 0
    while at < len(words):
        end = next((k for k in range(at, len(words)) if words[k] == END), len(words))
        if (found := _asks_at(words, at, end)) is not None:
            return found
        at = end + 1
    return None


def _asks_at(words: Sequence[str], first: int, end: int) -> int | None:
    """Where in one sentence such a question begins: at its start, or after a comma."""
    starts = [first, *(k + 1 for k in range(first, end) if words[k] == COMMA)]
    return next((at for at in starts if _is_trivial(words[at:end])), None)


def _is_trivial(said: Sequence[str]) -> bool:
    if said[:1] in (["and"], ["so"], ["hey"], ["hi"], ["please"]):
        said = said[1:]
    if len(said) < 3 or not _PERSONAL.isdisjoint(said):
        return False
    with_things = not _WITH_THINGS.isdisjoint(said)
    if said[0] in ("which", "what") and with_things and "should" in said:
        return True
    if not _MINE.isdisjoint(said) and not with_things and said[0] not in _ORDERS:
        return False
    if tuple(said[:3]) in _KNOWS or (said[0] == "which" and len(said) > 3):
        return True
    if said[0] in _ASKS:
        return said[1] in _ASKS[said[0]] and said[2] not in ("it", "this", "that", "you", "going")
    if said[0] in _ORDERS:
        return said[1] not in ("up", "it", "this", "that", "him", "her") and (
            said[1] != "me" or len(said) > 3
        )
    if said[0] in ("can", "could") and said[1] in ("you", "u"):
        return said[2] in _ORDERS or said[2] in ("do", "check", "look")
    return said[0] in _AUX and said[1] not in _WHO
