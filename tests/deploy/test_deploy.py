"""What lies in deploy/ fits the program: names, paths, settings; and a backup that was made is put back."""

from __future__ import annotations

import configparser
import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from coachbot.channels.telegram.metrics import Metrics
from coachbot.store import open_store, upgrade
from tests.postgres import Server
from tests.store.made import turn

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
DOCKERFILE = (DEPLOY / "Dockerfile").read_text(encoding="utf-8").replace("\\\n", " ")
COMPOSE: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))
UNITS = sorted((DEPLOY / "systemd").glob("*.service"))


# ---------------------------------------------------------------- the dashboard


def test_every_number_on_the_dashboard_is_one_that_the_program_tells() -> None:
    metrics = Metrics()
    metrics.watch("messages_waiting", "as the program does", lambda: 0.0)
    told = {
        line.split()[2] + ending
        for line in metrics.exposed()[0].decode().splitlines()
        if line.startswith("# TYPE")
        for ending in ("", "_bucket", "_count", "_sum")
    }
    dashboard = (DEPLOY / "grafana" / "coachbot.json").read_text(encoding="utf-8")
    panels = json.loads(dashboard)["panels"]
    asked = {name for panel in panels for name in re.findall(r"coachbot_\w+", json.dumps(panel["targets"]))}
    assert asked <= told
    assert len({name.removesuffix("_bucket") for name in asked}) >= 13


# ---------------------------------------------------------------- the image


def test_the_image_copies_what_is_there_and_does_not_run_as_root() -> None:
    copied = [shlex.split(line)[1:-1] for line in re.findall(r"^COPY (?!--).*", DOCKERFILE, re.MULTILINE)]
    assert all((ROOT / name).exists() for names in copied for name in names)
    assert {"coachbot", "prompts", "knowledge", "requirements.txt"} <= {n for names in copied for n in names}
    assert re.search(r"^USER 10001$", DOCKERFILE, re.MULTILINE)
    assert "SECRET" not in DOCKERFILE.upper()


def test_compose_runs_two_bots_that_can_write_nothing_but_their_folder() -> None:
    bots = [COMPOSE["services"][name] for name in ("bot1", "bot2")]
    for bot in bots:
        assert bot["read_only"] is True
        assert bot["cap_drop"] == ["ALL"]
        assert bot["command"][0] == "telegram"
    assert COMPOSE["services"]["migrate"]["command"] == ["db", "upgrade"]
    assert {"postgres", "proxy"} <= set(COMPOSE["services"])
    assert COMPOSE["networks"]["inside"]["internal"] is True
    assert "ports" not in COMPOSE["services"]["postgres"]


@pytest.mark.parametrize("proxy", ["Caddyfile", "nginx.conf"])
def test_the_proxy_passes_on_one_path_and_none_of_the_operator_s(proxy: str) -> None:
    told = (DEPLOY / proxy).read_text(encoding="utf-8")
    rules = "\n".join(line for line in told.splitlines() if not line.lstrip().startswith("#"))
    assert "/hook" in rules
    assert "404" in rules
    assert "/metrics" not in rules


# ---------------------------------------------------------------- units


@pytest.mark.parametrize("unit", UNITS, ids=lambda path: path.name)
def test_a_unit_is_well_formed_bound_in_and_gives_time_to_drain(unit: Path) -> None:
    parser = configparser.RawConfigParser(strict=False)
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read(unit)
    service = parser["Service"]
    assert (service["User"], service["NoNewPrivileges"], service["ProtectSystem"]) == (
        "coachbot",
        "true",
        "strict",
    )
    if "telegram" in service["ExecStart"]:
        assert int(service["TimeoutStopSec"]) > 20


def test_every_setting_in_the_example_is_one() -> None:
    known = set(re.findall(r"COACHBOT_\w+", (ROOT / ".env.example").read_text(encoding="utf-8")))
    named = set(re.findall(r"COACHBOT_\w+", (DEPLOY / "coachbot.env.example").read_text(encoding="utf-8")))
    assert named <= known | {"COACHBOT_DATABASE_URL"}


# ---------------------------------------------------------------- backup and restore


def script(name: str, *words: str, **more: str) -> str:
    tools = {"PYTHON": sys.executable, "COACHBOT": f"{Path(sys.executable).parent}/coachbot"}
    run = subprocess.run(
        [DEPLOY / name, *words],
        env={**os.environ, **tools, **more},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    return run.stdout.strip()


async def filled(url: str) -> None:
    store = open_store(url)
    for n in range(3):
        await store.save(turn(expected=n, text=f"kept {n}"))
    await store.save(turn("ben"))
    await store.close()


async def said(url: str, user: str = "ana") -> list[str]:
    store = open_store(url)
    messages = (await store.export(user))["messages"]
    await store.close()
    assert isinstance(messages, list)
    return [each["text"] for each in messages if each["from"] == "user"]


async def test_a_backup_of_sqlite_taken_while_it_is_used_is_put_back(tmp_path: Path) -> None:
    old, new = (f"sqlite:///{tmp_path}/{name}/bot.sqlite" for name in ("old", "new"))
    await filled(old)
    using = open_store(old)
    file = script("backup", COACHBOT_DATABASE_URL=old, BACKUPS=str(tmp_path / "backups"))
    await using.close()
    (tmp_path / "new").mkdir()
    assert "is up to date" in script("restore", file, COACHBOT_DATABASE_URL=new)
    assert await said(new) == ["kept 0", "kept 1", "kept 2"]


async def test_whoever_was_forgotten_since_goes_again_from_a_backup(tmp_path: Path) -> None:
    url, database = f"sqlite:///{tmp_path}/bot.sqlite", tmp_path / "bot.sqlite"
    await filled(url)
    file = script("backup", COACHBOT_DATABASE_URL=url, BACKUPS=str(tmp_path / "backups"))
    store = open_store(url)
    await store.delete("ana")
    await store.close()
    database.unlink()
    script("restore", file, COACHBOT_DATABASE_URL=url)
    assert (await said(url), len(await said(url, "ben"))) == ([], 1)


async def test_a_backup_of_postgresql_is_put_back(tmp_path: Path, postgres: Server) -> None:
    old, new = (postgres.url(postgres.create()) for _ in range(2))
    upgrade(old)
    await filled(old)
    tools = {"PG_DUMP": str(postgres.tool("pg_dump")), "PG_RESTORE": str(postgres.tool("pg_restore"))}
    file = script("backup", COACHBOT_DATABASE_URL=old, BACKUPS=str(tmp_path), **tools)
    assert "is up to date" in script("restore", file, COACHBOT_DATABASE_URL=new, **tools)
    assert await said(new) == ["kept 0", "kept 1", "kept 2"]
