"""/share: a talk for the coaches, shown first, given and taken back."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from coachbot.commands.asked import Answered, Asked, Command, Reply, text
from coachbot.core.asking import button
from coachbot.core.kit import Kit
from coachbot.core.model import Button, Manner, Message
from coachbot.core.signals import Signal, spoken
from coachbot.ports import Account
from coachbot.sharing import Give, Preview, Share, Swap, TakeBack, WelcomeNotes

ASKED = "share_asked"
IN_WORDS = "share.words"
MOST_LISTED = 5
MOST_NAMES, LONGEST_NAME = 20, 40
_AND = re.compile(r"\s*(?:,|;|/|\n|\band\b|&)\s*", re.IGNORECASE)
_NONE = re.compile(
    r"(?:no|none|nobody|nothing|no names?|nope|skip|no thanks?|no,? thank you)[.!]?", re.IGNORECASE
)


def question(kit: Kit, operator: str) -> Message:
    """May coaches read this talk? Asked once, by itself, after a good one."""
    words = text(kit.phrases, "share.ask", {"operator": operator})
    return Message(words, button(kit, "share.look", "share.no"), Manner.COMMAND, columns=2)


async def _share(asked: Asked) -> Answered:
    sharing = asked.sharing
    if sharing is None or not sharing.available:
        return asked.answer(asked.say("share.unavailable"))
    given = await sharing.shared(asked.said.user)
    if asked.argument == "back" and given:
        return await _taken_back(asked, given[-1].transcript)
    if await sharing.preview(asked.said.user) is None:
        return (
            _listed(asked, [each.transcript for each in given])
            if given
            else asked.answer(asked.say("share.none"))
        )
    first = asked.answer(asked.say("share.ask", "share.look", "share.no"), command=IN_WORDS)
    return first if not given else _also(asked, first, [each.transcript for each in given])


def _listed(asked: Asked, transcripts: list[str]) -> Answered:
    """What is shared, each with a button that takes it back."""
    message = asked.say("share.list", number=len(transcripts))
    label = asked.library.kit.phrases.label("share.back")
    newest = transcripts[-MOST_LISTED:][::-1]
    buttons = tuple(
        Button(f"share.back:{each}", f"{label} ({number})" if len(newest) > 1 else label)
        for number, each in enumerate(newest, 1)
    )
    return asked.answer(replace(message, buttons=buttons, columns=1))


def _also(asked: Asked, first: Answered, transcripts: list[str]) -> Answered:
    """The offer of the last talk, with a button for the one that was shared before it."""
    label = asked.library.kit.phrases.label("share.back")
    offer = first.messages[0]
    buttons = (*offer.buttons, Button(f"share.back:{transcripts[-1]}", label))
    return asked.answer(replace(offer, buttons=buttons), command=IN_WORDS)


async def _no(asked: Asked) -> Answered:
    return asked.answer(asked.say("share.no"), account=_once(asked), command=None)


async def _look(asked: Asked) -> Answered:
    return asked.answer(asked.say("share.names", "share.none"), account=_once(asked), command="share.names")


async def _nobody(asked: Asked) -> Answered:
    return await _shown(asked)


async def _named(asked: Asked) -> Answered | None:
    line = asked.said.text.strip()
    if asked.said.tap or not line or line.startswith("/"):
        return None
    if _NONE.fullmatch(line):
        return await _shown(asked)
    names = tuple(dict.fromkeys(each.strip(" .\"'") for each in _AND.split(line)))
    names = tuple(each for each in names if each)[:MOST_NAMES]
    if not names or any(len(each) > LONGEST_NAME for each in names):
        return asked.answer(asked.say("share.names_unclear", "share.none"), command="share.names")
    return await _shown(asked, names)


async def _shown(asked: Asked, names: tuple[str, ...] | None = None) -> Answered:
    """Exactly what a coach would see, and the question."""
    preview = await asked.sharing.preview(asked.said.user, names) if asked.sharing else None
    if preview is None:
        return asked.answer(asked.say("share.none"), command=None)
    seen = asked.say("share.seen", lines=_as_text(asked, preview))
    ask = asked.say("share.decide", "share.no")
    yes = Button(
        f"share.yes:{preview.transcript.id}:{preview.mark}", asked.library.kit.phrases.label("share.yes")
    )
    deeds = (Share(preview.transcript.id, preview.session), *((Swap(names),) if names is not None else ()))
    return asked.answer(seen, replace(ask, buttons=(yes, *ask.buttons)), deeds=deeds, command=IN_WORDS)


def _as_text(asked: Asked, preview: Preview) -> str:
    phrases = asked.library.kit.phrases
    you, coach = phrases.label("share.you"), phrases.label("share.coach")
    lines: list[str] = []
    for each in preview.transcript.exchanges:
        lines += [f"{you}: {each.said}"] if each.said else []
        lines += [f"{coach}: {reply}" for reply in each.replies]
    return "\n".join(lines)


async def _yes(asked: Asked) -> Answered:
    _, transcript, mark = [*str(asked.said.tap).split(":"), "", ""][:3]
    preview = await asked.sharing.preview(asked.said.user) if asked.sharing else None
    if asked.sharing is None or preview is None or preview.transcript.id != transcript:
        return asked.answer(asked.say("share.none"))
    if preview.mark != mark:  # it has changed since it was shown, and nothing unseen is shared
        return await _shown(asked)
    await asked.sharing.publish(preview, asked.said.at)
    label = asked.library.kit.phrases.label
    buttons = (
        Button(f"share.note:{transcript}", label("share.note")),
        Button("share.no_note", label("share.no_note")),
    )
    return asked.answer(
        replace(asked.say("share.done"), buttons=buttons), deeds=(Give(transcript),), command=IN_WORDS
    )


async def _note(asked: Asked) -> Answered:
    transcript = str(asked.said.tap).partition(":")[2]
    if asked.sharing is not None:
        await asked.sharing.welcome_notes(transcript)
    return asked.answer(asked.say("share.note_yes"), deeds=(WelcomeNotes(transcript, welcome=True),))


async def _no_note(asked: Asked) -> Answered:
    return asked.answer(asked.say("share.note_no"))


async def _back(asked: Asked) -> Answered:
    return await _taken_back(asked, str(asked.said.tap).partition(":")[2])


async def _taken_back(asked: Asked, transcript: str) -> Answered:
    if asked.sharing is not None:
        await asked.sharing.take_back([transcript])
    return asked.answer(asked.say("share.gone"), deeds=(TakeBack(transcript),))


async def _console(asked: Asked) -> Answered:
    at = asked.said.at
    link = await asked.sharing.sign_in_link(asked.said.user, lambda: at) if asked.sharing else None
    return asked.answer(asked.say("console.link", line=link) if link else asked.say("command.unknown"))


async def _in_words(asked: Asked) -> Answered | None:
    """A yes or a no, written right after the question instead of tapped."""
    session, said = asked.session, asked.said
    late = session.between or session.turn != session.offered_at + 1
    if said.tap or late or len(session.offered) < 2:
        return None
    signal = spoken(said.text, asked.library.kit.intents)
    if signal not in (Signal.YES, Signal.MORE, Signal.NO, Signal.SKIP):
        return None
    tap = session.offered[0 if signal in (Signal.YES, Signal.MORE) else 1]
    return await TAPS[tap.partition(":")[0]](replace(asked, said=replace(said, tap=tap)))


def _once(asked: Asked) -> Account:
    """The account that remembers having been asked."""
    account = asked.kept.account
    return replace(account, settings={**account.settings, ASKED: "1"})


COMMANDS: Mapping[str, Command] = {"/share": _share, "/console": _console}
TAPS: Mapping[str, Command] = {
    "share.look": _look, "share.no": _no, "share.none": _nobody, "share.yes": _yes, "share.note": _note,
    "share.no_note": _no_note, "share.back": _back,
}  # fmt: skip
REPLIES: Mapping[str, Reply] = {"share.names": _named, IN_WORDS: _in_words}
