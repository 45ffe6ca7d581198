"""What a person kept: cards and gems."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from coachbot.commands.asked import Answered, Asked, Command
from coachbot.commands.seeing import dark
from coachbot.core.asking import button
from coachbot.core.gems import by_title, pages
from coachbot.core.model import Button, Manner, Message


async def _card(asked: Asked) -> Answered:
    """The last card, or the one with that number, as a picture and as text."""
    cards = await _cards(asked)
    if not cards:
        return asked.answer(asked.say("card.none"))
    wanted = int(asked.argument) if asked.argument.isdigit() else len(cards)
    place = min(max(wanted, 1), len(cards))
    return await _shown(asked, cards[place - 1], place)


async def _older(asked: Asked) -> Answered:
    place = (asked.said.tap or "").partition(":")[2]
    return await _card(replace(asked, argument=place))


async def _cards(asked: Asked) -> Sequence[str]:
    cards = (await asked.store.export(asked.said.user)).get("cards")
    listed = cards if isinstance(cards, Sequence) else ()
    return [str(each["text"]) if isinstance(each, Mapping) else str(each) for each in listed]


async def _shown(asked: Asked, words: str, place: int) -> Answered:
    image = await asked.artist.card(asked.said.user, words, dark=dark(asked)) if asked.artist else None
    older = button(asked.library.kit, "card.older") if place > 1 else ()
    buttons = tuple(Button(f"{each.id}:{place - 1}", each.label) for each in older)
    return asked.answer(Message(words, buttons, Manner.CARD, image))


async def _gem(asked: Asked) -> Answered:
    """The pieces kept, or one of them whole by its title."""
    gems = asked.library.kit.gems
    wanted = by_title(tuple(gems.values()), asked.argument) if asked.argument else None
    if wanted:
        whole = (wanted.title, *pages(wanted))
        return asked.answer(
            *(Message(page, manner=Manner.QUOTE) for page in ("\n\n".join(whole[:2]), *whole[2:]))
        )
    titles = [f"• {gems[slug].title}" for slug in asked.kept.kept_gems if slug in gems]
    if not titles:
        return asked.answer(asked.say("gem.none"))
    return asked.answer(asked.say("gem.list", line="\n".join(titles)))


COMMANDS: Mapping[str, Command] = {"/card": _card, "/gem": _gem}
TAPS: Mapping[str, Command] = {"card.older": _older}
