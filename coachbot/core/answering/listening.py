"""What is answered to what is told: a mirror, an acknowledgement, or only an ear."""

from __future__ import annotations

import re
from dataclasses import replace

from coachbot.core.answering.context import Answer, Context
from coachbot.core.asking import button
from coachbot.core.facing import facing
from coachbot.core.gist import BEGINNING
from coachbot.core.hearing import TOPIC
from coachbot.core.languages import foreign as language
from coachbot.core.model import Person, Step
from coachbot.core.own_words import after_yes
from coachbot.core.reading import weave
from coachbot.core.values import feeling_phrase, joined, upper, wish

SCRAP = 16  # words of theirs that are said back as they stand
_SOME = 5  # words from which on what is told says more than the feeling in it
_FEW = 40  # words
SHORTEST = 3  # words; "whether you are" waits for its other half


def ack(c: Context) -> Answer:
    """What was answered, in one short sentence: the feeling or the need that is new."""
    notes, before = c.session.notes, c.before.notes
    feelings = [f for f in notes.feelings if f not in before.feelings]
    needs = [n for n in notes.needs if n not in before.needs]
    if (own := _own_need(c)) is not None:
        return own
    known: dict[str, object] = {}
    if feelings:
        said = dict(notes.feelings_said)
        words = joined([feeling_phrase(said.get(f, f), c.kit) for f in feelings[-3:]])
        words = facing(words) or words  # "like a lodger in my own house"
        known = {"feelings": words, "Feelings": upper(words)}
        act = "ack.instead" if c.reading.denied or _corrected(c) else "ack.feeling"
        return Answer(c.session, (act,), known)
    if needs:
        words = wish(needs[-1], c.session.partner, c.kit)
        return Answer(c.session, ("ack.need",), {"wish": words, "Wish": upper(words)})
    return Answer(c.session, ("mirror",)) if weave(c.reading.retellings) else _echo(c) or _goes_on(c)


def _goes_on(c: Context) -> Answer:
    return Answer(c.session, ("ack.go_on",))


_AN_ANSWER = re.compile(r"^\s*(?:no|nah|nope|yes|yeah)[ ,.:–—-]+(?=\w)", re.IGNORECASE)
_TO_US = re.compile(
    r"(?:please |just |can you |could you |then |so |but )*(?:say|tell me|give me|compliment|write|help|"
    r"settle|admit|"
    r"agree|be honest|explain|show me|stop|wait|hm+|listen|don'?t)\b",
    re.IGNORECASE,
)


def _echo(c: Context) -> Answer | None:
    """A few words of theirs, turned to face them, where nothing else could be told back."""
    judged = any(e.kind in ("label", "mind_reading") for e in c.reading.evaluations)
    judged = judged or _TO_US.match(c.said.text) is not None
    plain = _AN_ANSWER.sub("", c.said.text)
    said = facing(plain) if 1 < len(c.said.text.split()) <= SCRAP and not judged else None
    return Answer(c.session, ("insight",), {"own": said, "Own": upper(said)}) if said else None


def _own_need(c: Context) -> Answer | None:
    """A need that was just told in own words comes back in them."""
    words = c.session.notes.need_words
    said = facing(words) if words and words != c.before.notes.need_words else None
    return Answer(c.session, ("ack.need_own",), {"own": said, "Own": upper(said)}) if said else None


def more(c: Context) -> Answer:
    """What stands behind a yes: told back, as much of it as can be."""
    rest = after_yes(c.said.text) or ""
    if c.reading.feelings and len(rest.split()) <= 6:
        return ack(c)
    said = facing(rest) if len(rest.split()) <= SCRAP else None
    if said:
        return Answer(c.session, ("mirror.more",), {"own": said, "Own": upper(said)})
    return Answer(c.session, ("mirror",) if weave(c.reading.retellings) else ("heard",))


def again(c: Context) -> Answer:
    """They had told it already: that is owned, and what they say now still comes back."""
    told = ("mirror",) if weave(c.reading.retellings) else ()
    return Answer(c.session, ("again", *told))


_OF_ME = re.compile(
    r"\bam i (?:just |being |being too |so |too |such |really |a |an |the |that )*"
    r"(?:horrible|terrible|awful|bad|monster|crazy|stupid|selfish|evil|sensitive|dramatic|needy|problem|"
    r"villain|"
    r"weak|pathetic|mad|insane|overreacting|failure|idiot|jealous|controlling|clingy|cold|unreasonable|"
    r"asshole)\b"
)


def verdict(c: Context) -> Answer:
    """No ruling: neither on who is right, nor on what kind of person somebody is."""
    return Answer(c.session, ("verdict.me" if _OF_ME.search(c.said.text.lower()) else "verdict",))


_KEPT = re.compile(
    r"\b(?:confidential|private|anonymous|safe|secret|saved|stored|recorded)\b|"
    r"\b(?:read|reads|see|sees|look at|gets|know about) (?:this|these|it|my|what|our)\b|\bremember\b"
)


def what_we_are(c: Context) -> Answer:
    """No person; and asked who reads this, whose it is."""
    return Answer(c.session, ("human.kept" if _KEPT.search(c.said.text.lower()) else "human",))


def _corrected(c: Context) -> bool:
    return bool(set(c.session.notes.not_feelings) - set(c.before.notes.not_feelings))


_SMALL = tuple(
    re.compile(rf"\b(?:{words})\b")
    for words in (
        "sorry",
        "silly|stupid|dumb|pathetic|ridiculous|petty",
        "(?:ignore|never ?mind) (?:me|this)",
        r"overreact\w*|too sensitive|a fuss|dramatic|oversensitive",
        "bother|waste|wasting|burden",
        "(?:probably|prob|maybe) (?:just )?(?:my fault|nothing|just me|me)",
        "(?:no|not a) big deal",
    )
)


def _makes_small(c: Context) -> bool:
    """Whether nothing is told yet but that it is not worth telling."""
    acts = [one.who for one in c.reading.retellings] + [one.who for one in c.reading.observations]
    said = c.said.text.lower()
    about_us = Person.PARTNER in acts or Person.WE in acts or re.search(r"\bbut (?:my|he|she|they|we) ", said)
    return not about_us and len(said.split()) < _FEW and sum(bool(one.search(said)) for one in _SMALL) > 1


# A loss that "I'm sorry" is said to; tears alone are none.
_LOSS = re.compile(
    r"\b(?:died|(?:is|was|were) dying|death of|(?:we|i) lost (?:him|her|it|them) (?:at|in) (?:\d+|the|"
    r"week)|funeral|passed away|miscarr\w+|still ?born|stillbirth|no heartbeat|"
    r"hospice|ashes|"
    r"widow\w*|infertil\w+|(?:we|i) lost (?:the|our|my|a) (?:baby|babies|twins|pregnancy|son|daughter|"
    r"child|dad|mum|mom|"
    r"father|mother|brother|sister|husband|wife|dog|cat)|(?:ivf|embryo|transfer) (?:failed|did ?n.t)|"
    r"(?:he|she|they|wife|husband|boyfriend|girlfriend|partner|fianc\w+|ex) (?:just )?(?:left me|dumped me|"
    r"broke up with me|ended (?:it|things)|walked out on (?:me|us)|filed for divorce|wants? a divorce)|"
    r"(?:put|had to put) (?:our|my|the) (?:dog|cat) down)\b"
)


def mirror(c: Context) -> Answer:
    """What was told comes back, as much of it as can be told back."""
    session, reading = c.session, c.reading
    if c.before.step not in BEGINNING and (own := _own_need(c)) is not None:
        return own
    if session.step is Step.SETTLE and c.before.step is Step.SETTLE:
        return Answer(session, ("mirror",))
    happened = any(r.kind in ("fact", "saying", "own_act") for r in reading.retellings)
    signs = {sign.kind for sign in reading.worth_signs}
    small = len(reading.worth_signs) > 1 and "over_apologising" in signs and not happened
    if (small or _makes_small(c)) and session.mirrored == 0:
        return Answer(session.knowing(facts=(), clauses=()), ("mirror.worth",))
    question = session.notes.asked_me or ""
    asks = question != c.before.notes.asked_me and len(question.split()) > SHORTEST
    if weave(reading.retellings):
        grieves = session.mirrored == 0 and _LOSS.search(c.said.text.lower()) is not None
        return Answer(session, ("mirror.sorry" if grieves else "mirror", *(("asked",) if asks else ())))
    return Answer(session, ("asked",)) if asks else _mirror_of_little(c)


def _mirror_of_little(c: Context) -> Answer:
    """Where no clause could be told back: a story told as a feeling, a feeling, or a scrap of their words."""
    session, reading = c.session, c.reading
    if c.told is not None and (c.told.count(" ") >= _SOME or not reading.feelings):
        return Answer(session, ("mirror",))
    if reading.faux_feelings and not reading.feelings:
        return Answer(session, ("mirror.faux",))
    if reading.feelings:
        return Answer(session, ("mirror.feeling",))
    if c.letter is not None:
        return Answer(session, ("mirror.letter",))
    if c.question is not None:
        return Answer(session, ("asked.quote",))
    scrap = c.said.text.strip().rstrip(".!?")
    if session.asked == TOPIC and (topic := facing(scrap)) is not None:
        return Answer(session, ("mirror.topic",), {"own": topic, "Own": upper(topic)})
    if c.before.asked in ("fact", None) and scrap in session.notes.facts:
        return Answer(session, ("mirror.scrap",), {"fact": scrap})
    # Further on, what can't be told back is taken and the step goes on; only a beginning asks for more.
    if c.before.asked is not None and (echo := _echo(c)) is not None:
        return echo
    return Answer(session, ("mirror.none" if c.before.step in BEGINNING else "ack.go_on",))


def only_mirror(c: Context) -> Answer:
    """The same where a person only wants to be heard."""
    buttons = button(c.kit, "more")
    if not c.reading.retellings and not c.reading.feelings:
        echo = _echo(c) or Answer(c.session, ("listen.here",))
        return replace(echo, buttons=buttons)
    return Answer(c.session, ("mirror.listening",), buttons=buttons)


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
    told = ("mirror.sorry" if _LOSS.search(c.said.text.lower()) else "mirror",)
    first = told if weave(c.reading.retellings) else ()
    return Answer(replace(c.session, asked="fact"), (*first, "listen.just"), buttons=())


def insight(c: Context) -> Answer:
    """What they found at a foundation's question is taken as it is, in their words where they can be said."""
    if (own := _own_need(c)) is not None:
        return own
    if weave(c.reading.retellings):
        return Answer(c.session, ("mirror",))
    return _echo(c) or _goes_on(c)


def foreign(c: Context) -> Answer:
    """A sentence in their language says which one we speak."""
    code = language(c.said.text, c.kit.languages)
    sentence = c.kit.languages.sentences.get(code or "", "")
    return Answer(c.session, ("foreign",), {"sentence": sentence})
