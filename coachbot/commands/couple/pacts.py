"""Small agreements that both tap on, kept in view of both; how they went is asked of each alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

from coachbot.commands.asked import Answered, Asked, Command, Reply
from coachbot.commands.couple.pair import (
    LONGEST,
    Pair,
    about_link,
    about_part,
    is_for,
    opened,
    pair_of,
    part_of,
    uncarried,
    written,
)
from coachbot.commands.couple.talking import offered
from coachbot.core.couple.agreeing import Pact, pacts
from coachbot.core.couple.parts import Act, New, Part
from coachbot.core.couple.talks import Phase, Talk, talks
from coachbot.core.library import Library
from coachbot.core.model import Button, Manner, Message
from coachbot.core.nudging.times import instant, out_of_night, parsed
from coachbot.core.nudging.times import written as as_text
from coachbot.core.nudging.wording import EVENING, by_when
from coachbot.linking import joined, new_tag
from coachbot.nudges import zone_name
from coachbot.ports import Bond, Store
from coachbot.zones import zone as zone_of

_OFFERING = "with.pact"
_SHOWN = "with.pact_shown"
DAYS = 3  # until it is asked how it went, where no day was named
WENT = ("kept", "partly", "not", "changed")


def _pact(pair: Pair, part: Part) -> Pact | None:
    return next((each for each in pacts(pair.bond.parts, pair.bond.id) if each.n == part.n), None)


def _talk(pair: Pair, part: Part) -> Talk | None:
    number = part.n if part.act is Act.TALK else part.of
    return next((each for each in talks(pair.bond.parts, pair.bond.id) if each.n == number), None)


def _tag(bond: Bond, n: int) -> str:
    return next((part.tag for part in bond.parts if part.n == n), "")


async def _list(pair: Pair) -> Answered:
    found = [each for each in pacts(pair.bond.parts, pair.bond.id) if not each.ended]
    for each in found:
        if each.offered and not each.mine:
            return await _see(pair, next(part for part in pair.bond.parts if part.n == each.n))
    standing = [each for each in found if each.stands]
    if not standing:
        return pair.answer(pair.say("pact.none", "pact.new", "with.leave"))
    lines = "\n".join(f"• {each.what}" for each in standing)
    told = pair.say("pact.list", "pact.new", "with.leave", lines=lines)
    drop = pair.asked.library.kit.phrases.label("pact.end")
    ends = tuple(
        Button(f"pact.end:{_tag(pair.bond, each.n)}", f"{drop}: {each.what[:24]}") for each in standing[-5:]
    )
    return pair.answer(replace(told, buttons=(*ends, *told.buttons), columns=1))


async def _new(pair: Pair) -> Answered:
    if pair.crowds:
        return pair.answer(pair.say("with.enough"))
    return pair.answer(pair.say("pact.write", "with.leave"), command=_OFFERING, pending=f"b {pair.bond.id}")


async def _small(pair: Pair, part: Part) -> Answered:
    """Something small to end a talk with."""
    talk = _talk(pair, part)
    if talk is None or not talk.allows(Act.OFFER):
        return pair.answer(
            pair.say("talk.patience" if talk and talk.phase is Phase.OFFERED else "with.quiet")
        )
    tag = _tag(pair.bond, talk.n)
    return pair.answer(pair.say("pact.write", "with.leave"), command=_OFFERING, pending=f"t {tag}")


async def _about(asked: Asked, pending: str) -> tuple[Pair, Part | None] | Answered:
    """The link, and the talk if it is to end one."""
    kind, _, key = pending.partition("\n")[0].partition(" ")
    if kind == "t":
        return await part_of(asked, key)
    pair = await pair_of(asked, key)
    return pair if isinstance(pair, Answered) else (pair, None)


async def _written(asked: Asked) -> Answered | None:
    words = written(asked)
    if words is None:
        return None
    pending = asked.session.pending.partition("\n")[0]
    about = await _about(asked, pending)
    if isinstance(about, Answered):
        return about
    pair, _ = about
    if len(words) > LONGEST // 5:
        return pair.answer(pair.say("pact.shorter", "with.leave"), command=_OFFERING, pending=pending)
    if (bad := uncarried(asked, words)) is not None:
        told = asked.say("with.uncarried", "with.leave", words=bad[0], reply=bad[1], who=pair.who)
        return pair.answer(told, command=_OFFERING, pending=pending)
    return _shown(pair, pending, words)


def _shown(pair: Pair, pending: str, words: str) -> Answered:
    """The offer as it will arrive, and the question whether it goes."""
    shown = pair.sends(pair.say("pact.shown", "pact.change", "with.leave", words=words), "pact.go", words)
    return pair.answer(shown, command=_SHOWN, pending=f"{pending}\n{words}")


async def _go(asked: Asked) -> Answered:
    pending, _, words = asked.session.pending.partition("\n")
    if asked.session.command != _SHOWN:
        return asked.answer(asked.say("with.gone_already"))
    about = await _about(asked, pending)
    if isinstance(about, Answered):
        return about
    pair, talk = about
    if not is_for(asked, words):
        return _shown(pair, pending, words)
    tag = new_tag()
    if talk is None:
        push = pair.push("pact.waits", "pact.see", tag=tag)
        deed = pair.do(New(Act.OFFER, text=words, tag=tag), push=push)
        return pair.answer(pair.say("pact.gone"), deed=deed, command=None, pending="")
    going = _talk(pair, talk)
    if going is None or not going.allows(Act.OFFER):
        return pair.answer(pair.say("with.quiet"), command=None, pending="")
    push = pair.push("pact.offered", "pact.yes", tag=tag, words=words)
    push = replace(push, buttons=(*push.buttons, *pair.buttons("talk.small", "talk.end", tag=talk.tag)))
    deed = pair.do(New(Act.OFFER, going.n, text=words, tag=tag), push=push)
    return pair.answer(pair.say("pact.gone"), deed=deed, command=None, pending="")


async def _change(asked: Asked) -> Answered:
    pending = asked.session.pending.partition("\n")[0]
    return asked.answer(asked.say("pact.write", "with.leave"), command=_OFFERING, pending=pending)


async def _see(pair: Pair, part: Part) -> Answered:
    view = await opened(pair, part.n)
    offer = next((each for each in view.bond.parts if each.n == part.n), part)
    pact = _pact(view, offer)
    if pact is None or not pact.offered or pact.mine or not offer.text:
        return pair.answer(pair.say("with.quiet"))
    return pair.answer(offered(pair, offer), deed=None if offer.of else pair.looked(part.n))


async def _yes(pair: Pair, part: Part) -> Answered:
    pact = _pact(pair, part)
    if pact is not None and pact.stands:
        return pair.answer(pair.say("pact.agreed", words=part.text))
    talk = _talk(pair, part) if part.of else None
    if pact is None or not pact.waits or (talk is not None and not talk.allows(Act.AGREED)):
        return pair.answer(pair.say("with.quiet"))
    # The words were the other's own, and they know them: the message says only that both have tapped.
    push = pair.push("pact.both", "pact.list", tag=part.tag)
    deed = pair.do(New(Act.AGREED, part.n, tag=new_tag()), push=push, ask_at=_when(pair.asked, part.text))
    return pair.answer(pair.say("pact.agreed", words=part.text), deed=deed)


def _when(asked: Asked, what: str) -> str:
    """When each is asked how it went: when the agreement says, else after some days; never at night."""
    zone, now = zone_of(zone_name(asked.kept, asked.library)), parsed(asked.said.at)
    later = instant((now.astimezone(zone) + timedelta(days=DAYS)).date(), EVENING, zone)
    at = by_when(what, now, zone)
    return as_text(out_of_night(at if at is not None and at > now else later, zone))


async def _no(pair: Pair, part: Part) -> Answered:
    pact = _pact(pair, part)
    refuses = pact is not None and pact.offered and not pact.mine
    deed = pair.do(New(Act.NOT_AGREED, part.n, tag=new_tag())) if refuses else None
    return pair.answer(pair.say("pact.no"), deed=deed)


async def _end(pair: Pair, part: Part) -> Answered:
    pact = _pact(pair, part)
    ends = pact is not None and pact.stands
    deed = pair.do(New(Act.ENDED, part.n, tag=new_tag())) if ends else None
    return pair.answer(pair.say("pact.ended"), deed=deed)


async def _back_to_list(pair: Pair, _: Part) -> Answered:
    return await _list(pair)


# ---------------------------------------------------------------- how it went


async def pact_due(store: Store, user: str, library: Library) -> Message | None:
    """The question how an agreement went, to one of the two alone; None where there is none to ask about."""
    for bond in joined(await store.bonds(user)):
        for pact in pacts(bond.parts, bond.id):
            if pact.stands and not pact.went:
                tag, label = _tag(bond, pact.n), library.kit.phrases.label
                buttons = tuple(Button(f"pact.{each}:{tag}", label(f"agreement.{each}")) for each in WENT)
                words = library.kit.phrases.acts["pact.due"][0].render(
                    {"who": bond.theirs, "words": pact.what}
                )
                return Message(words.strip(), buttons, Manner.PARTNER, columns=2)
    return None


async def _went(pair: Pair, part: Part) -> Answered:
    pact = _pact(pair, part)
    if pact is None or not pact.stands or pact.went:
        return pair.answer(pair.say("with.quiet"))
    how = (pair.asked.said.tap or "").partition(":")[0].partition(".")[2]
    deed = pair.do(New(Act.WENT, part.n, how, tag=new_tag()))
    return pair.answer(pair.say("pact.went", "pact.show", "pact.hide", tag=part.tag), deed=deed)


async def _show(pair: Pair, part: Part) -> Answered:
    pact = _pact(pair, part)
    if pact is None or not pact.went or pact.shows is not None:
        return pair.answer(pair.say("pact.noted"))
    push = pair.push("pact.both_show", "pact.seen", tag=part.tag)
    return pair.answer(pair.say("pact.noted"), deed=pair.do(New(Act.SHOW, part.n, tag=new_tag()), push=push))


async def _hide(pair: Pair, part: Part) -> Answered:
    pact = _pact(pair, part)
    hides = pact is not None and bool(pact.went) and pact.shows is None
    deed = pair.do(New(Act.NOT_SHOWN, part.n, tag=new_tag())) if hides else None
    return pair.answer(pair.say("pact.hidden"), deed=deed)


async def _seen(pair: Pair, part: Part) -> Answered:
    view = await opened(pair, part.n)
    pact = _pact(view, part)
    if pact is None or not pact.theirs:
        return pair.answer(pair.say("with.quiet"))
    label = pair.asked.library.kit.phrases.label
    mine, theirs = label(f"agreement.{pact.went}"), label(f"agreement.{pact.theirs}")
    told = pair.say("pact.seen", words=pact.what, own=mine, theirs=theirs)
    return pair.answer(told, deed=pair.looked(part.n))


TAPS: Mapping[str, Command] = {"pact.go": _go, "pact.change": _change}
BESIDE: Mapping[str, Command] = {
    "with.pacts": about_link(_list), "pact.new": about_link(_new), "talk.small": about_part(_small),
    "pact.see": about_part(_see), "pact.yes": about_part(_yes), "pact.no": about_part(_no),
    "pact.end": about_part(_end), "pact.list": about_part(_back_to_list), "pact.show": about_part(_show),
    "pact.hide": about_part(_hide), "pact.seen": about_part(_seen),
    **{f"pact.{each}": about_part(_went) for each in WENT},
}  # fmt: skip
REPLIES: Mapping[str, Reply] = dict.fromkeys((_OFFERING, _SHOWN), _written)
