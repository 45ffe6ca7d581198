"""How whole messages sound: those that a gem fits, and those that none does."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from coachbot.core.retrieval.matter import matter
from coachbot.errors import ContentError

Texts = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Heard:
    """Whole messages by the gem that they are about, and in groups those that no gem is about."""

    by_gem: Mapping[str, Texts] = field(default_factory=dict)
    passing: tuple[Texts, ...] = ()

    def of(self, slug: str) -> Texts:
        """The messages that this gem fits."""
        return self.by_gem.get(slug, ())


def parse_heard(raw: Mapping[str, object], source: str, slugs: Collection[str]) -> Heard:
    """The messages from their file, each without what leads up to it.

    Raises ContentError naming the file and the key, also for a gem that is not among `slugs`.
    """
    heard, passing = (_groups(raw, key, source) for key in ("heard", "passing"))
    unknown = next((slug for slug in heard if slug not in slugs), None)
    if unknown:
        raise ContentError(f"{source}: heard.{unknown}: there is no such gem")
    return Heard(heard, tuple(passing.values()))


def _groups(raw: Mapping[str, object], key: str, source: str) -> dict[str, Texts]:
    table = raw.get(key)
    if not isinstance(table, dict):
        raise ContentError(f"{source}: [{key}] is missing")
    for name, texts in table.items():
        if not isinstance(texts, list) or not all(isinstance(text, str) and text.strip() for text in texts):
            raise ContentError(f"{source}: {key}.{name} has to be a list of texts")
    return {str(name): tuple(map(matter, texts)) for name, texts in table.items()}
