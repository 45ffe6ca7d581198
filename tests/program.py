"""The real program as a subprocess, in an empty folder, with nothing of this machine's user."""

from __future__ import annotations

import ctypes
import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

Json = dict[str, object]

_PR_CAPBSET_DROP, _CAP_DAC_OVERRIDE = 24, 1


@dataclass(frozen=True)
class Ended:
    """How a run ended, with its output as text."""

    code: int
    out: str
    err: str

    @property
    def objects(self) -> list[Json]:
        """The JSON lines on standard output."""
        return [json.loads(line) for line in self.out.splitlines()]

    @property
    def sentence(self) -> str:
        """The one line on standard error."""
        lines = self.err.splitlines()
        assert len(lines) == 1, self.err
        return lines[0].removeprefix("coachbot: ")


@dataclass(frozen=True)
class Program:
    """Runs commands in one folder, so that what one of them kept the next one finds."""

    folder: Path
    settings: Mapping[str, str] = field(default_factory=dict)
    installed: Path | None = None  # where another copy of the package lies than the one under test

    @property
    def environment(self) -> dict[str, str]:
        """What the program sees: the path, a data folder, and the settings under test."""
        bare = {"PATH": os.environ["PATH"], "XDG_DATA_HOME": str(self.folder / "data"), "TERM": "xterm"}
        if self.installed:
            bare["PYTHONPATH"] = str(self.installed)
        return bare | {f"COACHBOT_{name}": value for name, value in self.settings.items()}

    def run(self, *arguments: str, lines: str | bytes = b"") -> Ended:
        """Run a command to its end; root loses the right to write where permissions say no."""
        self.folder.mkdir(exist_ok=True)
        typed = lines.encode() if isinstance(lines, str) else lines
        run = subprocess.run(
            [sys.executable, "-m", "coachbot", *arguments],
            input=typed,
            cwd=self.folder,
            env=self.environment,
            capture_output=True,
            timeout=60,
            check=False,
            preexec_fn=obeys_permissions,
        )
        return Ended(run.returncode, run.stdout.decode(), run.stderr.decode())

    def chat(self, *said: str | Mapping[str, object], user: str = "ann") -> list[Json]:
        """The objects that come of these lines."""
        lines = "\n".join(each if isinstance(each, str) else json.dumps(each) for each in said)
        ended = self.run("chat", "--json", "--user", user, lines=lines)
        assert (ended.code, ended.err) == (0, ""), ended.err
        return ended.objects


def obeys_permissions() -> None:
    """Take from root what lets it pass over file permissions; anyone else has never had it."""
    if os.geteuid() == 0:
        ctypes.CDLL(None).prctl(_PR_CAPBSET_DROP, _CAP_DAC_OVERRIDE, 0, 0, 0)
