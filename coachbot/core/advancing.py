"""One message in, one move out: hear it, note it, look the row up, say what the row says."""

from __future__ import annotations

from datetime import datetime, timedelta

from coachbot.core import answering, dialogue
from coachbot.core.answering import Context
from coachbot.core.asking import Question, ask, button
from coachbot.core.changing import replace
from coachbot.core.course import next_step, previous, reopened
from coachbot.core.dialogue import Go, Row
from coachbot.core.hearing import Heard, hear, infer_mode
from coachbot.core.kit import Kit
from coachbot.core.model import Button, Mode, Reading, Said, Sort, Step
from coachbot.core.moves import Move, Say
from coachbot.core.noting import note, noted_mode
from coachbot.core.retrieval import Choice
from coachbot.core.session import Notes, Session
from coachbot.core.signals import Signal as S
from coachbot.core.values import values

# Going back never leads here: a gem is shown once, and a settled flood is over.
_NOT_RETRACED = (Step.ARRIVE, Step.SETTLE, Step.GEM)
_ENDED = (Step.ARRIVE, Step.CLOSE)
AWAY = timedelta(hours=6)
_ANY = Choice()
_STORY = (S.TOLD, S.ANSWERED, S.HOT, S.UPSET)
_STARTS = (
    S.TOLD,
    S.ANSWERED,
    S.HOT,
    S.UPSET,
    S.MORE,
    S.WRITE,
    S.VERDICT,
    S.DIAGNOSE,
    S.PREDICT,
    S.STAY_OR_GO,
)
# With a story in it, such a message is mirrored before its question is answered.
_ASKED_OF_US = (
    S.VERDICT,
    S.DIAGNOSE,
    S.PREDICT,
    S.STAY_OR_GO,
    S.FLATTER,
    S.HUMAN,
    S.INJECT,
    S.THE_OTHER,
    S.GREETING,
)
_ASKS_ME = (S.VERDICT, S.DIAGNOSE, S.PREDICT, S.STAY_OR_GO, S.FLATTER, S.WRITE, S.MORE, S.STILL_HOT)


def advance(session: Session, said: Said, reading: Reading, kit: Kit, choice: Choice = _ANY) -> Move:
    """The move that one message leads to.

    It may be asked twice: a move in which a gem was `sought` is made anew with what the vectors say.
    """
    heard = hear(session, said, reading, kit)
    if heard.signal is S.STALE:
        return Move(session, (Say(("stale",), values(session, reading, kit)),))
    fresh = _begins_anew(session, said, heard)
    session = begun(session, said.at) if fresh else replace(session, session_turn=session.session_turn + 1)
    before = session
    session = replace(session, unsure=session.unsure + 1 if heard.signal is S.UNSURE else 0)
    row = dialogue.row(session.step, session.mode, heard.signal, closed=session.closed)
    session = note(session, said, reading, heard, kit)
    if session.mode is None and heard.signal in _STARTS and said.text:
        session = noted_mode(session, None, infer_mode(said.text, reading))
    session = _gone(session, row, heard.signal)
    move = _answered(Context(before, session, heard, said, reading, kit), row, choice)
    after = move.session if said.sort is Sort.DUE else replace(move.session, last_at=said.at)
    return replace(move, session=after, new_session=fresh)


def _begins_anew(session: Session, said: Said, heard: Heard) -> bool:
    if heard.signal is S.RESTART or session.number == 0 or heard.signal is S.FOLLOW_UP_DUE:
        return True
    ended = session.step is Step.CLOSE and heard.signal in (*_STORY, S.GREETING, S.OUTSIDER)
    return ended and said.tap is None


def begun(session: Session, at: str) -> Session:
    """A new session of the same talk: what was agreed and who the partner is stays known."""
    notes = session.notes
    return replace(
        Session(),
        turn=session.turn,
        session_turn=1,
        number=session.number + 1,
        partner=session.partner,
        texts=session.texts,
        opening=session.opening,
        hold=session.hold,
        believed=session.believed,
        believed_rules=session.believed_rules,
        closed=session.closed,
        asking=session.asking,
        follow_up=session.follow_up,
        tokens_day=session.tokens_day,
        tokens=session.tokens,
        money=session.money,
        plain_told=session.plain_told,
        last_request=notes.request or session.last_request,
        last_fact=notes.facts[0] if notes.facts else session.last_fact,
        nudges_offered=session.nudges_offered,
        step=Step.ARRIVE,
        last_at=at,
        notes=Notes(),
    )


def _checked_twice(session: Session, signal: S) -> bool:
    """Whether the step would only ask "did I get that right?" again, after something else was asked of us."""
    return session.step is Step.LISTEN and session.asked == "check" and signal in _ASKED_OF_US


def _gone(session: Session, row: Row, signal: S) -> Session:
    session = replace(session, heard=session.heard or row.heard, mode=row.mode or session.mode)
    session = replace(session, asides=session.asides + 1 if row.say == "draft.aside" else 0)
    here = session.step
    if row.go is Go.STAY and _checked_twice(session, signal):
        row = replace(row, go=Go.NEXT)
    if row.go is Go.STAY:
        return session
    if row.go is Go.BACK:
        step, trail = previous(session)
        skipped = tuple(s for s in session.skipped if s is not step)
        back = replace(session, step=step, trail=trail, skipped=skipped, picker=None, editing=None)
        return reopened(back, step)
    passed = session
    if signal is S.UNSURE and here is Step.LISTEN and session.asked in ("feeling", "open"):
        session = replace(session, skipped=(*session.skipped, Step.FEELING))  # they said that they don't know
    if row.go is Go.NEXT:
        passed = replace(session, skipped=tuple(dict.fromkeys((*session.skipped, here))))
    step = next_step(passed, here) if row.go is Go.NEXT else row.go
    trail = session.trail if here in _NOT_RETRACED else (*session.trail, here)[-12:]
    return replace(passed, step=step, trail=trail, picker=None, editing=None)


# ---------------------------------------------------------------- the reply


def _answered(c: Context, row: Row, choice: Choice) -> Move:
    kit = c.kit
    special = answering.SIGNALS.get(c.heard.signal) or answering.ANSWERS.get(row.say)
    answer = special(c) if special else answering.Answer(c.session, (row.say,) if row.say else ())
    session = replace(answer.session, mirrored=answer.session.mirrored + _mirrors(row, c.heard))
    known = {**values(session, c.reading, kit), **_in_their_words(c), **answer.values}
    asks = row.asks if answer.asks is None else answer.asks
    question = _question(session, kit, choice) if asks else Question(session)
    known.update(question.values or {})
    session = question.session
    buttons, columns = (
        (answer.buttons, answer.columns) if answer.buttons else (question.buttons, question.columns)
    )
    session, depth = _depth(session, kit, bool(question.apart))
    acts = (*_resumed(c), *_lead(c, row), *answer.acts, *question.acts)
    body = (Say(acts, known, (*buttons, *depth), columns=columns),) if acts else ()
    apart = tuple(replace(s, values={**known, **s.values}) for s in (*answer.apart, *question.apart))
    return Move(
        session,
        (*answer.first, *body, *apart),
        gem=question.gem,
        sought=question.sought,
        gem_events=(*answer.gem_events, *(((question.gem.slug, "seen"),) if question.gem else ())),
        schedule=answer.schedule,
        cancel=answer.cancel,
        card=question.card,
        memory=answer.memory,
    )


def _resumed(c: Context) -> tuple[str, ...]:
    if not c.before.last_at or c.before.step in _ENDED or c.said.sort is Sort.DUE:
        return ()
    away = datetime.fromisoformat(c.said.at) - datetime.fromisoformat(c.before.last_at)
    return ("resume",) if away > AWAY else ()


def _in_their_words(c: Context) -> dict[str, object]:
    """What is said back where no clause could be: some words of theirs, or the question they put."""
    if c.said.tap is not None:
        return {}
    return {"told": c.told} if c.told else {"question": c.question, "letter": c.letter}


def _lead(c: Context, row: Row) -> tuple[str, ...]:
    if c.heard.signal not in _ASKS_ME or row.say == "mirror" or c.before.notes.facts:
        return ()
    if c.told is not None:
        return ("mirror",)
    quoted = c.question is not None and c.heard.signal in (S.MORE, S.WRITE)
    return ("asked.quote",) if quoted else ()


def _mirrors(row: Row, heard: Heard) -> int:
    return 1 if row.say.startswith("mirror") or heard.signal in _STARTS else 0


def _question(session: Session, kit: Kit, choice: Choice) -> Question:
    question = ask(session, kit, choice)
    sought = question.sought
    # A gem that does not exist asks nothing: the course goes on past it.
    while not question.acts and not question.apart:
        here = question.session.step
        onward = replace(question.session, skipped=(*question.session.skipped, here))
        question = ask(replace(onward, step=next_step(onward, here)), kit, choice)
    return replace(question, sought=sought)


def _depth(session: Session, kit: Kit, apart: bool) -> tuple[Session, tuple[Button, ...]]:
    """The other depth as a button: once, no earlier than the second reply."""
    offers = session.session_turn >= 2 and not session.depth_offered and not apart
    other = {Mode.IN_IT: "depth.afterwards", Mode.AFTERWARDS: "depth.in_it"}
    inside = (
        session.step in (Step.LISTEN, Step.OBSERVATION, Step.FEELING, Step.NEED) and session.picker is None
    )
    if not offers or not inside or session.mode not in other:
        return session, ()
    return replace(session, depth_offered=True), button(kit, other[session.mode])
