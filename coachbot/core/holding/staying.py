"""Staying: the reply to anything while a danger stands, and the deliberate way out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from coachbot.core.holding.wording import Held, LinesFor, Wording, offering, wording_of
from coachbot.core.kit import Kit
from coachbot.core.languages import english
from coachbot.core.model import Danger, DangerKind, Level, Manner, Message, Mode, Step
from coachbot.core.session import Hold, Notes, Session
from coachbot.core.signals import Signal, spoken
from coachbot.core.topics import topic

# Between two people of whom one is harmed there is nothing for a couples' coach to coach.
_CLOSES_COUPLES_WORK = frozenset(
    (
        DangerKind.PARTNER_VIOLENCE,
        DangerKind.COERCIVE_CONTROL,
        DangerKind.SEXUAL_COERCION,
        DangerKind.STALKING,
        DangerKind.CHILD_HARM,
        DangerKind.HARM_TO_PARTNER,
    )
)
_CHOICES = ("danger.numbers", "danger.plan", "danger.ground", "danger.leave")
_WAYS_OUT = ("danger.over", "danger.wrong", "danger.stands")
AFTER_LINES = ("danger.safe", "danger.unsafe", "danger.plan")
# Told of a danger again, these are answered first; everything else gives way to it.
_FIRST = ("unsafe", "no_answer", "called")
_SIGNALS: Mapping[Signal, str] = {Signal.WRITE: "message", Signal.LOOK_AT_MESSAGE: "message"}
_A_WORD_OR_TWO = 4
_REMEMBERED = 60  # acts
# In an emergency nothing else is talked about.
_MEDICAL = frozenset(("unsafe", "called", "no_answer", "numbers", "leave", "plan", "again", "calling"))


def staying(
    session: Session, text: str, tap: str | None, kit: Kit, lines: LinesFor, danger: Danger | None = None
) -> Held:
    """The reply to anything while the hold stands; `danger` is what this message tells anew."""
    hold = session.hold
    if hold is None:
        return Held(session, ())
    if tap is None and (hidden := hidden_at_once(session, text, kit)) is not None:
        return hidden
    told_anew = danger is not None and danger.level is Level.STOP
    if hold.asked == "leave" and not told_anew and (left := _leaving(session, text, tap, kit, lines)):
        return left
    about = _about(session, text, tap, kit)
    if told_anew and about not in _FIRST:
        about = "again"
    if DangerKind.MEDICAL in hold.kinds and about not in _MEDICAL:
        about = "stay"
    asked = "leave" if about == "leave" else "stay"
    words = wording_of(session, hold, kit, lines)
    if _goes_on_in_their_language(words, text, about if tap else ""):
        act, buttons = "hold.stay", _buttons("stay")
    else:
        words = replace(words, language="")
        act, buttons = _act(words, about), _buttons(about)
    said = (*hold.said, act)[-_REMEMBERED:]
    after = replace(session, hold=replace(hold, asked=asked, replies=hold.replies + 1, said=said))
    return offering(after, (words.message(act, *buttons),))


def hidden_at_once(session: Session, text: str, kit: Kit) -> Held | None:
    """Somebody reads along: what we said leaves the chat, nothing is answered; None if nobody does."""
    if topic(text, kit.topics.staying[:1], kit.topics.longest) != "watched":
        return None
    words = kit.phrases.acts["hide"][0].source
    hidden = Message(words, manner=Manner.COMMAND, clears=True)
    return Held(replace(session, offered=(), asking=None), (hidden,))


def _about(session: Session, text: str, tap: str | None, kit: Kit) -> str:
    """What they want or tell, by the name of its act."""
    if tap is not None:
        return tap.removeprefix("danger.") if tap in session.offered else "stay"
    found = topic(text, kit.topics.staying, kit.topics.longest)
    return found or _SIGNALS.get(spoken(text, kit.intents) or Signal.EMPTY, "stay")


def _act(words: Wording, about: str) -> str:
    found = words.act(f"hold.{about}")
    return found if words.kit.phrases.has(found) else words.act("hold.stay")


def _buttons(about: str) -> tuple[str, ...]:
    return _WAYS_OUT if about == "leave" else _CHOICES


def _goes_on_in_their_language(words: Wording, text: str, tapped: str) -> bool:
    """Whether to say the one thing that we can in the language of the danger: its numbers, and a way on."""
    book = words.kit.foreign_help.get(words.language)
    if book is None or not book.has("hold.stay"):
        return False
    return tapped == "numbers" or (not tapped and bool(text) and not english(text))


def _leaving(session: Session, text: str, tap: str | None, kit: Kit, lines: LinesFor) -> Held | None:
    """What becomes of the question before a hold is left; None where something else was said."""
    said = topic(text, kit.topics.leaving, kit.topics.longest) if tap is None else None
    choice = said or (tap or "").removeprefix("danger.")
    hold = session.hold or Hold()
    words = replace(wording_of(session, hold, kit, lines), language="")
    if choice == "stands":
        staying_on = replace(session, hold=replace(hold, asked="stay"))
        return offering(staying_on, (words.message("hold.stands", *_CHOICES),))
    if choice in ("wrong", "over"):
        return _left(session, hold, words, wrong=choice == "wrong")
    brief = tap is None and len(text.split()) <= _A_WORD_OR_TWO
    if brief and topic(text, kit.topics.staying, kit.topics.longest) in (None, "safe", "thanks", "leave"):
        return offering(session, (words.message("hold.leave.which", *_WAYS_OUT),))
    return None


def _left(session: Session, hold: Hold, words: Wording, *, wrong: bool) -> Held:
    closed = not wrong and bool(_CLOSES_COUPLES_WORK & set(hold.kinds))
    # What was told in danger is nothing to coach with: the talk begins on a clean page.
    clean = replace(session, hold=None, notes=Notes(), asked="fact", mirrored=0, settle_offered=False, heat=0)
    after = replace(clean, number=max(1, clean.number), step=Step.ARRIVE, mode=None)
    if closed:
        after = replace(after, closed=True, step=Step.LISTEN, mode=Mode.LISTEN)
    if wrong:
        after = replace(after, believed=tuple(dict.fromkeys((*session.believed, *hold.kinds))))
    return Held(after, (words.message("hold.left.listen" if closed else "hold.left"),))


def after_lines(session: Session, kit: Kit, lines: LinesFor) -> Message | None:
    """The lines of a country that was named in a hold, in the language of the danger; None in English."""
    words = wording_of(session, session.hold or Hold(), kit, lines)
    known = _goes_on_in_their_language(words, "", "numbers")
    return words.message("hold.stay", *AFTER_LINES[:2]) if known else None
