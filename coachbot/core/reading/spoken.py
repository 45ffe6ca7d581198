"""Speech told without marks: "he goes oh I thought you'd do it" is told back as he said it, word for word."""

from __future__ import annotations

import re
from collections.abc import Sequence

from coachbot.core.model import Person, Retelling

_MOST = 18  # words of speech that are said again
_WHO = (
    r"(?P<who>he|she|they|my (?:husband|wife|partner|boyfriend|girlfriend|bf|gf|fianc[eé]e?|ex|mum|mom|dad))"
)
_VERB = (
    r"(?:(?: just| then| literally)? (?:goes|went)(?: like)?"
    r"|(?:['’]?s|['’]re| is| was| were)(?: just| all| literally)? like)"
)
# What speech begins with and a comparison or a way does not: "she was like a child", "he goes to work".
_BEGINS = (
    r"(?:oh|ok|okay|no|nah|nope|yeah|yes|yep|well|whatever|fine|i|i['’]?m|you|you['’]?re|u|ur|why|what|are|do"
    r"|don['’]?t|did|calm|shut|so|sorry|relax|um|uh|it['’]?s|that['’]?s|we|god|omg|hey|stop|can|can['’]?t"
    r"|where|who|how|when|babe|wow|really|seriously|get|leave|here we go|not now|not again|not this)"
)
_SPOKEN = re.compile(rf"\b{_WHO}{_VERB}[,:]? (?P<words>(?={_BEGINS}\b)[^.!?\n\"“”]+)[.!?]*", re.IGNORECASE)
# Where the telling goes on: "… and I just stood there", "whatever and went upstairs".
_GOES_ON = re.compile(
    r",? (?:and|so|but|then) (?:then |just )?(?:(?:i|he|she|they) (?:just |then )?"
    r"(?:was|were|said|went|told|am|felt|cried|left|stood|sat|hung|walked|slammed|started|didn['’]?t)"
    r"|went|walked|left|hung|slammed|rolled|turned|carried)\b.*$",
    re.IGNORECASE,
)


def spoken(text: str) -> tuple[Retelling, ...]:
    """What somebody is told to have said, in their words."""
    return tuple(told for found in _SPOKEN.finditer(text) if (told := _told(found)) is not None)


_LONG = {"bf": "boyfriend", "gf": "girlfriend"}


def _told(found: re.Match[str]) -> Retelling | None:
    words = _GOES_ON.sub("", found["words"]).rstrip(" ,;:-–—")
    if not words or len(words.split()) > _MOST:
        return None
    who = found["who"].lower()
    named = f"your {_LONG.get(who[3:], who[3:])}" if who.startswith("my ") else who
    end = found.start("words") + len(words)
    return Retelling(
        found.string[found.start() : end], found.start(), end, f'{named} said "{words}"',
        Person.OTHER if who == "they" else Person.PARTNER, 0.5, "saying",
    )  # fmt: skip


def with_spoken(told: Sequence[Retelling], text: str) -> tuple[Retelling, ...]:
    """What was told, with such speech in the place of what it was misread as."""
    said = spoken(text)
    if not said:
        return tuple(told)
    apart = [one for one in told if not any(one.start < each.end and each.start < one.end for each in said)]
    return tuple(sorted((*apart, *said), key=lambda one: -one.weight))
