from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from coachbot.core import acts
from coachbot.core.acts import check_acts, required
from coachbot.core.phrasebook import Phrasebook, parse_phrases
from coachbot.errors import ContentError
from tests.talking import the_kit

PACKAGE = Path(acts.__file__).resolve().parents[1]
SAYING = [
    PACKAGE / "core" / "advancing.py",
    PACKAGE / "core" / "asking.py",
    PACKAGE / "core" / "drafting.py",
    *sorted((PACKAGE / "core" / "holding").glob("*.py")),
    *sorted((PACKAGE / "core" / "answering").glob("*.py")),
    *sorted((PACKAGE / "commands").glob("*.py")),
]
# Where a call says something, which of its arguments name acts.
_ACT_ARGUMENTS = {
    "Answer": [1],
    "Question": [1],
    "Say": [0],
    "say": [0],
    "_say": [3],
    "_message": [3],
    "_act": [1],
}
# Stems that holding completes with a kind of danger.
_STEMS = {"stop", "ask", "hold.plan"}
_NAME = re.compile(r"[a-z_]+(\.[a-z_0-9]+)*")


def book() -> Phrasebook:
    return the_kit().phrases


def test_every_act_and_button_of_the_program_has_words() -> None:
    check_acts(book(), "prompts/en")


@pytest.mark.parametrize(
    "act", ["mirror", "stop.suicide", "button.yes", "help", "empathy.lead", "ack.feeling"]
)
def test_an_act_without_words_is_named(act: str) -> None:
    without = replace(book(), acts={name: words for name, words in book().acts.items() if name != act})
    with pytest.raises(ContentError, match=f"prompts/en: the act “{act}” has no words"):
        check_acts(without, "prompts/en")


@pytest.mark.parametrize("act", ["miror", "button.perhaps", "miror@grief"])
def test_words_that_nothing_asks_for_are_named(act: str) -> None:
    more = parse_phrases({"more.txt": f"== {act}\nWords."}, ())
    with pytest.raises(ContentError, match=f"prompts/en: nothing asks for the act “{act}”"):
        check_acts(replace(book(), acts={**book().acts, **more.acts}), "prompts/en")


def test_words_of_a_track_belong_to_their_act() -> None:
    more = parse_phrases({"more.txt": "== mirror@off_topic\nWords."}, ())
    check_acts(replace(book(), acts={**book().acts, **more.acts}), "prompts/en")


@pytest.mark.parametrize("path", SAYING, ids=lambda p: p.relative_to(PACKAGE).as_posix())
def test_every_act_that_the_source_names_is_required(path: Path) -> None:
    named = set(_acts(ast.parse(path.read_text(encoding="utf-8"))))
    assert named - required() - _STEMS == set()


@pytest.mark.parametrize("path", SAYING, ids=lambda p: p.relative_to(PACKAGE).as_posix())
def test_every_button_that_the_source_names_is_required(path: Path) -> None:
    named = set(_buttons(ast.parse(path.read_text(encoding="utf-8"))))
    assert {f"button.{name}" for name in named} - required() == set()


def test_the_scan_of_the_source_finds_what_is_said() -> None:
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in SAYING]
    assert len({act for tree in trees for act in _acts(tree)}) > 90
    assert len({name for tree in trees for name in _buttons(tree)}) > 25


def _acts(tree: ast.Module) -> Iterator[str]:
    """Literal names in the places of acts, and in what is assigned to a variable called act or acts."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            places = _ACT_ARGUMENTS.get(_called(node), [])
            said = [node.args[at] for at in places if at < len(node.args)]
            yield from (name for part in said for name in _names(part))
        if isinstance(node, ast.Assign) and any(_is_act(t) for t in node.targets):
            yield from _names(node.value)


def _buttons(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _called(node) in ("button", "label"):
            yield from (name for part in node.args for name in _names(part))


def _called(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def _is_act(target: ast.expr) -> bool:
    return isinstance(target, ast.Name) and target.id in ("act", "acts")


def _names(node: ast.expr) -> Iterator[str]:
    """The names a value may take: a literal, either branch of a choice, the parts of a tuple."""
    match node:
        case ast.Constant(value=str() as name) if _NAME.fullmatch(name):
            yield name
        case ast.Tuple(elts=parts):
            yield from (name for part in parts for name in _names(part))
        case ast.IfExp(body=one, orelse=other):
            yield from (name for part in (one, other) for name in _names(part))
        case ast.Call(args=[first, *_]) if _called(node) == "_act":
            yield from _names(first)
        case _:
            return
