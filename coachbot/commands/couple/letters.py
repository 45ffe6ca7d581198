"""A message to the other: shown as it will arrive, sent on a tap, once; read when and if they want to.

Whoever sends one learns nothing of what becomes of it, unless the other answers.
"""

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
    named,
    not_linked,
    opened,
    pair_of,
    rests,
    uncarried,
    written,
)
from coachbot.core.composing import draft_text
from coachbot.core.couple.letters import letters
from coachbot.core.couple.parts import Act, New, Part
from coachbot.core.danger import assess
from coachbot.core.model import Button, Level, Step
from coachbot.linking import joined, new_tag

_WRITING = "with.letter"
_SHOWN = "with.letter_shown"


async def _send(asked: Asked) -> Answered:
    """The draft of the talk, or what follows /send."""
    if (resting := rests(asked)) is not None:
        return resting
    words = asked.argument or draft_text(asked.session.notes.draft)
    bonds = joined(await asked.store.bonds(asked.said.user))
    if not bonds:
        return await not_linked(asked)
    if len(bonds) > 1:
        return asked.answer(named(asked.say("letter.to_whom"), bonds, "letter.to"), pending=words)
    return _ready(Pair(asked, bonds[0]), words)


async def _to(pair: Pair) -> Answered:
    return _ready(pair, pair.asked.session.pending)


def _ready(pair: Pair, words: str) -> Answered:
    return _shown(pair, words) if words else _ask(pair)


async def _begin(pair: Pair) -> Answered:
    return _ask(pair)


def _ask(pair: Pair) -> Answered:
    if pair.crowds:
        return pair.answer(pair.say("with.enough"))
    ask = pair.asked.say("letter.write", "with.leave", who=pair.who)
    return pair.answer(ask, command=_WRITING, pending=str(pair.bond.id))


async def _written(asked: Asked) -> Answered | None:
    words = written(asked)
    if words is None:
        return None
    pair = await pair_of(asked, asked.session.pending)
    return pair if isinstance(pair, Answered) else _shown(pair, words)


def _shown(pair: Pair, words: str) -> Answered:
    """The message as it will arrive, and the question whether it goes."""
    asked = pair.asked
    pending = str(pair.bond.id)
    if pair.crowds:
        return pair.answer(pair.say("with.enough"))
    if len(words) > LONGEST:
        return pair.answer(asked.say("with.too_long", "with.leave"), command=_WRITING, pending=pending)
    if (bad := uncarried(asked, words)) is not None:
        told = asked.say("with.uncarried", "with.leave", words=bad[0], reply=bad[1], who=pair.who)
        return pair.answer(told, command=_WRITING, pending=pending)
    if assess(words, signs=asked.library.signs).level is not Level.NONE:
        return pair.answer(asked.say("with.not_carried"), command=None, pending="")
    shown = pair.sends(pair.say("letter.shown", "letter.change", words=words), "letter.go", words)
    leave = Button("with.leave", asked.library.kit.phrases.label("with.leave"))
    return pair.answer(replace(shown, buttons=(*shown.buttons, leave)), command=_SHOWN, pending=words)


async def _go(pair: Pair) -> Answered:
    words = pair.asked.session.pending
    if pair.asked.session.command != _SHOWN:
        return pair.answer(pair.say("with.gone_already"))
    if not is_for(pair.asked, words):
        return _shown(pair, words)
    tag = new_tag()
    push = pair.push("letter.waits", "letter.now", "letter.later", "letter.not", tag=tag)
    deed = pair.do(New(Act.LETTER, text=words, tag=tag), push=push)
    session = pair.asked.session
    told = pair.say("letter.gone", "letter.back", tag=tag)
    if session.step is Step.MESSAGE and session.notes.draft:
        keep = Button("keep", pair.asked.library.kit.phrases.label("keep"))
        told = replace(told, buttons=(*told.buttons, keep))
    return pair.answer(told, deed=deed, command=None, pending="")


async def _change(pair: Pair) -> Answered:
    return _ask(pair)


async def _back(pair: Pair, letter: Part) -> Answered:
    mine = letter.by == pair.bond.id and letter.act is Act.LETTER
    done = any(each.n == letter.n and not each.open for each in letters(pair.bond.parts, pair.bond.id))
    deed = pair.do(New(Act.TAKEN_BACK, letter.n, tag=new_tag())) if mine and not done else None
    return pair.answer(pair.say("letter.taken_back"), deed=deed)


# ---------------------------------------------------------------- who it is for


async def _now(pair: Pair, letter: Part) -> Answered:
    view = await opened(pair, letter.n)
    words = next((part.text for part in view.bond.parts if part.n == letter.n), "")
    if not words or letter.by == pair.bond.id or letter.act is not Act.LETTER:
        return pair.answer(pair.say("with.quiet"))
    told = pair.say("letter.read", "with.letter", "with.leave_it", words=words)
    return pair.answer(told, deed=pair.looked(letter.n))


async def _later(pair: Pair, _: Part) -> Answered:
    return pair.answer(pair.say("letter.later"))


async def _not(pair: Pair, letter: Part) -> Answered:
    deed = pair.do(New(Act.NOT_READ, letter.n, tag=new_tag())) if letter.by != pair.bond.id else None
    return pair.answer(pair.say("letter.not"), deed=deed)


COMMANDS: Mapping[str, Command] = {"/send": _send}
TAPS: Mapping[str, Command] = {"letter.send": _send, "letter.go": about_link(_go)}
BESIDE: Mapping[str, Command] = {
    "letter.to": about_link(_to), "letter.change": about_link(_change), "letter.back": about_part(_back),
    "letter.now": about_part(_now), "letter.later": about_part(_later), "letter.not": about_part(_not),
    "with.letter": about_link(_begin),
}  # fmt: skip
REPLIES: Mapping[str, Reply] = {_WRITING: _written}
