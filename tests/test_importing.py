"""A coach's own pages become gems of theirs, by the command that a coach would type."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from coachbot.__main__ import commands
from coachbot.errors import UsageError
from coachbot.library import gem_faults, gems_of, read_library
from tests.extracting import sites


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    folder = tmp_path / "pages"
    folder.mkdir()
    (folder / "cup.html").write_text(sites.wordpress(), encoding="utf-8")
    return folder


def run(knowledge: Path, *words: str) -> Result:
    knowledge.mkdir(exist_ok=True)
    env = {"COACHBOT_KNOWLEDGE_DIR": str(knowledge)}
    return CliRunner().invoke(commands, ["gems", "import", *words], env=env, standalone_mode=False)


def test_a_page_without_permission_becomes_a_draft_that_nobody_is_shown(tmp_path: Path, pages: Path) -> None:
    shown = run(tmp_path / "k", str(pages), "--source", "maren")
    assert shown.return_value == 0
    assert "the-second-cup" in shown.output
    assert "draft" in shown.output
    gem = next(gem for gem in gems_of(tmp_path / "k") if gem.source == "maren")
    assert not gem.published
    assert gem.slug not in read_library(knowledge_dir=tmp_path / "k").kit.gems


def test_permission_publishes_the_draft_and_is_kept(tmp_path: Path, pages: Path) -> None:
    run(tmp_path / "k", str(pages), "--source", "maren")
    run(tmp_path / "k", str(pages), "--source", "maren", "--permission", "yes, by letter of 3 May")
    library = read_library(knowledge_dir=tmp_path / "k", gem_sources=("maren",))
    gem = library.kit.gems["the-second-cup"]
    assert gem.permission == "yes, by letter of 3 May"
    assert list(library.kit.gems) == ["the-second-cup"]


def test_our_own_gems_stay_where_they_are(tmp_path: Path, pages: Path) -> None:
    run(tmp_path / "k", str(pages), "--permission", "yes")
    assert len(gems_of(tmp_path / "k")) == len(gems_of(None)) + 1
    assert gem_faults(tmp_path / "k") == []


def test_what_was_left_out_is_shown(tmp_path: Path, pages: Path) -> None:
    assert "left out: 2 thoughts on" in run(tmp_path / "k", str(pages)).output


def test_the_same_page_twice_is_refused(tmp_path: Path, pages: Path) -> None:
    (pages / "saved-again.txt").write_text(
        sites.dump().replace(sites.TITLE, "Another Name"), encoding="utf-8"
    )
    shown = run(tmp_path / "k", str(pages), "--permission", "yes")
    assert shown.return_value == 1
    assert "the same text as “The Second Cup”" in shown.output
    again = run(tmp_path / "k", str(pages / "cup.html"), "--permission", "yes")
    assert "in the library already" in again.output


def test_a_title_of_ours_is_never_overwritten(tmp_path: Path, pages: Path) -> None:
    (pages / "cup.html").write_text(
        sites.wordpress().replace(sites.TITLE, "The Phone Face Down"), encoding="utf-8"
    )
    shown = run(tmp_path / "k", str(pages), "--permission", "yes")
    assert "by us already" in shown.output
    assert not list((tmp_path / "k").rglob("*.md"))


def test_a_bad_file_is_told_and_the_others_come_in(tmp_path: Path, pages: Path) -> None:
    (pages / "a.html").write_bytes(b"PK\x03\x04 zip")
    shown = run(tmp_path / "k", str(pages))
    assert shown.return_value == 1
    assert "packed or binary" in shown.output
    assert (tmp_path / "k" / "gems" / "the-second-cup.md").is_file()


def test_without_a_folder_of_ones_own_nothing_is_imported(pages: Path) -> None:
    shown = CliRunner().invoke(commands, ["gems", "import", str(pages)], standalone_mode=False)
    assert isinstance(shown.exception, UsageError)
    assert "COACHBOT_KNOWLEDGE_DIR" in str(shown.exception)


def test_a_folder_without_pages_is_told(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    shown = run(tmp_path / "k", str(tmp_path / "empty"))
    assert shown.return_value == 1
    assert "no page to import" in shown.output
