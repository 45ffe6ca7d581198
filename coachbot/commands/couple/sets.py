"""Questions that both answer alone: nothing of either is seen before both are done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from coachbot.commands.asked import Answered, Asked, Command, Reply
from coachbot.commands.couple.pair import (
    LONGEST,
    Pair,
    about_link,
    about_part,
    is_for,
    opened,
    part_of,
    uncarried,
    written,
)
from coachbot.core.couple.parts import Act, New, Part
from coachbot.core.couple.questions import Asked as Set
from coachbot.core.couple.questions import asked as sets_of
from coachbot.core.model import Button, Foundation
from coachbot.linking import new_tag

_ANSWERING = "with.question"


def _set(pair: Pair, part: Part) -> Set | None:
    return next((each for each in sets_of(pair.bond.parts, pair.bond.id) if each.n == part.n), None)


def _foundation(pair: Pair, found: Set) -> str:
    questions = pair.asked.library.questions.by_name
    return questions[found.names[0]].foundation.value if found.names[0] in questions else ""


def _text(pair: Pair, name: str) -> str:
    """A question's words; its name where a coach has taken it away since."""
    questions = pair.asked.library.questions.by_name
    return questions[name].text if name in questions else name


async def _begin(pair: Pair) -> Answered:
    """The questions that are open, else the choice of a foundation."""
    mine = [each for each in sets_of(pair.bond.parts, pair.bond.id) if each.open]
    if mine:
        opener = next(part for part in pair.bond.parts if part.n == mine[-1].n)
        return _next(pair, opener, mine[-1])
    label = pair.asked.library.kit.phrases.label
    buttons = tuple(
        Button(f"set.new:{pair.bond.id}.{each.value}", label(f"f.{each.value}")) for each in Foundation
    )
    told = pair.say("set.which")
    return pair.answer(replace(told, buttons=buttons))


async def _new(pair: Pair) -> Answered:
    if pair.crowds:
        return pair.answer(pair.say("with.enough"))
    name = (pair.asked.said.tap or "").rpartition(".")[2]
    had = [each for found in sets_of(pair.bond.parts, pair.bond.id) for each in found.names]
    if name not in {each.value for each in Foundation}:
        return pair.answer(pair.say("with.quiet"))
    names = [each.name for each in pair.asked.library.questions.next_of(Foundation(name), had)]
    tag = new_tag()
    push = pair.push("set.asked", "set.go", "set.later", "set.no", tag=tag, foundation=name)
    deed = pair.do(New(Act.ASKED, which=",".join(names), tag=tag), push=push)
    told = pair.say("set.begun", foundation=name)
    question = pair.say("set.question", "set.later", tag=tag, number=1, line=_text(pair, names[0]))
    return pair.answer(told, question, deed=deed, command=_ANSWERING, pending=f"{tag} {names[0]}")


async def _go(pair: Pair, part: Part) -> Answered:
    found = _set(pair, part)
    return pair.answer(pair.say("with.quiet")) if found is None else _next(pair, part, found)


def _next(pair: Pair, part: Part, found: Set) -> Answered:
    if found.answered:
        return pair.answer(pair.say("set.waits"))
    if not found.left:
        return _whole(pair, part, found)
    name = found.left[0]
    number = len(found.names) - len(found.left) + 1
    question = pair.say("set.question", "set.later", tag=part.tag, number=number, line=_text(pair, name))
    return pair.answer(question, command=_ANSWERING, pending=f"{part.tag} {name}")


def _whole(pair: Pair, part: Part, found: Set, name: str = "", words: str = "") -> Answered:
    """All one's own answers, as the other will see them, and the question whether they may."""
    answers = {**found.answers, **({name: words} if name else {})}
    lines = "\n\n".join(f"{_text(pair, each)}\n“{answers[each]}”" for each in found.names)
    told = pair.say("set.whole", "set.again", tag=part.tag, lines=lines)
    told = pair.sends(told, "set.done", "\n".join(answers[each] for each in found.names), part.tag)
    return pair.answer(told, command=None, pending="")


async def _written(asked: Asked) -> Answered | None:
    words = written(asked)
    if words is None:
        return None
    tag, _, name = asked.session.pending.partition(" ")
    found = await part_of(asked, tag)
    if isinstance(found, Answered):
        return found
    pair, part = found
    mine = _set(pair, part)
    if mine is None or mine.answered or name not in mine.names:
        return pair.answer(pair.say("with.quiet"), command=None, pending="")
    if len(words) > LONGEST:
        return pair.answer(asked.say("with.too_long", "with.leave"), command=_ANSWERING)
    if (bad := uncarried(asked, words)) is not None:
        told = asked.say("with.uncarried", "with.leave", words=bad[0], reply=bad[1], who=pair.who)
        return pair.answer(told, command=_ANSWERING)
    deed = pair.do(New(Act.ANSWER, part.n, name, words, new_tag()))
    left = [each for each in mine.left if each != name]
    if not left:
        whole = _whole(pair, part, mine, name, words)
        return pair.answer(*whole.messages, deed=deed, command=None, pending="")
    number = len(mine.names) - len(left) + 1
    question = pair.say("set.question", "set.later", tag=tag, number=number, line=_text(pair, left[0]))
    return pair.answer(question, deed=deed, command=_ANSWERING, pending=f"{tag} {left[0]}")


async def _again(pair: Pair, part: Part) -> Answered:
    """From the first question once more: the last answer to each counts."""
    found = _set(pair, part)
    if found is None or found.answered:
        return pair.answer(pair.say("set.waits" if found else "with.quiet"))
    name = found.names[0]
    question = pair.say("set.question", "set.later", tag=part.tag, number=1, line=_text(pair, name))
    forgotten = tuple(New(Act.ANSWER, part.n, each, "", new_tag()) for each in found.names)
    return pair.answer(question, deed=pair.do(*forgotten), command=_ANSWERING, pending=f"{part.tag} {name}")


async def _done(pair: Pair, part: Part) -> Answered:
    found = _set(pair, part)
    if found is None or found.answered or found.left:
        return pair.answer(pair.say("with.quiet" if found is None or found.left else "set.waits"))
    if not is_for(pair.asked, "\n".join(found.answers[each] for each in found.names)):
        return _whole(pair, part, found)  # they have been changed since that button was shown
    push = pair.push("set.both", "set.see", tag=part.tag, foundation=_foundation(pair, found))
    deed = pair.do(New(Act.ANSWERED, part.n, tag=new_tag()), push=push)
    return pair.answer(pair.say("set.waits"), deed=deed)


async def _see(pair: Pair, part: Part) -> Answered:
    found = _set(await opened(pair, part.n), part)
    if found is None or not found.theirs:
        return pair.answer(pair.say("with.quiet"))
    lines = "\n\n".join(
        f"{_text(pair, each)}\n"
        f"{pair.who}: “{found.theirs.get(each, '')}”\nYou: “{found.answers.get(each, '')}”"
        for each in found.names
    )
    told = pair.say("set.seen", "with.letter", "with.talk", "with.leave_it", lines=lines)
    return pair.answer(told, deed=pair.looked(part.n))


async def _later(pair: Pair, _: Part) -> Answered:
    return pair.answer(pair.say("set.later"), command=None, pending="")


async def _no(pair: Pair, part: Part) -> Answered:
    deed = pair.do(New(Act.DECLINED, part.n, tag=new_tag())) if part.act is Act.ASKED else None
    return pair.answer(pair.say("set.no"), deed=deed, command=None, pending="")


BESIDE: Mapping[str, Command] = {
    "with.questions": about_link(_begin), "set.new": about_link(_new), "set.go": about_part(_go),
    "set.later": about_part(_later), "set.no": about_part(_no), "set.done": about_part(_done),
    "set.again": about_part(_again), "set.see": about_part(_see),
}  # fmt: skip
REPLIES: Mapping[str, Reply] = {_ANSWERING: _written}
