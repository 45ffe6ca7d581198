"""What identifies somebody stays here: it is replaced before words leave, and put back when they return."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from coachbot.core.anonymity import NAMING, Lists, anonymise

_REPLACED = re.compile(r"\[[^\[\]\n]{1,40}\]")


@dataclass(frozen=True, slots=True)
class Mask:
    """The texts of one turn as they may leave, and what their replacements stand for."""

    sent: Mapping[str, str]
    originals: Mapping[str, str]

    def hide(self, text: str) -> str:
        """A text of this turn as it may leave; KeyError for one that was not looked at."""
        return self.sent[text]

    def show(self, text: str) -> str:
        """The text with what was hidden back in its place; a replacement that nobody gave out stays."""
        return _REPLACED.sub(lambda m: self.originals.get(m[0], m[0]), text)


def mask(told: object, lists: Lists, given: Sequence[str]) -> Mask:
    """The mask for everything that stands in a value; `given` are names that the person told us."""
    texts = list(dict.fromkeys(_texts(told)))
    clean = anonymise(texts, lists, given, kinds=NAMING)
    return Mask(dict(zip(texts, clean.texts, strict=True)), clean.originals)


def hidden(told: object, by: Mask) -> object:
    """The value with every text in it as it may leave."""
    if isinstance(told, str):
        return by.hide(told)
    if isinstance(told, list):
        return [hidden(each, by) for each in told]
    if isinstance(told, Mapping):
        return {key: hidden(each, by) for key, each in told.items()}
    return told


def _texts(told: object) -> Iterator[str]:
    if isinstance(told, str):
        yield told
    elif isinstance(told, Mapping):
        for each in told.values():
            yield from _texts(each)
    elif isinstance(told, list):
        for each in told:
            yield from _texts(each)
