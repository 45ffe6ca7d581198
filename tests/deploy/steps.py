"""The Dockerfile's first stage, step by step in an empty folder: `python -m tests.deploy.steps`.

No container engine is needed; what the second stage does (a user, a folder, what may be written) isn't shown.
The registry is asked for the packages, so this is no part of the suite.
"""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
INSTALLED = "/opt/coachbot"


def steps() -> Iterator[tuple[str, str]]:
    """Each (word, rest) of the first stage."""
    text = (ROOT / "deploy" / "Dockerfile").read_text(encoding="utf-8").replace("\\\n", " ")
    first = text.split("\nFROM ")[1]
    for line in first.splitlines():
        if found := re.match(r"(COPY|RUN) (.+)", line):
            yield found[1], found[2]


def take(step: tuple[str, str], work: Path, installed: Path) -> None:
    """Do one of them."""
    word, rest = step
    if word == "RUN":
        subprocess.run(["sh", "-ec", rest.replace(INSTALLED, str(installed))], cwd=work, check=True)
        return
    *names, to = shlex.split(rest)
    for name in names:
        target = work / to / name if to.endswith("/") else work / to
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, work / to, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / name, target)


def main() -> int:
    """Every step, then the program that they made; its exit code."""
    with tempfile.TemporaryDirectory(prefix="image") as folder:
        work, installed = Path(folder) / "src", Path(folder) / "opt"
        work.mkdir()
        for step in steps():
            print(*step, flush=True)
            take(step, work, installed)
        size = sum(each.stat().st_size for each in installed.rglob("*") if each.is_file()) / 2**20
        print(f"installed: {size:.0f} MiB")
        said = subprocess.run(
            [installed / "bin" / "coachbot", "chat", "--json"],
            input=b"he forgot my birthday\n",
            cwd=folder,
            env={"XDG_DATA_HOME": folder, "XDG_CACHE_HOME": folder, "PATH": "/usr/bin:/bin"},
            capture_output=True,
            check=False,
        )
        print(said.stdout.decode()[:200], said.stderr.decode()[:400])
        return said.returncode


if __name__ == "__main__":
    sys.exit(main())
