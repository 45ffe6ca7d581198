"""Exported files: written whole, and cleaned of what was taken back."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from coachbot.errors import StoreError
from coachbot.reviews.exporting import CASES, LEAKS


def write(folder: Path, cases: Iterable[str], leaks: Iterable[str], patches: Mapping[str, str]) -> None:
    """Write an export, over an earlier one. Raises StoreError where the folder can't be written."""
    proposed = folder / "proposals"
    try:
        proposed.mkdir(parents=True, exist_ok=True)
        for old in proposed.glob("*.patch"):
            old.unlink()
        (folder / CASES).write_text("".join(f"{line}\n" for line in cases), encoding="utf-8")
        (folder / LEAKS).write_text("".join(f"{line}\n" for line in leaks), encoding="utf-8")
        for name, patch in patches.items():
            (proposed / name).write_text(patch, encoding="utf-8")
    except OSError as error:
        raise StoreError(f"The folder {folder} cannot be written: {error.strerror}.") from None


def purge(folder: Path, ids: Iterable[str]) -> None:
    """Take everything of these transcripts out of an export; a folder that is gone is clean."""
    gone = set(ids)
    try:
        for name in (CASES, LEAKS):
            _purge_lines(folder / name, gone)
        for patch in (folder / "proposals").glob("*.patch"):
            if patch.name.partition("-")[0] in gone:
                patch.unlink()
    except OSError as error:
        raise StoreError(f"The export {folder} cannot be cleaned: {error.strerror}.") from None


def _purge_lines(path: Path, gone: set[str]) -> None:
    if not path.is_file():
        return
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [line for line in lines if str(json.loads(line)["id"]).partition(":")[0] not in gone]
    if len(kept) < len(lines):
        path.write_text("".join(kept), encoding="utf-8")
