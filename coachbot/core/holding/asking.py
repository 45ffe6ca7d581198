"""The one direct question: how it is put, what its answers mean, and that a no is believed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from enum import StrEnum

from coachbot.core.danger import NEAR
from coachbot.core.holding.wording import ONESELF, Held, LinesFor, offering, wording_of
from coachbot.core.kit import Kit
from coachbot.core.model import Danger, DangerKind, Level
from coachbot.core.session import Hold, Session
from coachbot.core.signals import Signal, opens_with, spoken
from coachbot.core.topics import topic

_NOT_TOLD_BACK = ONESELF | {DangerKind.MEDICAL}
_BUTTONS = ("ask.yes", "ask.no")
_SOON = 14  # words in which "sometimes" is an answer and not a story


class Answer(StrEnum):
    """What somebody says to a direct question."""

    YES = "yes"  # "sometimes" and "he did, once" are one
    NO = "no"
    JOKE = "joke"
    ANGRY = "angry"
    WHY = "why"
    UNSURE = "unsure"
    NONE = "none"  # something else


_NOES: Mapping[Answer, str] = {
    Answer.NO: "ask.no",
    Answer.JOKE: "ask.no.joke",
    Answer.ANGRY: "ask.no.angry",
}


def asked(session: Session, danger: Danger, kit: Kit, lines: LinesFor) -> Held:
    """One direct question, before anything else is said."""
    rules = tuple(dict.fromkeys(evidence.rule for evidence in danger.because))
    waiting = replace(session, asking=Hold(danger.kinds, danger.by, "ask", rules=rules))
    words = wording_of(waiting, danger, kit, lines)
    return offering(waiting, (words.message(words.act("ask"), *_BUTTONS),))


def answer_to_ask(text: str, tap: str | None, kit: Kit) -> Answer:
    """What an answer to the direct question means."""
    if tap is not None:
        return {"ask.yes": Answer.YES, "ask.no": Answer.NO}.get(tap, Answer.NONE)
    signal = spoken(text, kit.intents)
    begins = opens_with(text, kit.intents)
    said = _ANSWERS.get(topic(text, kit.topics.asked, _SOON) or "", Answer.NONE)
    if said in (Answer.JOKE, Answer.ANGRY):
        return said
    if Signal.NO in (signal, begins):
        # "No, but sometimes": neither is overheard.
        return Answer.NONE if said is Answer.YES else Answer.NO
    if said is Answer.NONE and Signal.YES in (signal, begins):
        return Answer.YES
    return Answer.UNSURE if said is Answer.NONE and signal is Signal.UNSURE else said


_ANSWERS = {
    "why": Answer.WHY,
    "joke": Answer.JOKE,
    "angry": Answer.ANGRY,
    "partly": Answer.YES,
    "unsure": Answer.UNSURE,
}


def affirmed(answer: Answer, danger: Danger) -> bool:
    """Whether the question is answered with a yes: in so many words, or by telling of the danger itself."""
    told = danger.level is Level.ASK and any(not e.rule.startswith(NEAR) for e in danger.because)
    return answer is Answer.YES or (told and answer in (Answer.NONE, Answer.UNSURE))


def asked_again(session: Session, answer: Answer, kit: Kit, lines: LinesFor) -> Held | None:
    """Why it is asked, or that not knowing is an answer, and the question once more; None the second time."""
    asking = session.asking
    if asking is None or asking.replies or answer not in (Answer.WHY, Answer.UNSURE):
        return None
    words = wording_of(session, asking, kit, lines)
    waiting = replace(session, asking=replace(asking, replies=1))
    if answer is Answer.UNSURE:
        return offering(waiting, (words.message("ask.unsure", *_BUTTONS),))
    return offering(waiting, (words.message("ask.why"), words.message(words.act("ask"), *_BUTTONS)))


def why_it_was_asked(session: Session, text: str, kit: Kit, lines: LinesFor) -> Held | None:
    """Why there was a question, to who asks that after their no; None where nobody does."""
    said = topic(text, kit.topics.asked, _SOON)
    if not session.believed or said != Answer.WHY or " ask" not in text.lower():
        return None
    words = wording_of(session, Hold(session.believed), kit, lines)
    return Held(session, (words.message("ask.why"),))


def asked_once_more(session: Session, kit: Kit, lines: LinesFor) -> Held:
    """The question again, to who tapped something old instead of an answer."""
    words = wording_of(session, session.asking or Hold(), kit, lines)
    return offering(session, (words.message(words.act("ask"), *_BUTTONS),))


def believed(session: Session, answer: Answer, kit: Kit, lines: LinesFor) -> Held:
    """A no is believed and remembered; what was no answer leaves the door open, with the lines."""
    asking = session.asking or Hold()
    after = replace(
        session,
        asking=None,
        believed=tuple(dict.fromkeys((*session.believed, *asking.kinds))),
        believed_rules=tuple(dict.fromkeys((*session.believed_rules, *asking.rules))),
    )
    act = _NOES.get(answer, "ask.unclear")
    if not tells_back(session, answer):
        act = f"{act}.alone"
    return Held(after, (wording_of(session, asking, kit, lines).message(act),))


def tells_back(session: Session, answer: Answer) -> bool:
    """Whether the story that was asked about is heard as a story after this answer.

    What was said near suicide is not told back as a mood: they say themselves what is next, unless it was
    only a way of speaking.
    """
    grave = session.asking is not None and bool(_NOT_TOLD_BACK & set(session.asking.kinds))
    return answer in (Answer.JOKE, Answer.ANGRY) or not grave


def asks_anew(session: Session, danger: Danger) -> bool:
    """Whether a sign of danger is new: other kinds than those denied, or other words for them."""
    rules = {evidence.rule for evidence in danger.because}
    return not set(danger.kinds) <= set(session.believed) or not rules <= set(session.believed_rules)
