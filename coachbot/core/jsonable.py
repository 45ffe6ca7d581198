"""Values as the JSON of the contract: plain dicts and lists, keys in reading order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields
from enum import Enum

from coachbot.core.model import Danger, Foundation, Message, Passage, Reading, Span

Json = dict[str, object]

# What `inspect reading` shows, in this order; foundations, track and because follow.
_FOUND = (
    "observations",
    "evaluations",
    "feelings",
    "faux_feelings",
    "needs",
    "strategies",
    "requests",
)


def span_json(found: Span) -> Json:
    """Anything found in a text: text, start and end first, then what its kind adds."""
    return {each.name: _plain(getattr(found, each.name)) for each in fields(found)}


def spans_json(found: Iterable[Span]) -> list[Json]:
    """A list of found things."""
    return [span_json(each) for each in found]


def danger_json(danger: Danger) -> Json:
    """A danger as `inspect danger` shows it, without an id."""
    return {
        "level": danger.level.value,
        "kinds": [kind.value for kind in danger.kinds],
        "by": danger.by.value if danger.by else None,
        "because": spans_json(danger.because),
    }


def foundations_json(scores: Iterable[tuple[Foundation, float]]) -> Json:
    """How much each of the four is in play, 0-1; one that was not found is 0."""
    known = dict(scores)
    return {each.value: round(known.get(each, 0.0), 3) for each in Foundation}


def reading_json(reading: Reading) -> Json:
    """A reading as `inspect reading` shows it, without an id."""
    found: Json = {name: spans_json(getattr(reading, name)) for name in _FOUND}
    return {
        "heat": reading.heat,
        **found,
        "foundations": foundations_json(reading.foundations),
        "worth_signs": spans_json(reading.worth_signs),
        "track": reading.track.value if reading.track else None,
        "because": spans_json(reading.because),
    }


def passage_json(passage: Passage, *, score: bool = False) -> Json:
    """A gem's passage; with `score` as `inspect gems` lists it."""
    shown: Json = {"slug": passage.slug, "title": passage.title, "passage": passage.text}
    return {**shown, "score": round(passage.score, 4), "source": passage.source} if score else shown


def message_json(message: Message) -> Json:
    """One message to a person with its buttons."""
    return {
        "text": message.text,
        "buttons": [{"id": button.id, "label": button.label} for button in message.buttons],
        "image": message.image,
    }


def _plain(value: object) -> object:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, tuple | list):
        return [_plain(each) for each in value]
    if isinstance(value, Mapping):
        return {str(key): _plain(each) for key, each in value.items()}
    return value
