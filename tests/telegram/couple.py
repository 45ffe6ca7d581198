"""Two people on Telegram, from the link to its silent end, against the strict server, by the real program.

`python -m tests.telegram.couple docs/two_people.md` writes down every text that either of them reads;
`--kills 20` kills the program that often meanwhile, at random moments, and says whether both ends agree.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from coachbot.store import open_store
from tests.telegram.botapi import BotApi
from tests.telegram.drill import Program

ANN, BEN = 17, 23
NAMES = {ANN: "Ann", BEN: "Ben"}


@dataclass(frozen=True)
class Step:
    """What one of them does, and what has to reach whom because of it."""

    who: int
    does: str  # a text, or "#label" of a button
    then: Sequence[tuple[int, str]]


def other(who: int) -> int:
    """The one at the other end."""
    return BEN if who == ANN else ANN


def step(who: int, does: str, mine: str, theirs: str = "") -> Step:
    """A step whose maker reads one thing, and perhaps the other another."""
    return Step(who, does, ((who, mine), *(((other(who), theirs),) if theirs else ())))


def crosses(who: int, words: str, theirs: str) -> tuple[Step, Step]:
    """Somebody's words in a talk by turns, looked at once more and sent."""
    sent = step(who, "#Send it", f"It's with {NAMES[other(who)]}", theirs)
    return step(who, words, "Does it go like this?"), sent


def letter(who: int, words: str) -> tuple[Step, Step]:
    """A message beside any talk, looked at and sent."""
    sent = step(who, "#Send it", "It's on its way", f"{NAMES[who]} wrote you something, with care")
    return step(who, words, f"This is what {NAMES[other(who)]} gets"), sent


MORE = "Is that it, or is there more?"
STORY = (
    step(ANN, "/start", "May I keep it?"),
    step(ANN, "#Yes, keep it", "What happened?"),
    step(ANN, "he came home at ten again and the dinner was cold", "dinner"),
    step(ANN, "/link Ann", "?start=link_"),
    step(BEN, "/start link_CODE", "Ann would like to link with you"),
    step(BEN, "#Yes, under another name", "what does Ann call you?"),
    step(BEN, "Ben", "Ann and you are linked now", "Ben and you are linked now"),
    # hidden answers
    step(ANN, "/together", "You and Ben."),
    step(ANN, "#Three questions", "What about?"),
    step(ANN, "#Being able to count on it (trust)", "1 of 3", "Ann would like to answer three questions"),
    step(ANN, "He said he'd fix the lamp, and did, the same night.", "2 of 3"),
    step(ANN, "That he does the bills, every month.", "3 of 3"),
    step(ANN, "Whether you come to my sister's on Sunday.", "These are your answers"),
    step(ANN, "#I'm done", "That's yours done"),
    step(BEN, "#Answer the questions", "1 of 3"),
    step(BEN, "She came to the hospital with my father although she had an exam.", "2 of 3"),
    step(BEN, "That she thinks of the birthdays.", "3 of 3"),
    step(BEN, "If I may go running on Saturday mornings.", "These are your answers"),
    step(BEN, "#I'm done", "You've both answered", "You've both answered"),
    step(BEN, "#See both answers", "the same night"),
    step(ANN, "#See both answers", "although she had an exam"),
    # a talk by turns that heats up
    step(ANN, "/together", "You and Ben."),
    step(ANN, "#A talk by turns", "Shall I ask Ben?"),
    step(ANN, "#Ask them", "Ben is asked", "Ann would like a talk by turns"),
    step(BEN, "#Join", "Ann speaks first", "You speak first"),
    step(ANN, "#I'm ready to write", "Three sentences"),
    *crosses(
        ANN,
        "I sat at the table until ten on Thursday. I felt lonely, and then silly. "
        "I'd like to hear by six when it gets late.",
        "Ann says:",
    ),
    step(BEN, "#Say what I heard", "what did you hear Ann say?"),
    step(BEN, "you are so selfish, you only ever think of your dinner", "is an answer already"),
    step(BEN, "YOU ARE SUCH A PATHETIC NAG I CAN'T STAND THIS!!!", "It's got hot", "It's resting for now"),
    step(ANN, "#I'm ready", "I've noted that you're ready"),
    step(BEN, "#I'm ready", "ready to go on", "ready to go on"),
    step(BEN, "#Go on with the talk", "Ann says:"),
    step(BEN, "#Say what I heard", "what did you hear Ann say?"),
    *crosses(BEN, "You waited until ten, you felt lonely and silly, and you'd like to hear by six.", MORE),
    step(ANN, "#Yes, that's it", "Now Ben speaks", "Now it's your turn to speak"),
    step(BEN, "#I'm ready to write", "Three sentences"),
    *crosses(
        BEN,
        "I was afraid of the list on my desk. I looked at the clock and went numb. "
        "I'd like to come home without being late already.",
        "Ben says:",
    ),
    step(ANN, "#Say what I heard", "what did you hear Ben say?"),
    *crosses(ANN, "You were afraid of the work and went numb, and you want to arrive, not be late.", MORE),
    step(BEN, "#Yes, that's it", "You've both been heard", "You've both been heard"),
    step(BEN, "#Offer something small", "What's the one small thing?"),
    step(BEN, "I write by six on weekdays when it gets late.", "Does it go like this?"),
    step(BEN, "#Send it", "It counts when they tap", "Ben offers:"),
    step(ANN, "#Yes, agreed", "Agreed, both of you", "You've both tapped"),
    # a message
    *letter(ANN, "/send I liked hearing about the list on your desk. Thank you for telling me."),
    step(BEN, "#Read it now", "I liked hearing about the list"),
    step(BEN, "#Write a message", "What would you like Ann to read?"),
    *letter(BEN, "It was good to say it. Soup on Sunday?"),
    step(ANN, "#Later", "It stays here"),
    # what doesn't cross, and the end
    step(BEN, "what did she tell you about me?", ""),
    step(BEN, "/unlink", "End the link with Ann?"),
    step(BEN, "#End it", "It's ended"),
    step(ANN, "#Read it now", "You're not linked with anyone"),
    step(ANN, "/together", "You're not linked with anyone"),
)


DONE = {  # what each has done in the end, once and in this order
    ANN: "asked answer answer answer answered read talk said ready right heard agreed letter",
    BEN: "linked answer answer answer answered read joined rest ready heard said right offer read letter",
}


class Story:
    """The two of them, living the story on a server."""

    def __init__(self, api: BotApi, database: Path, kills: int = 0, seed: int = 1) -> None:
        self.api, self.database = api, database
        self.chance = random.Random(seed)
        self.killed = set(self.chance.sample(range(6, len(STORY)), kills))
        self.read = {ANN: 0, BEN: 0}
        self.lines: list[str] = []
        self.code = ""

    async def run(self) -> None:
        """All of it; TimeoutError if something that has to come doesn't."""
        program = await asyncio.to_thread(Program, self.api.url, self.database)
        try:
            for number, each in enumerate(STORY):
                self._does(each)
                if number in self.killed:
                    await asyncio.sleep(self.chance.random() * 0.4)
                    program.kill()
                    await asyncio.to_thread(program.join)
                    if each.does.startswith("#") and self.chance.random() < 0.5:
                        self._does(each)  # they tap once more, since nothing happens
                    program = await asyncio.to_thread(Program, self.api.url, self.database)
                for who, wanted in each.then:
                    await self._reads(who, wanted, number)
                await self._settles()
        finally:
            program.kill()
            await asyncio.to_thread(program.join)

    def _does(self, each: Step) -> None:
        text = each.does.replace("CODE", self.code)
        if text.startswith("#"):
            self.api.tap(each.who, text[1:])
        else:
            self.api.text(each.who, text)
        self.lines.append(f"**{NAMES[each.who]}** » {'[' + text[1:] + ']' if text.startswith('#') else text}")

    async def _reads(self, who: int, wanted: str, number: int) -> None:
        """Wait until somebody has read this, in a message that came since this step began."""
        for _ in range(4000):
            new = self.api.texts(who)[self.read[who] :]
            if new and any(wanted in text for text in new):
                break
            await asyncio.sleep(0.02)
        else:
            does = STORY[number].does
            raise AssertionError(f"step {number}, {does!r}: {NAMES[who]} didn't read {wanted!r}, but {new}")

    async def _settles(self) -> None:
        """Nothing more comes; then both have read what there is."""
        count = -1
        while count != len(self.api.calls):
            count = len(self.api.calls)
            await asyncio.sleep(0.15)
        for who in (ANN, BEN):
            for call in self.api.sent(who)[self.read[who] :]:
                labels = _labels(call.args.get("reply_markup", ""))
                if "link_" in call.args.get("text", ""):
                    self.code = call.args["text"].split("link_")[1].split()[0]
                shown = call.args.get("text", "").replace("\n", "\n> ")
                self.lines.append(f"> to {NAMES[who]}: {shown}" + (f"  \n> {labels}" if labels else ""))
            self.read[who] = len(self.api.sent(who))

    def told(self) -> str:
        """The whole of it, as a page."""
        return "\n\n".join(line.replace(self.code, "…") if self.code else line for line in self.lines)


def _labels(markup: str) -> str:
    rows = json.loads(markup).get("inline_keyboard", []) if markup else []
    return " ".join(f"[{button['text']}]" for row in rows for button in row)


async def both_ends(database: Path) -> str:
    """What is wrong between the two ends of the story, as they lie in the store; nothing if they agree."""
    store = open_store(f"sqlite:///{database}")
    try:
        made = {user: await store.export(f"telegram:{user}") for user in (ANN, BEN)}
        bonds = {user: await store.bonds(f"telegram:{user}") for user in (ANN, BEN)}
    finally:
        await store.close()
    acts = {user: [row["act"] for row in _rows(made[user])] for user in (ANN, BEN)}
    wrong = [f"{NAMES[user]} did {acts[user]}" for user in acts if acts[user] != DONE[user].split()]
    wrong += [f"{NAMES[user]} is still linked" for user, found in bonds.items() if found]
    return "; ".join(wrong)


def _rows(kept: object) -> list[dict[str, object]]:
    rows = kept["acts"]  # type: ignore[index]
    assert isinstance(rows, list)
    return rows


async def live(kills: int, seed: int) -> tuple[Story, str]:
    """One story; returns it, and what is wrong at its end."""
    with tempfile.TemporaryDirectory(prefix="couple") as folder:
        database = Path(folder) / "couple.sqlite"
        async with BotApi().serving() as api:
            story = Story(api, database, kills, seed)
            await story.run()
            return story, await both_ends(database)


def main() -> int:
    """The story, and the page or the verdict."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("page", nargs="?", type=Path)
    parser.add_argument("--kills", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    began = time.monotonic()
    story, wrong = asyncio.run(live(chosen.kills, chosen.seed))
    if chosen.page is not None:
        head = chosen.page.read_text(encoding="utf-8").partition("<!-- transcript -->")[0]
        chosen.page.write_text(f"{head}<!-- transcript -->\n\n{story.told()}\n", encoding="utf-8")
    took = f"{time.monotonic() - began:.0f} s"
    print(f"{len(STORY)} steps, {chosen.kills} kills, {took}: {wrong or 'both ends agree'}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
