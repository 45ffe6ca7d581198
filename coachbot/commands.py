"""What a person asks of the program itself: first words, their rights, help lines, kept pieces."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from coachbot.core.asking import button
from coachbot.core.countries import country_code
from coachbot.core.danger.lines import shown
from coachbot.core.holding import AFTER_LINES
from coachbot.core.library import Library
from coachbot.core.model import Button, Manner, Message, Said, Sort
from coachbot.core.phrasebook import Phrasebook
from coachbot.core.session import Session
from coachbot.ports import Account, Kept, Store

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
)
_SORTS = {
    Sort.STICKER: "sticker", Sort.PHOTO: "photo", Sort.VOICE: "voice", Sort.OTHER: "other",
    Sort.FORWARD: "forward", Sort.EDIT: "edit", Sort.GROUP: "group",
}  # fmt: skip
# Commands that are steps of the dialogue: its own table answers them.
_OF_THE_DIALOGUE = ("/listen", "/pause", "/back", "/outsider")


@dataclass(frozen=True, slots=True)
class Answered:
    """A command's answer, and what it changed."""

    messages: tuple[Message, ...]
    session: Session
    account: Account
    forget: bool = False


@dataclass(frozen=True, slots=True)
class _Asked:
    said: Said
    kept: Kept
    session: Session
    library: Library
    store: Store
    operator: str
    argument: str = ""

    def say(self, act: str, *buttons: str, **values: object) -> Message:
        known = {"operator": self.operator, **values}
        words = text(self.library.kit.phrases, act, known, self.session.turn)
        return Message(words, button(self.library.kit, *buttons), Manner.COMMAND, columns=2)

    def answer(self, *messages: Message, account: Account | None = None, **changes: object) -> Answered:
        session = replace(self.session, **changes)  # type: ignore[arg-type]
        offering = [m for m in messages if m.buttons]
        if offering:
            ids = tuple(b.id for b in offering[-1].buttons)
            session = replace(session, offered=ids, offered_at=session.turn)
        return Answered(messages, session, account or self.kept.account)


def text(phrases: Phrasebook, act: str, values: Mapping[str, object] | None = None, seed: int = 0) -> str:
    """A command's words; they may repeat."""
    variants = phrases.acts[act]
    return variants[seed % len(variants)].render({"operator": "", **(values or {})}).strip()


def listed(phrases: Phrasebook) -> Sequence[tuple[str, str]]:
    """(name without slash, description) of each command in the menu."""
    return [(name[1:], text(phrases, f"describe.{name}")) for name in _MENU]


def about(phrases: Phrasebook) -> tuple[str, str]:
    """The bot's description and its short one."""
    return text(phrases, "about.long"), text(phrases, "about.short")


async def answer(
    said: Said, kept: Kept, session: Session, library: Library, store: Store, operator: str
) -> Answered | None:
    """The answer to a command, or None when the message is for the dialogue."""
    asked = _Asked(said, kept, session, library, store, operator)
    if said.tap is not None:
        tapped = _TAPS.get(said.tap)
        return await tapped(asked) if tapped and said.tap in session.offered else None
    if said.sort in _SORTS and not (said.sort is Sort.PHOTO and said.text.strip()):
        return asked.answer(asked.say(_SORTS[said.sort]))
    if session.command == "country" and country_code(said.text, library.countries):
        return await _country(replace(asked, argument=said.text))
    if not said.text.startswith("/"):
        return None
    name, _, argument = said.text.strip().partition(" ")
    name = name.partition("@")[0].lower()
    if name in _OF_THE_DIALOGUE:
        return None
    command = _COMMANDS.get(name)
    if command is None:
        return asked.answer(asked.say("command.unknown"))
    return await command(replace(asked, argument=argument.strip()))


async def _start(asked: _Asked) -> Answered:
    keeps = asked.kept.account.keeps
    if keeps is None and not asked.said.user.startswith("telegram:"):
        return asked.answer(asked.say("start.here"))
    if keeps is None:
        return asked.answer(asked.say("start", "consent.yes", "consent.no"))
    return asked.answer(asked.say("start.known"))


async def _consent_yes(asked: _Asked) -> Answered:
    return asked.answer(asked.say("consent.yes"), account=replace(asked.kept.account, keeps=True))


async def _consent_no(asked: _Asked) -> Answered:
    return asked.answer(asked.say("consent.no"), account=replace(asked.kept.account, keeps=False))


async def _help(asked: _Asked) -> Answered:
    return asked.answer(asked.say("help"))


async def _privacy(asked: _Asked) -> Answered:
    return asked.answer(asked.say("privacy"))


async def _export(asked: _Asked) -> Answered:
    data = await asked.store.export(asked.said.user)
    if not data.get("messages"):
        return asked.answer(asked.say("export.none"))
    whole = json.dumps(data, ensure_ascii=False, indent=1)
    return asked.answer(asked.say("export"), Message(whole, manner=Manner.FILE))


async def _forget(asked: _Asked) -> Answered:
    return asked.answer(asked.say("forget.ask", "forget.yes", "forget.no"))


async def _forget_yes(asked: _Asked) -> Answered:
    account = Account(asked.said.user)
    return Answered((asked.say("forget.done"),), Session(turn=asked.session.turn), account, forget=True)


async def _forget_no(asked: _Asked) -> Answered:
    return asked.answer(asked.say("forget.kept"))


async def _card(asked: _Asked) -> Answered:
    data = await asked.store.export(asked.said.user)
    cards = data.get("cards")
    if not isinstance(cards, Sequence) or not cards:
        return asked.answer(asked.say("card.none"))
    last = cards[-1]
    words = str(last["text"]) if isinstance(last, Mapping) else str(last)
    return asked.answer(Message(words, manner=Manner.CARD))


async def _gem(asked: _Asked) -> Answered:
    gems = asked.library.kit.gems
    titles = [f"• {gems[slug].title}" for slug in asked.kept.kept_gems if slug in gems]
    if not titles:
        return asked.answer(asked.say("gem.none"))
    return asked.answer(asked.say("gem.list", line="\n".join(titles)))


async def _country(asked: _Asked) -> Answered:
    if not asked.argument:
        return asked.answer(asked.say("country.ask"), command="country")
    code = country_code(asked.argument, asked.library.countries)
    if code is None:
        return asked.answer(asked.say("country.unknown"), command="country")
    account = replace(asked.kept.account, country=code)
    name = asked.library.countries.names.get(code, code)
    hold = asked.session.hold
    lines = shown(asked.library.helplines, code, hold.kinds, hold.by, name) if hold else ""
    return asked.answer(
        asked.say("country.set", *(AFTER_LINES if hold else ()), country=name, help_lines=lines),
        account=account,
        command=None,
    )


_COMMANDS: Mapping[str, Callable[[_Asked], Awaitable[Answered]]] = {
    "/start": _start,
    "/help": _help,
    "/privacy": _privacy,
    "/export": _export,
    "/forget": _forget,
    "/card": _card,
    "/gem": _gem,
    "/country": _country,
}
_TAPS: Mapping[str, Callable[[_Asked], Awaitable[Answered]]] = {
    "consent.yes": _consent_yes,
    "consent.no": _consent_no,
    "forget.yes": _forget_yes,
    "forget.no": _forget_no,
}

__all__ = ["Answered", "Button", "about", "answer", "listed", "text"]
