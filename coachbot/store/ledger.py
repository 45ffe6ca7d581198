"""What the models were used for: sums by day, model and outcome. No person, and no word of anybody's."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import bindparam, insert, select, update

from coachbot.ports import Use, Uses
from coachbot.store.compiled import Statement
from coachbot.store.engine import Database
from coachbot.store.row import Value
from coachbot.store.tables import model_uses

_COUNTS = ("calls", "sent", "cached", "said", "micros", "millis")
_KEY = ("day", "model", "outcome")
_ADD: Statement[tuple[()]] = Statement(
    update(model_uses)
    .where(*(model_uses.c[name] == bindparam(f"k_{name}") for name in _KEY))
    .values({name: model_uses.c[name] + bindparam(f"b_{name}") for name in _COUNTS})
)
_NEW: Statement[tuple[()]] = Statement(
    insert(model_uses).values(
        {name: bindparam(f"k_{name}") for name in _KEY} | {name: bindparam(f"b_{name}") for name in _COUNTS}
    )
)
_OF_DAY: Statement[tuple[str, str, int, int, int, int, int, int]] = Statement(
    select(model_uses.c.model, model_uses.c.outcome, *(model_uses.c[name] for name in _COUNTS))
    .where(model_uses.c.day == bindparam("day"))
    .order_by(model_uses.c.model, model_uses.c.outcome)
)


def note(database: Database, uses: Sequence[Use]) -> None:
    """Add calls to the sums of their day."""
    for use in uses:
        values: dict[str, Value] = {
            "k_day": use.day,
            "k_model": use.model,
            "k_outcome": use.failure or "ok",
            "b_calls": 1,
            "b_sent": use.sent,
            "b_cached": use.cached,
            "b_said": use.said,
            "b_micros": round(use.money * 1_000_000),
            "b_millis": round(use.seconds * 1000),
        }
        if not database.write(_ADD, values):
            database.write(_NEW, values)


def of_day(database: Database, day: str) -> Sequence[Uses]:
    """The sums of a day."""
    return [
        Uses(day, model, outcome, calls, sent, cached, said, micros / 1_000_000, millis / 1000)
        for model, outcome, calls, sent, cached, said, micros, millis in database.all(_OF_DAY, {"day": day})
    ]
