"""Sentences into clauses, as phones and forums write them: with or without stops, capitals and joints.

There is no parser here. A clause begins where a new subject with its verb begins and what stands before
it can end a clause; how it hangs on what came before is its `joint`. Spans are of the text as given.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from coachbot.core.model import Person, Span
from coachbot.core.reading import english as en
from coachbot.core.reading.joints import Joint, Start, starts
from coachbot.core.reading.lists import listed
from coachbot.core.reading.partner import Cast, cast
from coachbot.core.reading.subjects import Subject, finite_after
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
    """The clauses of a text, in order."""
    parts = sentences(text)
    people = cast(parts)
    whens = [(m.start(), m[0]) for m in _WHEN.finditer(text[: parts[-1].words[-1].end])] if parts else []
    found: list[Clause] = []
    for number, sentence in enumerate(parts):
        found += _clauses(text, sentence, number, people)
    return tuple(_timed(found, whens))


def _timed(found: Sequence[Clause], whens: Sequence[tuple[int, str]]) -> list[Clause]:
    """Each clause with its first word of time."""
    timed, at = list(found), 0
    for index, clause in enumerate(timed):
        while at < len(whens) and whens[at][0] < clause.start:
            at += 1
        if at < len(whens) and whens[at][0] < clause.end:
            timed[index] = replace(clause, when=whens[at][1])
    return timed


def _clauses(text: str, sentence: Sentence, number: int, people: Cast) -> list[Clause]:
    words = sentence.words
    begins = starts(words)
    found: list[Clause] = []
    for place, start in enumerate(begins):
        stop = begins[place + 1].at if place + 1 < len(begins) else len(words)
        first, last = _trimmed(words, start.at, stop)
        if first >= last:
            continue
        before = found[-1] if found else None
        clause = _clause(text, words[first:last], start, first, people, before)
        clause = replace(
            clause, sentence=number, aside=sentence.aside,
            question=sentence.question and _asks(clause, place),
            comma=first > 0 and bool((words[first - 1].tag | words[first].tag) & en.COMMA),
        )  # fmt: skip
        found.append(clause)
        people.note(clause.words)
    return found


def _trimmed(words: Sequence[Word], first: int, last: int) -> tuple[int, int]:
    """Without the marks at both ends."""
    while first < last and words[first].tag & en.PUNCT:
        first += 1
    while last > first and (words[last - 1].tag & en.PUNCT or words[last - 1].low in ("and", "but", "or")):
        last -= 1
    return first, last


def _asks(clause: Clause, place: int) -> bool:
    return clause.inverted or place == 0 or clause.lead in ("what", "how", "why", "who", "where")


def _clause(
    text: str, words: Sequence[Word], start: Start, first: int, people: Cast, before: Clause | None
) -> Clause:
    where = (words[0].start, words[-1].end)
    if start.subject is None:
        head = before.head if before is not None else ""
        who = before.subject if before is not None else None
        verb_at = finite_after(words, 1 if words[0].tag & (en.COORD | en.COMMA) else 0)
        clause = Clause(text[where[0] : where[1]], *where, tuple(words), 0, start.joint, opens=start.opens,
                        subject=who, head=head, verb_at=verb_at)  # fmt: skip
    else:
        subject = start.subject
        shifted = Subject(subject.start - first, subject.end - first, subject.verb - first, subject.inverted)
        clause = Clause(
            text[where[0] : where[1]], *where, tuple(words), 0, start.joint, opens=start.opens,
            lead=_lead(words, shifted), subject=people.who(words, shifted),
            head=_head(words[shifted.start : shifted.end]),
            subject_at=shifted.start, subject_end=shifted.end, verb_at=shifted.verb,
            inverted=shifted.inverted,
        )  # fmt: skip
    return _with_verb(clause, before)


def _head(words: Sequence[Word]) -> str:
    return en.FUSIONS[words[0].low][0] if words[0].tag & en.FUSED else " ".join(word.low for word in words)


def _lead(words: Sequence[Word], subject: Subject) -> str:
    lead = []
    for word in words[: subject.start]:
        if not word.tag & (en.COORD | en.SUBORD | en.WH) and word.low not in ("that", "even", "every", "if"):
            break
        lead.append(word.low)
    return " ".join(lead)


def _with_verb(clause: Clause, before: Clause | None) -> Clause:
    """The clause with what its verb tells: tense, negation, whose words, whether it is so at all."""
    words, at = clause.words, clause.verb_at
    verb = (
        en.FUSIONS[words[at].low][1]
        if at >= 0 and words[at].tag & en.FUSED
        else words[at].low
        if at >= 0
        else ""
    )
    near = words[max(at, 0) : at + 4]
    said_by = None
    if before is not None and clause.joint is Joint.THAT:
        said_by = before.said_by or (before.subject if before.verb in SPEECH else None)
    unreal = any(word.low in _UNREAL for word in words[: at + 2]) or (
        before is not None and before.hypothetical and not clause.opens
    )
    return replace(
        clause, verb=_main_verb(words, at), tense=_tense(verb, near), said_by=said_by, hypothetical=unreal,
        negated=at >= 0 and any(w.tag & en.NEG for w in words[max(0, clause.subject_end) : at + 3]),
        often=any(word.low in _OFTEN for word in words),
    )  # fmt: skip


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


def _tense(verb: str, near: Sequence[Word]) -> str:
    if not verb:
        return ""
    if verb in ("will", "'ll", "won't", "shall") or [w.low for w in near[1:3]] == ["going", "to"]:
        return "future"
    if verb in ("has", "have", "'ve", "hasn't", "haven't") and any(
        w.tag & en.PARTICIPLE_FORM for w in near[1:]
    ):
        return "perfect"
    tag = near[0].tag
    past = tag & en.PAST_FORM or verb in (
        "was",
        "were",
        "did",
        "had",
        "wasn't",
        "weren't",
        "didn't",
        "hadn't",
    )
    return "past" if past and not tag & en.BASE_FORM else "past" if verb in ("did", "had") else "present"
