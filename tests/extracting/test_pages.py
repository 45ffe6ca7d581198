"""Saved pages of many makes come out whole and clean."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from coachbot.core.gems import parse_gem
from coachbot.core.importing import Kind, Origin, Page, draft, written
from coachbot.errors import ImportRefused
from coachbot.extracting import find_files, read_page
from coachbot.extracting.files import LARGEST
from coachbot.library import furniture_of
from tests.extracting import sites

FURNITURE = furniture_of(None)
ORIGIN = Origin("maren", "", "2026-11-22")


def saved(folder: Path, name: str, encoding: str = "utf-8") -> Page:
    file = folder / name
    file.write_bytes(sites.STYLES[name][0]().encode(encoding))
    return read_page(file, FURNITURE)


def text_of(page: Page) -> str:
    return " ".join(block.text for block in page.body)


def words(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", text.lower()))


def f1(found: str, gold: str) -> float:
    shared = (words(found) & words(gold)).total()
    return 2 * shared / (words(found).total() + words(gold).total())


@pytest.mark.parametrize("name", sites.STYLES)
def test_a_page_comes_out_whole(tmp_path: Path, name: str) -> None:
    page = saved(tmp_path, name)
    assert page.title == sites.TITLE
    missing = [s for s in re.split(r"(?<=[.?!])\s+", sites.GOLD) if s not in text_of(page)]
    assert not missing
    assert f1(text_of(page), sites.GOLD) >= 0.99


@pytest.mark.parametrize("name", sites.STYLES)
def test_nothing_of_the_site_or_its_readers_comes_through(tmp_path: Path, name: str) -> None:
    body = text_of(saved(tmp_path, name))
    assert [line for line in (*sites.CHROME, *sites.READERS) if line in body] == []


@pytest.mark.parametrize("name", sites.STYLES)
def test_the_practice_is_recognised(tmp_path: Path, name: str) -> None:
    assert saved(tmp_path, name).practice == sites.PRACTICE


@pytest.mark.parametrize("name", [name for name, (_, linked) in sites.STYLES.items() if linked])
def test_neighbours_in_a_series_are_recognised(tmp_path: Path, name: str) -> None:
    page = saved(tmp_path, name)
    assert (page.next, page.previous) == ("Salt in the Wrong Jar", "The Bus That Waited")


@pytest.mark.parametrize(
    "name", ["wordpress.html", "tables.htm", "squarespace.html", "dump.txt", "markdown.md"]
)
def test_lists_stay_lists(tmp_path: Path, name: str) -> None:
    items = [block.text for block in saved(tmp_path, name).body if block.kind is Kind.ITEM]
    assert items == sites.ITEMS


@pytest.mark.parametrize("name", ["wordpress.html", "tables.htm", "wrapped.txt", "markdown.md"])
def test_quotations_stay_quotations(tmp_path: Path, name: str) -> None:
    assert [block.text for block in saved(tmp_path, name).body if block.kind is Kind.QUOTE] == [sites.QUOTE]


@pytest.mark.parametrize(
    ("name", "encoding"),
    [
        ("tables.htm", "cp1252"),
        ("dump.txt", "cp1252"),
        ("wordpress.html", "utf-8-sig"),
        ("dump.txt", "utf-16"),
    ],
)
def test_older_encodings_are_read(tmp_path: Path, name: str, encoding: str) -> None:
    assert "“Is this still about that evening?”" in text_of(saved(tmp_path, name, encoding))


def test_what_is_left_out_is_told(tmp_path: Path) -> None:
    assert {sites.CHROME[0], *sites.READERS} <= set(saved(tmp_path, "dump.txt").dropped)


@pytest.mark.parametrize("name", sites.STYLES)
def test_its_file_can_be_read_as_a_gem(tmp_path: Path, name: str) -> None:
    gem = draft(saved(tmp_path, name), ORIGIN)
    assert parse_gem(written(gem), name) == gem
    assert not gem.published
    assert gem.source == "maren"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"PK\x03\x04" + bytes(500), "packed or binary"),
        (b"%PDF-1.7 \xff", "packed or binary"),
        (b"<html>\0</html>", "packed or binary"),
        (b"a" * (LARGEST + 1), "million bytes"),
        (b" \n ", "empty"),
        (b"<html><body><p>Hello.</p></body></html>", "no"),
        (b"<html><body>" + b"<div>" * 5000 + b"deep" + b"</div>" * 5000 + b"</body></html>", "no|nested"),
        (b"Home\n\nAbout\n\nContact us\n", "no"),
    ],
    ids=["zip", "pdf", "nul", "huge", "empty", "short", "deep", "menu"],
)
def test_what_is_no_page_is_refused_with_a_sentence(tmp_path: Path, content: bytes, reason: str) -> None:
    file = tmp_path / "page.html"
    file.write_bytes(content)
    with pytest.raises(ImportRefused, match=reason):
        read_page(file, FURNITURE)


def test_a_folder_means_the_pages_in_it(tmp_path: Path) -> None:
    for name in ("b.html", "a.txt", "deep/c.md", "photo.jpg", ".hidden/d.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    found = [path.relative_to(tmp_path).as_posix() for path in find_files([tmp_path, tmp_path / "a.txt"])]
    assert found == ["a.txt", "b.html", "deep/c.md"]
