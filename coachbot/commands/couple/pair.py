"""What every command between two people needs: which of the links, which part, and how things are done."""

from __future__ import annotations

import hashlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

from coachbot.commands.asked import Answered, Asked, Command
from coachbot.core.checking import check
from coachbot.core.couple.parts import OPENERS, Act, New, Part
from coachbot.core.model import Button, Manner, Message
from coachbot.linking import Between, Push, Unbind, joined, must_rest, new_tag, writes_next
from coachbot.ports import Bond

MOST_IN_A_ROW = 3  # things of one's own that wait for the other, with nothing from them since
LONGEST = 1500  # characters that may cross at a time
# What isn't carried, whoever asks: it would be answered instead of the rest, or is meant to hurt.
UNCARRIED = frozenset({"threat", "contempt", "label", "diagnosis", "demand"})


@dataclass(frozen=True, slots=True)
class Pair:
    """A command between two people: as it was asked, and the link that it is about."""

    asked: Asked
    bond: Bond

    @property
    def who(self) -> str:
        """What the other is called."""
        return self.bond.theirs or ""

    def say(self, act: str, *names: str, tag: str = "", **values: object) -> Message:
        """A message to the one who asked; its buttons carry the tag, or the link's own number.

        It names the other, and may hold their words: none of that is kept with this one's talk.
        """
        known = {"who": self.who, "mine": self.bond.mine, **values}
        return replace(self.asked.say(act, **known), buttons=self.buttons(*names, tag=tag))

    def buttons(self, *names: str, tag: str = "") -> tuple[Button, ...]:
        """Buttons that work however late."""
        label = self.asked.library.kit.phrases.label
        return tuple(Button(f"{name}:{tag or self.bond.id}", label(name)) for name in names)

    def sends(self, told: Message, name: str, words: str, tag: str = "") -> Message:
        """The same with a button before all others that sends these very words, and no others."""
        label = self.asked.library.kit.phrases.label(name)
        button = Button(f"{name}:{tag or self.bond.id}.{mark(words)}", label)
        return replace(told, buttons=(button, *told.buttons))

    def push(self, act: str, *names: str, tag: str, **values: object) -> Message:
        """A message to the other, that waits at the wall; all words in it are this one's."""
        known = {"who": self.bond.mine, **values}
        told = self.asked.say(act, **known)
        return replace(told, buttons=self.buttons(*names, tag=tag))

    def do(self, *parts: New, push: Message | None = None, ask_at: str | None = None) -> Between:
        """New parts after the last that was made; the message goes behind the last of them."""
        pushes = (Push(len(parts), push),) if push else ()
        return Between(self.bond.id, self.bond.last, parts, pushes, ask_at)

    def looked(self, number: int) -> Between | None:
        """That they looked at what has this number, unless they did before."""
        new = reading(self, number)
        return self.do(*new) if new else None

    def answer(self, *messages: Message, deed: Between | None = None, **changes: object) -> Answered:
        """The answer, with what was done."""
        told = self.asked.answer(*messages, deeds=(deed,) if deed else ())
        return replace(told, session=replace(told.session, **changes))  # type: ignore[arg-type]

    @property
    def crowds(self) -> bool:
        """Whether enough of this one's waits for the other already, with nothing from them since."""
        row = 0
        for part in self.bond.parts:
            row = 0 if part.by != self.bond.id else row + (part.act in OPENERS and not part.of)
        return row >= MOST_IN_A_ROW


def keeps(asked: Asked) -> bool:
    """Whether what they say is kept: without that, there is nothing that a link could hold on to."""
    account = asked.kept.account
    return account.keeps is True or (account.keeps is None and not account.user.startswith("telegram:"))


def rests(asked: Asked) -> Answered | None:
    """What they hear while a danger of their own stands; None while there is none."""
    return asked.answer(asked.say("with.not_while")) if must_rest(asked.session) else None


async def pair_of(asked: Asked, number: str) -> Pair | Answered:
    """The link with this number; or what is said when it is gone."""
    if (resting := rests(asked)) is not None:
        return resting
    bond = next((each for each in await asked.store.bonds(asked.said.user) if str(each.id) == number), None)
    if bond is None or bond.theirs is None:
        return await not_linked(asked)
    return Pair(asked, bond)


def named(told: Message, bonds: tuple[Bond, ...], button: str) -> Message:
    """A question about several links, a button for each with the other's name on it."""
    buttons = tuple(Button(f"{button}:{bond.id}", str(bond.theirs)) for bond in bonds)
    return replace(told, buttons=buttons, manner=Manner.PARTNER)


async def not_linked(asked: Asked) -> Answered:
    """All that anybody ever hears of a link that was ended; what is left of it on this side goes."""
    gone = [each for each in await asked.store.bonds(asked.said.user) if each.theirs is None]
    return asked.answer(
        asked.say("link.not_linked"), deeds=tuple(Unbind(each.id) for each in gone), command=None, pending=""
    )


async def part_of(asked: Asked, tag: str) -> tuple[Pair, Part] | Answered:
    """The part that a button names, where it is in view; or what is said when it isn't."""
    if (resting := rests(asked)) is not None:
        return resting
    bonds = await asked.store.bonds(asked.said.user)
    for bond in joined(bonds):
        for part in bond.parts:
            if tag and part.tag == tag:
                return Pair(asked, bond), part
    if len(joined(bonds)) < len(bonds):
        return await not_linked(asked)
    return asked.answer(asked.say("with.quiet" if bonds else "link.not_linked"))


async def opened(pair: Pair, number: int) -> Pair:
    """The same as it is once they have asked to read what has this number; unchanged while anybody rests."""
    bonds = await pair.asked.store.bonds(pair.asked.said.user, (pair.bond.id, number))
    return next((Pair(pair.asked, bond) for bond in bonds if bond.id == pair.bond.id), pair)


def reading(pair: Pair, number: int) -> tuple[New, ...]:
    """The part that says that they looked, unless they did before."""
    me = pair.bond.id
    looked = any(part.act is Act.READ and part.of == number and part.by == me for part in pair.bond.parts)
    return () if looked else (New(Act.READ, number, tag=new_tag()),)


def about_link(do: Callable[[Pair], Awaitable[Answered]]) -> Command:
    """A button that carries the number of one's own link."""

    async def tapped(asked: Asked) -> Answered:
        pair = await pair_of(asked, argument_of(asked))
        return pair if isinstance(pair, Answered) else await do(pair)

    return tapped


def about_part(do: Callable[[Pair, Part], Awaitable[Answered]]) -> Command:
    """A button that carries the tag of a part."""

    async def tapped(asked: Asked) -> Answered:
        found = await part_of(asked, argument_of(asked))
        return found if isinstance(found, Answered) else await do(*found)

    return tapped


def argument_of(asked: Asked) -> str:
    """What follows the colon in a button's id."""
    return (asked.said.tap or "").partition(":")[2].partition(".")[0]


def mark(words: str) -> str:
    """Eight letters that change with every letter of what was shown."""
    return hashlib.sha256(words.encode()).hexdigest()[:8]


def is_for(asked: Asked, words: str) -> bool:
    """Whether the button that was tapped stood beside these very words."""
    return bool(words) and (asked.said.tap or "").rpartition(".")[2] == mark(words)


def written(asked: Asked) -> str | None:
    """What was written right after it was asked for; None if this is something else."""
    line, session = asked.said.text.strip(), asked.session
    free = session.hold is None and session.asking is None
    asked_for = free and writes_next(session, session.turn)
    return line if asked_for and line and not asked.said.tap and not line.startswith("/") else None


def uncarried(asked: Asked, words: str) -> tuple[str, str] | None:
    """(the words, why) for the first thing in a text that isn't carried; None where there is none."""
    kit = asked.library.kit
    for problem in check(words, kit.rules):
        if problem.kind in UNCARRIED:
            return problem.because[0].text, kit.wording.reasons.get(problem.kind, "")
    return None
