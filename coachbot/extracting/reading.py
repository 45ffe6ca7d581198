"""One file as the page that is in it."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from coachbot.core.importing import Furniture, Kind, Page, blocks_of_text, page
from coachbot.errors import ImportRefused
from coachbot.extracting.files import text_of

_FEWEST = 40  # words; less is no essay
_MARKUP = re.compile(r"<(?:!doctype|html|head|body|div|p|article|table|h1)\b", re.IGNORECASE)
_FRONT = re.compile(r"\A\s*(---|\+\+\+)[ \t]*\n(.*?)\n\1[ \t]*\n", re.DOTALL)
_TITLE = re.compile(r"^title\s*[:=]\s*[\"']?(.+?)[\"']?\s*$", re.MULTILINE | re.IGNORECASE)


def read_page(path: Path, furniture: Furniture) -> Page:
    """The essay in a saved page. Raises ImportRefused with one sentence."""
    text = text_of(path)
    found = _page(path, text, furniture)
    if not found.title:
        raise ImportRefused("no title can be found in it")
    if found.words < _FEWEST:
        raise ImportRefused("there is no essay in it")
    return found


def _page(path: Path, text: str, furniture: Furniture) -> Page:
    markdown = path.suffix.lower() in {".md", ".markdown"}
    if not markdown and len(_MARKUP.findall(text[:5000])) >= 2:
        from coachbot.extracting.html import blocks_of_html  # lxml and its friends take 0.3 s

        found = blocks_of_html(text)
        made = page(found.blocks, furniture, found.title)
        return replace(made, dropped=(*made.dropped, *found.left))
    front = _FRONT.match(text)
    named = _TITLE.search(front[2]) if front else None
    blocks = blocks_of_text(text[front.end() :] if front else text, markdown=markdown)
    first = next((b.text for b in blocks if b.kind is Kind.HEADING), "") if markdown else ""
    return page(blocks, furniture, named[1] if named else first)
