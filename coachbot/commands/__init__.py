"""What a person asks of the program itself: first words, their rights, help lines, kept pieces.

Each file holds a few commands that belong together, as a table from name to function.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from coachbot.aids import NONE, Aids
from coachbot.commands import (
    agreements,
    country,
    first,
    hiding,
    keepsakes,
    nudges,
    remembering,
    rights,
    seeing,
    thriving,
)
from coachbot.commands import sharing as sharing_
from coachbot.commands.asked import Answered, Asked, Command, Reply, text
from coachbot.commands.couple import letters, links, pacts, sets, talking, together
from coachbot.commands.couple.pacts import pact_due
from coachbot.commands.couple.talking import rests_message as talk_rests
from coachbot.commands.in_words import UNCLEAR, tap_of
from coachbot.core.kit import Kit
from coachbot.core.library import Library
from coachbot.core.model import Said, Sort
from coachbot.core.phrasebook import Phrasebook
from coachbot.core.session import Session
from coachbot.ports import House, Kept, Store

_MENU = (
    "/start",
    "/help",
    "/listen",
    "/pause",
    "/back",
    "/card",
    "/gem",
    "/export",
    "/forget",
    "/privacy",
    "/country",
    "/nudges",
    "/agree",
    "/thriving",
    "/memory",
    "/essentials",
    "/me",
    "/share",
    "/link",
    "/together",
    "/send",
    "/unlink",
    "/hide",
)
_SORTS = {
    Sort.STICKER: "sticker", Sort.PHOTO: "photo", Sort.VOICE: "voice", Sort.OTHER: "other",
    Sort.FORWARD: "forward", Sort.EDIT: "edit", Sort.GROUP: "group",
}  # fmt: skip
# Commands that are steps of the dialogue: its own table answers them.
_OF_THE_DIALOGUE = ("/listen", "/pause", "/back", "/outsider")
_COMMANDS: Mapping[str, Command] = {
    **first.COMMANDS, **rights.COMMANDS, **keepsakes.COMMANDS, **country.COMMANDS,
    **nudges.COMMANDS, **agreements.COMMANDS, **thriving.COMMANDS, **remembering.COMMANDS, **seeing.COMMANDS,
    **sharing_.COMMANDS,
    **hiding.COMMANDS, **links.COMMANDS, **together.COMMANDS, **letters.COMMANDS,
}  # fmt: skip
_TAPS: Mapping[str, Command] = {
    **first.TAPS, **rights.TAPS, **nudges.TAPS, **agreements.TAPS, **thriving.TAPS,
    **remembering.TAPS, **seeing.TAPS, **keepsakes.TAPS, **sharing_.TAPS,
    **links.TAPS, **together.TAPS, **letters.TAPS, **pacts.TAPS, **talking.TAPS,
}  # fmt: skip
# Buttons of what came by itself: they work however late, and whatever was offered since.
_BESIDE: Mapping[str, Command] = {
    **nudges.BESIDE, **agreements.BESIDE, **thriving.BESIDE,
    **links.BESIDE, **together.BESIDE, **letters.BESIDE, **sets.BESIDE, **talking.BESIDE, **pacts.BESIDE,
}  # fmt: skip
# What is written next, by the `Session.command` that asked for it.
_REPLIES: Mapping[str, Reply] = {
    **country.REPLIES, **nudges.REPLIES, **agreements.REPLIES, **thriving.REPLIES, **remembering.REPLIES,
    **sharing_.REPLIES,
    **links.REPLIES, **letters.REPLIES, **sets.REPLIES, **talking.REPLIES, **pacts.REPLIES,
}  # fmt: skip


def listed(phrases: Phrasebook) -> Sequence[tuple[str, str]]:
    """(name without slash, description) of each command in the menu."""
    return [(name[1:], text(phrases, f"describe.{name}")) for name in _MENU]


def about(phrases: Phrasebook) -> tuple[str, str]:
    """The bot's description and its short one."""
    return text(phrases, "about.long"), text(phrases, "about.short")


def _in_words(said: Said, session: Session, kit: Kit) -> str | None:
    """The button that somebody named instead of tapping on it: "yes", or "3" on a scale from 1 to 5."""
    awaited = session.command in _REPLIES
    meant = tap_of(said, session, kit, _TAPS.keys() | _BESIDE.keys(), awaited=awaited)
    if meant is not None:
        return meant
    number = f".{said.text.strip()}"
    scale = len(session.offered) > 2 and all(
        name[-2:-1] == "." and name[-1].isdigit() for name in session.offered
    )
    tap = next((name for name in session.offered if name.endswith(number)), None)
    return tap if scale and said.tap is None else None


async def answer(
    said: Said,
    kept: Kept,
    session: Session,
    library: Library,
    store: Store,
    house: House,
    aids: Aids = NONE,
) -> Answered | None:
    """The answer to a command, or None when the message is for the dialogue."""
    free = session.hold is None and session.asking is None
    meant = _in_words(said, session, library.kit)
    said = replace(said, tap=meant, text="") if meant else said
    asked = Asked(said, kept, session, library, store, house, aids.sharing, artist=aids.artist)
    if meant == UNCLEAR and free:
        return asked.answer(asked.say("with.which"))
    if said.tap is not None:
        # What follows a colon says which one: "agreement.kept:12".
        name = said.tap.partition(":")[0]
        if name in _BESIDE:
            return await _BESIDE[name](asked) if free else None
        tapped = _TAPS.get(name)
        # Until it is answered the first question stands, also where another program asked it.
        first_asked = name in first.TAPS and kept.account.keeps is None
        offered = first_asked or bool(meant) or said.tap in session.offered
        return await tapped(asked) if tapped and offered else None
    if said.sort in _SORTS and not (said.sort is Sort.PHOTO and said.text.strip()):
        return asked.answer(asked.say(_SORTS[said.sort]))
    reply = _REPLIES.get(session.command or "")
    if reply is not None and (answered := await reply(asked)) is not None:
        return answered
    if not said.text.startswith("/"):
        return None
    name, _, argument = said.text.strip().partition(" ")
    name = name.partition("@")[0].lower()
    if name in _OF_THE_DIALOGUE and not (name == "/pause" and argument.strip()):
        return None
    command = _COMMANDS.get(name)
    if command is None:
        return asked.answer(asked.say("command.unknown"))
    return await command(replace(asked, argument=argument.strip()))


__all__ = ["Answered", "about", "answer", "listed", "pact_due", "talk_rests", "text"]
