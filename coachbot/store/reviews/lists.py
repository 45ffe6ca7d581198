"""Lists of transcripts: the queue, what coaches see differently, and what a search finds."""

from __future__ import annotations

import json
from functools import cache
from typing import NamedTuple

from sqlalchemy import Select, and_, bindparam, exists, func, select, text

from coachbot.reviews.values import Filters, Listed, State
from coachbot.store.compiled import Statement
from coachbot.store.engine import Database
from coachbot.store.reviews.tables import ratings, transcripts, words
from coachbot.store.row import Value

PAGE = 20
MOST_COUNTED = 1000
COMMON = 20_000  # transcripts: a word in more of them is common
LAST = "\uffff"  # after every word that begins so

_row = (
    transcripts.c.id, transcripts.c.published, transcripts.c.turns, transcripts.c.step, transcripts.c.danger,
    transcripts.c.kinds, transcripts.c.heat_before, transcripts.c.heat_after, transcripts.c.voice,
    transcripts.c.state, transcripts.c.reviewed, transcripts.c.priority, transcripts.c.seq,
)  # fmt: skip


class _Row(NamedTuple):
    id: str
    published: str
    turns: int
    step: str
    danger: str
    kinds: str
    heat_before: int
    heat_after: int
    voice: str
    state: str
    reviewed: int
    priority: int
    seq: int


def _listed(row: tuple[Value, ...]) -> Listed:
    each = _Row._make(row)
    fields = each._asdict() | {"kinds": tuple(json.loads(each.kinds)), "state": State(each.state)}
    return Listed(**fields)


# Partial indexes serve nobody who asks with bound values: these conditions stand word for word.
_IS = {each.value: text(f"transcripts.state = '{each.value}'") for each in State}
_mine = exists().where(ratings.c.transcript == transcripts.c.seq, ratings.c.coach == bindparam("coach"))
# The partial index carries this, read backwards: priority, then the newest first.
_waiting = and_(text("transcripts.priority > 0"), _IS["open"], ~_mine)
_ordered: Select[tuple[Value, ...]] = (
    select(*_row).where(_waiting).order_by(transcripts.c.priority.desc(), transcripts.c.seq.desc())
)
_QUEUE: Statement[tuple[Value, ...]] = Statement(_ordered.limit(bindparam("most")))
_LENGTH: Statement[tuple[int]] = Statement(
    select(func.count()).select_from(select(transcripts.c.seq).where(_waiting).limit(MOST_COUNTED).subquery())
)
_SPLIT: Statement[tuple[Value, ...]] = Statement(
    select(*_row).where(_IS["split"]).order_by(transcripts.c.seq).limit(bindparam("most"))
)
_WORDS: Statement[tuple[int]] = Statement(
    select(func.count()).select_from(
        select(words.c.transcript)
        .where(words.c.word >= bindparam("from"), words.c.word < bindparam("to"))
        .limit(COMMON)
        .subquery()
    )
)
_ONE: Statement[tuple[Value, ...]] = Statement(select(*_row).where(transcripts.c.seq == bindparam("seq_")))


def queue(database: Database, coach: int) -> tuple[list[Listed], int]:
    """What waits for this coach, flagged ones first, and how many there are (counted up to a thousand)."""
    found = [_listed(row) for row in database.all(_QUEUE, {"coach": coach, "most": PAGE})]
    length = database.one(_LENGTH, {"coach": coach})
    return found, length[0] if length else 0


def split(database: Database) -> list[Listed]:
    """Transcripts that coaches see differently, the oldest first."""
    return [_listed(row) for row in database.all(_SPLIT, {"most": PAGE})]


def one(database: Database, seq: int) -> Listed | None:
    """One transcript as lists show it."""
    row = database.one(_ONE, {"seq_": seq})
    return _listed(row) if row else None


def search(database: Database, filters: Filters) -> list[Listed]:
    """What fits, the newest first; a page and one more, which tells that there are more."""
    values: dict[str, Value] = {"most": PAGE + 1, "before": filters.before or 2**31 - 1}
    counted = sorted((_count(database, word), word) for word in filters.words[:6])
    for number, (_, word) in enumerate(counted):
        values[f"from{number}"], values[f"to{number}"] = word, word + LAST
    equal = {name: getattr(filters, name) for name in ("step", "danger", "voice")}
    named = tuple(name for name, value in equal.items() if value)
    values |= {f"is_{name}": equal[name] for name in named}
    rare = sum(count < COMMON for count, _ in counted)
    statement = _searching(len(counted), rare, named, filters.state if filters.state in _IS else "")
    return [_listed(row) for row in database.all(statement, values)]


def _count(database: Database, word: str) -> int:
    """In how many transcripts a word is, counted as far as it matters."""
    row = database.one(_WORDS, {"from": word, "to": word + LAST})
    return row[0] if row else 0


@cache
def _searching(number: int, rare: int, named: tuple[str, ...], state: str) -> Statement[tuple[Value, ...]]:
    """The search for so many words, the rare ones first, and these equal columns; each is compiled once.

    A rare word gives a short list to go through; a common one is met soon in any order.
    """
    statement = select(*_row).where(transcripts.c.seq < bindparam("before"))
    for each in range(number):
        begins = and_(words.c.word >= bindparam(f"from{each}"), words.c.word < bindparam(f"to{each}"))
        if each < rare:
            statement = statement.where(transcripts.c.seq.in_(select(words.c.transcript).where(begins)))
        else:
            statement = statement.where(exists().where(words.c.transcript == transcripts.c.seq, begins))
    if state:
        statement = statement.where(_IS[state])
    for name in named:
        statement = statement.where(transcripts.c[name] == bindparam(f"is_{name}"))
    return Statement(statement.order_by(transcripts.c.seq.desc()).limit(bindparam("most")))
