"""Which step comes next: the first of the person's course in which something is left to do."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from coachbot.core.dialogue import COURSES, FOUNDATION_STEPS
from coachbot.core.kit import Kit
from coachbot.core.model import Foundation, Mode, Passage, Step, Track
from coachbot.core.retrieval import Choice, Query, search
from coachbot.core.session import Notes, Session

# Where the work lies on a track, when the words themselves name no foundation clearly.
_OF_TRACK: Mapping[Track, Foundation] = {
    Track.NOT_THERE: Foundation.EMPATHY,
    Track.PARTNER_MUST_CHANGE: Foundation.RESPECT,
    Track.SHAKEN_WORTH: Foundation.RESPECT,
    Track.DISCERNMENT: Foundation.RESPECT,
    Track.BROKEN_AGREEMENT: Foundation.TRUST,
    Track.OWN_MISTAKE: Foundation.EMPATHY,
    Track.GRIEF: Foundation.EMPATHY,
    Track.DISTANCE: Foundation.EMPATHY,
}

# Where what the track asks for comes before what the words put most in play.
_ITS_OWN = (Track.OWN_MISTAKE, Track.NOT_THERE, Track.SHAKEN_WORTH, Track.DISCERNMENT, Track.BROKEN_AGREEMENT)


def thinnest(notes: Notes) -> Foundation:
    """The foundation that the person's words put most in play; theirs if they chose one."""
    if notes.foundation:
        return notes.foundation
    if notes.track in _ITS_OWN:
        return _OF_TRACK[notes.track]
    scored = sorted(notes.scores, key=lambda s: -s[1])
    if scored and scored[0][1] > 0:
        best = [f for f, score in scored if score >= scored[0][1] - 0.05]
        own = _OF_TRACK.get(notes.track) if notes.track else None
        return own if own in best else best[0]
    return _OF_TRACK.get(notes.track, Foundation.EMPATHY) if notes.track else Foundation.EMPATHY


def gem_query(session: Session, choice: Choice) -> Query:
    """What is looked for in the library, from what is known."""
    notes = session.notes
    return Query(
        text=" ".join(notes.story),
        track=notes.track,
        foundations=notes.scores,
        needs=notes.needs or notes.likely_needs,
        feelings=notes.feelings,
        step=session.step,
        seen=choice.seen,
        disliked=choice.disliked,
        couple=session.partner.known,
    )


def fitting_gem(query: Query, kit: Kit, choice: Choice) -> Passage | None:
    """The passage that fits best, or None when nothing does."""
    found = search(kit.index, query, choice.near, limit=1)
    return found[0] if found else None


def _open(session: Session) -> Mapping[Step, Callable[[], bool]]:
    notes = session.notes
    return {
        Step.LISTEN: lambda: not notes.facts and not notes.feelings and session.mirrored == 0,
        Step.OBSERVATION: lambda: not notes.facts,
        Step.FEELING: lambda: not notes.feelings,
        Step.NEED: lambda: not notes.needs and notes.need_words is None,
        Step.GEM: lambda: session.heard and session.gem is None and not session.gem_done,
        Step.EMPATHY: lambda: notes.insight is None,
        Step.REQUEST: lambda: notes.request is None,
        Step.MESSAGE: lambda: not notes.draft_done and notes.wants_message is not False,
        Step.OUTSIDER: lambda: len(notes.outsider) < 3,
        Step.CLOSE: lambda: True,
    }


def next_step(session: Session, leaving: Step | None = None) -> Step:
    """The next step that is still wanted; the close when none is, listening for who only wants that."""
    wanted = _open(session)
    passed = (*session.skipped, leaving)
    for step in COURSES[session.mode or Mode.AFTERWARDS]:
        own = FOUNDATION_STEPS[thinnest(session.notes)] if step is Step.EMPATHY else step
        done = step in passed or own in passed or (step is Step.EMPATHY and _any_foundation(passed))
        if not done and wanted[step]():
            return own
    return Step.LISTEN if session.mode is Mode.LISTEN else Step.CLOSE


def _any_foundation(passed: tuple[Step | None, ...]) -> bool:
    return any(step in FOUNDATION_STEPS.values() for step in passed)


def previous(session: Session) -> tuple[Step, tuple[Step, ...]]:
    """The step before this one and the trail that leads to it; listening at the beginning."""
    trail = session.trail
    while trail and trail[-1] is session.step:
        trail = trail[:-1]
    return (trail[-1], trail[:-1]) if trail else (Step.LISTEN, ())


def reopened(session: Session, step: Step) -> Session:
    """The session with a step's answer taken out, so that going back can change it."""
    cleared: Mapping[Step, Mapping[str, object]] = {
        Step.FEELING: {"feelings": ()},
        Step.NEED: {"needs": (), "need_words": None},
        Step.REQUEST: {"request": None, "request_kind": None, "request_to": None},
        Step.MESSAGE: {"draft": (), "draft_done": False, "wants_message": None},
        **{step: {"insight": None} for step in FOUNDATION_STEPS.values()},
    }
    if step is Step.LISTEN:
        return replace(session.knowing(feelings=()), mirrored=min(session.mirrored, 1))
    return session.knowing(**cleared[step]) if step in cleared else session
