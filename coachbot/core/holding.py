"""What happens while a danger stands: the stop, the direct question, staying, and the deliberate way out.

No row of the dialogue's table applies here. Nothing in this file coaches, quotes a gem, writes to a
partner or schedules anything; what may be said is in prompts/en/danger.txt and the table of help lines.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from coachbot.core.danger import first_act, language_of
from coachbot.core.kit import Kit
from coachbot.core.model import Button, Danger, DangerKind, Manner, Message, Mode, Person, Step
from coachbot.core.session import Hold, Notes, Session
from coachbot.core.signals import Signal, opens_with, plain, spoken
from coachbot.core.values import pronouns

LinesFor = Callable[[tuple[DangerKind, ...], Person | None], str]

# With several kinds at once the words follow the first of these.
_GRAVEST = (
    DangerKind.SUICIDE,
    DangerKind.MEDICAL,
    DangerKind.CHILD_HARM,
    DangerKind.PARTNER_VIOLENCE,
    DangerKind.SEXUAL_COERCION,
    DangerKind.HARM_TO_PARTNER,
    DangerKind.COERCIVE_CONTROL,
    DangerKind.STALKING,
    DangerKind.SELF_HARM,
    DangerKind.OTHER_HARM,
)
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
_NOT_TOLD_BACK = frozenset((DangerKind.SUICIDE, DangerKind.SELF_HARM, DangerKind.MEDICAL))
_CHOICES = ("danger.numbers", "danger.plan", "danger.ground", "danger.leave")
AFTER_LINES = ("danger.safe", "danger.unsafe", *_CHOICES[1:2])
_WORDS: Mapping[str, tuple[str, ...]] = {
    "danger.numbers": ("number", "numbers", "hotline", "help line", "helpline", "who can i call"),
    "danger.plan": ("plan", "what can i do", "what should i do", "what do i do"),
    "danger.ground": ("breathe", "breath", "panic", "shaking", "ground"),
    "danger.leave": (
        "go on", "start over", "continue", "i'm safe now", "im safe now", "it's over", "its over",
        "you took me wrong", "misunderstood", "was joking", "was kidding", "not serious",
    ),
    "danger.unsafe": (
        "not safe", "i'm not safe", "unsafe", "he's here", "hes here", "she's here", "shes here", "he's home",
        "hes home", "she's home", "shes home", "he's back", "hes back", "she's back", "shes back",
        "hear the car",
        "he's coming", "hes coming", "she's coming", "shes coming", "at the door", "outside the door",
        "he's calling", "have pills", "the pills",
    ),
    "danger.safe": ("i'm safe", "im safe", "safe right now", "safe for now"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Held:
    """A reply given in danger, and the session after it."""

    session: Session
    messages: tuple[Message, ...]


def stopped(session: Session, danger: Danger, kit: Kit, lines: LinesFor, country: str | None) -> Held:
    """Coaching ends here: the help text for this danger, and the hold."""
    kinds = tuple(dict.fromkeys((*(session.hold.kinds if session.hold else ()), *danger.kinds)))
    held = replace(session, hold=Hold(kinds, danger.by, "safe"), asking=None, picker=None, editing=None)
    act = _act(kit, "stop", danger.kinds, danger.by)
    buttons = ("danger.safe", "danger.unsafe", *_CHOICES[:2])
    messages = [_foreign(danger, kit, lines, *buttons) or _message(held, kit, lines, act, *buttons)]
    if country is None:
        messages.append(_message(held, kit, lines, "lines.unknown_country"))
        held = replace(held, command="country")
    return _offering(held, tuple(messages))


def _foreign(danger: Danger, kit: Kit, lines: LinesFor, *buttons: str) -> Message | None:
    """The stop text in the language the danger was said in, whatever language the rest speaks."""
    book = kit.foreign_help.get(language_of(danger) or "")
    act = first_act(danger)
    if book is None or not book.has(act):
        return None
    words = book.acts[act][0].render({"lines": lines(danger.kinds, danger.by)}).strip()
    labels = tuple(Button(b, kit.phrases.label(b)) for b in buttons)
    return Message(words, labels, Manner.DANGER)


def help_text(danger: Danger, kit: Kit, lines: LinesFor) -> Message:
    """The help text by itself, for the day when nothing else works."""
    return _message(Session(), kit, lines, _act(kit, "stop", danger.kinds, danger.by), danger=danger)


def asked(session: Session, danger: Danger, kit: Kit, lines: LinesFor) -> Held:
    """One direct question, before anything else is said."""
    rules = tuple(dict.fromkeys(evidence.rule for evidence in danger.because))
    waiting = replace(session, asking=Hold(danger.kinds, danger.by, "ask", rules=rules))
    act = _act(kit, "ask", danger.kinds, danger.by)
    return _offering(waiting, (_message(waiting, kit, lines, act, "ask.yes", "ask.no"),))


def answer_to_ask(text: str, tap: str | None, kit: Kit) -> bool | None:
    """Whether a direct question was answered with yes or no; None when it wasn't answered at all."""
    if tap is not None:
        return {"ask.yes": True, "ask.no": False}.get(tap)
    signal = spoken(text, kit.intents) or opens_with(text, kit.intents)
    return {Signal.YES: True, Signal.NO: False}.get(signal) if signal else None


def believed(session: Session, *, clearly: bool, kit: Kit, lines: LinesFor) -> Held:
    """A no is believed and remembered; what was no answer leaves the door open, with the lines."""
    asking = session.asking or Hold()
    after = replace(
        session,
        asking=None,
        believed=tuple(dict.fromkeys((*session.believed, *asking.kinds))),
        believed_rules=tuple(dict.fromkeys((*session.believed_rules, *asking.rules))),
    )
    # What was said near suicide is not told back as a mood: they say themselves what is next.
    alone = bool(_NOT_TOLD_BACK & set(asking.kinds))
    act = ("ask.no.alone" if alone else "ask.no") if clearly else "ask.unclear"
    return Held(after, (_message(session, kit, lines, act, kinds=asking.kinds),))


def tells_back(session: Session) -> bool:
    """Whether the story that was asked about is heard as a story after a no."""
    return not (session.asking and _NOT_TOLD_BACK & set(session.asking.kinds))


def asks_anew(session: Session, danger: Danger) -> bool:
    """Whether a sign of danger is new: other kinds than those denied, or other words for them."""
    rules = {evidence.rule for evidence in danger.because}
    return not set(danger.kinds) <= set(session.believed) or not rules <= set(session.believed_rules)


def staying(session: Session, text: str, tap: str | None, kit: Kit, lines: LinesFor) -> Held:
    """The reply to anything while the hold stands."""
    hold = session.hold
    if hold is None:
        return Held(session, ())
    if hold.asked == "leave" and (left := _leaving(session, text, tap, kit, lines)):
        return left
    choice = tap if tap in session.offered else _chosen(text)
    session = replace(session, hold=replace(hold, asked="stay", replies=hold.replies + 1))
    if choice == "danger.leave":
        asking = replace(session, hold=replace(hold, asked="leave"))
        return _say(asking, kit, lines, "hold.leave", "danger.over", "danger.wrong", "danger.stands")
    if spoken(text, kit.intents) is Signal.WRITE and text:
        return _say(session, kit, lines, "hold.message", *_CHOICES)
    if choice == "danger.plan":
        return _say(session, kit, lines, _act(kit, "hold.plan", hold.kinds, hold.by), *_CHOICES)
    act = {"danger.numbers": "hold.numbers", "danger.ground": "hold.ground", "danger.safe": "hold.safe",
           "danger.unsafe": "hold.unsafe"}.get(choice or "", "hold.stay")  # fmt: skip
    return _say(session, kit, lines, act, *_CHOICES)


def _leaving(session: Session, text: str, tap: str | None, kit: Kit, lines: LinesFor) -> Held | None:
    said = plain(text)
    wrong = tap == "danger.wrong" or "wrong" in said or "kidding" in said or "joking" in said
    over = tap == "danger.over" or "over" in said.split() or "safe now" in said
    stands = tap == "danger.stands" or "still" in said.split() or "stands" in said
    if stands or not (wrong or over):
        unasked = replace(session, hold=_unasked(session))
        return _say(unasked, kit, lines, "hold.stands", *_CHOICES) if stands else None
    kinds = session.hold.kinds if session.hold else ()
    closed = over and not wrong and bool(_CLOSES_COUPLES_WORK & set(kinds))
    # What was told in danger is nothing to coach with: the talk begins on a clean page.
    clean = replace(session, hold=None, notes=Notes(), asked="fact", mirrored=0, settle_offered=False, heat=0)
    after = replace(clean, number=max(1, clean.number), step=Step.ARRIVE, mode=None)
    if closed:
        after = replace(after, closed=True, step=Step.LISTEN, mode=Mode.LISTEN)
    if wrong:
        after = replace(after, believed=tuple(dict.fromkeys((*session.believed, *kinds))))
    return _say(after, kit, lines, "hold.left.listen" if closed else "hold.left")


def _unasked(session: Session) -> Hold | None:
    return replace(session.hold, asked="stay") if session.hold else None


def _chosen(text: str) -> str | None:
    said = f" {plain(text[:300])} "
    if len(said.split()) > 14:
        return None
    order = ("danger.unsafe", *[k for k in _WORDS if k != "danger.unsafe"])
    return next((key for key in order if any(f" {w} " in said for w in _WORDS[key])), None)


def _act(kit: Kit, stem: str, kinds: tuple[DangerKind, ...], by: Person | None) -> str:
    kind = next((k for k in _GRAVEST if k in kinds), DangerKind.OTHER_HARM)
    names = (f"{stem}.{kind.value}.{by.value if by else ''}", f"{stem}.{kind.value}", stem)
    return next((name for name in names if kit.phrases.has(name)), f"{stem}.other_harm")


def _say(session: Session, kit: Kit, lines: LinesFor, act: str, *buttons: str) -> Held:
    return _offering(session, (_message(session, kit, lines, act, *buttons),))


def _message(
    session: Session,
    kit: Kit,
    lines: LinesFor,
    act: str,
    *buttons: str,
    danger: Danger | None = None,
    kinds: tuple[DangerKind, ...] = (),
) -> Message:
    hold = session.hold
    meant = danger.kinds if danger else kinds or (hold.kinds if hold else ())
    by = danger.by if danger else (hold.by if hold else None)
    partner = session.partner
    reflexive = {"he": "himself", "she": "herself"}.get(partner.subject, "themselves")
    known = {**pronouns(partner), "themselves": reflexive, "lines": lines(meant, by)}
    variants = kit.phrases.acts[act]
    turn = hold.replies if hold else 0
    words = variants[turn % len(variants)].render(known).strip()
    labels = tuple(Button(b, kit.phrases.label(b)) for b in buttons)
    return Message(words, labels, Manner.DANGER)


def _offering(session: Session, messages: tuple[Message, ...]) -> Held:
    with_buttons = [m for m in messages if m.buttons]
    if not with_buttons:
        return Held(session, messages)
    ids = tuple(b.id for b in with_buttons[-1].buttons)
    return Held(replace(session, offered=ids, offered_at=session.turn), messages)
