"""What became of replies that coaches marked: whether they are still said today."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from coachbot.core.wordings import Wording, said_with
from coachbot.reviews.archive import Archive
from coachbot.reviews.values import Coach, Marked

SHOWN = 40


@dataclass(frozen=True, slots=True)
class Change:
    """A marked reply: "same" if its wording still stands in prompts/, "changed", or a "model"'s."""

    marked: Marked
    fate: str
    where: str = ""


class Changes:
    """Holds marked replies against today's words."""

    def __init__(self, archive: Archive, wordings: Sequence[Wording], prompts: str) -> None:
        self._archive, self._wordings, self._prompts = archive, wordings, prompts

    async def since(self, _coach: Coach) -> tuple[Sequence[Change], str]:
        """The newest marked replies, and the version of today's words."""
        marked = await self._archive.marked(SHOWN)
        return [self._change(each) for each in marked[:SHOWN]], self._prompts

    def _change(self, marked: Marked) -> Change:
        for reply in marked.replies:
            if wording := said_with(reply, self._wordings):
                return Change(marked, "same", f"{wording.file}, line {wording.line}: {wording.act}")
        # The words that spoke are known by their hash: the same ones without this reply are a model's.
        return Change(marked, "model" if marked.prompts == self._prompts else "changed")
