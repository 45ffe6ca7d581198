"""Questions that two people answer alone: a few at a time, hidden until both have answered all of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from coachbot.core.couple.parts import Act, Part
from coachbot.core.model import Foundation
from coachbot.errors import ContentError

AT_A_TIME = 3


@dataclass(frozen=True, slots=True)
class Question:
    """One question, of one foundation."""

    name: str
    foundation: Foundation
    text: str


@dataclass(frozen=True, slots=True)
class Questions:
    """All of them, by name, in their order."""

    by_name: Mapping[str, Question] = field(default_factory=dict)

    def next_of(self, foundation: Foundation, had: Sequence[str]) -> tuple[Question, ...]:
        """The next few of a foundation, those that were not had first."""
        mine = [each for each in self.by_name.values() if each.foundation is foundation]
        fresh = [each for each in mine if each.name not in had]
        return tuple((fresh + [each for each in mine if each.name in had])[:AT_A_TIME])


@dataclass(frozen=True, slots=True)
class Asked:
    """A few questions that are open between two people, as one of them sees them."""

    n: int
    mine: bool  # I asked for it
    names: tuple[str, ...]
    answers: Mapping[str, str]  # my own
    theirs: Mapping[str, str]  # empty until both are done
    answered: bool  # by me, all of them
    both: bool
    declined: bool  # by me

    @property
    def open(self) -> bool:
        """Whether there is something left to be answered by me."""
        return not (self.answered or self.declined)

    @property
    def left(self) -> tuple[str, ...]:
        """The names of the questions that I have not answered."""
        return tuple(name for name in self.names if name not in self.answers)


def asked(parts: Sequence[Part], me: int) -> tuple[Asked, ...]:
    """Every set of questions in view, oldest first."""
    return tuple(_asked(part, parts, me) for part in parts if part.act is Act.ASKED)


def _asked(opener: Part, parts: Sequence[Part], me: int) -> Asked:
    about = [part for part in parts if part.of == opener.n]
    answers = [part for part in about if part.act is Act.ANSWER]
    done = {part.by for part in about if part.act is Act.ANSWERED}
    return Asked(
        opener.n,
        opener.by == me,
        tuple(opener.which.split(",")),
        _last(answers, me, mine=True),
        _last(answers, me, mine=False),
        me in done,
        len(done) == 2,
        any(part.act is Act.DECLINED for part in about),
    )


def _last(answers: Sequence[Part], me: int, *, mine: bool) -> dict[str, str]:
    """The last answer to each question; one that was emptied to be given anew is none."""
    said = {part.which: part.text for part in answers if (part.by == me) is mine}
    return {name: text for name, text in said.items() if text}


def parse_questions(raw: Mapping[str, object], source: str) -> Questions:
    """Questions by foundation, `name = "text"`. Raises ContentError naming the file and the key."""
    found: dict[str, Question] = {}
    for key, table in raw.items():
        if key not in {each.value for each in Foundation} or not isinstance(table, Mapping):
            raise ContentError(f"{source}: [{key}] is no foundation.")
        for name, text in table.items():
            if not isinstance(text, str) or not text.strip().endswith("?") or "," in name or name in found:
                raise ContentError(f"{source}: {key}.{name} is no question of its own.")
            found[name] = Question(name, Foundation(key), text.strip())
    for foundation in Foundation:
        if sum(each.foundation is foundation for each in found.values()) < AT_A_TIME:
            raise ContentError(f"{source}: {foundation.value} has fewer than {AT_A_TIME} questions.")
    return Questions(found)
