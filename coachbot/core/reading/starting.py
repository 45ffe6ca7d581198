"""Where the clauses of a sentence begin."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from coachbot.core.reading import english as en
from coachbot.core.reading.attaching import next_start
from coachbot.core.reading.joints import (
    ABSORBED,
    DETERMINED,
    Joint,
    Start,
    is_lead_noun,
)
from coachbot.core.reading.subjects import subjects
from coachbot.core.reading.verbal import Subject, finite_after
from coachbot.core.reading.written import Word


def starts(words: Sequence[Word]) -> list[Start]:
    """Where the clauses of one sentence begin, in order; the first begins at 0."""
    found: list[Start] = []
    floor = 0
    for event in _events(words):
        if isinstance(event, Subject):
            start = _first(words, event) if not found else next_start(words, event, floor, found)
            floor = max(event.verb, event.end - 1) + 1
            if start is not None and found and start.at <= found[-1].at:
                start = None
        elif found:
            start = Start(
                event, Joint.RESUME if found[-1].joint is Joint.WHICH else Joint.VERB, None, opens=False
            )
            floor = finite_after(words, event + 1) + 1
        else:
            start = None
        if start is not None:
            found.append(start)
    if not found:
        return [Start(0, Joint.START, None, opens=True)]
    if found[0].at > 0:
        found.insert(0, Start(0, Joint.START, None, opens=True))
    return found


def _events(words: Sequence[Word]) -> Iterator[Subject | int]:
    """Subjects, and between them the places where a verb follows an "and" or a comma without one."""
    at = 0
    for subject in subjects(words):
        yield from _bare_verbs(words, at, subject.start)
        yield subject
        at = max(subject.verb, subject.end - 1) + 1
    yield from _bare_verbs(words, at, len(words))


def _bare_verbs(words: Sequence[Word], first: int, last: int) -> Iterator[int]:
    for at in range(first, last - 1):
        tag = words[at].tag
        if not tag & (en.COORD | en.COMMA) or words[at].low in ("so", "yet", "as"):
            continue
        if at and words[at - 1].tag & en.COORD:
            continue
        verb = finite_after(words, at + 1)
        if 0 <= verb < last and _is_bare_verb(words, verb, comma=bool(tag & en.COMMA)):
            yield at


def _is_bare_verb(words: Sequence[Word], verb: int, *, comma: bool) -> bool:
    tag = words[verb].tag
    if tag & (en.AUX | en.MODAL):
        return not (verb + 1 < len(words) and words[verb + 1].tag & (en.NOM | en.ANY))  # "or is she"
    if not tag & (en.PAST_FORM | en.THIRD_FORM) or (comma and not tag & en.PAST_FORM):
        return False
    if not tag & en.WEAK and not comma:
        return True
    return verb + 1 < len(words) and bool(
        words[verb + 1].tag & (en.ACC | en.POSS | en.DET) or words[verb + 1].low == "it"
    )


def _first(words: Sequence[Word], subject: Subject) -> Start:
    """The first clause takes what leads up to it, back to a dash or colon."""
    at = subject.start
    while at > 0 and not words[at - 1].tag & en.BREAK and not (at == 1 and words[0].tag & en.QUOTE):
        at -= 1
    lead = at
    while lead < subject.start and (words[lead].tag & (en.COORD | en.ADV) or words[lead].low in ABSORBED):
        if words[lead].tag & en.SUBORD:
            break
        lead += 1
    inside = subject.start > 1 and is_lead_noun(words, at, subject)
    if inside or (subject.start > at and words[subject.start - 1].tag & en.SUBORD):
        return Start(at, Joint.SUB, subject, opens=True)
    if subject.inverted and any(word.tag & en.NEG for word in words[at : subject.start]):
        return Start(at, Joint.START, subject, opens=True)  # "not once did he"
    sub = lead < subject.start and (words[lead].tag & en.SUBORD or _is_moment(words, lead, subject.start))
    if sub and not _leads_by_noun(words, lead, subject.start):
        return Start(at, Joint.SUB, subject, opens=True)
    return Start(at, Joint.START, subject, opens=True)


def _is_moment(words: Sequence[Word], at: int, stop: int) -> bool:
    """As in "every time she": a noun of time that a clause explains."""
    if words[at].low not in DETERMINED or not at + 2 <= stop <= at + 3:
        return False
    return words[stop - 1].low in ("time", "day", "moment", "night")


def _leads_by_noun(words: Sequence[Word], at: int, stop: int) -> bool:
    """As in "After months of this, I" and "since the wedding she" lead by a noun, not by a clause."""
    return (words[at].tag & en.PREP and at + 1 < stop and words[at].low != "because") or any(
        word.tag & en.COMMA for word in words[at:stop]
    )  # fmt: skip
