"""What a message is about, without what only leads up to it.

People begin with their ages, with how long they have been together, and with how good the other one is.
A vector of the whole is then near to every other beginning. Measured on strangers' first messages.
"""

from __future__ import annotations

import re

from coachbot.core.plain import straighten

_FEWEST_WORDS = 8  # of what is left; else the message is taken whole
_LONGEST = 3000  # characters that are looked at; the rest is kept as it is
_SENTENCE = re.compile(r"[^.!?\n]+[.!?]*")
_AGE = re.compile(
    r"[\[(]\s*(?:[mf]\s*,?/?\s*\d{2}|\d{2}\s*/?,?\s*(?:yo|y/o|years? old)?\s*[mf]?|[mf])\s*[\])]"
    r"|\b\d{2}\s*/?\s*[mf]\b|(?<!')\b[mf]\s*/?\d{2}\b",
    re.IGNORECASE,
)
_WE = (
    r"(?:me and my \w+|my \w+(?: of [\w. ]{1,20})? and (?:i|me)|we|both of us|(?:he|she|husband|wife) and i"
    r"|(?:him|her) and i|i|i'?ve|we'?ve)"
)


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(patterns), re.IGNORECASE)


_TO_READERS = _any(
    r"\b(?:reddit|subreddit|lurk\w*|throw ?away|first[- ]time (?:poster|post)|tl;?dr|upvote|original post)\b",
    r"\b(?:wall of text|bear with me|sorry (?:for|about|if)|apologi[sz]e in advance|back ?story)\b",
    r"\b(?:some|for) context\b",
    r"^\s*(?:hi|hey|hello|ok|okay|so|thanks?)\b\W*(?:all|everyone|everybody|guys|there|folks)?\W*$",
    r"^\W*(?:any|please|help|thank you|thanks|need|looking for|advice)\b.{0,50}$",
    r"^\W*(?:would (?:really |greatly )?appreciate|what (?:do|should) i do)\b.{0,50}$",
)
_HOW_LONG = _any(
    rf"^\W*(?:so |ok |okay |anyway |well )?\W*{_WE}\b.{{0,60}}"
    r"\b(?:dating|together|married|engaged|seeing each other|in a relationship|a couple)\b"
    r".{0,70}\b(?:years?|months?|weeks?|while|decade|yrs?)\b.{0,25}$",
    r"^\W*(?:i'?m|i am|me|(?:he|she)'?s|we'?re|we are|ages?|both of us)\W.{0,12}\d{2}\b.{0,45}$",
)
_HOW_GOOD = _any(
    r"\bi love (?:him|her|my \w+) (?:very much|so much|to death|dearly|a lot|more than anything)",
    r"\b(?:he|she) is (?:really )?(?:great|amazing|wonderful|awesome|perfect|the best|brilliant)",
    r"\b(?:everything|things|the relationship|it) (?:has been|is|was|are)(?: been| going)? ?"
    r"(?:pretty |really |generally |absolutely )?"
    r"(?:great|amazing|wonderful|perfect|awesome|good|fantastic|fine)",
    r"\bwe have an? (?:really |pretty |very )?(?:good|great|healthy|awesome|amazing)",
)


def matter(text: str) -> str:
    """The sentences that say something, joined; the text itself where hardly any is left."""
    straight = _AGE.sub(" ", straighten(text[:_LONGEST])) + text[_LONGEST:]
    told = (" ".join(each.split()) for each in _SENTENCE.findall(straight))
    kept = " ".join(each for each in told if len(each) > 3 and not _leads_up(each))
    return kept if len(kept.split()) >= _FEWEST_WORDS else text


def _leads_up(sentence: str) -> bool:
    return any(each.search(sentence) for each in (_TO_READERS, _HOW_LONG, _HOW_GOOD))
