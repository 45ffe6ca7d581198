"""Answers that need more than words: pickers, drafts, gems read whole, rehearsals, times to come."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from coachbot.core import drafting, picking
from coachbot.core.asking import button, card_lines
from coachbot.core.checking import check
from coachbot.core.composing import draft_text, pause_lines, register, shape_request
from coachbot.core.dialogue import FOUNDATION_STEPS
from coachbot.core.gems import pages
from coachbot.core.hearing import HOT, WEEKDAYS, Heard
from coachbot.core.kit import Kit
from coachbot.core.languages import foreign
from coachbot.core.model import Button, Foundation, Manner, Mode, Reading, Said, Step, Track
from coachbot.core.moves import Say
from coachbot.core.rehearsal import rehearse
from coachbot.core.session import Rehearsal, Session
from coachbot.core.signals import Signal as S
from coachbot.core.values import feeling_phrase, joined, upper, wish

MINUTES = 60
HOURS = 60 * MINUTES
SETTLING = 20 * MINUTES
# Without the person's clock: tomorrow, a little earlier than now, so that a late fight is not asked
# about in the night. The nudges' engine knows zones.
TOMORROW = 20 * HOURS
SOME_DAYS = 68 * HOURS


@dataclass(frozen=True, slots=True)
class Context:
    """What an answer is made from; `before` is the session as it was when the message came."""

    before: Session
    session: Session
    heard: Heard
    said: Said
    reading: Reading
    kit: Kit


@dataclass(frozen=True, slots=True)
class Answer:
    """What is answered before the step asks; `asks` overrules the row when it is not None."""

    session: Session
    acts: tuple[str, ...] = ()
    values: Mapping[str, object] = field(default_factory=dict)
    buttons: tuple[Button, ...] = ()
    columns: int = 1
    first: tuple[Say, ...] = ()  # messages before the reply
    apart: tuple[Say, ...] = ()  # messages after it
    asks: bool | None = None
    schedule: tuple[tuple[str, int], ...] = ()
    cancel: tuple[str, ...] = ()
    gem_events: tuple[tuple[str, str], ...] = ()


# ---------------------------------------------------------------- hearing


def _ack(c: Context) -> Answer:
    """What was answered, in one short sentence: the feeling or the need that is new."""
    notes, before = c.session.notes, c.before.notes
    feelings = [f for f in notes.feelings if f not in before.feelings]
    needs = [n for n in notes.needs if n not in before.needs]
    known: dict[str, object] = {}
    if feelings:
        words = joined([feeling_phrase(f, c.kit) for f in feelings[-3:]])
        known = {"feelings": words, "Feelings": upper(words)}
        act = "ack.instead" if c.reading.denied or _corrected(c) else "ack.feeling"
        return Answer(c.session, (act,), known)
    if needs:
        words = wish(needs[-1], c.session.partner, c.kit)
        return Answer(c.session, ("ack.need",), {"wish": words, "Wish": upper(words)})
    return Answer(c.session, ("mirror",) if c.reading.retellings else ("ack.go_on",))


def _corrected(c: Context) -> bool:
    return bool(set(c.session.notes.not_feelings) - set(c.before.notes.not_feelings))


def _mirror(c: Context) -> Answer:
    session, reading = c.session, c.reading
    if session.step is Step.SETTLE and c.before.step is Step.SETTLE:
        return Answer(session, ("mirror",))
    happened = any(r.kind in ("fact", "saying", "own_act") for r in reading.retellings)
    if len(reading.worth_signs) > 1 and not happened and session.mirrored == 0:
        return Answer(session.knowing(facts=(), clauses=()), ("mirror.worth",))
    if reading.retellings:
        asks = session.notes.asked_me != c.before.notes.asked_me and bool(session.notes.asked_me)
        grieves = session.notes.track is Track.GRIEF and session.mirrored == 0
        return Answer(session, ("mirror.sorry" if grieves else "mirror", *(("asked",) if asks else ())))
    if reading.faux_feelings and not reading.feelings:
        return Answer(session, ("mirror.faux",))
    if reading.feelings:
        return Answer(session, ("mirror.feeling",))
    scrap = c.said.text.strip().rstrip(".!?")
    if c.before.asked == "fact" and scrap in session.notes.facts:
        return Answer(session, ("mirror.scrap",), {"fact": scrap})
    # Further on, what can't be told back is taken and the step goes on; only a beginning asks for more.
    beginning = c.before.step in (Step.ARRIVE, Step.LISTEN, Step.CLOSE)
    return Answer(session, ("mirror.none" if beginning else "ack.go_on",))


def _mirror_listening(c: Context) -> Answer:
    told = bool(c.reading.retellings or c.reading.feelings)
    return Answer(c.session, ("mirror.listening" if told else "listen.here",), buttons=button(c.kit, "more"))


def _upset(c: Context) -> Answer:
    return Answer(
        replace(c.session, asked="upset", mirrored=1),
        ("mirror", "upset"),
        buttons=button(c.kit, "listen", "settle", "more"),
        columns=2,
    )


def _just_listen(c: Context) -> Answer:
    return Answer(replace(c.session, asked="fact"), ("listen.just",), buttons=())


def _bye(c: Context) -> Answer:
    # A good-night before anything is known is only answered; a card needs something to stand on.
    if c.session.step is Step.CLOSE and c.before.step is not Step.CLOSE and card_lines(c.session, c.kit):
        return Answer(c.session, ("bye.card",))
    return Answer(c.session, ("bye",), asks=False)


def _foreign(c: Context) -> Answer:
    code = foreign(c.said.text, c.kit.languages)
    sentence = c.kit.languages.sentences.get(code or "", "")
    return Answer(c.session, ("foreign",), {"sentence": sentence})


# ---------------------------------------------------------------- pickers


def _open_picker(kind: str) -> Callable[[Context], Answer]:
    def answer(c: Context) -> Answer:
        session = picking.opened(c.session, kind, c.kit)
        assert session.picker is not None
        lead = f"{kind}.wrong" if c.heard.signal is S.NO else f"{kind}.picker"
        return Answer(
            session, (lead,), apart=(picking.shown(session.picker, c.kit, edits=False),), asks=False
        )

    return answer


def _something_else(c: Context) -> Answer:
    return _open_picker("need" if c.session.asked == "need" else "feeling")(c)


def _toggle(c: Context) -> Answer:
    picker = c.session.picker
    if picker is None:
        return Answer(c.session, ("stale",))
    if c.heard.signal is S.TOGGLE:
        picker = picking.toggled(picker, c.heard.value)
    else:
        picker = picking.turned(picker, c.heard.value)
    return Answer(replace(c.session, picker=picker), apart=(picking.shown(picker, c.kit, edits=True),))


def _picked(c: Context) -> Answer:
    if c.before.picker is not None and not c.before.picker.picked:
        return Answer(c.session, ("picked.none",))
    return _ack(c)


# ---------------------------------------------------------------- settling


def _settle(c: Context) -> Answer:
    session = replace(c.session, settle_offered=True, asked="heat")
    due = (("settle_check", SETTLING),)
    if c.heard.value:
        act = f"settle.{c.heard.value}"
        return Answer(session, (act,), buttons=button(c.kit, "calmer", "hot"), columns=2, schedule=due)
    ways = button(c.kit, "settle.breath", "settle.walk", "settle.water", "settle.twenty")
    return Answer(replace(session, asked="settle"), ("settle.how",), buttons=ways, columns=2, schedule=due)


def _pause(c: Context) -> Answer:
    session = replace(c.session, settle_offered=True, asked="heat")
    return Answer(
        session,
        ("pause",),
        buttons=button(c.kit, "calmer", "settle"),
        columns=2,
        schedule=(("settle_check", SETTLING),),
    )


def _still(c: Context) -> Answer:
    ways = button(c.kit, "settle.breath", "settle.walk", "settle.water", "listen")
    session = replace(c.session, asked="heat", settle_offered=True)
    return Answer(session, ("settle.still",), buttons=ways, columns=2, schedule=(("settle_check", SETTLING),))


def _pause_line(c: Context) -> Answer:
    lines = pause_lines(register(c.session.texts), c.kit.wording)
    line = lines[c.session.turn % len(lines)] if lines else ""
    quote = Say(("draft.text",), {"draft": line}, button(c.kit, "calmer", "hot"), Manner.DRAFT, columns=2)
    return Answer(replace(c.session, asked="heat"), ("settle.pause_line",), apart=(quote,))


def _check_due(c: Context) -> Answer:
    # They came back by themselves before the time did: nothing to check any more.
    if c.session.step is not Step.SETTLE:
        return Answer(c.session, ())
    session = replace(c.session, asked="heat")
    return Answer(session, ("settle.check",), buttons=button(c.kit, "calmer", "hot"), columns=2)


def _calmer(c: Context) -> Answer:
    session = replace(c.session, heat=min(c.session.heat, HOT - 3), settle_offered=True)
    return Answer(
        session, ("settle.calmer" if c.before.step is Step.SETTLE else "calmer",), cancel=("settle_check",)
    )


# ---------------------------------------------------------------- gems


def _read_gem(c: Context) -> Answer:
    passage = c.session.gem
    gem = c.kit.gems.get(passage.slug) if passage else None
    if gem is None:
        return Answer(c.session, ("stale",))
    whole = pages(gem)
    page = min(c.session.gem_page, len(whole) - 1)
    last = page + 1 >= len(whole)
    shown = {"gem_page": whole[page], "gem_title": gem.title}
    choices = ("gem.go", "gem.keep") if last else ("gem.next", "gem.go", "gem.keep")
    quote = Say(
        ("gem.page" if page else "gem.first_page",), shown, button(c.kit, *choices), Manner.QUOTE, columns=2
    )
    return Answer(replace(c.session, gem_page=page if last else page + 1), apart=(quote,))


def _keep_gem(c: Context) -> Answer:
    events = ((c.session.gem.slug, "kept"),) if c.session.gem else ()
    return Answer(
        c.session, ("gem.kept",), buttons=button(c.kit, "gem.read", "gem.go"), columns=2, gem_events=events
    )


def _gem_no(c: Context) -> Answer:
    return Answer(c.session.knowing(practice=None), ("gem.no",))


def _draft_undone(c: Context) -> Answer:
    before = c.session.undo
    return Answer(replace(c.session.knowing(draft=before), undo=()), ("draft.undone",))


def _not_for_me(c: Context) -> Answer:
    events = ((c.session.gem.slug, "disliked"),) if c.session.gem else ()
    return Answer(c.session.knowing(practice=None), ("gem.not_for_me",), gem_events=events)


# ---------------------------------------------------------------- foundations and requests


def _choose_foundation(c: Context) -> Answer:
    ids = tuple(f"f.{f.value}" for f in Foundation if f.value != c.session.step.value)
    return Answer(c.session, ("foundation.choose",), buttons=button(c.kit, *ids))


def _foundation(c: Context) -> Answer:
    chosen = Foundation(c.heard.value)
    session = replace(c.session.knowing(foundation=chosen), step=FOUNDATION_STEPS[chosen])
    return Answer(session, ())


def _foundation_unsure(c: Context) -> Answer:
    act = f"{c.session.step.value}.unsure"
    return Answer(c.session, (act,), buttons=button(c.kit, "other", "skip"), columns=2)


def _reshape(c: Context) -> Answer:
    shaped = shape_request(c.said.text, c.kit.wording, c.session.partner)
    asked = replace(c.session.knowing(request_kind=shaped.kind), asked="reshape")
    return Answer(asked, (f"request.{shaped.kind}",), buttons=button(c.kit, "skip"))


def _request_ok(c: Context) -> Answer:
    shaped = shape_request(c.session.notes.request or "", c.kit.wording, c.session.partner)
    own = c.session.notes.request_to == "self"
    act = "request.own" if own else ("request.ok" if shaped.kind == "request" else "request.as_is")
    session = c.session.knowing(wants_message=False if own else c.session.notes.wants_message)
    return Answer(session, (act,), asks=None)


def _no_request(c: Context) -> Answer:
    # Who wants to ask for nothing isn't offered a message either, unless they wanted one before.
    return Answer(c.session.knowing(wants_message=c.session.notes.wants_message or False), ("request.none",))


def _ideas(c: Context) -> Answer:
    return Answer(replace(c.session, asked="request"), ("request.ideas",), buttons=button(c.kit, "skip"))


# ---------------------------------------------------------------- the message


def _write(c: Context) -> Answer:
    session = c.session.knowing(wants_message=True)
    return Answer(session, ("write",) if c.before.step is not Step.MESSAGE else ())


def _write_first(c: Context) -> Answer:
    return Answer(c.session.knowing(wants_message=True), ("write.first",))


def _paste(c: Context) -> Answer:
    return Answer(replace(c.session, asked="paste"), ("message.paste",), buttons=button(c.kit, "back"))


def _draft_changed(c: Context) -> Answer:
    session = replace(c.session, editing=c.before.editing)
    return Answer(drafting.changed(session, c.heard.value or c.said.text), ())


def _draft_request(c: Context) -> Answer:
    # What they want to ask has changed: the draft is written anew around it.
    return Answer(c.session.knowing(draft=(), wants_message=True), ())


def _draft_shorter(c: Context) -> Answer:
    kept = tuple(line for line in c.session.notes.draft if line.kind != "need")
    return Answer(drafting.noted_draft(c.session, kept or c.session.notes.draft), ())


def _draft_aside(c: Context) -> Answer:
    acts = ("mirror",) if c.reading.retellings else ()
    if c.session.asked == "want":
        return Answer(
            c.session, (*acts, "message.offer"), buttons=button(c.kit, "write", "myself"), columns=2
        )
    buttons = button(c.kit, "keep", "change", "rehearse", "myself")
    return Answer(c.session, (*acts, "draft.still"), buttons=buttons, columns=2)


def _edit(c: Context) -> Answer:
    draft = c.session.notes.draft
    if c.heard.value.isdigit() and int(c.heard.value) < len(draft):
        index = int(c.heard.value)
        session = replace(c.session, editing=index, asked="line")
        ids = (Button(f"drop.{index}", c.kit.phrases.label("drop")), *button(c.kit, "back"))
        return Answer(session, ("draft.edit_line",), {"line": draft[index].text}, ids, 2)
    if len(draft) == 1:
        return Answer(
            replace(c.session, editing=0, asked="line"), ("draft.edit_line",), {"line": draft[0].text}
        )
    lines = tuple(Button(f"line.{i}", _shortened(line.text)) for i, line in enumerate(draft))
    return Answer(c.session, ("draft.edit",), buttons=lines)


def _shortened(text: str, size: int = 40) -> str:
    return text if len(text) <= size else text[: size - 1].rsplit(" ", 1)[0] + "…"


def _drop(c: Context) -> Answer:
    index = int(c.heard.value) if c.heard.value.isdigit() else -1
    if not 0 <= index < len(c.session.notes.draft):
        return Answer(c.session, ("stale",), asks=False)
    return Answer(drafting.dropped(c.session, index), ("draft.dropped",))


def _kept(c: Context) -> Answer:
    if c.before.asked == "want":
        session = replace(c.session.knowing(wants_message=True), step=Step.MESSAGE)
        return Answer(session, (), asks=True)
    return Answer(c.session.knowing(draft_done=True), ("draft.kept",))


def _myself(c: Context) -> Answer:
    return Answer(c.session.knowing(wants_message=False, draft_done=True), ("message.myself",))


# ---------------------------------------------------------------- rehearsal


def _rehearse_begin(c: Context) -> Answer:
    draft = draft_text(c.session.notes.draft)
    acts = ("rehearse.begin", "rehearse.with_draft") if draft else ("rehearse.begin", "rehearse.ask")
    return Answer(replace(c.session, asked="line"), acts, {"draft": draft or None}, button(c.kit, "enough"))


def _round(c: Context) -> Answer:
    state = c.session.rehearsal
    problems = check(c.said.text, c.kit.rules)
    answer = rehearse(c.said.text, problems, c.kit.replies, state.rounds, None, frozenset(state.said))
    session = replace(
        c.session,
        rehearsal=Rehearsal(state.rounds + 1, answer.kind, (*state.said, answer.reply)[-40:]),
        asked="line",
    )
    known = {"reply": answer.reply, "seen": answer.seen, "may_need": answer.need, "hint": answer.hint}
    partner = Say(("rehearse.reply",), known, manner=Manner.QUOTE)
    note = Say(("rehearse.note",), known, button(c.kit, "again", "enough"), columns=2)
    return Answer(session, (), known, first=(partner,), apart=(note,))


# ---------------------------------------------------------------- closing and coming back


def _agreed(c: Context) -> Answer:
    value, session = c.heard.value, replace(c.session, asked=None)
    if value == "none":
        return Answer(session, ("close.no_follow_up",))
    if value in WEEKDAYS:
        seconds, act = _until(value, c.said.at), "close.agreed_day"
    else:
        seconds, act = (SOME_DAYS, "close.agreed_days") if value == "days" else (TOMORROW, "close.agreed")
    return Answer(session, (act,), {"name": value.capitalize()}, schedule=(("follow_up", seconds),))


def _until(weekday: str, at: str) -> int:
    """Seconds until that day comes next, a little earlier in the day than now."""
    days = (WEEKDAYS.index(weekday) - datetime.fromisoformat(at).weekday() - 1) % 7 + 1
    return days * 24 * HOURS - 4 * HOURS


def _thanks(c: Context) -> Answer:
    return Answer(c.session, ("thanks",), buttons=button(c.kit, "more", "end"), columns=2)


def _follow_ask(c: Context) -> Answer:
    session = replace(c.session, asked="went", mode=Mode.AFTERWARDS)
    act = "follow.ask_request" if session.last_request else "follow.ask"
    return Answer(session, (act,), buttons=button(c.kit, "went.well", "went.badly", "went.not"))


def _listen_after(act: str) -> Callable[[Context], Answer]:
    def answer(c: Context) -> Answer:
        return Answer(replace(c.session, asked="fact", mode=c.session.mode or Mode.AFTERWARDS), (act,))

    return answer


def _outsider_begin(c: Context) -> Answer:
    return Answer(replace(c.session, asked="outsider"), ("outsider.begin",))


def _settle_heard(c: Context) -> Answer:
    return Answer(
        replace(c.session, asked="heat"),
        ("mirror", "settle.heard"),
        buttons=button(c.kit, "calmer", "settle", "listen"),
        columns=2,
    )


def _insight(c: Context) -> Answer:
    return Answer(c.session, ("insight",))


ANSWERS: Mapping[str, Callable[[Context], Answer]] = {
    "ack": _ack,
    "mirror": _mirror,
    "mirror.listening": _mirror_listening,
    "upset": _upset,
    "listen.just": _just_listen,
    "bye.card": _bye,
    "foreign": _foreign,
    "feeling.picker": _open_picker("feeling"),
    "feeling.wrong": _open_picker("feeling"),
    "feeling.which": _open_picker("feeling"),
    "need.picker": _open_picker("need"),
    "need.wrong": _open_picker("need"),
    "need.which": _open_picker("need"),
    "pause": _pause,
    "settle.how": _settle,
    "settle.still": _still,
    "settle.heard": _settle_heard,
    "settle.check": _check_due,
    "settle.calmer": _calmer,
    "settle.pause_line": _pause_line,
    "calmer": _calmer,
    "gem.kept": _keep_gem,
    "gem.not_for_me": _not_for_me,
    "gem.no": _gem_no,
    "draft.undone": _draft_undone,
    "foundation.choose": _choose_foundation,
    "foundation.unsure": _foundation_unsure,
    "request.reshape": _reshape,
    "request.ok": _request_ok,
    "request.ideas": _ideas,
    "request.none": _no_request,
    "request.which": _ideas,
    "write": _write,
    "write.first": _write_first,
    "message.paste": _paste,
    "message.myself": _myself,
    "draft.changed": _draft_changed,
    "draft.request": _draft_request,
    "draft.shorter": _draft_shorter,
    "draft.aside": _draft_aside,
    "draft.edit": _edit,
    "draft.dropped": _drop,
    "draft.kept": _kept,
    "rehearse.begin": _rehearse_begin,
    "rehearse.round": _round,
    "close.agreed": _agreed,
    "thanks": _thanks,
    "follow.ask": _follow_ask,
    "follow.badly": _listen_after("follow.badly"),
    "follow.not_said": _listen_after("follow.not_said"),
    "follow.more": _listen_after("follow.more"),
    "outsider.begin": _outsider_begin,
    "insight": _insight,
}

# Rows without words of their own.
SIGNALS: Mapping[S, Callable[[Context], Answer]] = {
    S.TOGGLE: _toggle,
    S.PAGE: _toggle,
    S.PICKED: _picked,
    S.SOMETHING_ELSE: _something_else,
    S.READ_GEM: _read_gem,
    S.FOUNDATION: _foundation,
}
