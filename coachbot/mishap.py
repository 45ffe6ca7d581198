"""What is said of an error that nobody foresaw: its kind and its place, never its own words."""

from __future__ import annotations

from pathlib import Path
from types import TracebackType


def told(error: BaseException) -> str:
    """One sentence. An error's own words may quote what a person wrote, so they stay out."""
    return f"Something broke that should not have ({type(error).__name__} in {place(error.__traceback__)})."


def place(trace: TracebackType | None) -> str:
    """The innermost file and line of a traceback, the part of the file's path that tells files apart."""
    if trace is None:
        return "an unknown place"
    while trace.tb_next is not None:
        trace = trace.tb_next
    path = Path(trace.tb_frame.f_code.co_filename)
    return f"{path.parent.name}/{path.name}, line {trace.tb_lineno}"
