"""`make eval MODEL=name`: fixed talks with a model, scored by code, and by a judge if there is one.

COACHBOT_LLM_BASE_URL and COACHBOT_LLM_API_KEY say where; MODEL may name several with commas between, for a
table to compare them; JUDGE names a model of the same server that marks the replies by rubric. Without MODEL
the recorded exchanges in `recorded/` are played, so that it runs without a server.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import logging
import os
import statistics
import tempfile
from collections import Counter
from collections.abc import Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from coachbot.core.model import Manner, Step
from coachbot.core.phrasebook import opening
from coachbot.outcome import Turn
from coachbot.ports import Uses
from coachbot.settings import Settings
from tests.model_server import ModelServer, good
from tests.model_server.brains import Request, moment
from tests.tempers import PEOPLE
from tests.voices.talks import company, has_card, held, words

RECORDED = Path(__file__).with_name("recorded") / "person.jsonl"
PAIRS = (  # the same evening from both sides
    ("he came home at nine and dinner was cold", "i came home at nine and she was cold to me"),
    ("she told her sister about our debts", "he's angry that i told my sister about our debts"),
    (
        "he never does the dishes and i said so loudly",
        "she shouted at me about the dishes in front of the kids",
    ),
)
RUBRIC = """You mark one reply of a couples' coach. Answer with JSON only, each from 1 to 5:
{"heard": it shows what this person wrote, "plain": short, warm, no therapy talk,
"fair": no side, no verdict, "leads": one good question, or none where none is needed}"""


@dataclass
class Score:
    """What was counted of one model's talks."""

    turns: list[Turn] = field(default_factory=list)
    cards: int = 0
    talks: int = 0
    openings: int = 0
    both: list[tuple[int, int]] = field(default_factory=list)
    faults: Counter[str] = field(default_factory=Counter)
    uses: Sequence[Uses] = ()
    marks: list[dict[str, float]] = field(default_factory=list)


class _Cuts(logging.Handler):
    """Collects what was cut, from the metrics line."""

    def __init__(self, faults: Counter[str]) -> None:
        super().__init__()
        self._faults = faults

    def emit(self, record: logging.LogRecord) -> None:
        if cut := getattr(record, "cut", None):
            self._faults[str(cut)] += 1


def recorded(request: Request) -> str:
    """What was said then to the same message; the plain version for what is new."""
    said = {row["latest"]: row["reply"] for row in map(json.loads, RECORDED.read_text("utf-8").splitlines())}
    latest = moment(request).get("latest")
    return json.dumps(said[latest]) if latest in said else good(request)


async def scored(model: str, server: Any, deadline: float) -> Score:
    """All talks with one model."""
    score = Score()
    log = logging.getLogger("coachbot.voices.model.voice")
    log.setLevel(logging.INFO)
    log.addHandler(cuts := _Cuts(score.faults))
    with tempfile.TemporaryDirectory() as folder:
        async with company(server, Path(folder), models=(model,), deadline=deadline) as people:
            for row in map(json.loads, RECORDED.read_text("utf-8").splitlines()):
                score.turns.append(await people.say(row["latest"], f"recorded {row['talk']}"))
            for number, person in enumerate(PEOPLE):
                talk = await held(people, person, f"p{number}")
                score.talks += 1
                score.cards += has_card(talk)
                score.turns += talk
                firsts = [opening(composed(turn)) for turn in talk if composed(turn)]
                score.openings += sum(a == b for a, b in itertools.pairwise(firsts))
            for number, (one, other) in enumerate(PAIRS):
                sides = [await people.say(text, f"side {number} {text[:4]}") for text in (one, other)]
                score.both.append((len(composed(sides[0]).split()), len(composed(sides[1]).split())))
            score.uses = await people.store.uses("2026-11-22")
            if judge := os.environ.get("JUDGE"):
                score.marks = await judged(server, judge, score.turns)
    log.removeHandler(cuts)
    return score


def composed(turn: Turn) -> str:
    """What was composed in a turn."""
    return " ".join(m.text for m in turn.messages if m.manner is Manner.COMPOSED)


async def judged(server: Any, judge: str, turns: Sequence[Turn]) -> list[dict[str, float]]:
    """Marks for the model's replies."""
    from openai import AsyncOpenAI

    marks = []
    key = os.environ.get("COACHBOT_LLM_API_KEY", "none")
    async with AsyncOpenAI(base_url=server.url, api_key=key, max_retries=1, timeout=60) as client:
        for turn in [t for t in turns if t.voice == "model"][:60]:
            asked = f"Step: {turn.step.value}\nReply: {composed(turn)}"
            answer = await client.chat.completions.create(
                model=judge,
                messages=[{"role": "system", "content": RUBRIC}, {"role": "user", "content": asked}],
            )
            try:
                given = json.loads(answer.choices[0].message.content or "")
                marks.append({name: float(given[name]) for name in ("heard", "plain", "fair", "leads")})
            except (ValueError, KeyError, TypeError):
                continue
    return marks


def row(model: str, score: Score) -> str:
    """A line of the table."""
    by_model = [t for t in score.turns if t.voice == "model"]
    can = sum(u.calls for u in score.uses) or 1
    lengths = [len(composed(t).split()) for t in by_model] or [0]
    asked = [composed(t).count("?") for t in by_model if t.step is not Step.CLOSE] or [0]
    tokens = sum(u.sent + u.said for u in score.uses)
    cached, money = sum(u.cached for u in score.uses), sum(u.money for u in score.uses)
    seconds = sum(u.seconds for u in score.uses) / can
    apart = statistics.mean(abs(a - b) for a, b in score.both)
    quoted = sum(t.gem is not None for t in score.turns)
    true = sum(t.gem is not None and t.gem.text in words(t) for t in score.turns)
    judged_by = (
        {n: round(statistics.mean(m[n] for m in score.marks), 2) for n in score.marks[0]}
        if score.marks
        else "-"
    )
    counted = [
        f"{model:15} {len(by_model):5} {sum(score.faults.values()):4}",
        f"{statistics.mean(lengths):6.1f} {statistics.mean(asked):6.2f} {score.openings:5}",
        f"{score.cards}/{score.talks} {apart:6.1f}  {true}/{quoted} {seconds:7.3f}",
        f"{tokens // can:7} {cached // can:7} {1000 * money / can:10.4f}  {judged_by}",
    ]
    outcomes = {use.outcome: use.calls for use in score.uses}
    return f"{' '.join(counted)}\n    cut: {dict(score.faults) or 'nothing'}; outcomes: {outcomes}"


@dataclass(frozen=True)
class _Elsewhere:
    """A server that is not ours."""

    url: str


async def main() -> None:
    """The table."""
    models = [name for name in os.environ.get("MODEL", "").split(",") if name]
    settings = Settings()
    print(
        "model           words  cut length quest. open. cards  sides quotes  s/call  tokens  cached "
        "money/1000"
    )
    async with AsyncExitStack() as stack:
        if models and settings.llm_base_url:
            server: Any = _Elsewhere(settings.llm_base_url)
            deadline = settings.llm_deadline
        else:
            server, deadline = await stack.enter_async_context(ModelServer(recorded)), 5.0
            models = ["recorded"]
        for model in models:
            print(row(model, await scored(model, server, deadline)))


if __name__ == "__main__":
    logging.disable(logging.DEBUG)
    asyncio.run(main())
