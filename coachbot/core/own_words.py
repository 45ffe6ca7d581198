"""Answers in a person's own words: a yes with more behind it, a need in no list, an early request.

People answer the question they have in mind, which is not always the one that was put. What they say is
kept where it belongs, so that it is never asked again.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from coachbot.core.composing import Shaped
from coachbot.core.model import Person, Reading
from coachbot.core.plain import straighten
from coachbot.core.reading.verbs import BASE, BASES, as_asked
from coachbot.core.signals import plain

NEED_WORDS = 22  # a need said in more words is a story
REQUEST_WORDS = 34

_YES_WORDS = (
    r"(?:yes+|yeah+|yea|yep|yup|ya|exactly|right|correct|true|spot on|pretty much|mostly|partly|basically|"
    r"kind of|kinda|sort of|sorta|more or less|in a way|i guess(?: so)?|i suppose(?: so)?|i think so|"
    r"obviously|definitely|totally|absolutely|completely|certainly|of course|very much(?: so)?|i know|"
    r"(?:it'?s|that'?s|it is|that is) (?:the )?(?:it|right|true|one|core|heart|part|bit|worst)"
    r"(?: of it| that (?:hurts|stings|stays))?|that was it|"
    r"it is|it was|it does|that does|you (?:got|have) it|sure|ok|okay|lol|haha|mm+|ja|si)"
)
_YES = re.compile(rf"^{_YES_WORDS}(?:[ ,.!…;:\-–—]+(?:{_YES_WORDS}\b)?)*", re.IGNORECASE)
_SAID_ALREADY = re.compile(
    r"^(?:as|like) i said\b|"
    r"^(?:(?:but|um|uh|well|ok|no|again|as|like|yes|ffs|omg) )*"
    r"(?:i (?:just |already |literally |literally just )?(?:told you|said (?:that|so|it)|"
    r"answered)\b(?! (?:i|to|about))|"
    r"you (?:just |already )?(?:asked|ask me) (?:me )?(?:that|this|already|again)|i (?:just|"
    r"already) (?:told|said)\b)|"
    r"\bi (?:just|already|literally) (?:told you|said (?:that|it|so))(?: that| already)?$|"
    r"\basked me that already\b"
)
_THAT_YES = re.compile(r"^(?:that|this|it),? (?:yes|yeah|yep|exactly|mostly)[ .!…]*$", re.IGNORECASE)
_MORE = re.compile(
    r"^(?:and|but|it's|its|that's|is|because|cause|just|more|also|well|the|though)\b", re.IGNORECASE
)

_LINKED = re.compile(r"^(?:and|but|'?cause|because|cuz|so)[ ,]+", re.IGNORECASE)
_SOFT = re.compile(
    r"^(?:(?:well|um+|uh|hm+|ok|okay|yes|yeah|honestly|tbh|really|just|maybe|probably|mostly|mainly|so|like|"
    r"idk|"
    r"i guess|i suppose|i think|i don'?t know|if i'?m honest|to be honest|oh|and)[ ,.…:\-–—]+)+",
    re.IGNORECASE,
)
_LED = re.compile(
    r"^(?:what )?i(?:'d| would|'ve| have)? (?:just |really |only |simply |always )?"
    r"(?:need(?:ed)?|want(?:ed)?|miss(?:ed)?|wish(?:ed)? for|hoped for|long for|like|love|am missing)"
    r"(?: there| then| most| from \w+)?(?: (?:is|was))?[ ,:]+",
    re.IGNORECASE,
)
_TRAILING = re.compile(
    r"[ ,.…]+(?:i guess|i suppose|i think|really|tbh|honestly|that'?s all|that'?s it|that'?s the one|maybe|"
    r"you know|if i'?m honest|or something(?: like that)?|lol|haha|more than anything)[ .!…]*$",
    re.IGNORECASE,
)
_STATES = (
    r"(?:be|feel|have|know|matter|belong|count|get|trust|rely|celebrate|rest|breathe|share|see|hear|"
    r"understand|not|never|stop having)"
)
# What can hardly be anything but a need, whatever was asked.
_SURELY = re.compile(
    rf"^(?:to {_STATES}\b|(?:some(?:one|body)|one person|people) (?:to|who|that)\b|"
    r"for (?:him|her|them|it|me|us|my|the|once|what) .{2,80}\b(?:to|count)\b|not (?:to|having to)\b|"
    r"(?:some|a bit of|a little(?: bit of)?|more(?! or less| like)|less|a sense of|a feeling of) \w+)",
    re.IGNORECASE,
)
# What is named as a thing: "his company", "fairness", "my independence".
_NAMED = re.compile(
    r"^(?:to|an?|the|my|his|her|their|our|your|one|less|more|enough|actual|real|just)\b|"
    r"^\w+ (?:over|of|with|from|in|for|between|about|before|around|at|on) \w|"
    r"^(?:respect|trust|love|care|comfort|peace|calm|support|help|company|space|room|rest|sleep|time|"
    r"warmth|hope|"
    r"truth|touch|credit|thanks|quiet|being|having|that we)\b|"
    r"^\w{2,}(?:ness|ity|tion|sion|ance|ence|ment|hood|ship|cy|dom|ure|our|or)\b",
    re.IGNORECASE,
)
# What they would have the other do, as an answer to what they need: "that he'd think of me".
_FROM_THEM = re.compile(
    r"^(?:i (?:just |only |really )?(?:want|need|wish|would like)(?:ed)? |i'd (?:just )?(?:like|want|love) )?"
    r"(?:that |for )?(?P<who>he|she|they|him|her|them)(?:'d|'ll| would| will| could| can| to|(?= not ))?"
    r" (?P<rest>(?:really |just |actually |for once |not )*(?P<verb>\w+)\b.*)$",
    re.IGNORECASE,
)
_THAT_THEY_DO = re.compile(
    r"^that (?P<who>he|she) (?:really |just |actually )?(?P<verb>\w+s)\b(?P<rest>.*)$", re.IGNORECASE
)
_THAT_IT_IS = re.compile(
    r"^that (?:an?|the|what|when|our|it|my|i'?m?|we|nobody|no one|someone|somebody|things|promises|plans)\b",
    re.IGNORECASE,
)
_WAS = re.compile(r"\b(?:was|were|did|said|told|had|went|left|came|got|\w{3,}ed)\b", re.IGNORECASE)
_OBJECTS = {"he": "him", "she": "her", "they": "them"}
_SENTENCE = re.compile(r"(?<=[.!?;…\n])\s+|\n+")

_FELT_APART = re.compile(r"[.!;,\n…]+\s*|\s+but\s+|(?:^|\s+)(?:just|more)\s+", re.IGNORECASE)
_NO_FEELING = re.compile(
    r"^(?:no|nope|nah|yes|yeah|not|neither|none|both|idk|well|hm+|hmm+|more|ugh+|argh+|meh|sigh|wow|omg|lol)"
    r"\b(?! nothing)",
    re.IGNORECASE,
)
_FELT = re.compile(
    r"^(?:(?:i )?(?:just |really )?(?:feel|felt|am|was|feeling)|i'm|im)?\s*"
    r"(?P<state>(?:(?:just|really) )?like (?:a|an|the|i|nothing|nobody|no one|some|my|old|wet|air) ?.{0,60}|"
    r"(?:sort of|kind of|kinda|a bit|a little|quite|so|very|really|completely|totally|pretty|half) [a-z'-]+"
    r"(?: and [a-z'-]+)?|[a-z]{3,}(?:ed|ful|less|ish|ous)(?: (?:and [a-z]+|off|out|up|down|over))?)$",
    re.IGNORECASE,
)

_TOLD = re.compile(
    r"^(?:i|he|she|they|we|it|you|my \w+|his|her|their|the|then|when|because|on|at|last|yesterday|this)\b"
    r".{0,60}?"
    r"\b(?:was|were|did|said|told|came|went|had|got|put|took|left|is|are|does|\w{3,}ed)\b",
    re.IGNORECASE,
)
_ASKS_BACK = re.compile(
    r"\?|^(?:why|how|what|who|when|where|do|does|should|can|could|is|are)\b", re.IGNORECASE
)

_STOPS = re.compile(r"[.;!…]+(?:\s+|$)")
_HEDGE = re.compile(r",? \b(?:i guess|i suppose|i think|if i'm honest|tbh|honestly)\b", re.IGNORECASE)
_FOR_TO = re.compile(r"^for (?=(?:my|him|her|them|it|us|once)\b.* to\b)", re.IGNORECASE)

# How a request begins when nobody asked for one yet.
_ASKING = re.compile(
    r"^(?:(?:maybe|so|and|just|then|well|yes|i guess|i suppose),? )*"
    r"(?:(?:i'?d|i would|i'?ll|i will|i could|i want to|i'?m going to|to) (?:like to )?(?:just )?ask\b|"
    r"(?:i'?d|i would|id) (?:just |really )?(?:want|like|love) (?:him|her|them|us)\b|"
    r"(?:i (?:just |only )?(?:want|need)|i would ask|i ask)(?: that)? (?:him|her|them|that)\b|"
    r"ask (?:him|her|them|me)\b|tell me\b|that (?:he|she|they|we)\b|could (?:he|she|they|we)\b|"
    r"can (?:he|she|they|we)\b|we (?:could|agree)\b|let'?s\b)"
)
_NOT_A_DEED = frozenset(
    (
        "let",
        "be",
        "have",
        "love",
        "respect",
        "trust",
        "support",
        "space",
        "rest",
        "like",
        "want",
        "hurt",
        "upset",
        "shut",
    )
)

_PUTS_RIGHT = re.compile(
    r"(?:^|\b(?:i'?ll|i'?d|i will|i could|i can|i want to|to) )(?:just )?"
    r"(?:tell|say|ask|apologi[sz]e|listen|write|give|let|make|stop|pay|call|go|clean|fix|repair|own)\b"
)
_ASKING_FOR = re.compile(
    r"\b(?:ask|tell|make|let|get|want|need|like|love|wish|for) (?:him|her|them|my \w+)(?: that)? (?:to|"
    r"for|if|not)\b|"
    r"\bask (?:if|for|whether|that)\b"
)


def own_act(text: str) -> bool:
    """Whether a message says what the person will do or say themselves, and asks nobody for anything."""
    said = plain(text)
    return bool(_PUTS_RIGHT.search(said)) and not _ASKING_FOR.search(said)


def after_yes(text: str) -> str | None:
    """What stands behind an agreeing beginning; "" when nothing does, None when it doesn't begin with one.

    "Mostly. It's the marching out that gets me" → "It's the marching out that gets me".
    """
    said = straighten(text).strip()
    if _THAT_YES.match(said):
        return ""
    found = _YES.match(said)
    if found is None:
        return None
    rest = _LINKED.sub("", _TRAILING.sub("", said[found.end() :].strip(" ,.!…;:-–—")))
    if rest.lower() in ("that", "this", "it", "all that", "all of it", "all of that"):
        return ""
    # "right after dinner", "true love": a word that goes on without a pause agrees with nothing.
    paused = said[: found.end()][-1:] in " ,.!…;:-–—" and any(c in ",.!…;:-–—\n" for c in said[: found.end()])
    return rest if not rest or paused or _MORE.match(rest) or found[0].lower().startswith("y") else None


def said_already(text: str) -> bool:
    """Whether somebody says that they were asked what they had told: "I told you", "you asked that"."""
    return _SAID_ALREADY.search(plain(text[:300])) is not None


def need_told(text: str, reading: Reading, *, asked: bool) -> str | None:
    """The need that a message names in its own words, without "I need" around it; None when it names none.

    `asked`: it answers the question what they need; else only what can hardly be anything else counts.
    """
    parts = [part for part in _SENTENCE.split(straighten(text).strip()) if part] if asked else []
    if len(parts) > 1:
        return _of_several(parts)
    said = _trimmed(text)
    if not said or len(said.split()) > NEED_WORDS or _ASKS_BACK.search(said):
        return None
    if _SURELY.match(said):
        return said
    if said.lower().startswith("not "):
        return None
    if asked and (wished := _wished_of(said, text)) is not None:
        return wished
    if asked and _THAT_IT_IS.match(said) and not _WAS.search(said):
        return said  # "that a yes is a yes"
    happened = any(one.kind in ("fact", "saying", "own_act") for one in reading.retellings)
    if not asked or happened or reading.feelings or reading.faux_feelings or _TOLD.match(said):
        return None
    return said if reading.needs or _NAMED.match(said) else None


def _unsoftened(part: str) -> str:
    return part if part.lower().startswith("like ") else _SOFT.sub("", part)


def _of_several(parts: Sequence[str]) -> str | None:
    """The sentences that name a need; what is said around them ("my mother has no one") is the story."""
    needs = [(part, need_told(part, Reading(), asked=True)) for part in parts]
    sure = [need for part, need in needs if need and _SURELY.match(_trimmed(part))]
    return ". ".join(sure) or next((need for _, need in needs if need), None)


def _wished_of(said: str, text: str) -> str | None:
    """What the other would do if it came true: "that he'd think of me" → "him to think of me"."""
    for words in (said, _SOFT.sub("", straighten(text).strip()).rstrip(" .!,;…")):
        found = _FROM_THEM.match(words)
        if found and (found["verb"].lower() in BASES or found["verb"].lower() in ("be", "have", "do")):
            who = found["who"].lower()
            rest = re.sub(r"^not (?=\w)", "not to ", found["rest"])
            return f"{_OBJECTS.get(who, who)} {rest if rest.startswith('not to ') else 'to ' + rest}"
        if (found := _THAT_THEY_DO.match(words)) and (base := BASE.get(found["verb"].lower())):
            return f"{_OBJECTS[found['who'].lower()]} to {base}{as_asked(found['rest'])}"
    return None


def feeling_told(text: str, reading: Reading) -> str | None:
    """A feeling in words of no list, said when it was asked for: "sort of asleep", "like a ghost"."""
    if reading.feelings or reading.faux_feelings or _ASKS_BACK.search(text):
        return None
    parts = [part for part in _FELT_APART.split(straighten(text).strip(" .!")) if part.strip()]
    told = [_TRAILING.sub("", _unsoftened(part)).strip() for part in parts if not _NO_FEELING.match(part)]
    found = _FELT.match(told[0]) if len(told) == 1 else None
    return found["state"].strip() if found else None


def as_wish(need: str) -> str | None:
    """The need as it follows "I want", in one sentence; None when nothing is left of it."""
    if re.match(r"that\b", need, re.IGNORECASE):
        need = f"to know {_lowered(need)}"
    parts = [_lowered(part.strip(" ,")) for part in _STOPS.split(_HEDGE.sub("", need)) if part.strip(" ,")]
    return _FOR_TO.sub("", ", ".join(parts)) or None


def _lowered(part: str) -> str:
    return part if re.match(r"I\b", part) else part[:1].lower() + part[1:]


def _trimmed(text: str) -> str:
    said = straighten(text).strip()
    said = _LED.sub("", _SOFT.sub("", said))
    return _TRAILING.sub("", said).strip().rstrip(" .!,;…").strip()


def request_told(text: str, shaped: Shaped, reading: Reading, *, plainly: bool = False) -> bool:
    """Whether a message asks the partner for something doable, though nobody asked for it yet.

    `plainly`: a verb at the beginning is not enough, as where "control over my own story" names a need.
    """
    said = plain(text)
    words = said.split()
    if not words or len(words) > REQUEST_WORDS or "?" in text[:-1] or shaped.kind != "request":
        return False
    if not shaped.ask or shaped.whom is Person.ME or any(f.start == 0 for f in reading.feelings):
        return False
    return bool(_ASKING.match(said)) or (not plainly and _is_imperative(words))


def _is_imperative(words: list[str]) -> bool:
    first = words[1] if words[0] in ("just", "please", "maybe") and len(words) > 2 else words[0]
    return first in BASES and first not in _NOT_A_DEED and len(words) > 3
