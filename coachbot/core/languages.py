"""Which language a message is in, by the short words every sentence needs."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from coachbot.errors import ContentError


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_ENGLISH = _words(
    """
    i my me the a an and to he she they is was it that of in not you we but so with for on have had
    do don't i'm his her him them are be at what this when just no yes
    """
)
OTHER = "other"  # a script that none of the listed languages is written in
ENOUGH = 0.3  # the share of a message's words that must be a language's own


@dataclass(frozen=True, slots=True)
class Languages:
    """A language's common words, and the sentence that says in it which one we speak."""

    words: Mapping[str, frozenset[str]]
    sentences: Mapping[str, str]


def parse_languages(raw: Mapping[str, object], source: str) -> Languages:
    """Read `languages.toml`; raises ContentError for a language without words or sentence."""
    words: dict[str, frozenset[str]] = {}
    sentences: dict[str, str] = {}
    for code, table in raw.items():
        listed = table.get("words") if isinstance(table, Mapping) else None
        sentence = table.get("sentence") if isinstance(table, Mapping) else None
        if not isinstance(listed, list) or not isinstance(sentence, str) or not sentence:
            raise ContentError(f"{source}: {code} needs a list of words and a sentence.")
        words[code] = frozenset(str(w) for w in listed)
        sentences[code] = sentence
    return Languages(words, sentences)


def foreign(text: str, languages: Languages) -> str | None:
    """The code of the language a message is in, or None for English and what is too short to tell."""
    said = [w.lower().replace("’", "'") for w in _WORD.findall(text[:600])]
    letters = "".join(said)
    if letters and sum(letter > "\u024f" for letter in letters) > len(letters) / 2:
        return _by_words(said, languages) or (OTHER if OTHER in languages.sentences else None)
    return _by_words(said, languages)


def english(text: str) -> bool:
    """Whether a message has enough short English words to be English."""
    said = [w.lower().replace("’", "'") for w in _WORD.findall(text[:600])]
    return sum(w in _ENGLISH for w in said) >= ENOUGH * max(1, len(said))


def _by_words(said: list[str], languages: Languages) -> str | None:
    if len(said) < 3:
        return None
    english = sum(w in _ENGLISH for w in said) / len(said)
    shares = {code: sum(w in own for w in said) / len(said) for code, own in languages.words.items()}
    code = max(shares, key=lambda c: shares[c], default=None)
    return code if code and shares[code] >= ENOUGH and shares[code] > english + 0.1 else None
