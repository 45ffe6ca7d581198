"""The SQL of a release, frozen: what its programs say to a database that newer ones have upgraded.

`python -m tests.store.released m008` writes tests/store/released/m008.json from the code that it finds
first on the path: run it once for each release, in a tree of that release.
"""

from __future__ import annotations

import importlib
import json
import pkgutil
import sys
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine.interfaces import Dialect
from sqlalchemy.sql.dml import Insert

import coachbot.store
from coachbot.store import whose
from coachbot.store.compiled import Statement

FOLDER = Path(__file__).with_name("released")
DIALECTS: dict[str, Dialect] = {
    "sqlite": sqlite.dialect(paramstyle="named"),
    "postgresql": postgresql.psycopg.dialect(),  # type: ignore[no-untyped-call]
}


def statements() -> Iterator[Statement[tuple[()]]]:
    """Every statement that stands in the store's modules, and those that delete a person."""
    for module in pkgutil.iter_modules(coachbot.store.__path__, "coachbot.store."):
        found = vars(importlib.import_module(module.name)).values() if not module.ispkg else ()
        yield from (each for each in found if isinstance(each, Statement))
    yield from whose._deletions(kept_only=False)


def written(dialect: Dialect) -> list[str]:
    """All of them as one engine hears them, each once."""
    found = set()
    for each in statements():
        core = each.core.inline() if isinstance(each.core, Insert) and each.unless_there else each.core
        sql = str(core.compile(dialect=dialect))  # type: ignore[attr-defined]
        found.add(" ".join(sql.split()) + (" ON CONFLICT DO NOTHING" if each.unless_there else ""))
    return sorted(sql for sql in found if dialect.name != "sqlite" or "pg_" not in sql)


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    frozen = {name: written(dialect) for name, dialect in DIALECTS.items()}
    (FOLDER / f"{sys.argv[1]}.json").write_text(json.dumps(frozen, indent=1) + "\n", encoding="utf-8")
