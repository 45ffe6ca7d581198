"""A web page as blocks: trafilatura says where the essay is, and everything in that stretch is kept.

Extractors leave out a short sentence here and there, or a list; so the extractor's answer only marks the
region, and the page's own blocks between its first and last prose are taken whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import trafilatura
from lxml import etree
from lxml import html as lxml_html
from lxml.html import HtmlElement

from coachbot.core.importing import Block, Kind
from coachbot.errors import ImportRefused

_SKIPPED = frozenset(
    "script style noscript template nav footer aside form button select input textarea iframe svg canvas "
    "object embed video audio head figure figcaption dialog menu".split()
)
_CHROME = re.compile(
    r"\b(?:comments?|comment-?\w*|respond|disqus\w*|share\w*|sharing|social\w*|related\w*|sidebar\w*|widget\w*|"
    r"menu\w*|nav(?:bar|igation)?|breadcrumbs?|footer\w*|newsletter\w*|subscribe\w*|cookie\w*|popup|modal|banner|"
    r"jp-\w+|sd-\w+|post-?meta|entry-?meta|entry-?utility|byline|author-?(?:box|bio|info)|tags?-links|cat-links|"
    r"screen-reader-text|skip-link|blog-?pager|reaction\w*|sqs-cart\w*|cart)\b",
    re.IGNORECASE,
)
_UNSEEN = frozenset(("script", "style", "noscript", "template", "svg", "head", "iframe"))
# Series links often live in such a box; its words are looked at line by line.
_KEPT = re.compile(
    r"post-?navigation|nav-(?:links|previous|next|single|below)|pagination|pager|prev(?:ious)?|next|series",
    re.IGNORECASE,
)
_BLOCKS = frozenset(
    "p div section article main header li ul ol blockquote h1 h2 h3 h4 h5 h6 td th tr table tbody body "
    "dd dt dl pre address center hr figure fieldset".split()
)
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_DEEPEST = 400


@dataclass(frozen=True, slots=True)
class Found:
    """The blocks of a page, what it calls itself, and the lines of its furniture that was left out whole."""

    blocks: tuple[Block, ...]
    title: str
    left: tuple[str, ...]


def blocks_of_html(text: str) -> Found:
    """What is on a page. Raises ImportRefused if it is none."""
    try:
        tree = lxml_html.document_fromstring(
            text.encode("utf-8"), parser=lxml_html.HTMLParser(encoding="utf-8")
        )
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        raise ImportRefused("there is no page in it") from None
    left: list[str] = []
    blocks = tuple(_walked(tree, left))
    kept = _region(blocks, _main(text))
    left += [block.text for block in blocks if block not in kept]
    return Found(kept, _title(tree), tuple(left))


def _title(tree: HtmlElement) -> str:
    for path in ("//meta[@property='og:title']/@content", "//title/text()"):
        found = [str(each) for each in tree.xpath(path) if str(each).strip()]
        if found:
            return " ".join(found[0].split())
    return ""


def _main(text: str) -> str:
    """What the extractor takes for the main text; nothing if it finds none or fails."""
    try:
        found = trafilatura.extract(
            text, include_comments=False, include_tables=True, favor_recall=True, deduplicate=False
        )
    except Exception:  # noqa: BLE001 - whatever a strange page does to it, the page is still read by our rules
        return ""
    return found or ""


def _region(blocks: tuple[Block, ...], main: str) -> tuple[Block, ...]:
    """The blocks up to the last prose that the extractor kept, and the short ones after it."""
    known = _letters(main)
    prose = [n for n, block in enumerate(blocks) if block.words >= 12]
    kept = [
        n for n in prose if _letters(block_text := blocks[n].text) and _letters(block_text)[:200] in known
    ]
    if len(kept) < 2 or sum(blocks[n].words for n in kept) < 0.5 * sum(blocks[n].words for n in prose):
        return blocks
    outside = {n for n in prose if not kept[0] <= n <= kept[-1]}
    return tuple(block for n, block in enumerate(blocks) if n not in outside)


def _letters(text: str) -> str:
    return "".join(c for c in text.lower() if c.isalnum())


# ---------------------------------------------------------------- the walk


def _walked(tree: HtmlElement, left: list[str]) -> Iterator[Block]:
    body = tree.find(".//body")
    held: list[str] = []
    kind = Kind.TEXT
    for what, of in _pieces(body if body is not None else tree, Kind.TEXT, 0, left):
        if what is not None:
            held.append(what)
            kind = of
            continue
        text = " ".join("".join(held).replace("\u00ad", "").split())
        if text:
            # A bullet that was typed by hand is a list item too.
            typed = re.match(r"[•·▪◦‣*]\s+", text)
            yield Block(text[typed.end() :], Kind.ITEM) if typed else Block(text, kind)
        held = []
    text = " ".join("".join(held).split())
    if text:
        yield Block(text, kind)


def _pieces(
    element: HtmlElement, kind: Kind, depth: int, left: list[str]
) -> Iterator[tuple[str | None, Kind]]:
    """Runs of text with their kind; None where a block ends. Furniture goes to `left`."""
    if depth > _DEEPEST:
        raise ImportRefused("its parts are nested too deep to be a page")
    tag = element.tag if isinstance(element.tag, str) else ""
    inside = _kind(tag, kind)
    if tag in _BLOCKS:
        yield None, inside
    if element.text:
        yield element.text, inside
    breaks = 0
    for child in element:
        name = child.tag if isinstance(child.tag, str) else ""
        if name == "br":
            breaks += 1
            yield (None if breaks > 1 else " "), inside
        elif name and _is_chrome(child, name):
            left += _lines(child, name)
        elif name:
            yield from _pieces(child, inside, depth + 1, left)
        if child.tail:
            breaks = breaks if not child.tail.strip() else 0
            yield child.tail, inside
    if tag in _BLOCKS:
        yield None, inside


def _lines(element: HtmlElement, tag: str) -> list[str]:
    """What a reader would have seen of it."""
    if tag in _UNSEEN:
        return []
    texts = (" ".join(text.split()) for text in element.itertext())
    return [text for text in texts if text]


def _kind(tag: str, kind: Kind) -> Kind:
    if tag == "li":
        return Kind.ITEM
    if tag == "blockquote":
        return Kind.QUOTE
    return Kind.HEADING if tag in _HEADINGS else kind


def _is_chrome(element: HtmlElement, tag: str) -> bool:
    named = " ".join(str(element.get(each) or "") for each in ("id", "class", "role"))
    if tag in {"body", "main", "article"}:
        return False
    if tag in _SKIPPED:
        return not (tag in {"nav", "footer", "aside"} and _KEPT.search(named))
    hidden = element.get("hidden") is not None or "display:none" in str(element.get("style") or "").replace(
        " ", ""
    )
    return hidden or (
        _CHROME.search(named) is not None and not _KEPT.search(named) and not _holds_most(element)
    )


def _holds_most(element: HtmlElement) -> bool:
    """A wrapper whose class merely mentions such a word ("has-sidebar") still holds the page."""
    whole = element.getroottree().getroot()
    return len(element.text_content()) > 0.6 * len(whole.text_content())
