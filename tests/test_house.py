"""The house rules, checked with the tools that a developer uses."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent

# Where packages come from is each machine's own affair; a committed address would bind all of them.
REGISTRIES = [
    "pypi" + ".org",
    "python" + "hosted.org",
    "registry.npm" + "js.org",
    "deb." + "debian.org",
    "--index" + "-url",
    "--find" + "-links",
]


@pytest.mark.parametrize(
    "command",
    [
        ["ruff", "format", "--check", "."],
        ["ruff", "check", "."],
        ["mypy"],
        ["lint-imports", "--no-cache"],
    ],
    ids=" ".join,
)
def test_nothing_is_found_by(command: list[str]) -> None:
    run = subprocess.run(
        [BIN / command[0], *command[1:]], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stdout + run.stderr


def test_no_committed_file_names_a_package_registry() -> None:
    named = [f"{path}: {host}" for path, text in _committed() for host in REGISTRIES if host in text]
    assert not named, named


def test_every_locked_package_has_a_hash() -> None:
    for lock in ["requirements.txt", "requirements-dev.txt"]:
        packages = (ROOT / lock).read_text().replace("\\\n", " ").splitlines()
        bare = [line for line in packages if "==" in line and "--hash=sha256:" not in line]
        assert not bare, (lock, bare)


def test_both_locks_agree_on_every_version() -> None:
    runtime, everything = (_versions(ROOT / lock) for lock in ["requirements.txt", "requirements-dev.txt"])
    assert runtime <= everything


def _versions(lock: Path) -> set[str]:
    return {line.split()[0] for line in lock.read_text().splitlines() if "==" in line}


def _committed() -> list[tuple[str, str]]:
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if listing.returncode:
        pytest.skip("not a git clone, so there are no committed files to look through")
    names = [name for name in listing.stdout.split("\0") if name and (ROOT / name).is_file()]
    return [(name, (ROOT / name).read_text(encoding="utf-8", errors="replace")) for name in names]


def test_only_settings_reads_the_environment() -> None:
    readers = [
        path.relative_to(ROOT).as_posix()
        for path in sorted((ROOT / "coachbot").rglob("*.py"))
        if re.search(r"\bos\.(environ(?!\.setdefault)|getenv)|\bgetpass\b", path.read_text(encoding="utf-8"))
    ]
    assert readers == ["coachbot/settings.py"]
