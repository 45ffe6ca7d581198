"""What a message adds to what is known, so that nothing is asked that was already said."""

from __future__ import annotations

import re

from coachbot.core.changing import replace
from coachbot.core.composing import shape_request
from coachbot.core.gist import BEGINNING, Gist, gist
from coachbot.core.hearing import ASKED_NEED, TOPIC, Heard, is_topic
from coachbot.core.kit import Kit
from coachbot.core.model import Foundation, Mode, Partner, Person, Reading, Retelling, Said, Step, Track
from coachbot.core.own_words import as_wish, feeling_told, need_told, own_act
from coachbot.core.phrasebook import tapped
from coachbot.core.reading import guess_feelings, guess_needs
from coachbot.core.session import Notes, Session, exchanged, told
from coachbot.core.signals import Signal as S
from coachbot.core.signals import plain

FACTS = 6
TELLING = ("fact", "saying", "own_act", "inner", "wish")
_HEARD_AS_STORY = (S.TOLD, S.ANSWERED, S.HOT, S.UPSET, S.MORE, S.WRITE, S.VERDICT, S.DIAGNOSE, S.PREDICT,
                   S.STAY_OR_GO, S.STILL_HOT, S.ASIDE, S.PASSED, S.HARMFUL_PLAN, S.NO, S.LISTEN, S.YES_MORE,
                   S.REQUESTED, S.SAID_ALREADY)  # fmt: skip
# What is written here is words for someone else, or an answer of its own: no story to note.
_OWN_WORDS = (Step.REHEARSE, Step.MESSAGE, Step.REQUEST)
_FOUNDATION_NAMES = frozenset(f.value for f in Foundation)
_HANGING = ("of", "with", "by", "at", "to", "for", "about", "from")  # "sick of": half of a saying
_NOT_YET = (Step.ARRIVE, Step.SETTLE, Step.REQUEST, Step.MESSAGE, Step.REHEARSE, Step.OUTSIDER, Step.CLOSE)
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
    only_a_pronoun = now.noun == Partner().noun
    return before if not now.known or (only_a_pronoun and before.subject in ("he", "she")) else now


def _noted_story(session: Session, text: str, reading: Reading, kit: Kit) -> Session:
    notes = session.notes
    fresh = [r for r in reading.retellings if r.kind in TELLING and r.said not in notes.facts]
    asked = next((r.said for r in reading.retellings if r.kind == "question"), notes.asked_me)
    scores = dict(notes.scores)
    for foundation, score in reading.foundations:
        scores[foundation] = max(score, scores.get(foundation, 0.0))
    rejected = _rejected(session, reading)
    felt = (f.word for f in reading.feelings)
    own = feeling_told(text, reading) if session.asked in ("feeling", "open") else None
    feelings = _merged(notes.feelings, felt if own is None else (own,), rejected)
    needs = _merged(notes.needs, (n.name for n in reading.needs if not n.guessed), notes.not_needs)
    clauses = _clauses(notes, fresh, reading)
    facts = tuple(r.said for r in fresh[:3])
    if not fresh and (told := _told_without_a_clause(session, text)) is not None:
        facts, clauses = (told.said,), (*clauses, told.words)[:FACTS]
    notes = replace(
        notes,
        story=(*notes.story, text[:600])[-5:],
        facts=(*notes.facts, *facts)[-FACTS:],
        clauses=clauses,
        faint=reading.faint and not notes.facts,
        asked_me=asked,
        feelings=feelings,
        feelings_said=_in_their_words(notes, reading, kit),
        not_feelings=rejected,
        needs=needs,
        need_words=_need_words(session, text, reading) or notes.need_words,
        faux=_merged(notes.faux, (f.word for f in reading.faux_feelings if f.word != "thought"), ()),
        scores=tuple(scores.items()),
        foundation_words=_said_of_foundations(notes, reading, clauses),
        track=_track(notes, reading),
        verdicts=(*notes.verdicts, *_verdicts(reading))[-3:],
        worth=_merged(notes.worth, (w.kind for w in reading.worth_signs), ()),
    )
    return replace(session, notes=_guessed(notes, reading, kit, parted=_are_parted(session.partner)))


def _told_without_a_clause(session: Session, text: str) -> Gist | None:
    """Words of theirs that stand as the fact, where nothing is known yet and no clause could be read."""
    notes = session.notes
    first = session.step in BEGINNING and session.asked in (None, "fact", "about")
    found = gist(text) if first and not (notes.facts or notes.feelings) else None
    return found if found is not None and found.tells and not found.letter else None


def _track(notes: Notes, reading: Reading) -> Track | None:
    # Once something of the two was told, "who is right though" is no other matter.
    known = notes.track if notes.track is not Track.OFF_TOPIC else None
    return known if reading.track in (None, Track.OFF_TOPIC) and (notes.facts or known) else reading.track


def _said_of_foundations(
    notes: Notes, reading: Reading, clauses: tuple[str, ...]
) -> tuple[tuple[Foundation, str], ...]:
    """For each foundation the person's own clause that speaks of it, whole and short enough to quote."""
    known = dict(notes.foundation_words)
    short = [c for c in clauses if 3 <= len(c.split()) <= 9 and not any(stop in c for stop in ".!?\n")]
    for evidence in reading.because:
        name, said = evidence.rule.partition(".")[0], evidence.text.strip().lower()
        whole = next((clause for clause in short if said and said in clause.lower()), None)
        if name in _FOUNDATION_NAMES and whole:
            known.setdefault(Foundation(name), whole)
    return tuple(known.items())


def _in_their_words(notes: Notes, reading: Reading, kit: Kit) -> tuple[tuple[str, str], ...]:
    """Their own word for each feeling where it goes after "you feel" as the list's name does."""
    known = dict(notes.feelings_said)
    for feeling in reading.feelings:
        entry, said = kit.lexicon.feelings.get(feeling.word), feeling.text.lower()
        fits = entry is not None and said in entry.adjectives and said.split()[-1] not in _HANGING
        if entry is not None and fits and said != entry.phrase:
            known.setdefault(feeling.word, said)
    return tuple(known.items())


def _need_words(session: Session, text: str, reading: Reading) -> str | None:
    asked = session.asked in ASKED_NEED and session.step is Step.NEED
    # At a beginning "to know that she did that" is the story; later it is what they miss.
    if session.step in _NOT_YET or (session.step in _FOUNDATIONS and session.notes.needs):
        return None
    told_now = need_told(text, reading, asked=asked)
    if told_now and len(told_now.split()) < 3 and any(not need.guessed for need in reading.needs):
        return None  # "trust", "to matter": the list has it, and says it whole
    return as_wish(told_now) if told_now else None


def _verdicts(reading: Reading) -> tuple[tuple[str, str], ...]:
    return tuple((e.text.strip(), e.kind) for e in reading.evaluations if len(e.text.split()) <= 7)


_JOINED = re.compile(
    r"^(?:(?:and|but|so|then|because|also|actually|well|honestly|basically|ok|okay|like)(?: then| so)?,? )+",
    re.IGNORECASE,
)


def _clauses(notes: Notes, fresh: list[Retelling], reading: Reading) -> tuple[str, ...]:
    """What could stand in a message: what the other did first, and never what only leads up to it."""
    leads_up = [r for r in reading.retellings if r.kind == "background"]
    observed = [
        o.text
        for o in reading.observations
        if o.who in (Person.PARTNER, Person.WE)
        and not any(r.start < o.end and o.start < r.end for r in leads_up)
    ]
    acts = [r.text for r in fresh if r.kind in ("fact", "saying") and r.who is Person.PARTNER]
    them = reading.partner.subject
    perhaps = [r.text for r in fresh if r.kind in ("fact", "saying") and r.said.split(" ")[0] == them]
    own = [r.text for r in fresh if r.kind in ("fact", "own_act")]
    found = tuple(dict.fromkeys(_JOINED.sub("", text) for text in (*acts, *perhaps, *observed, *own)))
    return tuple(dict.fromkeys((*notes.clauses, *found)))[:FACTS]


_OF_NEARNESS = ("lonely", "heartbroken", "grieving", "disconnected", "longing", "insecure", "jealous")
_OF_TWO = (
    "closeness", "support", "company", "to be wanted", "intimacy", "time together", "love", "warmth", "touch",
    "affection", "presence", "to belong", "togetherness", "reassurance",
)  # fmt: skip


def _are_parted(partner: Partner) -> bool:
    return partner.noun.startswith(("your ex", "your late"))


def _guessed(notes: Notes, reading: Reading, kit: Kit, *, parted: bool = False) -> Notes:
    # Nobody longs by default to be close to who is their ex: that is for them to say.
    grieves = reading.track in (Track.GRIEF, Track.DISCERNMENT)
    unlikely = (*notes.not_feelings, *(_OF_NEARNESS if parted and not grieves else ()))
    feelings = tuple(f for f in guess_feelings(reading, kit.lexicon) if f not in unlikely)
    needs = guess_needs(reading, kit.lexicon, exclude=(*notes.not_needs, *(_OF_TWO if parted else ())))
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
    if heard.signal is S.NO:
        return _noted_no(session, reading)
    if heard.signal is S.REQUESTED:
        return noted_request(session.knowing(insight=text.strip()[:600]), text, kit)
    if answered and (known := _noted_guess(session, reading, heard)) is not None:
        return known
    if step in _FOUNDATIONS and answered:
        return session.knowing(insight=text.strip()[:600])
    if step is Step.OUTSIDER and (answered or heard.signal in (S.UPSET, S.HOT)):
        return session.knowing(outsider=(*notes.outsider, text.strip()[:600]))
    if step in (Step.REQUEST, Step.MESSAGE) and heard.signal is S.ANSWERED:
        return noted_request(session, text, kit)
    return _noted_few(session, text, reading, heard)


def _noted_guess(session: Session, reading: Reading, heard: Heard) -> Session | None:
    """Where one of our guesses was asked about: what the answer makes of it; None where none was."""
    notes = session.notes
    if session.asked in ASKED_NEED and not (notes.needs or notes.need_words):
        return _noted_need(session, reading, heard)
    if session.asked == "feeling" and heard.signal is S.ANSWERED and not notes.feelings:
        return session.knowing(feelings=notes.likely_feelings[:1])
    return None


def _noted_few(session: Session, text: str, reading: Reading, heard: Heard) -> Session:
    """A few words that tell what it was about, or all that can be said just now."""
    notes = session.notes
    told = heard.signal in (S.TOLD, S.SAID_ALREADY)
    if told and session.step is Step.LISTEN and session.mode is not Mode.LISTEN and is_topic(text, reading):
        return _noted_topic(session, text)
    if heard.signal is S.TOLD and session.asked == "fact" and not notes.facts and not notes.feelings:
        return _noted_scrap(session, text)
    return session


def _noted_no(session: Session, reading: Reading) -> Session:
    if session.asked in ("feeling", *ASKED_NEED):
        return _refused(session, reading)
    if session.step is Step.REQUEST:
        # Who wants to ask for nothing isn't offered a message either, unless they wanted one before.
        return session.knowing(wants_message=session.notes.wants_message or False)
    return session


def _noted_need(session: Session, reading: Reading, heard: Heard) -> Session:
    notes = session.notes
    if heard.signal is S.TOLD:
        # Their answer was another one: what was offered is not theirs, and doesn't come back.
        return session.knowing(likely_needs=(), not_needs=_merged(notes.not_needs, notes.likely_needs, ()))
    # What they answer with counts, even where it only lets a need be guessed.
    return session.knowing(needs=tuple(n.name for n in reading.needs[:1]) or notes.likely_needs[:1])


def _noted_scrap(session: Session, text: str) -> Session:
    # "me late. work" is all they can say just now: it stands as they said it, and isn't asked for again.
    words = text.strip().rstrip(".!?")[:80]
    return session.knowing(facts=(words,), clauses=(words,)) if words and len(words.split()) <= 6 else session


def _noted_topic(session: Session, text: str) -> Session:
    # "money": what it was about. It stands as they said it, and what happened is asked with it.
    words = text.strip().rstrip(".!?")[:80]
    notes = session.notes
    known = session.knowing(facts=(*notes.facts, words)[-FACTS:], clauses=notes.clauses or (words,))
    return (
        known if TOPIC in (session.asked, notes.topic) else replace(known.knowing(topic=TOPIC), asked=TOPIC)
    )


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
    said_myself = plain(text).startswith("i") and own_act(text)
    own = said_myself or shaped.whom is Person.ME or (shaped.ask is None and shaped.plan is not None)
    return session.knowing(
        request=text.strip()[:400], request_kind=shaped.kind, request_to="self" if own else "partner"
    )


def _noted_tap(session: Session, heard: Heard) -> Session:
    notes = session.notes
    if heard.signal is S.ANSWERED and session.asked == "feeling":
        return session.knowing(feelings=(*notes.feelings, heard.value), likely_feelings=())
    if heard.signal is S.ANSWERED and session.asked in ASKED_NEED:
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
