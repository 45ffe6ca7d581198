"""A PostgreSQL server of the tests' own, from the machine's package, on a socket in a folder of its own.

It belongs to a user who is not root, and ends with whoever started it.
"""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from coachbot.store import upgrade

ROOT = "coachbot"
QUICK = ("fsync=off", "full_page_writes=off", "max_connections=200")
MISSING = "no PostgreSQL server: Debian's package postgresql brings one"


def binaries() -> Path | None:
    """The folder with the newest server's programs, None where there is none."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: int(p.parts[-3]))
    on_path = shutil.which("initdb")
    newest = found[-1] if found else Path(on_path) if on_path else None
    return newest.parent if newest else None


class Server:
    """A server that can be stopped, killed and started again; its data stays until it is `away`."""

    def __init__(self, programs: Path, *, settings: tuple[str, ...] = QUICK) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="coachbot-pg-", dir="/tmp"))
        self._programs, self._settings = programs, settings
        self._process: subprocess.Popen[bytes] | None = None
        self._count = 0
        if os.geteuid() == 0:
            shutil.chown(self.folder, _nobody())
        made = (programs / "initdb", "-D", self.folder / "data", "-U", ROOT)
        self._run(*made, "--auth=trust", "--no-sync", "--encoding=UTF8", "--locale=C").communicate()

    def start(self) -> None:
        """Start it, and wait until it answers."""
        options = [part for each in self._settings for part in ("-c", each)]
        arguments = ("-D", self.folder / "data", "-k", self.folder, "-c", "listen_addresses=", *options)
        self._process = self._run(self._programs / "postgres", *arguments)
        for _ in range(600):
            try:
                psycopg.connect(self.url("postgres")).close()
            except psycopg.OperationalError:
                time.sleep(0.05)
            else:
                return
        raise RuntimeError("PostgreSQL did not start")

    def stop(self, number: int = signal.SIGINT) -> None:
        """Stop it: SIGINT cuts off whoever is connected, SIGQUIT leaves it as a crash would."""
        if self._process is not None:
            self._process.send_signal(number)
            self._process.wait(60)
            self._process = None

    def away(self) -> None:
        """Stop it and remove what it kept."""
        self.stop(signal.SIGQUIT)
        shutil.rmtree(self.folder, ignore_errors=True)

    def url(self, database: str) -> str:
        """A database's address, as DATABASE_URL takes it."""
        return f"postgresql://{ROOT}@/{database}?host={self.folder}"

    def tool(self, name: str) -> Path:
        """One of the programs that come with it, such as pg_dump."""
        return self._programs / name

    def create(self, like: str = "template0") -> str:
        """A new database; returns its name."""
        self._count += 1
        name = f"test_{self._count}"
        self._say(f"CREATE DATABASE {name} TEMPLATE {like} STRATEGY FILE_COPY")
        return name

    def drop(self, name: str) -> None:
        """Remove a database, whoever is connected."""
        self._say(f"DROP DATABASE {name} WITH (FORCE)")

    def _say(self, sql: str) -> None:
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(sql)

    def _run(self, *command: object) -> subprocess.Popen[bytes]:
        """Begin a program as somebody who is not root; it ends when we do."""
        who: tuple[str, ...] = ("setpriv", "--pdeathsig", "QUIT")
        if os.geteuid() == 0:
            account = pwd.getpwnam(_nobody())
            who += (f"--reuid={account.pw_uid}", f"--regid={account.pw_gid}", "--clear-groups")
        return subprocess.Popen(
            [*who, *map(str, command)],
            cwd=self.folder,
            env={"PATH": os.environ["PATH"], "LC_ALL": "C"},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )


def _nobody() -> str:
    names = {account.pw_name for account in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


@contextmanager
def running() -> Iterator[Server | None]:
    """A server that runs; None where the machine has none."""
    programs = binaries()
    if programs is None:
        yield None
        return
    server = Server(programs)
    try:
        server.start()
        yield server
    finally:
        server.away()


@contextmanager
def fresh() -> Iterator[tuple[Server, str]]:
    """A server with a database of our tables, and that database's URL. LookupError where there is none."""
    with running() as server:
        if server is None:
            raise LookupError(MISSING)
        url = server.url(server.create())
        upgrade(url)
        yield server, url
