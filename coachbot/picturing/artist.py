"""Draws pictures into a folder of its own: one file for each person and kind, gone after two days."""

from __future__ import annotations

import asyncio
import hashlib
import os
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from coachbot.core.nudging.seeing import Overview

KEPT_S = 48 * 3600.0


class PngArtist:
    """The Artist that Pillow draws for; Pillow is imported when it first has to."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    async def overview(
        self, user: str, seen: Overview, titles: Mapping[str, str], *, dark: bool
    ) -> str | None:
        """A picture of how it has gone; None where it cannot be written."""

        def draw() -> bytes:
            from coachbot.picturing.sheets import overview_sheet

            return overview_sheet(seen, titles, dark=dark)

        return await asyncio.to_thread(lambda: self._kept(user, "me", draw()))

    async def card(self, user: str, text: str, *, dark: bool) -> str | None:
        """A picture of a card; None where it cannot be written."""

        def draw() -> bytes:
            from coachbot.picturing.sheets import card_sheet

            return card_sheet(text, dark=dark)

        return await asyncio.to_thread(lambda: self._kept(user, "card", draw()))

    def forget(self, user: str) -> None:
        """Delete what was drawn for a person."""
        for path in self._folder.glob(f"{_whose(user)}-*.png"):
            path.unlink(missing_ok=True)

    def _kept(self, user: str, name: str, png: bytes) -> str | None:
        path = self._folder / f"{_whose(user)}-{name}.png"
        with suppress(OSError):
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._sweep()
            path.unlink(missing_ok=True)
            with os.fdopen(os.open(path, os.O_CREAT | os.O_WRONLY | os.O_EXCL, 0o600), "wb") as file:
                file.write(png)
            return str(path)
        return None

    def _sweep(self) -> None:
        for path in self._folder.glob("*.png"):
            with suppress(OSError):
                if time.time() - path.stat().st_mtime > KEPT_S:
                    path.unlink()


def _whose(user: str) -> str:
    """A name that tells nobody whose picture it is."""
    return hashlib.sha256(user.encode("utf-8", "replace")).hexdigest()[:20]
