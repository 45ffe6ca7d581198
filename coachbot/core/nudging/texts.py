"""The texts of nudges, read from knowledge/nudges and checked."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeGuard

from coachbot.core.model import Foundation
from coachbot.errors import ContentError

KINDS = ("practice", "question", "noticing", "small_act")
OWN = ("agreement", "need", "essentials", "gem")  # drawn from what a person worked on
LONGEST = 200  # characters: what a locked screen shows
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_KNOWN = {"id", "foundation", "kind", "text", "more", "needs"}


@dataclass(frozen=True, slots=True)
class Text:
    """One nudge. `kind` is what sort of thing it asks; `source` is "own" or what it is drawn from."""

    id: str
    kind: str
    text: str
    more: str
    foundation: Foundation | None = None
    source: str = ""
    needs: tuple[str, ...] = ()


@dataclass(frozen=True)
class Nudges:
    """Every text by its id, in the order of the files, and the gems whose practice may be shown as it is."""

    texts: Mapping[str, Text] = field(default_factory=dict)
    plain_practices: frozenset[str] = frozenset()

    @cached_property
    def common(self) -> tuple[Text, ...]:
        """Those for everybody."""
        return tuple(text for text in self.texts.values() if not text.source)

    @cached_property
    def of_foundation(self) -> Mapping[str, tuple[Text, ...]]:
        """Those for everybody, by foundation."""
        return {f.value: tuple(t for t in self.common if t.foundation is f) for f in Foundation}

    @cached_property
    def drawn(self) -> tuple[Text, ...]:
        """Those that are drawn from what a person worked on."""
        return tuple(text for text in self.texts.values() if text.source)


def parse_nudges(files: Mapping[str, Mapping[str, object]], gems: frozenset[str]) -> Nudges:
    """Read the files of knowledge/nudges (name → tables). Raises ContentError with file and key."""
    texts: dict[str, Text] = {}
    plain: frozenset[str] = frozenset()
    for name, raw in sorted(files.items()):
        source = f"knowledge/nudges/{name}.toml"
        for key in raw:
            if key not in ("nudge", "gem_practices"):
                raise ContentError(f"{source} knows no “{key}”.")
        plain |= _practices(raw.get("gem_practices"), gems, source)
        for text in _texts(raw.get("nudge", []), source):
            if text.id in texts:
                raise ContentError(f"{source}: the nudge “{text.id}” stands twice.")
            texts[text.id] = text
    return Nudges(texts, plain)


def _practices(raw: object, gems: frozenset[str], source: str) -> frozenset[str]:
    """A slug of a gem that is not used now is no mistake: its source may be switched off."""
    if raw is None:
        return frozenset()
    if not isinstance(raw, dict) or not _strings(raw.get("on_a_lock_screen")) or len(raw) != 1:
        raise ContentError(f"{source}: gem_practices needs on_a_lock_screen, a list of slugs.")
    return frozenset(raw["on_a_lock_screen"]) & gems


def _strings(value: object) -> TypeGuard[list[str]]:
    return isinstance(value, list) and all(isinstance(each, str) and each for each in value)


def _texts(raw: object, source: str) -> list[Text]:
    if not isinstance(raw, list):
        raise ContentError(f"{source}: nudge must be a list of tables.")
    return [_text(each, source) for each in raw]


def _text(raw: object, source: str) -> Text:
    if not isinstance(raw, dict) or not isinstance(raw.get("id"), str) or not _ID.fullmatch(raw["id"]):
        raise ContentError(f"{source}: every nudge needs an id of small letters and hyphens.")
    where = f"{source}, “{raw['id']}”"
    unknown = sorted(set(raw) - _KNOWN)
    if unknown:
        raise ContentError(f"{where}: nothing is known of “{unknown[0]}”.")
    text, more, kind = (raw.get(key) for key in ("text", "more", "kind"))
    if not isinstance(text, str) or not 0 < len(text) <= LONGEST:
        raise ContentError(f"{where}: text needs 1 to {LONGEST} characters.")
    if not isinstance(more, str) or not more:
        raise ContentError(f"{where}: more is missing.")
    if kind not in KINDS and kind not in OWN:
        raise ContentError(f"{where}: kind must be one of {', '.join((*KINDS, *OWN))}.")
    needs = raw.get("needs", [])
    if not _strings(needs):
        raise ContentError(f"{where}: needs must be a list of names.")
    source_of = str(kind) if kind in OWN else ""
    return Text(raw["id"], str(kind), text, more, _foundation(raw, where), source_of, tuple(needs))


def _foundation(raw: Mapping[str, object], where: str) -> Foundation | None:
    named = raw.get("foundation")
    if named is None and raw.get("kind") in OWN:
        return None
    if named not in list(Foundation):
        raise ContentError(f"{where}: foundation must be one of {', '.join(Foundation)}.")
    return Foundation(str(named))
