"""What a command offered as buttons, said in words instead."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container

from coachbot.core.kit import Kit
from coachbot.core.model import Said
from coachbot.core.session import Session
from coachbot.core.signals import Signal, plain, spoken

# The last part of a button's name, by the plain word that means it; the first that is offered counts.
_MEANT = {
    Signal.YES: ("yes", "go", "join", "now", "right", "done", "show"),
    Signal.NO: ("no", "not", "hide", "change", "leave", "leave_it"),
}

UNCLEAR = ""
"""What is meant may be one thing or another, and is asked for rather than guessed."""

# These send the words beside them; without its mark each shows them again and sends nothing.
_SENDS = frozenset({"letter.go", "talk.go", "pact.go", "set.done"})
# Beside these it was asked what they would like: no yes answers that.
_OPENERS = frozenset({"with.letter", "with.questions", "with.talk", "with.pacts"})
_SMALL = frozenset({"a", "an", "the", "please", "then", "yes", "no", "i", "to", "it"})


def tap_of(said: Said, session: Session, kit: Kit, known: Container[str], *, awaited: bool) -> str | None:
    """The id of the button that was meant, or UNCLEAR; None when it was none of those that a command offered.

    If something reached them in between, a few words may well answer that: nothing is sent on them, and what
    was shown is shown again, which the button's id without its mark does. `known` holds the names of
    commands' buttons. Where words are `awaited`, a bare yes or no may be those words: there it counts only
    beside a button that sends what was shown.
    """
    meant = _meant(said, session, kit, known, awaited=awaited)
    if meant is None or not session.between:
        return meant
    sends = (each for each in session.offered if each.partition(":")[0] in _SENDS)
    return next((each.rpartition(".")[0] for each in sends), UNCLEAR)


def _meant(said: Said, session: Session, kit: Kit, known: Container[str], *, awaited: bool) -> str | None:
    offered = {each.partition(":")[0]: each for each in session.offered}
    ours = {name: each for name, each in offered.items() if name in known}
    after = session.turn == session.offered_at + 1
    if said.tap is not None or not after or not ours or said.text.startswith("/") or len(said.text) > 60:
        return None
    line = plain(said.text)
    labels = {each: plain(kit.phrases.label(name)) for name, each in ours.items()}
    named = [each for each, label in labels.items() if line == label]
    named = named or [each for each, label in labels.items() if _names(line, label) and not awaited]
    if len(named) == 1:
        return named[0] if _one(named[0], session) else UNCLEAR
    if awaited and not any(name.endswith(".go") for name in ours):
        return None
    meant = _MEANT.get(spoken(said.text, kit.intents) or Signal.STALE, ())
    ends = {name.rpartition(".")[2]: each for name, each in reversed(ours.items())}
    found = next((ends[end] for end in meant if end in ends), None)
    open_question = "yes" in meant and not _OPENERS.isdisjoint(ours)
    return UNCLEAR if found and (open_question or not _one(found, session)) else found


def _one(button: str, session: Session) -> bool:
    """Whether no other button of that name was offered: one for each of two links, of two messages."""
    return Counter(each.partition(":")[0] for each in session.offered)[button.partition(":")[0]] == 1


def _names(line: str, label: str) -> bool:
    """Whether a few words are some of a label's own: "a talk" for "A talk by turns"."""
    words, own = set(line.split()) - _SMALL, set(label.split())
    return bool(words) and (words <= own or {f"{word}s" for word in words} <= own)
