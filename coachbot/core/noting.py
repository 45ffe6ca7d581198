"""What a message adds to what is known, so that nothing is asked that was already said."""

from __future__ import annotations

import re
from dataclasses import replace

from coachbot.core.composing import shape_request
from coachbot.core.hearing import Heard
from coachbot.core.kit import Kit
from coachbot.core.model import Foundation, Mode, Partner, Person, Reading, Retelling, Said, Step
from coachbot.core.phrasebook import tapped
from coachbot.core.reading import guess_feelings, guess_needs
from coachbot.core.session import Notes, Session, exchanged, told
from coachbot.core.signals import Signal as S

FACTS = 6
TELLING = ("fact", "saying", "own_act", "inner", "wish")
_HEARD_AS_STORY = (S.TOLD, S.ANSWERED, S.HOT, S.UPSET, S.MORE, S.WRITE, S.VERDICT, S.DIAGNOSE, S.PREDICT,
                   S.STAY_OR_GO, S.STILL_HOT, S.ASIDE, S.PASSED, S.HARMFUL_PLAN, S.NO, S.LISTEN)  # fmt: skip
# What is written here is words for someone else, or an answer of its own: no story to note.
_OWN_WORDS = (Step.REHEARSE, Step.MESSAGE, Step.REQUEST)
_FOUNDATION_NAMES = frozenset(f.value for f in Foundation)
_FOUNDATIONS = (Step.EMPATHY, Step.SAFETY, Step.TRUST, Step.RESPECT)


def note(session: Session, said: Said, reading: Reading, heard: Heard, kit: Kit) -> Session:
    """The session with this message noted: facts, feelings, needs, partner, track, and what answered."""
    if said.tap is not None:
        return exchanged(_noted_tap(session, heard), f"» {tapped(said.tap, kit.phrases)}")
    if not said.text.strip():
        return session
    session = told(session, said.text)
    session = replace(session, heat=reading.heat, partner=_partner(session.partner, reading.partner))
    aside = heard.signal in (S.ASIDE, S.PASSED)
    if (session.step not in _OWN_WORDS or aside) and heard.signal in _HEARD_AS_STORY:
        session = _noted_story(session, said.text, reading, kit)
    return _noted_answer(session, said.text, reading, heard, kit)


def _partner(before: Partner, now: Partner) -> Partner:
    # "She died in January", said of somebody else, must not turn a husband into a wife.
    only_a_pronoun = now.noun == Partner().noun and before.noun != now.noun
    return before if not now.known or (only_a_pronoun and before.subject in ("he", "she")) else now


def _noted_story(session: Session, text: str, reading: Reading, kit: Kit) -> Session:
    notes = session.notes
    fresh = [r for r in reading.retellings if r.kind in TELLING and r.said not in notes.facts]
    asked = next((r.said for r in reading.retellings if r.kind == "question"), notes.asked_me)
    scores = dict(notes.scores)
    for foundation, score in reading.foundations:
        scores[foundation] = max(score, scores.get(foundation, 0.0))
    rejected = _rejected(session, reading)
    feelings = _merged(notes.feelings, (f.word for f in reading.feelings), rejected)
    needs = _merged(notes.needs, (n.name for n in reading.needs if not n.guessed), notes.not_needs)
    notes = replace(
        notes,
        story=(*notes.story, text[:600])[-5:],
        facts=(*notes.facts, *(r.said for r in fresh[:3]))[-FACTS:],
        clauses=_clauses(notes, fresh, reading),
        asked_me=asked,
        feelings=feelings,
        not_feelings=rejected,
        needs=needs,
        faux=_merged(notes.faux, (f.word for f in reading.faux_feelings if f.word != "thought"), ()),
        scores=tuple(scores.items()),
        foundation_words=_said_of_foundations(notes, reading),
        track=reading.track or notes.track,
        verdicts=(*notes.verdicts, *_verdicts(reading))[-3:],
        worth=_merged(notes.worth, (w.kind for w in reading.worth_signs), ()),
    )
    return replace(session, notes=_guessed(notes, reading, kit))


def _said_of_foundations(notes: Notes, reading: Reading) -> tuple[tuple[Foundation, str], ...]:
    """For each foundation the person's own words that speak of it, the first that were short enough."""
    known = dict(notes.foundation_words)
    for evidence in reading.because:
        name = evidence.rule.partition(".")[0]
        if name in _FOUNDATION_NAMES and 1 < len(evidence.text.split()) <= 8:
            known.setdefault(Foundation(name), evidence.text.strip())
    return tuple(known.items())


def _verdicts(reading: Reading) -> tuple[tuple[str, str], ...]:
    return tuple((e.text.strip(), e.kind) for e in reading.evaluations if len(e.text.split()) <= 7)


_JOINED = re.compile(r"^(?:and|but|so|then|because|also)(?: then| so)?,? ", re.IGNORECASE)


def _clauses(notes: Notes, fresh: list[Retelling], reading: Reading) -> tuple[str, ...]:
    observed = [o.text for o in reading.observations if o.who in (Person.PARTNER, Person.WE)]
    acts = [r.text for r in fresh if r.kind in ("fact", "saying") and r.who is Person.PARTNER]
    own = [r.text for r in fresh if r.kind in ("fact", "own_act")]
    found = tuple(dict.fromkeys(_JOINED.sub("", text) for text in (*acts, *observed, *own)))
    return tuple(dict.fromkeys((*notes.clauses, *found)))[:FACTS]


def _guessed(notes: Notes, reading: Reading, kit: Kit) -> Notes:
    feelings = tuple(f for f in guess_feelings(reading, kit.lexicon) if f not in notes.not_feelings)
    needs = guess_needs(reading, kit.lexicon, exclude=notes.not_needs)
    return replace(
        notes,
        likely_feelings=feelings or notes.likely_feelings,
        likely_needs=_merged(tuple(needs), notes.likely_needs, notes.not_needs)[:4],
    )


def _rejected(session: Session, reading: Reading) -> tuple[str, ...]:
    return _merged(session.notes.not_feelings, reading.denied, tuple(f.word for f in reading.feelings))


def _merged(before: tuple[str, ...], new: object, without: tuple[str, ...]) -> tuple[str, ...]:
    joined = dict.fromkeys((*before, *new))  # type: ignore[misc]
    return tuple(word for word in joined if word not in without)


# ---------------------------------------------------------------- answers


def _noted_answer(session: Session, text: str, reading: Reading, heard: Heard, kit: Kit) -> Session:
    step, notes = session.step, session.notes
    answered = heard.signal in (S.TOLD, S.ANSWERED)
    if heard.signal is S.NO and session.asked in ("feeling", "need"):
        return _refused(session, reading)
    if session.asked == "need" and heard.signal is S.TOLD and not notes.needs:
        # Their answer was another one: what was offered is not theirs, and doesn't come back.
        return session.knowing(likely_needs=(), not_needs=_merged(notes.not_needs, notes.likely_needs, ()))
    if session.asked == "need" and heard.signal is S.ANSWERED and not notes.needs:
        # What they answer with counts, even where it only lets a need be guessed.
        return session.knowing(needs=tuple(n.name for n in reading.needs[:1]) or notes.likely_needs[:1])
    if session.asked == "feeling" and heard.signal is S.ANSWERED and not notes.feelings:
        return session.knowing(feelings=notes.likely_feelings[:1])
    if step in _FOUNDATIONS and answered:
        return session.knowing(insight=text.strip()[:600])
    if step is Step.OUTSIDER and (answered or heard.signal in (S.UPSET, S.HOT)):
        return session.knowing(outsider=(*notes.outsider, text.strip()[:600]))
    if step in (Step.REQUEST, Step.MESSAGE) and heard.signal is S.ANSWERED:
        return noted_request(session, text, kit)
    if heard.signal is S.TOLD and session.asked == "fact" and not notes.facts and not notes.feelings:
        return _noted_scrap(session, text)
    return session


def _noted_scrap(session: Session, text: str) -> Session:
    # "me late. work" is all they can say just now: it stands as they said it, and isn't asked for again.
    words = text.strip().rstrip(".!?")[:80]
    return session.knowing(facts=(words,), clauses=(words,)) if words and len(words.split()) <= 6 else session


def _refused(session: Session, reading: Reading) -> Session:
    # The guess was wrong: it goes, everywhere, and does not come back.
    notes = session.notes
    if session.asked == "feeling":
        gone = tuple(f for f in notes.likely_feelings if f not in notes.feelings)
        rejected = _merged(notes.not_feelings, gone, tuple(f.word for f in reading.feelings))
        return session.knowing(likely_feelings=(), not_feelings=rejected)
    return session.knowing(likely_needs=(), not_needs=_merged(notes.not_needs, notes.likely_needs, ()))


def noted_request(session: Session, text: str, kit: Kit) -> Session:
    """The session with a request: to the partner, or to oneself."""
    shaped = shape_request(text, kit.wording, session.partner)
    own = shaped.whom is Person.ME or (shaped.ask is None and shaped.plan is not None)
    return session.knowing(
        request=text.strip()[:400], request_kind=shaped.kind, request_to="self" if own else "partner"
    )


def _noted_tap(session: Session, heard: Heard) -> Session:
    notes = session.notes
    if heard.signal is S.ANSWERED and session.asked == "feeling":
        return session.knowing(feelings=(*notes.feelings, heard.value), likely_feelings=())
    if heard.signal is S.ANSWERED and session.asked == "need":
        return session.knowing(needs=(*notes.needs, heard.value))
    if heard.signal is S.PICKED and session.picker is not None:
        kind, picked = session.picker.kind, session.picker.picked
        session = replace(session, picker=None)
        if kind == "feeling":
            return session.knowing(feelings=_merged(notes.feelings, picked, ()))
        return session.knowing(needs=_merged(notes.needs, picked, ()))
    return session


def noted_mode(session: Session, mode: Mode | None, inferred: Mode) -> Session:
    """The session with its depth: what a row or a person chose, else what was inferred once."""
    return replace(session, mode=mode or session.mode or inferred)
