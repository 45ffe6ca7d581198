"""How the next clause hangs on what stands before it, and so where it begins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from coachbot.core.reading import english as en
from coachbot.core.reading.joints import (
    ABSORBED,
    ANYTHING,
    MOMENTS,
    SOME,
    Joint,
    Start,
    is_lead,
    is_lead_noun,
    is_open_noun,
    is_time,
    takes_clause,
)
from coachbot.core.reading.lists import listed
from coachbot.core.reading.verbal import OPINE, Subject
from coachbot.core.reading.verbs import SPEECH
from coachbot.core.reading.written import Word

_INTRANSITIVE = listed("""
leave go come sleep cry work lie argue fight talk happen break listen stop
""")


_AND = frozenset(("and", "&", "plus", "then", "or", "nor"))


def next_start(words: Sequence[Word], subject: Subject, floor: int, found: list[Start]) -> Start | None:
    """How the next subject's clause hangs on the last one; None if it is inside of it."""
    before = _before(words, subject, floor)
    if before < floor:
        return _after_verb(words, subject, before, found)
    word = words[before]
    if word.tag & en.PUNCT:
        if word.tag & en.COMMA:
            return _after_comma(words, subject, before, floor, found)
        return Start(before + 1, Joint.BREAK, subject, opens=True)
    if words[subject.start].tag & en.FUSED and words[subject.start].tag & en.WH:
        return Start(subject.start, Joint.THAT, subject, opens=False)  # "someone who's reading"
    if subject.inverted and word.tag & en.WH and before > floor:
        return Start(before, Joint.BREAK, subject, opens=True)  # "I love him what do I do"
    if word.tag & (en.SUBORD | en.WH) or word.low in ("that", "if"):
        return _after_joiner(words, subject, before, floor, found)
    if word.tag & en.COORD:
        return _after_and(subject, words, before, found)
    if (how := _how(words, before, floor)) is not None:
        return replace(how, subject=subject)
    return _after_lead(words, subject, before, floor, found)


def _how(words: Sequence[Word], before: int, floor: int) -> Start | None:
    """As in "how much he", "no matter how long you": the start, without its subject yet."""
    if before - 1 < floor or words[before - 1].low != "how":
        return None
    if before - 3 >= floor and words[before - 2].low == "matter":
        return Start(before - 3, Joint.SUB, None, opens=True)
    joined = before - 2 >= floor and words[before - 2].low == "and"
    return Start(before - 1 - joined, Joint.THAT, None, opens=False)


_EMPHASIS = listed("else exactly the hell heck fuck on earth ever")


def _before(words: Sequence[Word], subject: Subject, floor: int) -> int:
    """The place before the subject, or before its helper where that stands first ("what else should I")."""
    if not subject.inverted:
        return subject.start - 1
    before = subject.verb - 1
    if before < floor:
        return before
    if words[before].low in ("never", "once", "nor"):
        return before - (2 if words[before].low == "once" else 1)
    while before > floor and words[before].low in _EMPHASIS:
        before -= 1
    return before


_LOOKED_BACK = 12  # clauses; a longer unit is no unit
_AHEAD = 30  # words


def _waits(found: list[Start]) -> bool:
    """Whether the clauses so far have only led up to something."""
    unit = len(found) - 1
    least = max(unit - _LOOKED_BACK, 0)
    while unit > least and not found[unit].opens:
        unit -= 1
    return found[unit].joint is Joint.SUB and all(s.joint is not Joint.MAIN for s in found[unit:])


def _stands(subject: Subject, at: int, joint: Joint, found: list[Start]) -> Start:
    """A clause that stands for itself, or the one that the last was leading up to."""
    if _waits(found):
        return Start(at, Joint.MAIN, subject, opens=False)
    return Start(at, joint, subject, opens=True)


def _after_verb(words: Sequence[Word], subject: Subject, before: int, found: list[Start]) -> Start | None:
    """Right after a verb a clause is what was said, known or felt; after "left" it is a new one."""
    helper = words[before].tag & (en.AUX | en.MODAL) and words[before].low not in en.BE
    if helper and words[subject.start].tag & en.NOM:
        return _stands(subject, before + 1, Joint.RUN_ON, found)  # "but he didn't he never does"
    if _waits(found) and en.LEMMA.get(words[before].low) not in OPINE and words[subject.start].tag & en.NOM:
        return _stands(subject, before + 1, Joint.RUN_ON, found)  # "when he kept calling I knew"
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
        if en.is_verbal(words[at].tag) and not words[at].tag & en.SUBORD:
            break
        if words[at].low in _PURE_SUBORD:
            return Start(at, Joint.SUB, subject, opens=False)  # "because after all, it is"
        if "so" in (words[at].low, words[at + 1].low) and not words[at - 1].tag & en.COMMA:
            continue  # "so kind to him,"
        listed_before = not words[subject.start].tag and words[at].low in ("but", "and")
        if (
            words[at].tag & en.COORD
            and at + 1 < comma
            and (at == floor or listed_before or is_lead(words, at + 1))
        ):
            return _after_mark(words, subject, at, found)
    return _stands(subject, comma + 1, Joint.BREAK, found)


_PURE_SUBORD = listed("because when if although though while unless whenever")


_NO_IF = listed("say think feel hope swear promise believe")


def _is_asked(words: Sequence[Word], at: int) -> bool:
    """Whether "if" after this word is what was asked or known."""
    if at < 0 or words[at].low in ("so", "like", "such") or en.LEMMA.get(words[at].low) in _NO_IF:
        return False
    return takes_clause(words, at)


def _after_joiner(
    words: Sequence[Word], subject: Subject, before: int, floor: int, found: list[Start]
) -> Start:
    """After "because", "when", "that", "how", "if"."""
    word, at = words[before], before
    if word.low == "that" or (word.tag & en.WH and not word.tag & en.SUBORD):
        at -= at > floor and words[at - 1].low in ("and", "but", "or")
        relative = word.low in ("which", "who", "whom") and at > floor and words[at - 1].tag & en.COMMA
        return Start(at, Joint.WHICH if relative else Joint.THAT, subject, opens=False)
    if _belongs(words, at, floor):
        at -= at > floor and words[at - 1].low == "and"
        return Start(at, Joint.THAT, subject, opens=False)
    while at > floor and (words[at - 1].low in ABSORBED or words[at - 1].low == "because"):
        at -= 1
    if at < before and words[at].low == "because":
        return Start(at, Joint.SUB, subject, opens=True)
    return _subordinate(words, subject, at, floor, found)


def _belongs(words: Sequence[Word], at: int, floor: int) -> bool:
    """As in "asked if he", "the night before we", "the town where I": it belongs to the word before."""
    low = words[at].low
    if low == "where" or (low in ("if", "whether", "as") and _is_asked(words, at - 1)):
        return True
    return at > floor and low in ("before", "after", "when") and is_time(words[at - 1])


def _subordinate(words: Sequence[Word], subject: Subject, at: int, floor: int, found: list[Start]) -> Start:
    """A clause with "when" or "because": it opens something new after "and", a dash or "the problem is"."""
    far = at
    while far > floor and words[far - 1].tag & en.ADV and not words[far - 1].tag & (en.SUBORD | en.COORD):
        far -= 1
    if far > floor and words[far - 1].tag & en.COORD:
        at = far  # "and now since he"
    before = words[at - 1] if at > floor else None
    if before is not None and before.tag & (en.COORD | en.BREAK) and before.low != "then":
        return Start(at - bool(before.tag & en.COORD), Joint.SUB, subject, opens=not _waits(found))
    if at > 1 and words[at - 1].tag & en.COMMA and words[at - 2].low in ("is", "was"):
        return Start(at, Joint.SUB, subject, opens=True)  # "the problem is, if I"
    said = words[at].low == "if" and at > 0 and en.LEMMA.get(words[at - 1].low) in _NO_IF
    return Start(
        at, Joint.SUB, subject, opens=said and any(w.tag & en.COMMA for w in words[at : at + _AHEAD])
    )


def _after_and(subject: Subject, words: Sequence[Word], before: int, found: list[Start]) -> Start:
    low = words[before].low
    at = before
    if low in ("then", "so") and before and words[before - 1].low == "and":
        at = before - 1
    joint = Joint.BUT if low in ("but", "yet") else Joint.SO if low == "so" else Joint.AND
    helped = words[subject.verb].tag & en.MODAL or words[subject.verb].low in ("don't", "doesn't")
    if low == "so" and helped and not words[before - 1].tag & en.COMMA:
        return Start(at, Joint.SUB, subject, opens=False)  # "so I could"
    if low in ("or", "nor"):
        return Start(at, Joint.OR, subject, opens=False)
    if low in _AND and _waits(found):
        later = any(word.tag & en.COMMA for word in words[subject.verb : subject.verb + _AHEAD])
        if later or found[-1].joint is not Joint.THAT:
            return Start(at, Joint.SUB, subject, opens=False)
    return _stands(subject, at, joint, found)


def _after_lead(
    words: Sequence[Word], subject: Subject, before: int, floor: int, found: list[Start]
) -> Start | None:
    """What stands before is neither joint nor stop: it leads up to this clause, or ends the one before."""
    if takes_clause(words, before) and not _answers(words, subject, before, found):
        return Start(before + 1, Joint.THAT, subject, opens=False)
    for at in range(before, max(floor, before - _FAR) - 1, -1):
        tag = words[at].tag
        if tag & (en.NOM | en.FUSED | en.AUX | en.MODAL) and not (at and words[at - 1].low == "to"):
            break
        half = tag & en.COORD and "half" in (words[at + 1].low, words[min(at + 2, before)].low)
        if tag & (en.PUNCT | en.COORD | en.SUBORD) and at < before and not half and is_lead(words, at + 1):
            return _after_mark(words, subject, at, found)
    return _after_noun(words, subject, before, floor, found)


def _answers(words: Sequence[Word], subject: Subject, before: int, found: list[Start]) -> bool:
    """As in "when I asked why he didn't tell me he said": what the clause with "when" was leading up to."""
    if not _waits(found):
        return False
    if words[before].tag & en.ADJ_THAT and words[subject.start].tag & (en.NOM | en.FUSED):
        return words[before].low not in ("sure", "afraid", "aware", "certain", "like", "so")
    return en.LEMMA.get(words[subject.verb].low) in SPEECH and bool(words[before].tag & en.ACC)


_FAR = 8


_SAYS = listed("""
say promise admit explain mention confess swear tell remind convince warn text
""")


def _after_mark(words: Sequence[Word], subject: Subject, at: int, found: list[Start]) -> Start:
    tag, low = words[at].tag, words[at].low
    if tag & (en.COORD | en.BREAK) and (_after_moment(words, subject) or is_lead_noun(words, at, subject)):
        return Start(at + bool(tag & en.BREAK), Joint.SUB, subject, opens=True)
    if tag & en.COORD:
        joint = Joint.BUT if low in ("but", "yet") else Joint.SO if low == "so" else Joint.AND
        return _stands(subject, at, joint, found)
    if tag & en.SUBORD:
        if not tag & en.PREP or words[subject.start - 1].low in MOMENTS:
            return Start(at, Joint.SUB, subject, opens=False)
        return _stands(subject, at, Joint.RUN_ON, found)
    return _stands(subject, at + 1, Joint.BREAK, found)


def _after_moment(words: Sequence[Word], subject: Subject) -> bool:
    """As in "every time I", "the last time she"."""
    before = subject.start - 1
    if before < 1 or words[before].low not in ("time", "times", "moment"):
        return False
    return any(word.low in SOME and word.low != "this" for word in words[max(0, before - 2) : before])


def _after_noun(
    words: Sequence[Word], subject: Subject, before: int, floor: int, found: list[Start]
) -> Start | None:
    """As in "the way he talks" goes on; "my birthday he forgot" is two clauses."""
    word = words[before]
    for at in range(before - 1, max(floor, before - 4) - 1, -1):
        if words[at].low in ("which", "what", "whose"):
            return Start(at, Joint.THAT, subject, opens=False)  # "which house I"
        if en.is_verbal(words[at].tag) or words[at].tag & en.PUNCT:
            break
    if word.low in MOMENTS:
        joint = Joint.THAT if word.low == "way" else Joint.SUB
        for at in range(before - 1, max(before - 3, -1), -1):
            if _leads_up(words[at].low, word.low):
                return Start(at, joint, subject, opens=False)
    pronoun = words[subject.start].tag & (en.NOM | en.FUSED)
    helped = words[subject.verb].tag & (en.AUX | en.MODAL)
    pronoun = pronoun or (helped and words[subject.start].low in ("it", "this", "that", "there"))
    if floor and before - floor < 5 and en.LEMMA.get(words[floor - 1].low) in _SAYS:
        return Start(before + 1, Joint.THAT, subject, opens=False)  # "said to everybody he"
    sure = words[subject.verb].tag & en.SURE and not words[subject.verb].tag & en.WEAK
    if not pronoun and not (words[subject.start].tag & en.POSS and sure):
        return None
    if is_open_noun(words, before):
        return _before_noun(words, subject, before, found)
    return _stands(subject, before + 1, Joint.RUN_ON, found)


def _leads_up(some: str, moment: str) -> bool:
    """As in "every time", "the day"; "this time she went home" leads up to nothing."""
    if some not in SOME or (some, moment) == ("this", "time"):
        return False
    return moment in ("time", "way", "moment") or some not in _EACH


_EACH = listed("every each all some any a an one")


def _before_noun(words: Sequence[Word], subject: Subject, noun: int, found: list[Start]) -> Start | None:
    """For ", the guys I've dated are" the clause begins with the noun, if a comma stands before it."""
    if words[noun].low in ANYTHING and noun and words[noun - 1].low in (",", "but"):
        return _stands(subject, noun - (words[noun - 1].low == "but"), Joint.BUT, found)
    at = noun
    while at > noun - 3 and words[at].low not in SOME and not words[at].tag & en.PUNCT:
        at -= 1
    if (
        words[at].low in SOME
        and at
        and words[at - 1].tag & (en.COMMA | en.BREAK)
        and _has_verb_after(words, subject)
    ):
        return _stands(subject, at, Joint.BREAK, found)
    return None


def _has_verb_after(words: Sequence[Word], subject: Subject) -> bool:
    return any(word.tag & (en.AUX | en.MODAL) for word in words[subject.verb + 1 : subject.verb + 6])
