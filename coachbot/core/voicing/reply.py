"""What a model answers with: danger first, then what it read, then the words; read while it streams."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic_core import from_json

from coachbot.core.model import DangerKind, Level, Person


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class SeenDanger(_Part):
    """What the model makes of the latest message; `quote` are the person's words that say so."""

    level: Level
    kinds: list[DangerKind]
    by: Literal["me", "partner", "other", "unknown"]
    quote: str

    @property
    def whose(self) -> Person | None:
        """By whom, where the model could tell."""
        return None if self.by == "unknown" else Person(self.by)


class Noticed(_Part):
    """A feeling or a need by its name, and the person's words that show it."""

    name: str
    quote: str


class Noticings(_Part):
    """What the model read in the latest message."""

    feelings: list[Noticed]
    needs: list[Noticed]


class Reply(_Part):
    """The whole of it; the order of the fields is the order in which they stream."""

    danger: SeenDanger
    reading: Noticings
    partner: str
    words: str


@dataclass(frozen=True, slots=True)
class SoFar:
    """As much of a reply as has come; a part is there once it is whole, the two texts as they grow."""

    danger: SeenDanger | None = None
    reading: Noticings | None = None
    partner: str = ""
    words: str = ""
    worded: bool = False  # the words have begun


def schema() -> dict[str, object]:
    """The reply as a JSON schema that every server understands: nothing referred to, everything required."""
    whole = Reply.model_json_schema()
    parts = whole.pop("$defs")
    return _inlined(whole, parts)


def _inlined(node: Mapping[str, object], parts: Mapping[str, Mapping[str, object]]) -> dict[str, object]:
    reference = node.get("$ref")
    if isinstance(reference, str):
        return _inlined(parts[reference.rpartition("/")[2]], parts)
    kept = {key: value for key, value in node.items() if key not in ("title", "description")}
    return {
        key: {k: _inlined(v, parts) for k, v in value.items()}
        if key == "properties" and isinstance(value, Mapping)
        else _inlined(value, parts)
        if isinstance(value, Mapping)
        else value
        for key, value in kept.items()
    }


def so_far(raw: str) -> SoFar:
    """As much as can be told from the beginning of a reply. ValueError for what is no reply of this form."""
    text = _object(raw)
    if not text:
        return SoFar()
    found = from_json(text, allow_partial="trailing-strings")
    if not isinstance(found, dict):
        raise ValueError("no object")
    names = list(found)
    whole = dict.fromkeys(names[:-1])  # what something else comes after has come to its end
    try:
        return SoFar(
            SeenDanger.model_validate(found["danger"]) if "danger" in whole else None,
            Noticings.model_validate(found["reading"]) if "reading" in whole else None,
            _text(found, "partner"),
            _text(found, "words"),
            "words" in found,
        )
    except ValidationError:
        raise ValueError("not of this form") from None


def complete(raw: str) -> Reply:
    """The whole reply. ValueError for anything else, ours and pydantic's without their words."""
    try:
        found, _ = json.JSONDecoder().raw_decode(_object(raw))
        return Reply.model_validate(found)
    except ValueError:  # a ValidationError is one, and would quote what it was given
        raise ValueError("not of this form") from None


def _object(raw: str) -> str:
    """From the first brace on: some servers think aloud, or put a fence around it."""
    _, _, after = raw.rpartition("</think>")
    begin = after.find("{")
    return after[begin:] if begin >= 0 else ""


def _text(found: Mapping[str, object], name: str) -> str:
    value = found.get(name, "")
    if not isinstance(value, str):
        raise ValueError("no text")
    return value
