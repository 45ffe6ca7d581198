"""What belongs to a site and not to the essay: shop, forms, menus, dates, sharing, comments."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from coachbot.errors import ContentError

_AROUND = " \u00a0|·•»«›‹→←"
_LINK_WORDS = 18
_SERIES = re.compile(
    r"[«‹←<\s]*(?P<way>next|previous|prev|older|newer|earlier|later)\b\s*"
    r"(?P<noun>gem|post|article|essay|entry|piece|part|story|page)?\s*(?:in (?:this|the) series)?\s*"
    r"(?P<mark>[:»›→>«‹←–—-]*)\s*(?P<title>.*?)[»›→>\s]*",
    re.IGNORECASE,
)
_AHEAD = ("next", "newer", "later")


@dataclass(frozen=True, slots=True)
class Furniture:
    """The patterns of knowledge/importing.toml."""

    lines: re.Pattern[str]
    ends: re.Pattern[str]
    practices: re.Pattern[str]

    def is_furniture(self, text: str) -> bool:
        """Whether a line is part of the site."""
        bare = _bare(text)
        return not bare or self.lines.fullmatch(bare) is not None

    def is_end(self, text: str) -> bool:
        """Whether comments, or a list of other pages, begin here."""
        return self.ends.fullmatch(_bare(text)) is not None

    def practice(self, sentence: str) -> int:
        """How long the words are that ask for something to do, 0 if there are none."""
        found = self.practices.match(sentence.lower().replace("'", "’"))
        return found.end() if found else 0


def parse_furniture(raw: Mapping[str, object], source: str) -> Furniture:
    """The patterns. Raises ContentError naming the file and the key."""
    return Furniture(*(_pattern(raw, key, source) for key in ("furniture", "end", "practice")))


def _pattern(raw: Mapping[str, object], key: str, source: str) -> re.Pattern[str]:
    patterns = raw.get(key)
    if not isinstance(patterns, list) or not all(isinstance(each, str) for each in patterns):
        raise ContentError(f"{source}: {key} has to be a list of texts")
    for each in patterns:
        try:
            re.compile(each)
        except re.error as error:
            raise ContentError(f"{source}: {key} has “{each}”, which is no pattern ({error})") from None
    return re.compile("|".join(f"(?:{each})" for each in patterns))


def _bare(text: str) -> str:
    return " ".join(text.lower().replace("'", "’").split()).strip(_AROUND)


def series_link(text: str) -> tuple[str, str] | None:
    """("next" or "previous", the title on the same line or "") of a link in a series, else None."""
    found = _SERIES.fullmatch(text.strip())
    if not found or len(text.split()) > _LINK_WORDS or text.rstrip().endswith((".", ",", ";")):
        return None
    arrows = text.strip()[0] in "«‹←<" or text.strip()[-1] in "»›→>"
    if found["title"] and not (found["noun"] or found["mark"] or arrows):
        return None
    return ("next" if found["way"].lower() in _AHEAD else "previous"), found["title"].strip(" :–—")
