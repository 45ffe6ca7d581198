"""What a person said, told back to them: the heaviest first, each able to stand alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from coachbot.core.model import Person, Retelling
from coachbot.core.reading import english as en
from coachbot.core.reading.clauses import Clause
from coachbot.core.reading.grammar import turn_to_you
from coachbot.core.reading.joints import Joint
from coachbot.core.reading.lists import listed, phrases
from coachbot.core.reading.questions import asks, unwrapped, upright
from coachbot.core.reading.scraps import scrap
from coachbot.core.reading.shortening import fact_inside, shortened
from coachbot.core.reading.sweeps import set_aside
from coachbot.core.reading.unsaid import is_unsayable, is_whole, only_names
from coachbot.core.reading.verbs import SPEECH
from coachbot.core.reading.view import View
from coachbot.core.reading.weighing import is_meta, kind_of, weigh

LONGEST = 25  # words in one retelling
_WELCOME = 18  # words up to which a clause takes what hangs on it along
_LIGHTEST = 0.08
_BURNS_ENOUGH = 0.35  # for two words: "he left"
_ENOUGH = 10
_TRIED = 16  # retellings that are turned, the heaviest first


@dataclass(slots=True)
class _Group:
    """A clause with what belongs to it."""

    clauses: list[Clause]
    weight: float

    @property
    def size(self) -> int:
        return sum(len(clause.words) for clause in self.clauses)


@dataclass(slots=True)
class _Choice:
    """A stretch of clauses that could be told back, and whose subject it inherits."""

    clauses: list[Clause]
    weight: float
    heir: Clause | None = None
    asks: bool = False


_GLUED = frozenset((Joint.THAT, Joint.WHO, Joint.OR))


def retell(text: str, clauses: Sequence[Clause], view: View) -> tuple[Retelling, ...]:
    """What can be told back of a message, heaviest first; each sentence of the message at most once.

    `clauses` are those that are not said to the coach.
    """
    choices = sorted(
        (c for c in _choices(clauses, tidy=_is_punctuated(text)) if c.weight > _LIGHTEST),
        key=lambda choice: -choice.weight,
    )
    found: list[Retelling] = []
    for choice in choices[:_TRIED]:
        if (len(found) < _ENOUGH or choice.asks) and (said := _said(choice, view)) is not None:
            found.append(_told(text, choice, said))
    return tuple(found) or tuple(scrap(text, clauses))


def _told(text: str, choice: _Choice, said: str) -> Retelling:
    """What is said of a choice, with the place where the person said it."""
    start, end = choice.clauses[0].start, choice.clauses[-1].end
    main = _main(choice)
    kind = "question" if choice.asks else kind_of(main, choice.weight)
    who = main.subject or Person.OTHER
    return Retelling(text[start:end], start, end, said, who, round(choice.weight, 2), kind)


def _main(choice: _Choice) -> Clause:
    mains = [c for c in choice.clauses if c.joint not in _GLUED and c.joint is not Joint.SUB]
    return mains[0] if mains else choice.clauses[0]


def _is_punctuated(text: str) -> bool:
    """Whether the person sets stops and commas, so that two clauses without any are a misreading."""
    sample = text[:1000].rstrip(_MARKS)
    return len(_MARKED.findall(sample)) * 14 > len(sample.split()) > 12


_MARKS = ".,!?\n; "
_MARKED = re.compile(r"[.,!?\n;]+")


def _choices(clauses: Sequence[Clause], *, tidy: bool) -> Iterator[_Choice]:
    named = -1  # the sentence whose last unit only named what the next would say
    for unit, following in pairwise((*_units(clauses), [])):
        if named == unit[0].sentence:
            named = -1
            continue
        if tidy and (unit[0].joint is Joint.RUN_ON or (following and following[0].joint is Joint.RUN_ON)):
            continue
        named = unit[0].sentence if only_names(unit[0]) else -1
        if asks(unit[0]):
            yield _Choice(unit, 0.02 + max(weigh(clause) for clause in unit), asks=True)
            continue
        if any(is_meta(clause) for clause in unit):
            continue
        yield from _of_unit(_groups(unit))


def _units(clauses: Sequence[Clause]) -> Iterator[list[Clause]]:
    """Clauses that stand together up to the next that can stand alone."""
    unit: list[Clause] = []
    for clause in clauses:
        apart = clause.opens and not _leans(clause)
        if unit and (apart or clause.sentence != unit[-1].sentence):
            yield unit
            unit = []
        unit.append(clause)
    if unit:
        yield unit


def _leans(clause: Clause) -> bool:
    """Whether a clause says too little without the one before: "and I don't", "but it didn't feel real"."""
    if clause.joint not in (Joint.AND, Joint.BUT, Joint.SO) or clause.inverted:
        return False
    short = clause.verb_at == len(clause.words) - 1 and bool(clause.words[-1].tag & (en.AUX | en.MODAL))
    return short or clause.head in ("it", "that", "this", "there")


def _groups(unit: Sequence[Clause]) -> list[_Group]:
    """Each clause of a unit with what is glued to it."""
    groups: list[_Group] = []
    for clause in unit:
        weight = weigh(clause)
        if groups and clause.joint in _GLUED:
            groups[-1].clauses.append(clause)
            said = groups[-1].clauses[0].verb in SPEECH and clause.said_by is not None
            groups[-1].weight = max(groups[-1].weight, weight - 0.05) + (0.08 if said else 0.02)
        else:
            groups.append(_Group([clause], weight))
    return groups


def _of_unit(groups: list[_Group]) -> Iterator[_Choice]:
    """The stretch around the heaviest group that fits; and that group alone where it does not."""
    heavy = max(range(len(groups)), key=lambda place: groups[place].weight)
    core = next((p for p, group in enumerate(groups) if group.clauses[0].joint is Joint.MAIN), 0)
    first, last = (0, max(core, heavy))
    if _size(groups, first, last) > LONGEST and core:
        first = core
        last = max(core, heavy)
    if _size(groups, first, last) > LONGEST:
        yield from _alone(groups, heavy)
        if heavy != first:
            yield from _alone(groups, first)
        return
    while last + 1 < len(groups) and _size(groups, first, last + 1) <= _WELCOME:
        if _waves_off(groups[last + 1]):
            break
        last += 1
    chosen = [clause for group in groups[first : last + 1] for clause in group.clauses]
    yield _Choice(chosen, max(group.weight for group in groups[first : last + 1]))


def _waves_off(group: _Group) -> bool:
    """As in "but it's fine", which mostly it is not."""
    clause = group.clauses[0]
    return clause.joint is Joint.BUT and clause.lows <= _FINE


_FINE = listed("but it's its it is i'm im fine ok okay whatever all alright right cool i guess")


def _size(groups: Sequence[_Group], first: int, last: int) -> int:
    return sum(group.size for group in groups[first : last + 1])


def _alone(groups: Sequence[_Group], place: int) -> Iterator[_Choice]:
    """A verb that inherits its subject ("and told me"), or what "because" and "when" led in."""
    group = groups[place]
    head = group.clauses[0]
    if group.size > LONGEST + 2:
        yield from _shorter(group)
        return
    if head.joint is Joint.VERB:
        before = [c for g in reversed(groups[:place]) for c in reversed(g.clauses) if c.subject_at >= 0]
        heir = next((c for c in before if c.head == head.head), None)
        if heir is not None and _finite_alone(head, heir):
            yield _Choice(group.clauses, group.weight, heir)
    elif head.joint is not Joint.SUB or (head.lead in _ASSERTED and not head.hypothetical):
        yield _Choice(group.clauses, group.weight)


def _shorter(group: _Group) -> Iterator[_Choice]:
    """Less of a clause that is too long: the fact that was found out, or what stands before an addition."""
    if (inner := fact_inside(group.clauses)) and sum(len(c.words) for c in inner) <= LONGEST:
        yield _Choice([_without_lead(inner[0]), *inner[1:]], group.weight)
    elif (short := shortened(group.clauses[0])) is not None and len(short.words) <= LONGEST:
        yield _Choice([short], group.weight - 0.05)


_ASSERTED = frozenset(
    ("because", "although", "though", "even though", "while", "whereas", "since", "when", "after")
)


def _finite_alone(clause: Clause, heir: Clause) -> bool:
    """Whether the verb keeps its form without its helper: "has lied and cheated", not "will go and tell"."""
    tag = clause.words[clause.verb_at].tag
    return (
        clause.verb_at >= 0
        and bool(tag & (en.AUX | en.MODAL | en.PAST_FORM | en.THIRD_FORM))
        and not heir.inverted
    )


def _said(choice: _Choice, view: View) -> str | None:
    if choice.asks:
        return _asked(choice.clauses, view)
    clauses = _with_main(_without_matrix([set_aside(clause) for clause in choice.clauses]))
    if not (clauses := _shortened(clauses)):
        return None
    hangs = clauses[0].joint is Joint.SUB and all(c.joint is not Joint.MAIN for c in clauses)
    if hangs and (clauses[0].lead.split(" ")[-1:] or [""])[0] not in _ASSERTED:
        return None
    if choice.heir is not None or hangs:
        clauses[0] = _without_lead(clauses[0])
    if any(is_unsayable(clause) for clause in clauses) or not is_whole(clauses, heir=choice.heir is not None):
        return None
    said = _TWICE.sub(r"\1", turn_to_you(clauses, view, choice.heir) or "")
    if not said or not 2 <= len(said.split()) <= LONGEST + 2:
        return None
    return said if len(said.split()) > 2 or choice.weight > _BURNS_ENOUGH else None


_TWICE = re.compile(r"\b([\w']+ [\w']+) \1\b")  # "at me. AT me."


def _with_main(clauses: list[Clause]) -> list[Clause]:
    """A "when …" without a comma, and then what happened: not what was said in it, but the main clause."""
    if len(clauses) < 2 or clauses[0].joint is not Joint.SUB or clauses[0].lead not in _TIMES:
        return clauses
    after = clauses[0].words[clauses[0].verb_at + 1 :]
    said = clauses[1].joint is Joint.THAT and not clauses[1].lead
    if not said or len([word for word in after if not word.tag & en.ACC]) < 2:
        return clauses
    return [clauses[0], replace(clauses[1], joint=Joint.MAIN), *clauses[2:]]


_TIMES = frozenset(("when", "whenever", "after", "every time"))


def _shortened(clauses: list[Clause]) -> list[Clause]:
    """Up to a dash or colon after a verb: what follows is an afterthought."""
    for number, clause in enumerate(clauses):
        for place, word in enumerate(clause.words):
            if word.tag & en.BREAK and place > clause.verb_at >= 0 and clause.words[place + 1].low != "again":
                kept = clause.words[:place]
                whole = not kept[-1].tag & (en.POSS | en.DET | en.PREP) or bool(
                    kept[-1].tag & (en.ADV | en.ACC)
                )
                return [*clauses[:number], replace(clause, words=kept)] if whole else []
    return clauses


def _asked(clauses: Sequence[Clause], view: View) -> str | None:
    """A question as it can follow "You're asking"."""
    whole = unwrapped(list(clauses))
    turned = [set_aside(upright(clause, first=place == 0)) for place, clause in enumerate(whole)]
    if sum(len(c.words) for c in turned) > LONGEST or any(is_unsayable(c) for c in turned):
        return None
    if turned[0].head == "that" or _is_of_the_talk(turned[0]) or _opens_the_talk(turned[0]):
        return None
    if turned[0].head in ("this", "it") and len(clauses) == 1 and len(turned[0].words) < 6:
        return None
    said = _WONDERING.sub("", turn_to_you(turned, view) or "")
    return said if len(said.split()) > 2 else None


_WONDERING = re.compile(r"^(?:just )?wondering (?=what|how|why|whether|who|where|when)")


def _opens_the_talk(clause: Clause) -> bool:
    """As in "can we start with last night"."""
    return clause.head in ("we", "i") and bool(clause.lows & {"start", "begin"}) and len(clause.words) < 9


def _is_of_the_talk(clause: Clause) -> bool:
    """As in "is this an ok time", "does this app save my messages"."""
    return bool(clause.lows & _TALK) and bool(clause.lows & _HERE) and len(clause.words) < 12


_TALK = listed("time app private free bot coach confidential anonymous work thing real saved messages right")
_HERE = listed("this app bot coach")
_JOINERS = frozenset(("that", "even", "just", "only", "right", "ever"))
_MATRIX = frozenset(
    phrases("""
i'll start by saying|i will start by saying|i must admit|i swear|i just want to say|i have to admit
let me begin by saying|let me start by saying|the thing is|the problem is|it turns out|turns out
i should mention|i want to say|i have to say|i must say|i guess|the issue is|i mean|i'd like to say
i would like to say|let me just say|i'll just say|the truth is|fact is|i should say|i just need to say
i can say|i know|the fact is|what happened is|what happened was|you have to understand|keep in mind
just know|i'm going to say|i should add|i will say|i'll admit|i will admit|it seems|it seems like
it is clear|i must reveal|basically
""")
)


def _without_matrix(clauses: list[Clause]) -> list[Clause]:
    """Without "I'll start by saying", so that what was to be said begins."""
    if len(clauses) > 2 and clauses[1].joint is Joint.SUB and clauses[0].words[-1].low in ("is", "was"):
        return clauses[1:] if clauses[2].joint is Joint.MAIN else clauses
    if len(clauses) < 2 or clauses[1].joint is not Joint.THAT or clauses[1].lead not in ("", "that"):
        return clauses
    lows = [word.low for word in clauses[0].words if not word.tag & (en.COORD | en.COMMA)]
    while lows and lows[0] in ("so", "well", "ok", "okay", "now", "first"):
        del lows[0]
    if lows[-1:] == ["that"]:
        del lows[-1]
    prefaces = lows[-1:] == ["saying"] and clauses[0].subject is Person.ME and not clauses[0].negated
    return [_without_lead(clauses[1]), *clauses[2:]] if prefaces or tuple(lows) in _MATRIX else clauses


def _without_lead(clause: Clause) -> Clause:
    """The clause without the "and" or "because" that joined it."""
    drop = 0
    while (
        drop < len(clause.words) - 1
        and (clause.words[drop].tag & (en.COORD | en.SUBORD | en.COMMA) or clause.words[drop].low in _JOINERS)
        and drop != clause.subject_at
    ):
        drop += 1
    if clause.subject_at >= 0:
        drop = min(drop, clause.subject_at)
    return replace(
        clause, words=clause.words[drop:], verb_at=clause.verb_at - drop,
        subject_at=clause.subject_at - drop if clause.subject_at >= 0 else -1,
        subject_end=clause.subject_end - drop if clause.subject_end >= 0 else -1,
    )  # fmt: skip


def weave(retellings: Sequence[Retelling]) -> str | None:
    """One or two of the heaviest as one or two sentences of at most 30 words; None if there is nothing.

    Questions are left out: they want words of the coach's around them.
    """
    told = [one for one in retellings if one.kind != "question"]
    if not told:
        return None
    best = told[0]
    room = _WOVEN - len(best.said.split())
    others = [one for one in told[1:] if len(one.said.split()) <= room]
    second = _named_before(best, others) or next((one for one in others[:5] if _goes_with(best, one)), None)
    chosen = sorted([best, second] if second is not None else [best], key=lambda one: one.start)
    said = [one.said for one in chosen]
    said[0] = said[0].removeprefix("then ")  # it waits for what was before
    if len(said) > 1 and "you two" in said[0]:
        said[1] = said[1].replace("you two ", "you ")
    return " ".join(_sentence(one) for one in said)


_WOVEN = 30  # words
_BESIDE = 0.25  # what weighs so much less takes the point away from the heaviest


def _named_before(best: Retelling, others: Sequence[Retelling]) -> Retelling | None:
    """What was said right before, where the heaviest says "it" of something that only stands there."""
    if not _OUTSIDE.search(best.said):
        return None
    return next((one for one in others if 0 <= best.start - one.end < _NEAR and one.kind in _TELLS), None)


_NEAR = 8  # characters between two that follow each other
_TELLS = ("fact", "saying", "own_act")
_OUTSIDE = re.compile(r"\b(?:it|this|that|them)\b(?! (?:was|is|might|would|all|just) )")


def _goes_with(best: Retelling, other: Retelling) -> bool:
    """Whether a second one adds to the first without repeating it."""
    near = abs(other.start - best.end) < _NEAR or abs(best.start - other.end) < _NEAR
    least = max(0.2, best.weight - 2 * _BESIDE) if near else max(0.3, best.weight - _BESIDE)
    if other.weight < least or (other.end > best.start and other.start < best.end):
        return False
    return near or other.kind != best.kind or other.who is not best.who


def _sentence(said: str) -> str:
    said = _LET.sub(r'"let me \1"', _ANSWERED.sub("", said))
    return said[:1].upper() + said[1:] + ("" if said.endswith(_ENDED) else ".")


# "Yes I looked and no I'm not sorry" begins two sentences with an answer.
_ANSWERED = re.compile(
    r"^(?:yes|no|yeah) (?=(?:you|he|she|they|your|it)\b)|,? and (?:no|yes)$", re.IGNORECASE
)
_LET = re.compile(r"(?<=\bsaid )let you (\w+)$")


_ENDED = ("?", *(f"{mark}{quote}" for mark in ".?!…" for quote in "\"'”’"))
