"""Sentences into clauses, as phones and forums write them: with or without stops, capitals and joints.

There is no parser here. A clause begins where a new subject with its verb begins and what stands before
it can end a clause; how it hangs on what came before is its `joint`. Spans are of the text as given.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from coachbot.core.model import Partner, Person, Span
from coachbot.core.reading import english as en
from coachbot.core.reading.calls import after_call, quote_last
from coachbot.core.reading.joints import Joint, Start
from coachbot.core.reading.lists import listed
from coachbot.core.reading.partner import Cast, cast, refined
from coachbot.core.reading.starting import starts
from coachbot.core.reading.verbal import Subject, finite_after
from coachbot.core.reading.verbs import SPEECH
from coachbot.core.reading.written import Sentence, Word, sentences


@dataclass(frozen=True, slots=True)
class Clause(Span):
    """One clause; `words[subject_at:subject_end]` is its subject and `words[verb_at]` its verb (-1: none).

    `sentence` numbers the sentences, `lead` are the words that join it ("because", "and last night" has
    "and"). `said_by` is whose reported or quoted words these are; `quoted` says that they stood in quotes.
    """

    words: tuple[Word, ...]
    sentence: int
    joint: Joint
    comma: bool = False  # a comma stands before it
    opens: bool = True  # it can stand without what is before it
    lead: str = ""
    subject: Person | None = None
    head: str = ""  # "she", "my wife", "it"
    subject_at: int = -1
    subject_end: int = -1
    verb_at: int = -1
    verb: str = ""  # its base form: "tell"
    tense: str = ""  # past, perfect, present, future
    negated: bool = False
    inverted: bool = False
    said_by: Person | None = None
    quoted: bool = False
    hypothetical: bool = False
    question: bool = False
    aside: bool = False
    when: str | None = None  # "last night", as written
    often: bool = False
    lows: frozenset[str] = field(default=frozenset(), repr=False)  # its words, for looking up

    @property
    def body(self) -> tuple[Word, ...]:
        """The words from the subject on."""
        return self.words[max(self.subject_at, 0) :]


_UNIT = r"(?:seconds?|minutes?|mins?|hours?|hrs?|days?|nights?|weeks?|wks?|weekends?|months?|years?|yrs?)"
_NUMBER = r"(?:\d+(?:[./-]\d+)?|an?|one|two|three|four|five|six|seven|eight|nine|ten|several|many|few|couple)"
_DAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_PART = (
    r"(?:morning|afternoon|evening|night|week|weekend|month|year|summer|winter|spring|fall|time|christmas)"
)
_SINCE = r"(?:couple (?:of )?|few |more |or so )?"
_ABOUT = r"(?:about |over |almost |more than |only |just )?(?:a )?"
_SPAN = r"(?:past |last |about |over |almost |nearly |like )*(?:a )?"
_WHEN = re.compile(
    rf"\b(?:(?:last|this|the other|that) (?:{_PART}|{_DAY}|day)"
    rf"|yesterday(?: {_PART})?|today|tonight|earlier|recently|lately|again|constantly|right now"
    rf"|{_ABOUT}{_NUMBER} {_SINCE}{_UNIT} (?:ago|later|after)"
    rf"|(?:for|over|in) (?:the )?{_SPAN}(?:{_NUMBER}[ -])?"
    rf"(?:couple (?:of )?|few |whole |entire )?{_UNIT}(?: now)?"
    rf"|(?:every|each) (?:single )?(?:{_PART}|{_DAY}|day|{_UNIT})|on (?:{_DAY}s?|my birthday|our anniversary)"
    r"|at \d\d?(?::\d\d)? ?(?:am|pm)|all (?:day|night|week|the time)"
    r"|(?:once|twice) a (?:day|week|month|year))\b",
    re.IGNORECASE,
)
_OFTEN = listed("""
again always every everyday keeps constantly often never repeatedly daily usually each
""")
_UNREAL = listed("""
if unless whether would could might should imagine wish would've could've should've i'd he'd she'd
they'd we'd wouldn't couldn't shouldn't hope hoping suppose
""")  # fmt: skip


def split(text: str) -> tuple[Clause, ...]:
    """The clauses of a text, in order; after each sentence's own what it quotes."""
    parts = sentences(text)
    return clauses_of(text, parts, cast(text, parts))


def hear(text: str, before: Partner | None = None) -> tuple[tuple[Clause, ...], Partner]:
    """The clauses of a text and whom it is about, read once for both."""
    parts = sentences(text)
    people = cast(text, parts)
    partner = people.partner if before is None else refined(before, people.partner)
    return clauses_of(text, parts, people), partner


def clauses_of(text: str, parts: Sequence[Sentence], people: Cast) -> tuple[Clause, ...]:
    """The clauses of sentences that are found already."""
    found: list[Clause] = []
    for number, sentence in enumerate(parts):
        last = next((c.subject for c in reversed(found) if c.joint is not Joint.THAT), None)
        found += _Maker(text, sentence, number, people, last).clauses()
    return tuple(found)


class _Maker:
    """Makes the clauses of one sentence, each once the one before is known."""

    def __init__(self, text: str, sentence: Sentence, number: int, people: Cast, last: Person | None) -> None:
        self.text, self.sentence, self.number, self.people, self.last = text, sentence, number, people, last
        self.found: list[Clause] = []
        self.quotes: list[Clause] = []

    def clauses(self) -> list[Clause]:
        """All clauses of the sentence."""
        words = quote_last(self.sentence.words)
        begins = starts(words)
        for place, start in enumerate(begins):
            stop = begins[place + 1].at if place + 1 < len(begins) else len(words)
            first, last = _trimmed(words, start.at, stop)
            if start.subject is not None and not start.subject.left_out:
                first = after_call(words, first, start.subject.start)
            if first < last:
                comma = first > 0 and bool((words[first - 1].tag | words[first].tag) & en.COMMA)
                self.found.append(self._clause(words[first:last], start, first, comma=comma))
                self.people.note(words[first:last])
                self._add_quotes(words[first:last])
        return self.found + self.quotes

    def _add_quotes(self, words: Sequence[Word]) -> None:
        """What stands in quotation marks, as clauses of their own, said by whoever says it."""
        speaker = self.found[-1]
        for word in words:
            if word.tag & en.QUOTE and " " in word.text:
                begin, end = word.start + 1, word.end - 1
                who = speaker.subject if speaker.verb in SPEECH or speaker.verb in ("be", "go") else None
                self.quotes.append(
                    Clause(self.text[begin:end], begin, end, (word,), self.number, Joint.QUOTE, opens=False,
                           said_by=who, quoted=True)
                )  # fmt: skip

    def _clause(self, words: Sequence[Word], start: Start, first: int, *, comma: bool) -> Clause:
        before = self.found[-1] if self.found else None
        subject = _moved(start.subject, first)
        if subject is None:
            verb_at = finite_after(words, 1 if words[0].tag & (en.COORD | en.COMMA) else 0)
            listed_on = bool(words[0].tag & en.COMMA) or comma
            heir = self._heir(words[verb_at].low if verb_at >= 0 else "", aloof=listed_on)
            head = heir.head if heir is not None else ""
            who = heir.subject if heir is not None else None
        elif subject.left_out:
            who, head = self._left_out(subject.left_out)
            verb_at = subject.verb
        else:
            head = _head(words[subject.start : subject.end])
            who = self.people.who(words, subject)
            verb_at = subject.verb
        begin, end = min(word.start for word in words), max(word.end for word in words)
        lead = _lead(words, subject) if subject is not None else ""
        text = self.text[begin:end]
        lows = frozenset(word.low for word in words)
        return Clause(
            text, begin, end, tuple(words), self.number, start.joint, comma=comma, opens=start.opens,
            lead=lead, subject=who, head=head,
            subject_at=subject.start if subject is not None else -1,
            subject_end=subject.end if subject is not None else -1,
            verb_at=verb_at, verb=_main_verb(words, verb_at), tense=_tense(words, verb_at),
            negated=_is_negated(words, subject, verb_at),
            inverted=subject is not None and subject.inverted,
            said_by=_said_by(start.joint, before), hypothetical=_is_unreal(words, verb_at, start, before),
            question=self.sentence.question and _asks(subject, lead, len(self.found)),
            aside=self.sentence.aside, when=_when(words, text), often=not lows.isdisjoint(_OFTEN), lows=lows,
        )  # fmt: skip

    def _heir(self, verb: str, *, aloof: bool) -> Clause | None:
        """The clause whose subject a lone verb goes on with: "and is nice" does not go on with "I".

        After a comma (`aloof`) it goes on with a main clause and not with what hangs on one.
        """
        third = verb in _THIRDS or (en.TAGS.get(verb, 0) & en.THIRD_FORM and not en.TAGS[verb] & en.WEAK)
        for clause in reversed(self.found[-8:]):
            wrong = (third and clause.head in _NOT_ONE) or (
                verb in ("was", "wasn't") and clause.head in _MANY
            )
            hangs = aloof and not clause.opens and clause.joint is not Joint.MAIN
            if clause.subject_at >= 0 and not wrong and not hangs:
                return clause
        return None

    def _left_out(self, told: str) -> tuple[Person | None, str]:
        """Whose verb it is when no word says so; "?" goes on with the sentence before."""
        if told.endswith("?"):
            told = {Person.PARTNER: "they", Person.ME: "i"}.get(self.last or Person.OTHER, told[:-1])
        if told == "they":
            return Person.PARTNER, self.people.partner.subject
        return (Person.ME, "i") if told else (None, "")


def _moved(subject: Subject | None, by: int) -> Subject | None:
    """The subject with its places counted from the clause's first word."""
    if subject is None:
        return None
    return Subject(
        subject.start - by, subject.end - by, subject.verb - by, subject.inverted, subject.left_out
    )  # fmt: skip


def _trimmed(words: Sequence[Word], first: int, last: int) -> tuple[int, int]:
    """Without the marks at both ends."""
    while first < last and words[first].tag & en.PUNCT:
        first += 1
    while last > first and (
        words[last - 1].tag & en.PUNCT
        or words[last - 1].low in ("and", "but", "or")
        or _leads_on(words, first, last)
    ):
        last -= 1
    return first, last


def _leads_on(words: Sequence[Word], first: int, last: int) -> bool:
    """Whether the last word is a "so" that leads to the next clause, and not as in "she said so"."""
    if words[last - 1].low != "so" or last - first < 4:
        return False
    before = words[last - 2].low
    return before not in ("me", "think", "hope", "thinks", "hopes") and en.LEMMA.get(before) not in SPEECH


def _asks(subject: Subject | None, lead: str, place: int) -> bool:
    """Whether it is this clause of a question that asks."""
    return (
        place == 0
        or (subject is not None and subject.inverted)
        or lead in ("what", "how", "why", "who", "where")
    )


def _when(words: Sequence[Word], text: str) -> str | None:
    """The first words of time."""
    if not any(word.tag & (en.TIME | en.NUM) or word.low in _TIMELY for word in words):
        return None
    found = _WHEN.search(text)
    return found[0] if found is not None else None


_MANY = frozenset(("we", "they", "you"))
_NOT_ONE = _MANY | {"i"}
_THIRDS = frozenset(("is", "has", "does", "isn't", "hasn't", "doesn't"))
_TIMELY = listed("again earlier constantly lately daily am pm every")


def _said_by(joint: Joint, before: Clause | None) -> Person | None:
    if before is None or joint is not Joint.THAT:
        return None
    return before.said_by or (before.subject if before.verb in SPEECH else None)


def _is_unreal(words: Sequence[Word], verb_at: int, start: Start, before: Clause | None) -> bool:
    if before is not None and before.hypothetical and not start.opens:
        return True
    return any(word.low in _UNREAL for word in words[: verb_at + 2])


def _is_negated(words: Sequence[Word], subject: Subject | None, verb_at: int) -> bool:
    first = subject.end if subject is not None else 0
    return verb_at >= 0 and any(word.tag & en.NEG for word in words[first : verb_at + 3])


def _head(words: Sequence[Word]) -> str:
    return en.FUSIONS[words[0].low][0] if words[0].tag & en.FUSED else " ".join(word.low for word in words)


def _lead(words: Sequence[Word], subject: Subject) -> str:
    """The words that join the clause."""
    lead = []
    for word in words[: subject.start]:
        if not word.tag & (en.COORD | en.SUBORD | en.WH) and word.low not in ("that", "even", "every", "if"):
            break
        lead.append(word.low)
    return " ".join(lead)


_HELPERS = listed("been being be going to just got")
_VERB_FORMS = en.BASE_FORM | en.PARTICIPLE_FORM | en.ING_FORM | en.PAST_FORM


def _main_verb(words: Sequence[Word], at: int) -> str:
    """The base form of the verb that carries the meaning: "tell" in "has never told"."""
    if at < 0:
        return ""
    best = en.FUSIONS[words[at].low][1] if words[at].tag & en.FUSED else words[at].low
    if not words[at].tag & (en.AUX | en.MODAL | en.FUSED):
        return en.LEMMA.get(best, best)
    for word in words[at + 1 : at + 6]:
        if word.low in _HELPERS or word.tag & (en.ADV | en.NEG | en.NOM | en.AUX):
            continue
        if word.tag & _VERB_FORMS:
            return en.LEMMA.get(word.low, word.low)
        break
    return en.LEMMA.get(best, best)


def _tense(words: Sequence[Word], at: int) -> str:
    """past, perfect, present, future, or nothing."""
    if at < 0:
        return ""
    word = words[at]
    verb = en.FUSIONS[word.low][1] if word.tag & en.FUSED else word.low
    after = words[at + 1 : at + 4]
    if verb in ("will", "'ll", "won't", "shall") or [w.low for w in after[:2]] == ["going", "to"]:
        return "future"
    if verb in _HAVE_NOW and any(w.tag & en.PARTICIPLE_FORM for w in after):
        return "perfect"
    if verb in _PAST_HELPERS or (word.tag & en.PAST_FORM and not word.tag & en.BASE_FORM):
        return "past"
    return "present"


_HAVE_NOW = frozenset(("has", "have", "'ve", "hasn't", "haven't"))
_PAST_HELPERS = listed("was were did had wasn't weren't didn't hadn't")
