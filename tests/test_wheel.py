from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.program import Program

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    subprocess.run(build, check=True, capture_output=True)
    (built,) = folder.glob("*.whl")
    return built


def test_prompts_and_knowledge_travel_in_the_wheel(wheel: Path) -> None:
    packed = {name for name in zipfile.ZipFile(wheel).namelist() if name.startswith("coachbot/content/")}
    here = {
        f"coachbot/content/{path.relative_to(ROOT).as_posix()}"
        for name in ("prompts", "knowledge")
        for path in (ROOT / name).rglob("*")
        if path.is_file()
    }
    assert packed == here


def test_nothing_of_the_tests_travels_in_the_wheel(wheel: Path) -> None:
    assert not [name for name in zipfile.ZipFile(wheel).namelist() if name.startswith("tests")]


def test_the_wheel_talks_in_an_empty_folder(wheel: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    install = [
        sys.executable,
        "-m",
        "pip",
        "install",
        "--no-deps",
        "--quiet",
        "--target",
        str(site),
        str(wheel),
    ]
    subprocess.run(install, check=True, capture_output=True)
    program = Program(tmp_path / "empty", installed=site)
    (turn,) = program.chat("He forgot our anniversary again.")
    assert turn["messages"]
    assert program.run("doctor").code == 0
    assert _where_it_lies(program).startswith(str(site))
    assert sorted(path.name for path in program.folder.iterdir()) == ["data"]


def _where_it_lies(program: Program) -> str:
    ask = [sys.executable, "-c", "import coachbot; print(coachbot.__file__)"]
    environment, folder = program.environment, program.folder
    return subprocess.run(ask, env=environment, cwd=folder, capture_output=True, text=True, check=True).stdout
