"""One line of input, as `chat --json` takes it: text, or an object that says what it is."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

from coachbot.core.model import Said, Sort
from coachbot.core.moments import moment

_KNOWN = frozenset({"text", "tap", "voice", "user", "at"})
_SORTS = {"text": Sort.TEXT, "tap": Sort.TAP, "voice": Sort.VOICE}
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
# Half a character can be written in JSON but not stored or printed; it keeps its place as U+FFFD.
_HALF = re.compile(r"[\ud800-\udfff]")

NAME_LENGTH = 64


@dataclass(frozen=True, slots=True)
class Line:
    """What a line says; `at` is None where it names no time."""

    user: str
    sort: Sort
    content: str
    at: str | None = None

    def said(self, at: str) -> Said:
        """The same as the engine takes it."""
        if self.sort is Sort.TAP:
            return Said(self.user, at, Sort.TAP, tap=self.content)
        if self.sort is Sort.VOICE:
            return Said(self.user, at, Sort.VOICE, recording=self.content)
        return Said(self.user, at, self.sort, text=self.content)


def user_name(name: str) -> str:
    """A terminal user's name, checked. Raises ValueError with a sentence's end."""
    if not name.strip() or len(name) > NAME_LENGTH or _CONTROL.search(name):
        raise ValueError(f"a user's name has 1 to {NAME_LENGTH} printable characters")
    if name.startswith("telegram:"):
        raise ValueError("names that begin with telegram: belong to Telegram users")
    return _whole(name)


def parse_line(raw: str, user: str) -> Line:
    """A line of input; `user` speaks where it does not say who. Raises ValueError with a sentence's end."""
    known = _object(raw)
    if known is None:
        return Line(user, Sort.TEXT, _whole(raw))
    kinds = [key for key in _SORTS if key in known]
    if len(kinds) != 1:
        raise ValueError("a line carries exactly one of text, tap and voice")
    content, name, at = known[kinds[0]], known.get("user", user), known.get("at")
    for key, value in ((kinds[0], content), ("user", name), ("at", "" if at is None else at)):
        if not isinstance(value, str):
            raise ValueError(f"{key} has to be a string")
    return Line(
        user_name(str(name)), _SORTS[kinds[0]], _whole(str(content)), None if at is None else moment(str(at))
    )


def _object(raw: str) -> dict[str, object] | None:
    if not raw.lstrip().startswith("{"):
        return None
    try:
        value: object = json.loads(raw)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) and not _KNOWN.isdisjoint(value) else None


def _whole(text: str) -> str:
    return _HALF.sub("�", text)
