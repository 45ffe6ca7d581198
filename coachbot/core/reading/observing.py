"""What a camera would have caught, and what is judged: verdicts, sweeps, labels, minds read, motives."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from coachbot.core.model import Evaluation, Observation, Person
from coachbot.core.reading import english as en
from coachbot.core.reading.clauses import Clause
from coachbot.core.reading.grammar import turn_to_you
from coachbot.core.reading.joints import Joint
from coachbot.core.reading.judging import is_be, is_rhetorical, kind_of, slights, without_motive
from coachbot.core.reading.lists import listed
from coachbot.core.reading.openings import OPENINGS
from coachbot.core.reading.sweeps import set_aside
from coachbot.core.reading.verbs import PAST, STATIVE
from coachbot.core.reading.verdicts import LABELS
from coachbot.core.reading.view import View
from coachbot.core.reading.weighing import is_meta

_SITUATED = listed(
    "late home away asleep drunk sober there out online gone silent quiet early back awake alone upstairs "
    "off outside inside downstairs locked shut empty closed packed"
)
_INNER = STATIVE | listed(
    "seem be feel appear sound matter suppose suck exist belong own consist suit figure worry"
)


def observe(
    text: str, clauses: Sequence[Clause], view: View
) -> tuple[tuple[Observation, ...], tuple[Evaluation, ...]]:
    """The observations and the evaluations of a text, each in order; a fact is said to the person.

    `clauses` are those that are not said to the coach.
    """
    seen: list[Observation] = []
    judged: list[Evaluation] = []
    for place, clause in enumerate(clauses):
        if is_meta(clause) or clause.said_by is not None:
            continue
        whole = (clause, *_glued(clauses, place))
        start, end = _begin(clause), whole[-1].end
        if clause.question:
            if is_rhetorical(clause):
                judged.append(Evaluation(text[start:end], start, end, "evaluation"))
            continue
        kind = "mind_reading" if _is_guess(clauses, place) else kind_of(clause, whole)
        if clause.subject is Person.ME and _is_told(clauses, place):
            kind = None  # "people say I'm too sensitive"
        if kind is not None:
            judged.append(Evaluation(text[start:end], start, end, kind, _fact(clause, whole, kind, view)))
            continue
        if slight := slights(clause.words):
            first, last = clause.words[slight[0]], clause.words[slight[1]]
            judged.append(Evaluation(text[first.start : last.end], first.start, last.end, "label"))
        if _on_camera(clause):
            who = clause.subject or Person.OTHER
            seen.append(Observation(text[start:end], start, end, who, often=clause.often, when=clause.when))
    return tuple(seen), tuple(judged)


_LEAD_IN = OPENINGS | {"that"}


def _begin(clause: Clause) -> int:
    """Where the clause begins without the word that joins it."""
    if clause.start < clause.words[0].start:
        return clause.start  # '"typical", she said'
    for word in clause.words[: clause.subject_at]:
        if not word.tag & (en.COORD | en.SUBORD | en.WH | en.COMMA) and word.low not in _LEAD_IN:
            return word.start
    return clause.words[max(clause.subject_at, 0)].start


_GUESSES = listed("think suspect assume bet imagine fear doubt guess")


def _is_guess(clauses: Sequence[Clause], place: int) -> bool:
    """As in "I think he's cheating", "I feel like she hates me"."""
    clause, before = clauses[place], clauses[place - 1] if place else None
    if before is None or clause.joint is not Joint.THAT or clause.subject is not Person.PARTNER:
        return False
    guesses = before.verb in _GUESSES or (before.verb == "feel" and before.words[-1].low in ("like", "that"))
    return before.subject is Person.ME and guesses and not before.negated


def _is_told(clauses: Sequence[Clause], place: int) -> bool:
    """Whether the clause is what somebody else says or thinks."""
    hangs = place > 0 and clauses[place].joint is Joint.THAT
    return hangs and clauses[place - 1].subject is not Person.ME


def _glued(clauses: Sequence[Clause], place: int) -> Iterator[Clause]:
    """What belongs to the clause: what was said, and how."""
    for clause in clauses[place + 1 : place + 5]:
        if clause.joint is not Joint.THAT:
            return
        yield clause


def _on_camera(clause: Clause) -> bool:
    """Whether a camera would have caught it: an act, words, a place or a time, and not a feeling."""
    if (
        clause.verb_at < 0
        or clause.hypothetical
        or clause.head in ("it", "there", "this", "that", "who", "which", "what")
    ):
        return clause.head == "there" and clause.tense == "past" and any(w.tag & en.NUM for w in clause.words)
    if clause.subject is None or clause.tense == "future":
        return False
    if clause.verb in ("be", "have") or is_be(clause):
        return _is_situated(clause)
    if _is_state(clause) or clause.verb in _INNER:
        return False
    if clause.verb not in PAST and not (clause.tense in ("past", "perfect") and clause.verb.endswith("ed")):
        return False
    return clause.subject is not Person.ME or clause.verb not in _OWN_INNER


def _is_state(clause: Clause) -> bool:
    """As in "was tired", "am shocked": a participle that tells how somebody is."""
    helper = clause.words[clause.verb_at]
    form = en.FUSIONS[helper.low][1] if helper.tag & en.FUSED else helper.low
    if form not in en.BE:
        return False
    after = [word for word in clause.words[clause.verb_at + 1 :] if not word.tag & (en.ADV | en.NEG)][:2]
    if not after or not after[0].tag & en.PARTICIPLE_FORM:
        return False
    return bool(after[0].tag & (en.WEAK | en.ADJ_THAT)) or (clause.subject is Person.ME and len(after) < 2)


def _is_situated(clause: Clause) -> bool:
    """As in "was an hour late", "is on his phone", "had an affair"."""
    after = clause.words[clause.verb_at + 1 : clause.verb_at + 5]
    if clause.verb == "have":
        return clause.tense in ("past", "perfect") and any(not word.tag for word in after)
    return any(word.low in _SITUATED for word in after) or bool(
        after and after[0].low in ("on", "at", "in", "with", "out")
    )


_OWN_INNER = listed("struggle suffer try miss decide get become fall start end go")


def _fact(clause: Clause, whole: Sequence[Clause], kind: str, view: View) -> str | None:
    """What stays when the judgment is set aside."""
    if kind == "always_never":
        return turn_to_you([set_aside(clause), *whole[1:]], view)
    if kind == "label" and clause.verb != "be":
        kept = [
            word for at, word in enumerate(clause.words) if at >= clause.subject_end or word.low not in LABELS
        ]
        gone = len(clause.words) - len(kept)
        bare = replace(
            clause, words=tuple(kept), subject_end=clause.subject_end - gone, verb_at=clause.verb_at - gone
        )
        return turn_to_you([bare, *whole[1:]], view)
    if kind != "motive":
        return None
    return turn_to_you([replace(clause, words=without_motive(clause.words, clause.verb_at))], view)
