"""What the server's model says: a function from the request to the text of its answer."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

Request = Mapping[str, Any]


def spoken(words: str, *, danger: Mapping[str, object] | None = None, **more: object) -> str:
    """A reply of the right form."""
    none = {"level": "none", "kinds": [], "by": "unknown", "quote": ""}
    return json.dumps(
        {
            "danger": danger or none,
            "reading": {"feelings": [], "needs": []},
            "partner": "",
            "words": words,
            **more,
        },
        ensure_ascii=False,
    )


def moment(request: Request) -> dict[str, Any]:
    """What the model is told of this turn; empty for the probe."""
    told = json.loads(request["messages"][-1]["content"])
    return told if "plain_version" in told else {}


def good(request: Request) -> str:
    """A model that says the plain version."""
    return spoken(moment(request).get("plain_version", "hello"))
