"""One turn's question to the models, the first first, within one deadline; what came of it as a value."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from coachbot.core.model import Danger
from coachbot.core.voicing.masking import Mask
from coachbot.core.voicing.prices import Price
from coachbot.core.voicing.reply import Noticings, SeenDanger
from coachbot.core.voicing.screening import Ground, Screen
from coachbot.errors import VoiceError
from coachbot.ports import Door, Use
from coachbot.tact import SenseOfTact
from coachbot.voices.model.breaker import Breaker
from coachbot.voices.model.listening import Listening
from coachbot.voices.model.server import Server, Usage

log = logging.getLogger(__name__)

LAST_MOMENT_S = 0.5  # with less than this left no further model is asked


@dataclass(frozen=True, slots=True)
class Question:
    """What a turn asks of a model; `judge` says what counts of a danger that it saw."""

    page: str
    moment: str
    ground: Ground
    mask: Mask
    judge: Callable[[SeenDanger], Danger]
    words_wanted: bool
    door: Door | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of it: words that may be said ("" for none), and what the model saw and read."""

    words: str = ""
    danger: Danger = field(default_factory=Danger)
    reading: Noticings | None = None
    partner: str = ""
    uses: tuple[Use, ...] = ()


class Models:
    """A server's models in the order in which they are tried."""

    def __init__(
        self,
        server: Server,
        names: Sequence[str],
        screen: Screen,
        *,
        deadline: float,
        prices: Mapping[str, Price],
        rest: float | None = None,
        tact: SenseOfTact | None = None,
    ) -> None:
        """`deadline` in seconds for a whole turn; `rest` for how long a failing model is left alone."""
        self._server, self.screen, self.deadline, self._prices = server, screen, deadline, prices
        self._tact = tact
        self._breakers = {name: Breaker(time.monotonic) for name in names}
        if rest is not None:
            for breaker in self._breakers.values():
                breaker.rest = rest

    async def ask(self, question: Question, day: str) -> Answer:
        """The first good answer of a model, or an empty one; never longer than the deadline."""
        until = asyncio.get_running_loop().time() + self.deadline
        uses: list[Use] = []
        heard: Listening | None = None
        for place, (name, breaker) in enumerate(self._breakers.items(), 1):
            left = until - asyncio.get_running_loop().time()
            if left < min(LAST_MOMENT_S, self.deadline / 2) or not breaker.allows():
                continue
            share = left / (len(self._breakers) - place + 1)
            heard = self._listening(question)
            uses.append(await self._tried(name, breaker, question, heard, share, left, day))
            if uses[-1].failure is None or heard.said or (heard.danger and heard.danger.kinds):
                break
        return _answer(heard, tuple(uses))

    async def prepare(self) -> None:
        """Find out how the first model is asked; one that can't be reached now is asked again with a turn."""
        with suppress(VoiceError):
            await self._server.prepare(next(iter(self._breakers)))
        if self._tact is not None:
            await self._tact.of("So.")

    async def close(self) -> None:
        """Let go of the connections."""
        await self._server.close()

    def _listening(self, question: Question) -> Listening:
        return Listening(
            self.screen,
            question.ground,
            question.mask,
            question.judge,
            question.words_wanted,
            question.door,
            self._tact.of if self._tact else None,
        )

    async def _tried(
        self,
        name: str,
        breaker: Breaker,
        question: Question,
        heard: Listening,
        share: float,
        left: float,
        day: str,
    ) -> Use:
        """One model, asked: `share` seconds until it begins to speak, `left` for all of it."""
        began = asyncio.get_running_loop().time()
        spent = Usage()

        def note(usage: Usage) -> None:
            nonlocal spent
            spent = usage

        failure = None
        try:
            async with asyncio.timeout(share) as patience:

                async def hear(piece: str) -> bool:
                    patience.reschedule(began + left)
                    return await heard.hear(piece)

                words = (
                    {"role": "system", "content": question.page},
                    {"role": "user", "content": question.moment},
                )
                await self._server.stream(name, words, hear, note, share)
                await heard.finish()
        except TimeoutError:
            failure = "slow"
            breaker.failed(failure)
        except VoiceError as error:
            failure = error.kind
            breaker.failed(failure, error.retry_after)
        else:
            breaker.well()
            if heard.fault and not heard.said:
                failure = "unfit"
        seconds = asyncio.get_running_loop().time() - began
        price = self._prices.get(name, self._prices.get("", Price()))
        use = Use(
            day, name, failure, spent.sent, spent.cached, spent.said,
            price.of(spent.sent, spent.cached, spent.said), seconds,
        )  # fmt: skip
        log.info("model", extra=_told(use, heard.fault))
        return use


def _answer(heard: Listening | None, uses: tuple[Use, ...]) -> Answer:
    if heard is None:
        return Answer(uses=uses)
    return Answer(heard.said.strip(), heard.danger or Danger(), heard.reading, heard.partner, uses)


def _told(use: Use, fault: str | None) -> dict[str, object]:
    """The metrics line: which model, how it went, how long, how much it took; no word of anybody's."""
    return {
        "model": use.model,
        "outcome": use.failure or "ok",
        "cut": fault,
        "seconds": round(use.seconds, 3),
        "sent": use.sent,
        "cached": use.cached,
        "said": use.said,
        "money": round(use.money, 6),
    }
