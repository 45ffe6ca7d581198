"""Questions turned so that they can follow "You're asking": "should I go" is "whether you should go"."""

from __future__ import annotations

from dataclasses import replace

from coachbot.core.reading import english as en
from coachbot.core.reading.clauses import Clause
from coachbot.core.reading.lists import listed
from coachbot.core.reading.openings import OPENINGS
from coachbot.core.reading.verbs import PAST, THIRD
from coachbot.core.reading.written import Word

_WAYS = listed("how what where who when which")
_WOULD = listed("do can should could would might must")
_DO = listed("do does did")


def asks(clause: Clause) -> bool:
    """Whether this clause begins a question that can be told back."""
    if not clause.opens or clause.verb_at < 0 or clause.words[0].tag & en.NEG:
        return False
    if clause.inverted:
        return True
    if clause.lead == "what if":
        return True
    if not clause.question or not clause.words[0].tag & en.WH or not 0 <= clause.subject_at <= 1:
        return False
    rest = clause.words[clause.verb_at + 1 :]
    return not (
        clause.words[clause.verb_at].tag & en.AUX and rest and rest[0].tag & (en.DET | en.POSS | en.ANY)
    )


def upright(clause: Clause, *, first: bool = True) -> Clause:
    """The words of a question in the order of a statement, with what it hangs on ("whether", "how to")."""
    words = list(clause.words)
    if clause.lead == "what if":
        words.insert(1, _word(words[0], "happens"))
        return replace(clause, words=tuple(words), subject_at=clause.subject_at + 1,
                       subject_end=clause.subject_end + 1, verb_at=clause.verb_at + 1)  # fmt: skip
    if not clause.inverted:
        return clause
    front = [word for word in words[: clause.verb_at] if not word.tag & (en.COORD | en.COMMA | en.BREAK)]
    if front and not front[0].tag & en.WH and all(word.low in OPENINGS for word in front):
        front = []
    helper = words[clause.verb_at]
    subject = words[clause.subject_at : clause.subject_end]
    rest = words[clause.subject_end :]
    if (
        front
        and clause.head == "i"
        and front[0].low in _WAYS
        and helper.low in _WOULD
        and front[-1].low != "long"
    ):
        return _placed(clause, [*front, _word(helper, "to"), *rest], len(front), 0)
    if words[0].low == "or" and not first:
        front = [_word(words[0], "or"), *front]
    elif not any(word.tag & en.WH for word in front):
        front = [_word(helper, "whether"), *front]
    if helper.low in _DO:
        return _placed(clause, [*front, *subject, *_supported(helper, rest)], len(front), len(subject))
    return _placed(clause, [*front, *subject, _word(helper, helper.low), *rest], len(front), len(subject))


def unwrapped(clauses: list[Clause]) -> list[Clause]:
    """As in "do you think he loves me" is "whether he loves me"."""
    first = clauses[0]
    if len(clauses) < 2 or [word.low for word in first.words[-3:]] != ["do", "you", "think"]:
        return clauses
    second = clauses[1]
    front = [word for word in first.words[:-3] if word.tag & en.WH] or [_word(first.words[0], "whether")]
    words = [word for word in second.words[: second.subject_at] if word.low != "that"]
    moved = len(front) + len(words) - second.subject_at
    second = replace(second, words=(*front, *words, *second.words[second.subject_at :]), inverted=False,
                     subject_at=second.subject_at + moved, subject_end=second.subject_end + moved,
                     verb_at=second.verb_at + moved)  # fmt: skip
    return [second, *clauses[2:]]


def _placed(clause: Clause, words: list[Word], at: int, length: int) -> Clause:
    return replace(
        clause, words=tuple(words), inverted=False, question=True, verb_at=at + length if length else -1,
        subject_at=at if length else -1, subject_end=at + length if length else -1,
    )  # fmt: skip


def _word(like: Word, text: str) -> Word:
    return like._replace(text=text, low=text, tag=en.TAGS.get(text, 0))


def _supported(helper: Word, rest: list[Word]) -> list[Word]:
    """The verb with the ending that "does" and "did" carried."""
    place = next(
        (p for p, word in enumerate(rest[:4]) if word.tag & en.BASE_FORM and not word.tag & en.ADV), -1
    )
    if place < 0:
        return [helper, *rest]
    base = rest[place].low
    form = {"did": PAST, "does": THIRD}.get(helper.low, {}).get(base) or _IRREGULAR.get(
        (helper.low, base), base
    )
    return [*rest[:place], _word(rest[place], form), *rest[place + 1 :]]


_IRREGULAR = {("does", "have"): "has", ("did", "have"): "had", ("does", "do"): "does", ("did", "do"): "did"}
