"""What messages, pauses, requests and closing cards are made of: knowledge/messages/composing.toml."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from coachbot.core.checking.patterns import strings, table, tables, text, texts
from coachbot.errors import ContentError

KINDS = ("observation", "feeling_past", "feeling_now", "need", "pause")
QUESTIONS = ("demand", "vague", "stop", "ultimatum")
LABELS = ("happened", "feelings", "needs", "will_try", "agreement", "practice")
_PLACE = re.compile(r"\{([a-z]*)\}")
_ALLOWED = {
    "observation": "said",
    "feeling_past": "feeling",
    "feeling_now": "feeling",
    "need": "wish",
    "pause": "",
}


@dataclass(frozen=True, slots=True)
class Shape:
    """How one kind of request that isn't one yet is known."""

    kind: str
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Wording:
    """The composer's words in one language.

    `questions` maps Shaped.mend to the question that would mend a request; `reasons` maps a problem's kind
    to the few words that say why a line was left out; `lines` holds variants by kind and by "terse", "plain"
    or "formal"; `wishes` maps a need's name to what goes after "I want", with {you} and {your} in it.
    """

    questions: Mapping[str, str]
    reasons: Mapping[str, str]
    lines: Mapping[str, Mapping[str, tuple[str, ...]]]
    wishes: Mapping[str, str]
    feelings: Mapping[str, str]
    labels: Mapping[str, str]
    sentences: Mapping[str, str]
    shapes: tuple[Shape, ...]
    when: re.Pattern[str]


def parse_wording(raw: Mapping[str, object], source: str) -> Wording:
    """Read the words; raises ContentError naming the file and the key."""
    labels = texts(raw, "labels", source)
    questions = texts(raw, "questions", source)
    _complete(labels, LABELS, source, "labels")
    _complete(questions, QUESTIONS, source, "questions")
    return Wording(
        questions=questions,
        reasons=texts(raw, "reasons", source),
        lines={kind: _variants(raw, kind, source) for kind in KINDS},
        wishes={
            need: _placed(w, ("you", "your"), source, f"wishes.{need}")
            for need, w in _of(raw, "wishes", source)
        },
        feelings=texts(raw, "feelings", source),
        labels=labels,
        sentences=texts(raw, "sentences", source),
        shapes=tuple(_shape(one, source) for one in tables(raw, "shapes", source)),
        when=_compiled(text(raw.get("when"), source, "when"), source, "when"),
    )


def _of(raw: Mapping[str, object], key: str, source: str) -> list[tuple[str, str]]:
    return list(texts(raw, key, source).items())


def _complete(found: Mapping[str, str], wanted: tuple[str, ...], source: str, key: str) -> None:
    missing = [name for name in wanted if name not in found]
    if missing:
        raise ContentError(f"{source}, {key}: there is nothing for “{missing[0]}”.")


def _variants(raw: Mapping[str, object], kind: str, source: str) -> Mapping[str, tuple[str, ...]]:
    ways = table(table(raw, "lines", source), kind, source)
    allowed = (_ALLOWED[kind],) if _ALLOWED[kind] else ()
    return {
        way: tuple(
            _placed(line, allowed, source, f"lines.{kind}.{way}")
            for line in strings(ways.get(way), source, f"lines.{kind}.{way}")
        )
        for way in ("terse", "plain", "formal")
    }


def _placed(line: str, allowed: tuple[str, ...], source: str, key: str) -> str:
    unknown = [name for name in _PLACE.findall(line) if name not in allowed]
    if unknown:
        raise ContentError(f"{source}, {key}: nothing is known of “{{{unknown[0]}}}”.")
    return line


def _shape(raw: Mapping[str, object], source: str) -> Shape:
    kind = text(raw.get("kind"), source, "shapes, kind")
    if kind not in QUESTIONS:
        raise ContentError(f"{source}, shapes: “{kind}” is not a kind of request.")
    return Shape(
        kind, _compiled(text(raw.get("pattern"), source, f"shapes, {kind}"), source, f"shapes, {kind}")
    )


def _compiled(pattern: str, source: str, key: str) -> re.Pattern[str]:
    try:
        return re.compile(pattern)
    except re.error as error:
        raise ContentError(f"{source}, {key}: this pattern can't be read ({error}).") from None
