"""What is answered to what is told: a mirror, an acknowledgement, or only an ear."""

from __future__ import annotations

from dataclasses import replace

from coachbot.core.answering.context import Answer, Context
from coachbot.core.asking import button
from coachbot.core.languages import foreign as language
from coachbot.core.model import Step, Track
from coachbot.core.reading import weave
from coachbot.core.values import feeling_phrase, joined, upper, wish


def ack(c: Context) -> Answer:
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


def mirror(c: Context) -> Answer:
    """What was told comes back, as much of it as can be told back."""
    session, reading = c.session, c.reading
    if session.step is Step.SETTLE and c.before.step is Step.SETTLE:
        return Answer(session, ("mirror",))
    happened = any(r.kind in ("fact", "saying", "own_act") for r in reading.retellings)
    if len(reading.worth_signs) > 1 and not happened and session.mirrored == 0:
        return Answer(session.knowing(facts=(), clauses=()), ("mirror.worth",))
    asks = session.notes.asked_me != c.before.notes.asked_me and bool(session.notes.asked_me)
    if weave(reading.retellings):
        grieves = session.notes.track is Track.GRIEF and session.mirrored == 0
        return Answer(session, ("mirror.sorry" if grieves else "mirror", *(("asked",) if asks else ())))
    if asks:
        return Answer(session, ("asked",))
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


def only_mirror(c: Context) -> Answer:
    """The same where a person only wants to be heard."""
    told = bool(c.reading.retellings or c.reading.feelings)
    return Answer(c.session, ("mirror.listening" if told else "listen.here",), buttons=button(c.kit, "more"))


def upset(c: Context) -> Answer:
    """A new upset is heard before anything goes on, and two ways are offered."""
    return Answer(
        replace(c.session, asked="upset", mirrored=1),
        ("mirror", "upset"),
        buttons=button(c.kit, "listen", "settle", "more"),
        columns=2,
    )


def just_listen(c: Context) -> Answer:
    """From here on nothing is asked."""
    return Answer(replace(c.session, asked="fact"), ("listen.just",), buttons=())


def insight(c: Context) -> Answer:
    """What they found at a foundation's question is taken as it is."""
    return Answer(c.session, ("insight",))


def foreign(c: Context) -> Answer:
    """A sentence in their language says which one we speak."""
    code = language(c.said.text, c.kit.languages)
    sentence = c.kit.languages.sentences.get(code or "", "")
    return Answer(c.session, ("foreign",), {"sentence": sentence})
