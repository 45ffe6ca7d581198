"""/together: what there is between two people, and what they may do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from coachbot.commands.asked import Answered, Asked, Command
from coachbot.commands.couple.pair import Pair, about_link, named, not_linked, rests
from coachbot.core.couple.agreeing import pacts
from coachbot.core.couple.letters import waiting
from coachbot.core.couple.questions import asked as sets_of
from coachbot.core.couple.talks import current
from coachbot.core.model import Button
from coachbot.linking import joined


async def _together(asked: Asked) -> Answered:
    if (resting := rests(asked)) is not None:
        return resting
    bonds = joined(await asked.store.bonds(asked.said.user))
    if not bonds:
        return await not_linked(asked)
    if len(bonds) == 1:
        return _hub(Pair(asked, bonds[0]))
    return asked.answer(named(asked.say("together.whom"), bonds, "with.hub"))


async def _of(pair: Pair) -> Answered:
    return _hub(pair)


def _hub(pair: Pair) -> Answered:
    """What waits first, then what may be begun."""
    told = pair.say("together", "with.letter", "with.questions", "with.talk", "with.pacts")
    return pair.answer(replace(told, buttons=(*_waiting(pair), *told.buttons)))


def _waiting(pair: Pair) -> tuple[Button, ...]:
    parts, me = pair.bond.parts, pair.bond.id
    tags = {part.n: part.tag for part in parts}
    found = [f"letter.now:{tags[each.n]}" for each in waiting(parts, me)]
    found += [f"set.go:{tags[each.n]}" for each in sets_of(parts, me) if each.open]
    found += [f"set.see:{tags[each.n]}" for each in sets_of(parts, me)[-1:] if each.both]
    talk = current(parts, me)
    found += [f"talk.see:{tags[talk.n]}"] if talk else []
    found += [f"pact.see:{tags[each.n]}" for each in pacts(parts, me) if each.offered and not each.mine]
    label = pair.asked.library.kit.phrases.label
    return tuple(Button(each, label(each.partition(":")[0])) for each in found)


async def _leave(asked: Asked) -> Answered:
    return asked.answer(asked.say("with.left"), command=None, pending="")


async def _leave_it(pair: Pair) -> Answered:
    return pair.answer(pair.say("with.left"))


COMMANDS: Mapping[str, Command] = {"/together": _together}
TAPS: Mapping[str, Command] = {"with.leave": _leave}
BESIDE: Mapping[str, Command] = {"with.hub": about_link(_of), "with.leave_it": about_link(_leave_it)}
