from __future__ import annotations

from pathlib import Path

import pytest

from coachbot.core.danger import assess
from coachbot.core.model import Level
from coachbot.errors import ContentError, SettingsError
from coachbot.library import Shelf, content_folder, gem_faults, read_library, read_rescue, shelf


def _put(folder: Path, name: str, text: str | bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder


def test_the_packaged_library_is_whole() -> None:
    library = read_library()
    assert library.faults == ()
    assert len(library.kit.gems) >= 12


def test_reading_twice_gives_the_same_versions() -> None:
    one, two = read_library(), read_library()
    assert (one.prompts_version, one.gems_version) == (two.prompts_version, two.gems_version)


def test_one_changed_word_changes_the_prompts_version_and_not_the_gems(tmp_path: Path) -> None:
    ours = (content_folder("prompts") / "en" / "gem.txt").read_text()
    theirs = read_library(prompts_dir=_put(tmp_path, "en/gem.txt", ours + "# one more remark\n"))
    assert theirs.prompts_version != read_library().prompts_version
    assert theirs.gems_version == read_library().gems_version


def test_the_operators_file_is_read_instead_of_ours_and_the_others_stay(tmp_path: Path) -> None:
    over = shelf("knowledge", _put(tmp_path, "conduct.toml", "mine = 1"))
    assert over.toml("conduct.toml") == {"mine": 1}
    assert set(over.files) == set(shelf("knowledge").files)


def test_a_file_of_another_name_joins_ours(tmp_path: Path) -> None:
    over = shelf("knowledge", _put(tmp_path, "gems/zz-mine.md", "+++\n+++\n"))
    assert set(over.files) - set(shelf("knowledge").files) == {"gems/zz-mine.md"}


def test_hidden_files_are_passed_over(tmp_path: Path) -> None:
    _put(tmp_path, "gems/.DS_Store", b"\xff")
    _put(tmp_path, ".git/config", "x")
    assert shelf("knowledge", tmp_path).files == shelf("knowledge").files


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("dialogue/intents.toml", "[yes\n", "dialogue/intents.toml, line 1: this is not TOML"),
        (
            "dialogue/intents.toml",
            b"[yes]\nwhole = ['\xff']",
            "dialogue/intents.toml is not UTF-8 text (byte 16).",
        ),
        (
            "dialogue/intents.toml",
            "[dance]\nwhole = ['x']",
            "dialogue/intents.toml: “dance” is no signal of the dialogue.",
        ),
        ("gems/a.md", "no front", "gems/a.md, line 1: a gem begins with a line of +++"),
    ],
)
def test_a_broken_file_is_one_sentence_that_names_it_in_full(
    tmp_path: Path, name: str, content: str | bytes, sentence: str
) -> None:
    with pytest.raises(ContentError) as caught:
        read_library(knowledge_dir=_put(tmp_path, name, content))
    assert str(caught.value).startswith(f"{tmp_path}/{sentence}")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("== start\nHello {{ nobody }}\n", "line 2: nothing is known of “nobody”."),
        ("== start\nHello {{ partner\n", "line 2: this template cannot be read"),
        ("hello\n", "line 1: words before the first"),
        ("== dance\nLa la.\n", "nothing asks for the act “dance”"),
    ],
)
def test_broken_words_are_one_sentence(tmp_path: Path, words: str, sentence: str) -> None:
    with pytest.raises(ContentError, match=sentence):
        read_library(prompts_dir=_put(tmp_path, "en/zz.txt", words))


def test_an_act_without_words_is_named(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="has no words"):
        read_library(prompts_dir=_put(tmp_path, "en/commands.txt", "# nothing\n"))


@pytest.mark.parametrize("broken", ["sign = [", "[[sign]]\nlevel = 5\n"])
def test_a_broken_danger_file_is_told_and_stops_nothing(tmp_path: Path, broken: str) -> None:
    library = read_library(knowledge_dir=_put(tmp_path, "danger/mine.toml", broken))
    assert len(library.faults) == 1
    assert "mine" in library.faults[0]
    assert assess("My husband hit me in the face last night.", signs=library.signs).level is Level.STOP


@pytest.mark.parametrize("broken", ["[", "classes = 5", b"\xff"])
def test_danger_without_its_words_is_judged_with_ours(tmp_path: Path, broken: str | bytes) -> None:
    library = read_library(knowledge_dir=_put(tmp_path, "danger/words.toml", broken))
    assert library.faults
    assert assess("My husband hit me in the face last night.", signs=library.signs).level is Level.STOP


@pytest.mark.parametrize("broken", ["[", "lines = 5", b"\xff"])
def test_broken_help_lines_give_way_to_ours(tmp_path: Path, broken: str | bytes) -> None:
    library = read_library(knowledge_dir=_put(tmp_path, "helplines.toml", broken))
    assert library.faults
    assert library.helplines.by_country == read_library().helplines.by_country != {}


def test_a_missing_file_is_named() -> None:
    with pytest.raises(ContentError, match=r"^knowledge/conduct\.toml is missing\.$"):
        Shelf("knowledge", {}).text("conduct.toml")


def test_every_gem_is_checked_and_each_fault_told(tmp_path: Path) -> None:
    _put(tmp_path, "gems/a.md", "no front")
    _put(tmp_path, "gems/b.md", "none either")
    assert len(gem_faults(tmp_path)) == 2


def test_a_source_without_a_gem_is_named_at_start() -> None:
    with pytest.raises(SettingsError, match=r"COACHBOT_GEM_SOURCES names “marn”.*own\."):
        read_library(gem_sources=("marn",))


def test_a_broken_folder_does_not_make_its_gems_name_a_fault(tmp_path: Path) -> None:
    (tmp_path / "gems").mkdir()
    (tmp_path / "gems" / "a.md").write_text("no gem")
    assert read_rescue(knowledge_dir=tmp_path, gem_sources=("maren",)).kit.gems
