"""What a person kept: cards and gems."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from coachbot.commands.asked import Answered, Asked, Command
from coachbot.core.gems import by_title, pages
from coachbot.core.model import Manner, Message


async def _card(asked: Asked) -> Answered:
    data = await asked.store.export(asked.said.user)
    cards = data.get("cards")
    if not isinstance(cards, Sequence) or not cards:
        return asked.answer(asked.say("card.none"))
    last = cards[-1]
    words = str(last["text"]) if isinstance(last, Mapping) else str(last)
    return asked.answer(Message(words, manner=Manner.CARD))


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
