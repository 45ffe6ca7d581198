"""A talk with the core alone: lines in, what the coach says out. No store, no clock, no model."""

from __future__ import annotations

import functools
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from coachbot.core.advancing import advance
from coachbot.core.kit import Kit
from coachbot.core.model import Manner, Message, Reading, Said, Sort, Step
from coachbot.core.moves import Move
from coachbot.core.reading import read
from coachbot.core.scripting import script
from coachbot.core.session import Session, from_json, to_json
from coachbot.library import read_library

AT = "2026-11-22T20:00:00+00:00"


@functools.cache
def the_kit() -> Kit:
    return read_library().kit


@dataclass(frozen=True)
class Reply:
    """What one line led to."""

    line: str
    messages: tuple[Message, ...]
    session: Session
    move: Move

    @property
    def text(self) -> str:
        return "\n".join(m.text for m in self.messages)

    @property
    def step(self) -> Step:
        return self.session.step

    @property
    def composed(self) -> str:
        return " ".join(m.text for m in self.messages if m.manner is Manner.COMPOSED)

    @property
    def buttons(self) -> list[str]:
        return [b.id for m in self.messages for b in m.buttons]

    def has(self, manner: Manner) -> bool:
        return any(m.manner is manner for m in self.messages)


def say(line: str, session: Session | None = None, kit: Kit | None = None) -> Reply:
    """One line; `#id` taps a button, `@kind` is a time that came."""
    kit = kit or the_kit()
    session = session or Session()
    session = replace(session, turn=session.turn + 1)
    said = _said(line)
    reading = read(said.text, kit.lexicon) if said.sort is Sort.TEXT else Reading()
    move = advance(session, said, reading, kit)
    messages, after = script(move.says, move.session, kit, zlib.crc32(line.encode()) + session.turn)
    return Reply(line, messages, from_json(to_json(after)), move)


def _said(line: str) -> Said:
    if line.startswith("#"):
        return Said("someone", AT, Sort.TAP, "", line[1:])
    if line.startswith("@"):
        return Said("someone", AT, Sort.DUE, line[1:])
    return Said("someone", AT, Sort.TEXT, line)


def talk(lines: Iterable[str], session: Session | None = None) -> list[Reply]:
    """A whole talk."""
    replies: list[Reply] = []
    for line in lines:
        replies.append(say(line, session))
        session = replies[-1].session
    return replies


def shown(replies: Sequence[Reply]) -> str:
    """A talk as a person would see it."""
    lines: list[str] = []
    for reply in replies:
        lines.append(f"» {reply.line}")
        for message in reply.messages:
            labels = " | ".join(b.label for b in message.buttons)
            body = message.text.replace("\n", "\n  ")
            lines.append(f"· {body}" + (f"   [{labels}]" if labels else ""))
    return "\n".join(lines)
