"""The essay among the blocks of a saved page: title, body, practice, and its neighbours in a series."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from coachbot.core.importing.blocks import Block, Kind
from coachbot.core.importing.furniture import Furniture, series_link

_PROSE = 16  # words of a block that nobody takes for a menu
_TITLE_WORDS = 16
_BEFORE_END = 60  # words that come before comments can begin
_SENTENCE = re.compile(r"[^.?!…]+[.?!…]+[”\"’')]*(?=\s|$)|[^.?!…]+$")
_SITE = re.compile(r"\s+[|»–—·]\s+|\s+-\s+")


@dataclass(frozen=True, slots=True)
class Page:
    """What was found on a page; `dropped` are its other lines, in order."""

    title: str
    body: tuple[Block, ...]
    practice: str = ""
    next: str = ""  # a title
    previous: str = ""
    dropped: tuple[str, ...] = ()

    @property
    def words(self) -> int:
        """How many words the body has."""
        return sum(block.words for block in self.body)


def page(blocks: Sequence[Block], furniture: Furniture, title: str = "") -> Page:
    """The essay in these blocks. `title` is what the page calls itself; the site's name may be in it."""
    at, named = _titled(blocks, title, furniture)
    dropped = [block.text for block in blocks[: max(at, 0)]]
    body, links, rest = _sorted_out(blocks[at + 1 :] if at >= 0 else blocks, named, furniture)
    body, around = _trimmed(body)
    return Page(
        named,
        tuple(body),
        _practice(body, furniture),
        links.get("next", ""),
        links.get("previous", ""),
        tuple(dropped + rest + around),
    )


# ---------------------------------------------------------------- the title


def _titled(blocks: Sequence[Block], title: str, furniture: Furniture) -> tuple[int, str]:
    """Where the title stands (-1: nowhere) and what it is."""
    prose = next((n for n, block in enumerate(blocks) if block.words >= _PROSE), len(blocks))
    if title:
        # The site's own name may stand above and match a part; the essay's stands nearest to its text.
        names = [title, *_SITE.split(title), *title.split(": ")]
        at = [n for n, b in enumerate(blocks[: prose + 1]) if any(_same(b.text, name) for name in names)]
        if at:
            return at[-1], blocks[at[-1]].text
    headings = [n for n in range(prose) if _may_be_title(blocks[n], furniture)]
    marked = [n for n in headings if blocks[n].kind is Kind.HEADING]
    if marked:
        return marked[0], blocks[marked[0]].text
    if title:
        longest = max(_SITE.split(title), key=len).strip()
        return -1, title.split("|", maxsplit=1)[0].strip() if "|" in title else longest
    return (headings[-1], blocks[headings[-1]].text) if headings else (-1, "")


def _same(one: str, other: str) -> bool:
    return _letters(one) == _letters(other) != ""


def _letters(text: str) -> str:
    return "".join(c for c in text.lower() if c.isalnum())


def _may_be_title(block: Block, furniture: Furniture) -> bool:
    ends_well = not block.text.rstrip().endswith((".", ",", ";", ":"))
    return 0 < block.words <= _TITLE_WORDS and ends_well and not furniture.is_furniture(block.text)


# ---------------------------------------------------------------- the body


def _sorted_out(
    blocks: Sequence[Block], title: str, furniture: Furniture
) -> tuple[list[Block], dict[str, str], list[str]]:
    """Body, links of the series by their way, and what was left out."""
    body: list[Block] = []
    links: dict[str, str] = {}
    dropped: list[str] = []
    awaits = ""  # a link whose title comes in the next block
    over = False
    for block in blocks:
        link = None if block.words >= _PROSE + 2 else series_link(block.text)
        over = over or (furniture.is_end(block.text) and sum(b.words for b in body) >= _BEFORE_END)
        if awaits and link is None and block.words <= _TITLE_WORDS:
            links.setdefault(awaits, block.text.strip(" »«→←"))
            awaits = ""
        elif link is not None:
            way, named = link
            awaits = "" if named else way
            if named:
                links.setdefault(way, named)
        elif over or furniture.is_furniture(block.text) or _same(block.text, title):
            dropped.append(block.text)
            continue
        else:
            body.append(block)
            continue
        dropped.append(block.text)
    return body, links, dropped


def _trimmed(body: list[Block]) -> tuple[list[Block], list[str]]:
    """Without the short lines before the first sentence and after the last one; they are the site's."""
    whole = [n for n, block in enumerate(body) if _speaks(block)]
    if not whole:
        return body, []
    first, last = whole[0], whole[-1]
    while first and body[first - 1].kind in (Kind.HEADING, Kind.QUOTE, Kind.ITEM):
        first -= 1
    kept = body[first : last + 1]
    return kept, [block.text for block in (*body[:first], *body[last + 1 :])]


def _speaks(block: Block) -> bool:
    """A sentence, or an item of a list."""
    ends = block.text.rstrip(" ”\"’')*").endswith((".", "?", "!", "…", ":"))
    long = block.words >= _PROSE
    return long or (ends and block.words >= 3) or (block.kind in (Kind.ITEM, Kind.QUOTE) and block.words >= 3)


def _practice(body: Sequence[Block], furniture: Furniture) -> str:
    """What the page asks its reader to do: one or two sentences near its end, or nothing."""
    for block in reversed(body[-4:]):
        sentences = [found[0].strip() for found in _SENTENCE.finditer(block.text)]
        for n, sentence in enumerate(sentences):
            if begins := furniture.practice(sentence):
                # A label ("Practice:") goes, a sentence ("Take a moment …") stays.
                label = sentence[:begins].rstrip().endswith((":", "–", "—"))
                asked = " ".join(sentences[n : n + 2])
                return asked[begins:].strip() if label else asked
    return ""
