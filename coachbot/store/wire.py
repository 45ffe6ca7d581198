"""Messages and dangers as JSON text, and back; defaults are left out: most messages are a text only."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from coachbot.core.model import Button, Danger, Manner, Message

_encode = json.JSONEncoder(separators=(",", ":")).encode


def pack(value: object) -> str:
    """JSON without spaces, in ASCII, so that half a surrogate pair passes every driver."""
    return _encode(value)


def pack_message(message: Message) -> str:
    """A message as JSON."""
    fields: dict[str, object] = {"text": message.text}
    if message.buttons:
        fields["buttons"] = [[button.id, button.label] for button in message.buttons]
    if message.manner is not Manner.COMPOSED:
        fields["manner"] = message.manner.value
    if message.image is not None:
        fields["image"] = message.image
    if message.edits:
        fields["edits"] = True
    if message.columns != 1:
        fields["columns"] = message.columns
    if message.clears:
        fields["clears"] = True
    return _encode(fields)


def unpack_message(packed: str) -> Message:
    """A message from its JSON; one whose text was erased is empty."""
    fields: dict[str, Any] = json.loads(packed) if packed else {"text": ""}
    return Message(
        text=fields["text"],
        buttons=tuple(Button(*pair) for pair in fields.get("buttons", ())),
        manner=Manner(fields.get("manner", Manner.COMPOSED)),
        image=fields.get("image"),
        edits=fields.get("edits", False),
        columns=fields.get("columns", 1),
        clears=fields.get("clears", False),
    )


def pack_danger(danger: Danger) -> str:
    """A danger as JSON, in the shape of the contract."""
    because = [{"text": e.text, "start": e.start, "end": e.end, "rule": e.rule} for e in danger.because]
    return _encode(
        {
            "level": danger.level.value,
            "kinds": [kind.value for kind in danger.kinds],
            "by": danger.by.value if danger.by else None,
            "when": danger.when.value,
            "because": because,
        }
    )


def unpack_settings(packed: str) -> Mapping[str, str]:
    """A person's settings from their JSON."""
    return {} if packed == "{}" else {str(key): str(value) for key, value in json.loads(packed).items()}
