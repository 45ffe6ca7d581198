"""`inspect`: JSON lines in, JSON lines out, in order; a bad line is told by its number and passed over."""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import BinaryIO, TextIO

from coachbot.core.jsonable import Json

Look = Callable[[Json], Json]


def run_batch(look: Look, lines: BinaryIO, out: BinaryIO, err: TextIO) -> bool:
    """Answer every line; False if any was bad. `look` raises ValueError with what is wrong with a line."""
    good = True
    with _progress(lines, err) as (advance, report):
        for number, raw in enumerate(lines, 1):
            advance(len(raw))
            if not raw.strip():
                continue
            try:
                asked = _asked(raw)
                answer = {"id": asked["id"], **look(asked)}
            except ValueError as error:
                report(f"line {number}: {error}")
                good = False
            else:
                out.write(encoded(answer) + b"\n")
                out.flush()
    return good


def text_of(asked: Json) -> str:
    """The text that a line carries. Raises ValueError if it has none."""
    text = asked.get("text")
    if not isinstance(text, str):
        raise ValueError("text has to be a string")
    return text


def texts_of(asked: Json) -> tuple[str, ...]:
    """One side of a talk, oldest first: `messages`, or `text` alone. Raises ValueError if it has neither."""
    if "messages" not in asked:
        return (text_of(asked),)
    messages = asked["messages"]
    if "text" in asked:
        raise ValueError("a line has text or messages, not both")
    if not isinstance(messages, list) or not messages or not all(isinstance(m, str) for m in messages):
        raise ValueError("messages has to be a list of strings with at least one")
    return tuple(messages)


def names_of(asked: Json) -> tuple[str, ...]:
    """The names that the person has given, if any. Raises ValueError if they are no list of words."""
    names = asked.get("names", [])
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise ValueError("names has to be a list of strings")
    return tuple(names)


def encoded(value: Json) -> bytes:
    """A line of JSON in UTF-8; half characters, which UTF-8 has no way to write, stay escapes."""
    try:
        return json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return json.dumps(value).encode()


def _asked(raw: bytes) -> Json:
    try:
        asked: object = json.loads(raw.decode("utf-8-sig"), parse_constant=_no_constant)
    except UnicodeDecodeError:
        raise ValueError("this is not UTF-8") from None
    except RecursionError:
        raise ValueError("this is nested too deeply") from None
    except json.JSONDecodeError as error:
        raise ValueError(f"this is not JSON ({error.msg})") from None
    if not isinstance(asked, dict):
        raise ValueError("a line has to be an object with id and text")
    if "id" not in asked:
        raise ValueError("id is missing")
    return asked


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is no JSON number")


@contextmanager
def _progress(lines: BinaryIO, err: TextIO) -> Iterator[tuple[Callable[[int], None], Callable[[str], None]]]:
    if not err.isatty():
        yield (lambda _read: None), (lambda sentence: print(sentence, file=err))
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(file=err), transient=True) as bar:
        task = bar.add_task("reading", total=_size(lines))
        yield (
            (lambda read: bar.advance(task, read)),
            (lambda sentence: bar.console.print(sentence, markup=False)),
        )


def _size(lines: BinaryIO) -> int | None:
    try:
        status = os.fstat(lines.fileno())
    except OSError:
        return None
    return status.st_size if stat.S_ISREG(status.st_mode) else None
