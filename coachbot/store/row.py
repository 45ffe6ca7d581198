"""What stands in a row."""

from __future__ import annotations

from typing import TypeVar

Value = str | int | None
Row = TypeVar("Row", bound=tuple[Value, ...])
