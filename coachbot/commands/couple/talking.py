"""The talk by turns, in each one's own chat: kept in turn and tone, and stopped when it gets hot."""

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
    part_of,
    uncarried,
    written,
)
from coachbot.core.couple.parts import Act, New, Part
from coachbot.core.couple.talks import MOST_MORE, Phase, Talk, current, talks
from coachbot.core.kit import Kit
from coachbot.core.model import Button, Manner, Message
from coachbot.core.phrasebook import sentences
from coachbot.core.reading import read
from coachbot.core.signals import Signal, spoken
from coachbot.linking import new_tag

_SAYING = "with.talk"
_AGAIN = "with.talk_again"  # what was written wasn't carried: the second time in a row it rests
_SHOWN = "with.talk_shown"
MOST_SENTENCES = 3
HOT = 8  # of 10: no talk goes on in the flood
_MOVES = {Phase.SPEAK: Act.SAID, Phase.HEAR: Act.HEARD}


def _talk(pair: Pair, part: Part) -> Talk | None:
    """The talk that a part belongs to, if it still goes on."""
    number = part.n if part.act is Act.TALK else part.of
    found = next((each for each in talks(pair.bond.parts, pair.bond.id) if each.n == number), None)
    return found if found is not None and found.phase is not Phase.OVER else None


def _tag(pair: Pair, talk: Talk) -> str:
    return next(part.tag for part in pair.bond.parts if part.n == talk.n)


# ---------------------------------------------------------------- how it begins and ends


async def _begin(pair: Pair) -> Answered:
    talk = current(pair.bond.parts, pair.bond.id)
    if talk is not None:
        return _stands(pair, talk)
    return pair.answer(pair.say("talk.offer", "talk.ask", "with.leave"))


async def _ask(pair: Pair) -> Answered:
    if current(pair.bond.parts, pair.bond.id) is not None:
        return await _begin(pair)
    if pair.crowds:
        return pair.answer(pair.say("with.enough"))
    tag = new_tag()
    push = pair.push("talk.asked", "talk.join", "talk.later", "talk.no", tag=tag)
    return pair.answer(pair.say("talk.waits"), deed=pair.do(New(Act.TALK, tag=tag), push=push))


async def _join(pair: Pair, part: Part) -> Answered:
    talk = _talk(pair, part)
    if talk is None or not talk.allows(Act.JOINED):
        return _stands(pair, talk)
    push = pair.push("talk.you_begin", "talk.say", "talk.rest", tag=part.tag)
    deed = pair.do(New(Act.JOINED, talk.n, tag=new_tag()), push=push)
    return pair.answer(pair.say("talk.they_begin", "talk.rest", tag=part.tag), deed=deed)


async def _later(pair: Pair, _: Part) -> Answered:
    return pair.answer(pair.say("talk.later"))


async def _no(pair: Pair, part: Part) -> Answered:
    talk = _talk(pair, part)
    refuses = talk is not None and talk.allows(Act.REFUSED)
    deed = pair.do(New(Act.REFUSED, part.n, tag=new_tag())) if refuses else None
    return pair.answer(pair.say("talk.no"), deed=deed)


async def _end(pair: Pair, part: Part) -> Answered:
    talk = _talk(pair, part)
    if talk is None:
        return pair.answer(pair.say("talk.over"))
    push = pair.push("talk.ended", tag="")
    deed = pair.do(New(Act.CLOSED, talk.n, tag=new_tag()), push=push)
    return pair.answer(pair.say("talk.ended"), deed=deed, command=None, pending="")


# ---------------------------------------------------------------- one turn


async def _say(pair: Pair, part: Part) -> Answered:
    """Their turn: what is to be written now."""
    talk = _talk(pair, part)
    if talk is None or talk.phase not in _MOVES or not talk.allows(_MOVES[talk.phase]):
        return _stands(pair, talk)
    return _prompt(pair, talk)


def _prompt(pair: Pair, talk: Talk) -> Answered:
    tag = _tag(pair, talk)
    act = "talk.say" if talk.phase is Phase.SPEAK else "talk.hear"
    ask = pair.say(act, "talk.rest", tag=tag)
    return pair.answer(ask, command=_SAYING, pending=tag)


async def _written(asked: Asked) -> Answered | None:
    words = written(asked)
    if words is None:
        return None
    tag = asked.session.pending.partition("\n")[0]
    found = await part_of(asked, tag)
    if isinstance(found, Answered):
        return found
    pair, part = found
    talk = _talk(pair, part)
    if talk is None or talk.phase not in _MOVES or not talk.allows(_MOVES[talk.phase]):
        return _stands(pair, talk)
    if spoken(words, asked.library.kit.intents) is Signal.PAUSE:
        return _rest_now(pair, talk, "talk.rested")
    return _weighed(pair, talk, words)


def _weighed(pair: Pair, talk: Talk, words: str) -> Answered:
    """What was written: too hot, not carried, too long, or shown as it will arrive."""
    asked, tag = pair.asked, _tag(pair, talk)
    bad = uncarried(asked, words)
    again = asked.session.command == _AGAIN
    if read(words, asked.library.kit.lexicon).heat >= HOT or (bad is not None and again):
        return _rest_now(pair, talk, "talk.hot")
    if bad is not None:
        act = "talk.uncarried" if talk.phase is Phase.SPEAK else "talk.uncarried_heard"
        told = pair.say(act, "talk.rest", tag=tag, words=bad[0], reply=bad[1])
        return pair.answer(told, command=_AGAIN, pending=tag)
    speaking = talk.phase is Phase.SPEAK
    if len(words) > LONGEST or (speaking and len(sentences(words)) > MOST_SENTENCES):
        return pair.answer(pair.say("talk.shorter", "talk.rest", tag=tag), command=_SAYING, pending=tag)
    act = "talk.shown_said" if speaking else "talk.shown_heard"
    told = pair.sends(pair.say(act, "talk.change", "talk.rest", tag=tag, words=words), "talk.go", words, tag)
    return pair.answer(told, command=_SHOWN, pending=f"{tag}\n{words}")


async def _go(pair: Pair, part: Part) -> Answered:
    """The tap on the very words: only now they cross."""
    talk, (tag, _, words) = _talk(pair, part), pair.asked.session.pending.partition("\n")
    shown = pair.asked.session.command == _SHOWN and tag == part.tag
    if talk is None or not shown or talk.phase not in _MOVES or not talk.allows(_MOVES[talk.phase]):
        return _stands(pair, talk)
    if not is_for(pair.asked, words):
        return _weighed(pair, talk, words)
    act, mark = _MOVES[talk.phase], new_tag()
    if act is Act.SAID:
        push = pair.push("talk.said", "talk.hear", "talk.rest", tag=tag, words=words)
    else:
        more = ("talk.more",) if talk.more < MOST_MORE else ()
        push = pair.push("talk.heard", "talk.right", *more, "talk.rest", tag=mark, words=words)
    deed = pair.do(New(act, talk.n, text=words, tag=mark), push=push)
    told = pair.say("talk.gone_said" if act is Act.SAID else "talk.gone_heard", "talk.rest", tag=tag)
    return pair.answer(told, deed=deed, command=None, pending="")


async def _right(pair: Pair, part: Part) -> Answered:
    talk = _talk(pair, part)
    if talk is None or talk.at != part.n or not talk.allows(Act.RIGHT):
        return _stands(pair, talk)
    tag = _tag(pair, talk)
    if talk.were_heard:
        push = pair.push("talk.both_heard", "talk.small", "talk.end", tag=tag)
        mine = pair.say("talk.both_heard", "talk.small", "talk.end", tag=tag)
    else:
        push = pair.push("talk.your_turn", "talk.say", "talk.rest", tag=tag)
        mine = pair.say("talk.their_turn", "talk.rest", tag=tag)
    return pair.answer(mine, deed=pair.do(New(Act.RIGHT, talk.n, tag=new_tag()), push=push))


async def _more(pair: Pair, part: Part) -> Answered:
    talk = _talk(pair, part)
    if talk is None or talk.at != part.n or talk.more >= MOST_MORE or not talk.allows(Act.MORE):
        return _stands(pair, talk)
    tag = _tag(pair, talk)
    deed = pair.do(New(Act.MORE, talk.n, tag=new_tag()), push=pair.push("talk.there_is_more", tag=""))
    ask = pair.say("talk.say", "talk.rest", tag=tag)
    return pair.answer(ask, deed=deed, command=_SAYING, pending=tag)


# ---------------------------------------------------------------- resting


async def _rest(pair: Pair, part: Part) -> Answered:
    talk = _talk(pair, part)
    if talk is None or talk.rests is not None or talk.phase is Phase.INVITED:
        return _stands(pair, talk)
    return _rest_now(pair, talk, "talk.rested")


def _rest_now(pair: Pair, talk: Talk, act: str) -> Answered:
    """Lay it down; the other hears the same words, whoever did it and for whatever reason."""
    tag = new_tag()
    deed = pair.do(New(Act.REST, talk.n, tag=tag), push=rests_message(pair.asked.library.kit, tag))
    return pair.answer(pair.say(act, "talk.ready", tag=tag), deed=deed, command=None, pending="")


def rests_message(kit: Kit, tag: str) -> Message:
    """What the other hears when a talk rests: never who laid it down, nor why."""
    button = Button(f"talk.ready:{tag}", kit.phrases.label("talk.ready"))
    return Message(kit.phrases.acts["with.rests"][0].source, (button,), Manner.PARTNER)


async def _ready(pair: Pair, part: Part) -> Answered:
    talk = _talk(pair, part)
    if talk is None or talk.rests is None:
        return _stands(pair, talk)
    if talk.ready:
        return pair.answer(pair.say("talk.noted"))
    push = pair.push("talk.both_ready", "talk.see", tag=_tag(pair, talk))
    deed = pair.do(New(Act.READY, talk.rests, tag=new_tag()), push=push)
    return pair.answer(pair.say("talk.noted"), deed=deed)


async def _see(pair: Pair, part: Part) -> Answered:
    return _stands(pair, _talk(pair, part))


def _stands(pair: Pair, talk: Talk | None) -> Answered:
    """Where a talk stands: what every tap that comes late or twice is answered with."""
    if talk is None:
        return pair.answer(pair.say("talk.over"))
    tag = _tag(pair, talk)
    if talk.rests is not None:
        rest = next((part.tag for part in pair.bond.parts if part.n == talk.rests), "")
        act = "talk.noted" if talk.ready else "with.rests"
        return pair.answer(pair.say(act, *(() if talk.ready else ("talk.ready",)), tag=rest))
    return pair.answer(_position(pair, talk, tag))


def _position(pair: Pair, talk: Talk, tag: str) -> Message:
    if talk.phase is Phase.INVITED:
        if talk.mine:
            return pair.say("talk.waits")
        return pair.say("talk.asked", "talk.join", "talk.later", "talk.no", tag=tag)
    if not talk.my_move:
        return pair.say("talk.patience", "talk.rest", tag=tag)
    if talk.phase is Phase.SPEAK:
        return pair.say("talk.begin", "talk.say", "talk.rest", tag=tag)
    if talk.phase is Phase.HEAR:
        return pair.say("talk.said", "talk.hear", "talk.rest", tag=tag, words=talk.said)
    if talk.phase is Phase.CHECK:
        more = ("talk.more",) if talk.more < MOST_MORE else ()
        heard = next(part.tag for part in pair.bond.parts if part.n == talk.at)
        return pair.say("talk.heard", "talk.right", *more, "talk.rest", tag=heard, words=talk.heard)
    if talk.phase is Phase.OFFERED and talk.offer is not None:
        return offered(pair, talk.offer, tag)
    return pair.say("talk.both_heard", "talk.small", "talk.end", tag=tag)


def offered(pair: Pair, offer: Part, talk: str = "") -> Message:
    """An agreement that the other offers; in a talk something else may be offered instead."""
    told = pair.say("pact.offered", "pact.yes", "pact.no", tag=offer.tag, words=offer.text)
    instead = pair.buttons("talk.small", "talk.end", tag=talk) if talk else ()
    return replace(told, buttons=(*told.buttons[: 1 if talk else 2], *instead))


TAPS: Mapping[str, Command] = {"talk.go": about_part(_go)}
BESIDE: Mapping[str, Command] = {
    "with.talk": about_link(_begin), "talk.ask": about_link(_ask), "talk.join": about_part(_join),
    "talk.later": about_part(_later), "talk.no": about_part(_no), "talk.end": about_part(_end),
    "talk.say": about_part(_say), "talk.hear": about_part(_say),
    "talk.change": about_part(_say), "talk.right": about_part(_right), "talk.more": about_part(_more),
    "talk.rest": about_part(_rest), "talk.ready": about_part(_ready), "talk.see": about_part(_see),
}  # fmt: skip
REPLIES: Mapping[str, Reply] = dict.fromkeys((_SAYING, _AGAIN, _SHOWN), _written)
