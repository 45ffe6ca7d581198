"""How long until the first checked sentence shows, beside a bare client on the same server in the same run.

`python -m tests.bench.bench_voice`. Time begins when the server sends the piece that ends the sentence; the
aim is 50 ms to the screen. Also what a turn costs, at the price of PRICE, and what a sentence's check takes.
"""

from __future__ import annotations

import argparse
import asyncio
import io
import statistics
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from openai import AsyncOpenAI
from rich.console import Console

from coachbot.channels.terminal.screen import Screen
from coachbot.core.model import Said
from tests.eval.eval_conduct import Scale
from tests.model_server import ModelServer, spoken
from tests.voices.talks import AT, company

WORDS = "He forgot it again, and you were the one at the table. Was it more let down, or more lonely there?"
ENDS = "at the table."
REPLIES = Path(__file__).parents[1] / "voices" / "good_replies.txt"


class Paced(ModelServer):
    """Sends a few characters at a time and notes when the first sentence had gone."""

    sentence_sent = 0.0

    def _pieces(self, text: str, fault: str | None) -> Iterator[str]:  # noqa: ARG002 - the server has it
        end = text.index(ENDS) + len(ENDS) if ENDS in text else 0
        before, after = text[:end], text[end:]
        for part in (before, after):
            for begin in range(0, len(part), 4):
                if part is before and begin + 4 >= len(before):
                    self.sentence_sent = time.perf_counter()
                yield part[begin : begin + 4]


class Watched(io.StringIO):
    """A terminal that notes when the end of the sentence was on it."""

    seen = 0.0

    def flush(self) -> None:
        if not self.seen and "table." in self.getvalue():
            self.seen = time.perf_counter()


async def shown(server: Paced, people: object, number: int) -> float:
    """Milliseconds from the sentence's last piece to the screen."""
    terminal = Watched()
    growing = Screen(Console(file=terminal, width=80)).growing()
    said = Said(f"user{number}", AT, text="he forgot our anniversary again, i sat there at the table")
    await people.coach.turn(said, post=False, door=growing)  # type: ignore[attr-defined]
    return (terminal.seen - server.sentence_sent) * 1000


async def bare(server: Paced, client: AsyncOpenAI) -> float:
    """The same with nothing but the client."""
    text, seen = "", 0.0
    stream = await client.chat.completions.create(
        model="small", messages=[{"role": "user", "content": "{}"}], stream=True
    )
    async for chunk in stream:
        text += (chunk.choices[0].delta.content or "") if chunk.choices else ""
        if not seen and ENDS in text:
            seen = time.perf_counter()
    return (seen - server.sentence_sent) * 1000


async def main() -> None:
    """Both, turn by turn."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--runs", type=int, default=30)
    runs = parser.parse_known_args()[0].runs
    with tempfile.TemporaryDirectory() as folder:
        async with Paced(lambda _: spoken(WORDS)) as server, company(server, Path(folder)) as people:
            server.pause = 0.005
            client = AsyncOpenAI(base_url=server.url, api_key="none", max_retries=0)
            await shown(server, people, -1)
            ours, theirs = [], []
            for number in range(runs):
                ours.append(await shown(server, people, number))
                theirs.append(await bare(server, client))
            uses = await people.store.uses(AT[:10])
            await client.close()
    for name, times in (("coachbot", ours), ("bare client", theirs)):
        print(f"{name:12} median {statistics.median(times):6.1f} ms, worst {max(times):6.1f} ms")
    calls = sum(u.calls for u in uses)
    tokens, money = sum(u.sent + u.said for u in uses) / calls, sum(u.money for u in uses) / calls
    scale, told = Scale(tact=True), REPLIES.read_text(encoding="utf-8")
    for line in told.splitlines()[3:]:
        scale.cut(line.rpartition(" | ")[2], line)
    print(f"the check: {scale.cost()}")
    print(f"a turn: {tokens:.0f} tokens, {money:.5f} at 0.15/0.075/0.60 a million (sent/cached/said)")


if __name__ == "__main__":
    asyncio.run(main())
