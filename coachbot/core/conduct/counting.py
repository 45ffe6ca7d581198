"""What is counted or looked up in a reply: questions, exclamation marks, numbers, quotations."""

from __future__ import annotations

import re
from collections.abc import Sequence

from coachbot.core.phrasebook import fingerprint

Place = tuple[int, int]

_QUOTE = re.compile(r"“([^”\n]{0,600})”|\"([^\"\n]{0,600})\"")
_END = re.compile(r"[.?!…\n]{1,20}")
# "… or was it more the lateness?" is the other side of the question before it.
_OTHER_SIDE = re.compile(r"^[\s\"”')]{0,4}or\b", re.IGNORECASE)
# "What happened, and also how did he take it?" asks two things; without "also" it is mostly one in two parts.
_ALSO = re.compile(
    r",? and also (?:what|how|why|when|where|who|did|do|does|was|were|is|are|could|would|can)\b",
    re.IGNORECASE,
)
_DIGITS = re.compile(
    r"(?<![\w.])\+?\(?\d[\d ()./-]{1,24}\d(?!\w)|\b(?:911|999|112|988|000|111|119|110|113)\b"
)
_DIGIT = re.compile(r"\d")
_DATE = re.compile(r"^\d{4}-\d\d-\d\d$|^\d{1,2}[./-]\d{1,2}[./-]\d{2,4}$|^\d{4}[ /-]{1,3}\d{2,4}$")
_EMERGENCY = ("911", "999", "112", "988", "000")
_NOT = re.compile(r"n't\b")
_SAID = re.compile(r"[a-z0-9]+")
_TURNED = {
    **dict.fromkeys(("i", "you", "he", "she", "they", "we", "me", "him", "us", "them"), "P"),
    **dict.fromkeys(("my", "your", "his", "her", "their", "our"), "P"),
    **dict.fromkeys(("am", "is", "are", "m", "s", "re", "was", "were"), "B"),
    **dict.fromkeys(("ve", "has", "have"), "H"),
    **dict.fromkeys(("do", "does"), "D"),
    **dict.fromkeys(("d", "would", "ll", "will"), "W"),
}
_LEAST = 6  # digits of a telephone number
_QUOTED_WORDS = 3  # below this it's a word under tongs, no quotation


def questions(text: str) -> list[Place]:
    """Where questions stand; two sides of one thing are one, what is quoted is none."""
    bare = _QUOTE.sub(lambda m: "x" * len(m[0]), text)
    found: list[Place] = []
    begin = 0
    for end in _END.finditer(bare):
        if "?" in end[0]:
            asked = bare[begin : end.end()]
            if not (found and _OTHER_SIDE.match(asked)):
                found.append((begin + len(asked) - len(asked.lstrip()), end.end()))
            if also := _ALSO.search(asked):
                found.append((begin + also.start(), end.end()))
        begin = end.end()
    return found


def exclamations(text: str) -> list[Place]:
    """Where exclamation marks stand, but for those between quotation marks."""
    if "!" not in text:
        return []
    bare = _QUOTE.sub(lambda m: "x" * len(m[0]), text)
    return [(m.start(), m.end()) for m in re.finditer(r"!+", bare)]


def numbers(text: str, told: Sequence[str]) -> list[Place]:
    """Where something stands that could be dialled and that the person has not written themselves."""
    if not _DIGIT.search(text):
        return []
    return [m.span() for m in _DIGITS.finditer(text) if _could_be_dialled(m[0]) and not _was_told(m[0], told)]


def _could_be_dialled(number: str) -> bool:
    digits = "".join(c for c in number if c.isdigit())
    if digits in _EMERGENCY and number.strip() == digits:
        return True
    return len(digits) >= _LEAST and not _DATE.match(number.strip())


def _was_told(number: str, told: Sequence[str]) -> bool:
    return any(number.strip() in text for text in told)


def quotations(text: str, sources: Sequence[str]) -> list[Place]:
    """Where quoted words stand that nobody has said."""
    quoted = [(m.span(), m[1] or m[2] or "") for m in _QUOTE.finditer(text)]
    quoted = [(span, said) for span, said in quoted if fingerprint(said).count(" ") + 1 >= _QUOTED_WORDS]
    if not quoted:
        return []
    known = " \n ".join(f" {_unturned(source)} " for source in sources)
    return [span for span, said in quoted if f" {_unturned(said)} " not in known]


def _unturned(text: str) -> str:
    """Words as they stay the same whoever says them: “I'm not hungry” is "he said he isn't hungry"."""
    bare = _NOT.sub(
        " not", text.lower().replace("’", "'").replace("can't", "can not").replace("won't", "will not")
    )
    return " ".join(_TURNED.get(word, _unended(word)) for word in _SAID.findall(bare))


def _unended(word: str) -> str:
    return word.removesuffix("s") if len(word) > 3 else word
