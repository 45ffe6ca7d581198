"""The draft of a message: observation, feeling, need, request, a line each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from coachbot.core.composing.people import listed
from coachbot.core.composing.register import Register, dress
from coachbot.core.composing.shaping import shape_request
from coachbot.core.composing.turning import to_partner
from coachbot.core.composing.wording import Wording
from coachbot.core.model import Partner
from coachbot.core.reading.verbs import BASES, INGS, PASTS, THIRDS
from coachbot.core.session import Line

SHORTEST = 3  # words of an observation

_JOINED = re.compile(
    r"^(?:because|that|so|and|but|also|then|well|honestly|basically|like|or|plus)\b,? ?", re.IGNORECASE
)
_WHEN = re.compile(r"^(?:when|how|after|that)\b ?(?=(?:you|i|we)\b)", re.IGNORECASE)
# Half a sentence that waits for its other half.
_HANGING = re.compile(
    r"^(?:when|whenever|every time|each time|the (?:first|last|next) time|as soon as|soon as|as|while|until"
    r"|till|if|since|though|although|unless|because|where|who|which|whether"
    r"|(?:before|after) (?!the|my|our|your|a|that|dinner|lunch|work|breakfast))\b",
    re.IGNORECASE,
)
_OURS = re.compile(r"\b(?:you|your|yours|you're|you've|you'd|we|we're|us|our)\b", re.IGNORECASE)
_NO_SUBJECT = listed("had were was has is are been am do does did have not to for of than")
_DANGLING = listed("that and or but to of because when than with for if as the a an my your at from by")
_PAST = re.compile(r"\b(?:was|were|did|had|didn't|wasn't|weren't|hadn't|last|yesterday|ago)\b", re.IGNORECASE)
_NEED_WORDS = 2  # an own word for a need, at most


@dataclass(frozen=True, slots=True)
class DraftNotes:
    """What a message is made from; what is missing gets no line.

    `observation` is the person's own clause about the partner ("last night she laughed at me");
    `others` are tried in turn when it can't be said. Feelings and needs are names from the inventories, or
    the person's own words; `request` is as typed.
    """

    observation: str | None = None
    feelings: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    request: str | None = None
    register: Register = field(default_factory=Register)
    partner: Partner = field(default_factory=Partner)
    others: tuple[str, ...] = ()
    need_words: str | None = None  # a need as they said it, to follow "I want"


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
            _line("need", {"wish": _wish(notes, words)}, notes, words, seed),
        ),
        ("request", _request(notes, words)),
    )
    return tuple(Line(kind, dress(text, notes.register)) for kind, text in _each_once(lines) if text)


def _each_once(lines: Sequence[tuple[str, str | None]]) -> Iterator[tuple[str, str | None]]:
    """The lines without a need that says what the request asks: "I want you to call", "could you call"."""
    asked = _WANTED.sub("", lines[-1][1] or "").rstrip("?. ").lower()
    for kind, text in lines:
        if kind != "need" or not asked or not (text or "").rstrip(". ").lower().endswith(f" you to {asked}"):
            yield kind, text


_WANTED = re.compile(r"^(?:could|can|would|will) you ", re.IGNORECASE)


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


def _wish(notes: DraftNotes, words: Wording) -> str | None:
    """What they want in their own words, said to the partner; else the inventory's."""
    own = to_partner(notes.need_words, notes.partner) if notes.need_words else None
    return own or need_wish(notes.needs[-1:], words, "you", "your")


def _observation(notes: DraftNotes) -> str | None:
    """The first of the clauses that can be said to the partner as a sentence of its own."""
    clauses = (notes.observation, *notes.others) if notes.observation else notes.others
    return next((said for c in clauses if c and (said := _as_sentence(c, notes.partner))), None)


def _as_sentence(clause: str, partner: Partner) -> str | None:
    """The clause as words to the partner, without what only joined it to another; None for a fragment."""
    said = to_partner(clause, partner)
    if not said:
        return None
    said = _JOINED.sub("", said).rstrip(" .!?,")
    if "," not in said:
        said = _WHEN.sub("", said)
    words = said.lower().split()
    if len(words) < SHORTEST or words[-1] in _DANGLING or not _OURS.search(said):
        return None
    fragment = words[0] in _NO_SUBJECT or (words[0] in PASTS | THIRDS | INGS and words[0] not in BASES)
    return None if fragment or ("," not in said and _HANGING.match(said)) else said


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
