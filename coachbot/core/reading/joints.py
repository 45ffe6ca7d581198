"""How a clause hangs on what stands before it, and so where it begins."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from coachbot.core.reading import english as en
from coachbot.core.reading.lists import listed
from coachbot.core.reading.subjects import Subject, finite_after, subjects
from coachbot.core.reading.verbs import THAT_VERBS
from coachbot.core.reading.written import Word


class Joint(StrEnum):
    """What joins a clause to the one before."""

    START = "start"  # a sentence begins
    MAIN = "main"  # what a clause with "when" or "because" was leading up to
    AND = "and"
    OR = "or"
    BUT = "but"
    SO = "so"
    BREAK = "break"  # a dash, a colon, dots, an emoji, a comma between two sentences
    RUN_ON = "run_on"  # nothing at all
    SUB = "sub"  # because, when, after, every time
    THAT = "that"  # belongs to the verb or noun before: "he said", "how much", "the way"
    WHICH = "which"  # a relative clause that can be left out
    WHO = "who"  # one that cannot
    VERB = "verb"  # one more verb of the same subject: "and left"
    RESUME = "resume"  # the verb after a relative clause
    QUOTE = "quote"


@dataclass(slots=True)
class Start:
    """Where a clause begins; `opens` when it can stand without what is before it."""

    at: int
    joint: Joint
    subject: Subject | None
    opens: bool


_TELLS = listed("""
tell ask show text promise remind convince assure warn inform message let make remember
""")
_ABSORBED = listed("""
even ever right just only especially partly mostly mainly exactly simply soon as
""")
_SOME = listed("""
the every all any each some no a an first last only one this that those these next
""")
_MOMENTS = listed("""
time times day night moment minute second week weekend month year morning way once
""")
_ANYTHING = listed("""
everything anything nothing something someone anyone everyone everybody all way reason what whatever
""")
_INTRANSITIVE = listed("""
leave go come sleep cry work lie argue fight talk happen break listen stop
""")
_LEADS = en.PREP | en.TIME | en.ADV | en.NEG
_AND = frozenset(("and", "&", "plus", "then", "or", "nor"))
_DETERMINED = listed("last this that one every each some the next all a an most")


def starts(words: Sequence[Word]) -> list[Start]:
    """Where the clauses of one sentence begin, in order; the first begins at 0."""
    found: list[Start] = []
    floor = 0
    for event in _events(words):
        if isinstance(event, Subject):
            start = _first(words, event) if not found else _next(words, event, floor, found)
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
        return not (verb + 1 < len(words) and words[verb + 1].tag & en.NOM)  # "or is she"
    if not tag & (en.PAST_FORM | en.THIRD_FORM) or (comma and not tag & en.PAST_FORM):
        return False
    if not tag & en.WEAK:
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
    while lead < subject.start and (words[lead].tag & (en.COORD | en.ADV) or words[lead].low in _ABSORBED):
        if words[lead].tag & en.SUBORD:
            break
        lead += 1
    inside = subject.start > 1 and _is_lead_noun(words, at, subject)
    if inside or (subject.start > at and words[subject.start - 1].tag & en.SUBORD):
        return Start(at, Joint.SUB, subject, opens=True)
    sub = lead < subject.start and (words[lead].tag & en.SUBORD or _is_moment(words, lead, subject.start))
    if sub and not _leads_by_noun(words, lead, subject.start):
        return Start(at, Joint.SUB, subject, opens=True)
    return Start(at, Joint.START, subject, opens=True)


def _is_lead_noun(words: Sequence[Word], at: int, subject: Subject) -> bool:
    """As in "on a night I will never forget, we": the first subject only explains a noun that leads up."""
    if not words[subject.start].tag & (en.NOM | en.FUSED | en.POSS) or not _is_open_noun(
        words, subject.start - 1
    ):
        return False
    return any(
        word.tag & en.PREP and not word.tag & en.ADV
        for word in words[max(at, subject.start - 5) : subject.start]
    )


def _is_moment(words: Sequence[Word], at: int, stop: int) -> bool:
    """As in "every time she": a noun of time that a clause explains."""
    return (
        words[at].low in _DETERMINED
        and at + 2 == stop
        and words[at + 1].low in ("time", "day", "moment", "night")
    )


def _leads_by_noun(words: Sequence[Word], at: int, stop: int) -> bool:
    """As in "After months of this, I" and "since the wedding she" lead by a noun, not by a clause."""
    return (words[at].tag & en.PREP and at + 1 < stop and words[at].low != "because") or any(
        word.tag & en.COMMA for word in words[at:stop]
    )  # fmt: skip


def _next(words: Sequence[Word], subject: Subject, floor: int, found: list[Start]) -> Start | None:
    """How the next subject's clause hangs on the last one; None if it is inside of it."""
    before = subject.start - 1
    if subject.inverted and before >= floor and words[subject.verb - 1].low in ("never", "once", "nor"):
        before = subject.verb - (3 if words[subject.verb - 1].low == "once" else 2)
    elif subject.inverted:
        before = subject.verb - 1
    if before < floor:
        return _after_verb(words, subject, before, found)
    word = words[before]
    if word.tag & en.BREAK:
        return Start(before + 1, Joint.BREAK, subject, opens=True)
    if word.tag & en.COMMA:
        return _after_comma(words, subject, before, floor, found)
    if word.tag & (en.SUBORD | en.WH) or word.low in ("that", "if"):
        return _after_joiner(words, subject, before, floor, found)
    if word.tag & en.COORD:
        return _after_and(subject, words, before, found)
    if before - 1 >= floor and words[before - 1].low == "how":
        joined = before - 2 >= floor and words[before - 2].low == "and"
        return Start(before - 1 - joined, Joint.THAT, subject, opens=False)  # "how much he"
    return _after_lead(words, subject, before, floor, found)


def _waits(found: list[Start]) -> bool:
    """Whether the clauses so far have only led up to something."""
    unit = len(found) - 1
    while unit > 0 and not found[unit].opens:
        unit -= 1
    return found[unit].joint is Joint.SUB and all(s.joint is not Joint.MAIN for s in found[unit:])


def _stands(subject: Subject, at: int, joint: Joint, found: list[Start]) -> Start:
    """A clause that stands for itself, or the one that the last was leading up to."""
    if _waits(found):
        return Start(at, Joint.MAIN, subject, opens=False)
    return Start(at, joint, subject, opens=True)


def takes_clause(words: Sequence[Word], at: int) -> bool:
    """Whether a clause without "that" may follow this word: "said", "told me", "sure", "about"."""
    if at < 0:
        return False
    word = words[at]
    if en.LEMMA.get(word.low) in THAT_VERBS or word.tag & en.ADJ_THAT or word.low in ("not", "is", "was"):
        return True
    if word.tag & en.FUSED:
        return word.low == "that's"
    if word.low == "out" and at > 0:
        return en.LEMMA.get(words[at - 1].low) in ("find", "figure", "point")
    if word.tag & (en.ACC | en.ANY) and at > 0:
        return en.LEMMA.get(words[at - 1].low) in _TELLS
    return word.low in _TAKE_CLAUSE


_TAKE_CLAUSE = listed("about of than like except")


def _after_verb(words: Sequence[Word], subject: Subject, before: int, found: list[Start]) -> Start | None:
    """Right after a verb a clause is what was said, known or felt; after "left" it is a new one."""
    helper = words[before].tag & (en.AUX | en.MODAL) and words[before].low not in en.BE
    if helper and words[subject.start].tag & en.NOM:
        return _stands(subject, before + 1, Joint.RUN_ON, found)  # "but he didn't he never does"
    if takes_clause(words, before) or en.LEMMA.get(words[before].low) not in _INTRANSITIVE:
        return Start(before + 1, Joint.THAT, subject, opens=False)
    return _stands(subject, before + 1, Joint.RUN_ON, found)


def _after_comma(
    words: Sequence[Word], subject: Subject, comma: int, floor: int, found: list[Start]
) -> Start:
    if words[subject.start].low in ("who", "which") and subject.verb > subject.start:
        return Start(comma + 1, Joint.WHICH, subject, opens=False)
    if comma == floor and en.LEMMA.get(words[comma - 1].low) in ("say", "tell", "ask"):
        return Start(comma + 1, Joint.THAT, subject, opens=False)
    for at in range(comma - 1, max(floor, comma - 6) - 1, -1):
        if words[at].tag & (en.VERBAL & ~en.WEAK | en.COMMA) and not words[at].tag & en.SUBORD:
            break
        if words[at].low in _PURE_SUBORD:
            return Start(at, Joint.SUB, subject, opens=False)  # "because after all, it is"
        if words[at].tag & en.COORD and at + 1 < comma and (at == floor or _is_lead(words, at + 1)):
            return _after_mark(words, subject, at, found)
    return _stands(subject, comma + 1, Joint.BREAK, found)


_PURE_SUBORD = listed("because when if although though while unless whenever")


def _after_joiner(
    words: Sequence[Word], subject: Subject, before: int, floor: int, found: list[Start]
) -> Start:
    """After "because", "when", "that", "how", "if"."""
    word, at = words[before], before
    if word.low == "that" or (word.tag & en.WH and not word.tag & en.SUBORD):
        if at > floor and words[at - 1].low in ("and", "but"):
            at -= 1
        relative = word.low in ("which", "who", "whom") and at > floor and words[at - 1].tag & en.COMMA
        return Start(at, Joint.WHICH if relative else Joint.THAT, subject, opens=False)
    if word.low in ("if", "whether", "where", "as") and at > 0 and takes_clause(words, at - 1):
        return Start(at, Joint.THAT, subject, opens=False)
    if word.low == "where" or (
        at > floor and word.low in ("before", "after", "when") and _is_time(words[at - 1])
    ):
        return Start(at, Joint.THAT, subject, opens=False)  # "the night before we", "the town where I"
    while at > floor and (words[at - 1].low in _ABSORBED or words[at - 1].low == "because"):
        at -= 1
    if at < before and words[at].low == "because":
        return Start(at, Joint.SUB, subject, opens=True)
    joined = at > floor and words[at - 1].tag & (en.COORD | en.BREAK)
    if joined and words[at - 1].low != "then":
        skip = words[at - 1].tag & en.BREAK
        return Start(at if skip else at - 1, Joint.SUB, subject, opens=not _waits(found))
    return Start(at, Joint.SUB, subject, opens=False)


def _is_time(word: Word) -> bool:
    return bool(word.tag & en.TIME) and word.low not in ("again", "recently", "lately", "now", "today", "ago")


def _after_and(subject: Subject, words: Sequence[Word], before: int, found: list[Start]) -> Start:
    low = words[before].low
    at = before
    if low in ("then", "so") and before and words[before - 1].low == "and":
        at = before - 1
    joint = Joint.BUT if low in ("but", "yet") else Joint.SO if low == "so" else Joint.AND
    if low == "so" and words[subject.verb].tag & en.MODAL and not words[before - 1].tag & en.COMMA:
        return Start(at, Joint.SUB, subject, opens=False)  # "so I could"
    if low in ("or", "nor"):
        return Start(at, Joint.OR, subject, opens=False)
    if low in _AND and _waits(found) and found[-1].joint is not Joint.THAT:
        return Start(at, Joint.SUB, subject, opens=False)
    return _stands(subject, at, joint, found)


def _after_lead(
    words: Sequence[Word], subject: Subject, before: int, floor: int, found: list[Start]
) -> Start | None:
    """What stands before is neither joint nor stop: it leads up to this clause, or ends the one before."""
    if takes_clause(words, before):
        return Start(before + 1, Joint.THAT, subject, opens=False)
    for at in range(before, max(floor, before - _FAR) - 1, -1):
        tag = words[at].tag
        if tag & (en.NOM | en.FUSED | en.AUX | en.MODAL):
            break
        if tag & (en.PUNCT | en.COORD | en.SUBORD) and at < before and _is_lead(words, at + 1):
            return _after_mark(words, subject, at, found)
    return _after_noun(words, subject, before, floor, found)


_FAR = 8
_SAYS = listed("say promise admit explain mention confess swear")


def _is_lead(words: Sequence[Word], at: int) -> bool:
    """Whether "last night", "in front of everyone", "now", "every time" begins here."""
    tag, low = words[at].tag, words[at].low
    if low in _DETERMINED and any(word.tag & en.TIME for word in words[at + 1 : at + 3]):
        return True
    return bool(tag & _LEADS) and not tag & (en.FINITE & ~en.WEAK)


def _after_mark(words: Sequence[Word], subject: Subject, at: int, found: list[Start]) -> Start:
    tag, low = words[at].tag, words[at].low
    if tag & en.COORD:
        joint = Joint.BUT if low in ("but", "yet") else Joint.SO if low == "so" else Joint.AND
        return _stands(subject, at, joint, found)
    if tag & en.SUBORD:
        if not tag & en.PREP or words[subject.start - 1].low in _MOMENTS:
            return Start(at, Joint.SUB, subject, opens=False)
        return _stands(subject, at, Joint.RUN_ON, found)
    return _stands(subject, at + 1, Joint.BREAK, found)


def _after_noun(
    words: Sequence[Word], subject: Subject, before: int, floor: int, found: list[Start]
) -> Start | None:
    """As in "the way he talks" goes on; "my birthday he forgot" is two clauses."""
    word = words[before]
    if word.low in _MOMENTS:
        joint = Joint.THAT if word.low == "way" else Joint.SUB
        for at in range(before - 1, max(before - 3, -1), -1):
            if words[at].low in _SOME and (
                word.low in ("time", "way", "moment") or words[at].low not in _EACH
            ):
                return Start(at, joint, subject, opens=False)
    pronoun = words[subject.start].tag & (en.NOM | en.FUSED)
    helped = words[subject.verb].tag & (en.AUX | en.MODAL)
    pronoun = pronoun or (helped and words[subject.start].low in ("it", "this", "that", "there"))
    if floor and before - floor < 5 and en.LEMMA.get(words[floor - 1].low) in _SAYS:
        return Start(before + 1, Joint.THAT, subject, opens=False)  # "said to everybody he"
    sure = words[subject.verb].tag & en.SURE and not words[subject.verb].tag & en.WEAK
    if not pronoun and not (words[subject.start].tag & en.POSS and sure):
        return None
    if _is_open_noun(words, before):
        return _before_noun(words, subject, before, found)
    return _stands(subject, before + 1, Joint.RUN_ON, found)


_EACH = listed("every each all some any a an one")


def _before_noun(words: Sequence[Word], subject: Subject, noun: int, found: list[Start]) -> Start | None:
    """For ", the guys I've dated are" the clause begins with the noun, if a comma stands before it."""
    at = noun
    while at > noun - 3 and words[at].low not in _SOME and not words[at].tag & en.PUNCT:
        at -= 1
    if (
        words[at].low in _SOME
        and at
        and words[at - 1].tag & (en.COMMA | en.BREAK)
        and _has_verb_after(words, subject)
    ):
        return _stands(subject, at, Joint.BREAK, found)
    return None


def _has_verb_after(words: Sequence[Word], subject: Subject) -> bool:
    return any(word.tag & (en.AUX | en.MODAL) for word in words[subject.verb + 1 : subject.verb + 6])


def _is_open_noun(words: Sequence[Word], at: int) -> bool:
    """Whether a clause that follows may be about this noun: "the girl", "everything", "things"."""
    word = words[at]
    if word.low in _ANYTHING:
        return True
    if word.tag & en.TIME and at:
        return words[at - 1].low in ("a", "the", "that", "same", "one")
    if word.tag & (en.ADV | en.ACC | en.NUM | en.VERBAL & ~en.WEAK | en.QUOTE):
        return False
    for back in range(at - 1, max(at - 4, -1), -1):
        low, tag = words[back].low, words[back].tag
        if low in _SOME:
            return True
        if tag & (en.POSS | en.VERBAL | en.PREP | en.PUNCT):
            return word.low.endswith("s") and not tag & en.POSS
    return False
