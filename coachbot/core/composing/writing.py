"""The draft of a message: observation, feeling, need, request, a line each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from coachbot.core.composing.register import Register, dress
from coachbot.core.composing.shaping import shape_request
from coachbot.core.composing.turning import to_partner
from coachbot.core.composing.wording import Wording
from coachbot.core.model import Partner
from coachbot.core.reading.verbs import BASES, PASTS
from coachbot.core.session import Line

_WHEN = re.compile(
    r"^(?:when|because|that|how|after|so|and|but|also|then|well|honestly|basically|like)\b,? ?", re.IGNORECASE
)
_PAST = re.compile(r"\b(?:was|were|did|had|didn't|wasn't|weren't|hadn't|last|yesterday|ago)\b", re.IGNORECASE)
_NEED_WORDS = 2  # an own word for a need, at most


@dataclass(frozen=True, slots=True)
class DraftNotes:
    """What a message is made from; what is missing gets no line.

    `observation` is the person's own clause about the partner ("last night she laughed at me");
    feelings and needs are names from the inventories, or the person's own words; `request` is as typed.
    """

    observation: str | None = None
    feelings: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    request: str | None = None
    register: Register = field(default_factory=Register)
    partner: Partner = field(default_factory=Partner)


def compose(notes: DraftNotes, words: Wording, seed: int = 0) -> tuple[Line, ...]:
    """A draft in the person's own register, each line of which can be changed or dropped.

    The kinds are observation, feeling, need and request, in this order; a line that can't be said
    safely is not there. `seed` turns the choice among variants.
    """
    said = _observation(notes)
    past = said is not None and _is_past(said)
    lines = (
        ("observation", _line("observation", {"said": said}, notes, words, seed)),
        (
            "feeling",
            _line(f"feeling_{'past' if past else 'now'}", _feeling(notes, words), notes, words, seed),
        ),
        (
            "need",
            _line("need", {"wish": need_wish(notes.needs[-1:], words, "you", "your")}, notes, words, seed),
        ),
        ("request", _request(notes, words)),
    )
    return tuple(Line(kind, dress(text, notes.register)) for kind, text in lines if text)


def draft_text(lines: Sequence[Line]) -> str:
    """The whole message, as it is copied or sent."""
    whole = all(line.text[-1:] in ".!?…" for line in lines[:-1])
    return (" " if whole else "\n").join(line.text for line in lines)


def joined(words: Sequence[str]) -> str:
    """Words as a list is spoken: "sad", "sad and tired", "sad, tired and alone"."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"


def feeling_words(feelings: Sequence[str], words: Wording) -> str | None:
    """Feelings as they go after "I was" and "I felt"."""
    return joined([words.feelings.get(name, name) for name in feelings]) or None


def need_wish(needs: Sequence[str], words: Wording, you: str, your: str) -> str | None:
    """A need as it goes after "I want"; None for own words that may not fit there."""
    for need in needs:
        if need in words.wishes:
            return words.wishes[need].format(you=you, your=your)
        if need.startswith("to ") or need.split(" ")[0] in BASES - {
            "love",
            "respect",
            "trust",
            "space",
            "support",
        }:
            return None if not need.startswith("to ") else need
        if len(need.split()) <= _NEED_WORDS and need.replace(" ", "").isalpha():
            return words.sentences["other_need"].format(wish=need)
    return None


def _observation(notes: DraftNotes) -> str | None:
    """The clause as words to the partner, without what only joined it to another."""
    said = to_partner(notes.observation, notes.partner) if notes.observation else None
    if not said:
        return None
    return _WHEN.sub("", said).rstrip(" .!?,") or None


def _is_past(said: str) -> bool:
    tokens = said.lower().split()
    return bool(_PAST.search(said)) or any(
        (t in PASTS and t not in BASES) or t.endswith("ed") for t in tokens
    )


def _feeling(notes: DraftNotes, words: Wording) -> dict[str, str | None]:
    return {"feeling": feeling_words(notes.feelings[-3:], words)}


def _line(
    kind: str, known: dict[str, str | None], notes: DraftNotes, words: Wording, seed: int
) -> str | None:
    """One variant with its words filled in; None when they are not known."""
    if not all(known.values()):
        return None
    way = "formal" if notes.register.formal else "terse" if notes.register.terse else "plain"
    variants = words.lines[kind][way]
    return variants[seed % len(variants)].format(**known)


def _request(notes: DraftNotes, words: Wording) -> str | None:
    return shape_request(notes.request, words, notes.partner).ask if notes.request else None
