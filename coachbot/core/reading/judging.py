"""Clauses that judge: labels, sweeps, minds read, motives, verdicts, likenesses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from coachbot.core.model import Person
from coachbot.core.reading import english as en
from coachbot.core.reading.clauses import Clause
from coachbot.core.reading.lists import listed, phrases
from coachbot.core.reading.people import PEOPLE
from coachbot.core.reading.sweeps import is_sweep
from coachbot.core.reading.verbs import SPEECH
from coachbot.core.reading.verdicts import (
    BAD,
    JUDGING,
    LABELS,
    MOTIVES,
    OF_ONESELF,
    OUTRAGES,
    THINGS_TOO,
    VERDICTS,
    WARM,
)
from coachbot.core.reading.written import Word

_DEGREES = listed("""
a an the such so very too really just being always never total complete most little bit of an absolute
completely
totally emotionally and or , kind sort bloody fucking proper right real actual utter absolutely basically
such more like
""")
_LIKE = listed(
    "act behave sulk treat talk live be sound look eat drive cry whine moan snore walk parent carry"
)
_MINDS = listed("""
think want know believe care love feel hate enjoy mean respect like hope need expect
""")
_ABOUT_ME = listed("me i i'm i've my mine us we myself our")
_PURPOSE = listed("deliberately intentionally purposely purposefully maliciously spitefully")
_KINDS = phrases("what kind of|what sort of|who does that|who the hell|what is wrong with|what's wrong with")
_GOOD = listed(
    "good kind great lovely best nice sweet sun wonderful amazing dream king queen angel charm rock friends"
)
_WORTH = listed("word promises promise apologies apology excuses sorry love")


def kind_of(clause: Clause, whole: Sequence[Clause]) -> str | None:
    """What sort of judgment the clause is, if it is one; `whole` is the clause and what belongs to it."""
    if clause.subject is Person.ME:
        return "label" if judges_self(clause) else None
    if _is_worthless(clause) or _is_unfair(clause):
        return "evaluation"
    if _is_all_of_it(clause):
        return "always_never"
    supposed = clause.hypothetical and not (clause.negated and clause.lows & _IF)
    if clause.subject not in (Person.PARTNER, Person.OTHER) or supposed or clause.verb_at < 0:
        return None
    if is_sweep(clause) and clause.verb not in ("hear", "meet") and not _is_kept_from(clause):
        return "always_never"
    if is_label(clause):
        return "label"
    if is_likeness(clause):
        return "evaluation" if _is_verdict(clause) else "label"
    if clause.hypothetical:
        return "evaluation" if _is_verdict(clause) else None
    return _behind(clause, whole)


_IF = frozenset(("if",))


def _behind(clause: Clause, whole: Sequence[Clause]) -> str | None:
    """A mind read, a motive told or a verdict given, where the clause does that."""
    lows = [word.low for part in whole for word in part.words]
    seen = set(lows)
    if _reads_mind(clause, whole):
        return "mind_reading"
    if clause.head not in ("it", "this", "that") and (seen & _PURPOSE or _has(lows, seen, _MOTIVES_BY)):
        return "motive"
    return "evaluation" if _is_verdict(clause) else None


def _is_verdict(clause: Clause) -> bool:
    """As in "she nags", "he takes me for granted"; what another says is told, not judged."""
    if clause.subject is not Person.PARTNER or clause.verb in SPEECH:
        return False
    return clause.verb in JUDGING or _has([word.low for word in clause.words], set(clause.lows), _VERDICTS_BY)


def _is_kept_from(clause: Clause) -> bool:
    """As in "he never raises his voice", "she's never nasty": praise, if anything."""
    return "never" in clause.lows and (clause.verb in BAD or bool(clause.lows & (LABELS | BAD)))


def _is_unfair(clause: Clause) -> bool:
    """As in "it's so unfair", "that was cruel", "her tone is disgusting": a verdict on what was done."""
    if not is_be(clause) or clause.hypothetical or clause.question:
        return False
    head = clause.head.split()
    if not head or (head[0] not in _IT and head[0] not in _OWNED):
        return False
    for word in clause.words[clause.verb_at + 1 : clause.verb_at + 6]:
        if word.low in ("fair", "right", "normal", "okay", "ok"):
            return clause.negated
        if word.low in OUTRAGES:
            return not clause.negated
        if word.low not in _DEGREES and not word.tag & (en.ADV | en.DET | en.NEG):
            return False
    return False


def _is_all_of_it(clause: Clause) -> bool:
    """As in "everything is always about him", "it's always me", "nothing is ever good enough"."""
    near = {word.low for word in clause.words[clause.subject_end : clause.verb_at + 4]}
    if clause.hypothetical or clause.question or clause.verb_at < 0:
        return False
    if clause.head in ("everything", "nothing", "nobody", "everyone"):
        return not near.isdisjoint(("always", "never", "ever"))
    after = [word.low for word in clause.words[clause.verb_at + 1 : clause.verb_at + 3]]
    return (
        clause.head == "it"
        and is_be(clause)
        and after in (["always", "me"], ["always", "my"], ["never", "his"])
    )


_IT = frozenset(("it", "this", "that"))


def _is_worthless(clause: Clause) -> bool:
    """As in "his promises mean nothing", "her word is worth nothing"."""
    lows = clause.lows
    told = (
        lows & _WORTH and lows & {"his", "her", "their"} and lows & {"nothing", "worthless", "empty", "shit"}
    )
    return bool(told) and bool(lows & {"mean", "means", "is", "are", "worth"})


def slights(words: Sequence[Word]) -> tuple[int, int] | None:
    """Where a name is called beside what is told: "his stupid scooter", "you creep"; first and last word."""
    for at, word in enumerate(words[1:], 1):
        if word.low not in LABELS or word.low in THINGS_TOO:
            continue
        before = words[at - 1].low
        if before == "you" or (before in _OWNED and at + 1 < len(words) and not words[at + 1].tag & _NO_NOUN):
            return at - 1, min(at + 1, len(words) - 1) if before != "you" else at
    return None


_OWNED = listed("his her their your")
_NO_NOUN = en.PUNCT | en.PREP | en.COORD | en.SUBORD | en.AUX | en.MODAL | en.PRONOUN


def is_rhetorical(clause: Clause) -> bool:
    """As in "what kind of man does that": a question that is none."""
    lows = tuple(word.low for word in clause.words[:6])
    return any(lows[at : at + len(phrase)] == phrase for phrase in _KINDS for at in (0, 1))


def judges_self(clause: Clause) -> bool:
    """As in "I'm the worst wife", "I'm too loud": a verdict on oneself."""
    if clause.hypothetical or clause.question or not is_be(clause) or clause.tense not in ("present", ""):
        return False
    after = clause.words[clause.verb_at + 1 : clause.verb_at + 7]
    for at, word in enumerate(after):
        if word.low in ("not", "n't"):
            return any(w.low == "enough" for w in after[at:])
        if word.low in OF_ONESELF:
            return word.low != "enough" and not _is_fond(clause, clause.verb_at + 1 + at)
        if word.low == "too" and at + 1 < len(after):
            return not after[at + 1].tag & (en.VERBAL | en.PREP) and after[at + 1].low not in _STATES
        if word.low not in _DEGREES and not word.tag & (en.ADV | en.DET):
            return False
    return False


_STATES = listed(
    "tired scared afraid upset angry hurt late busy sad ashamed close sick exhausted proud drunk hot cold"
)


def is_label(clause: Clause) -> bool:
    """As in "she is so selfish", "he's being a jerk", "my lazy husband"."""
    partner = clause.subject is Person.PARTNER
    person = (
        partner
        or any(word.tag & en.LETTER or word.low in PEOPLE for word in _subject(clause))
        or (
            clause.opens
            and clause.subject_at == 0
            and clause.words[0].text[:1].isupper()
            and not clause.words[0].tag
        )
    )
    if is_be(clause) or clause.verb in ("act", "become", "get", "turn", "seem", "sound"):
        for at, word in enumerate(clause.words[clause.verb_at + 1 : clause.verb_at + 8], clause.verb_at + 1):
            if word.low in LABELS:
                return person and not clause.negated and not _is_fond(clause, at)
            compound = at + 1 < len(clause.words) and clause.words[at + 1].low in LABELS
            if word.low not in _DEGREES and not word.tag & (en.ADV | en.DET) and not compound:
                break
    return partner and any(word.low in LABELS for word in _subject(clause))


def _is_fond(clause: Clause, at: int) -> bool:
    """As in "crazy about me", "stupid in love"."""
    after = [word.low for word in clause.words[at + 1 : at + 3]]
    return after[:1] == ["about"] or after == ["in", "love"]


def is_be(clause: Clause) -> bool:
    """Whether the verb is a form of "be" that nothing goes on: "she's more like", not "she's leaving"."""
    if clause.verb_at < 0:
        return False
    helper = clause.words[clause.verb_at]
    if (en.FUSIONS[helper.low][1] if helper.tag & en.FUSED else helper.low) not in en.BE:
        return False
    after = [word for word in clause.words[clause.verb_at + 1 :] if not word.tag & (en.ADV | en.NEG)][:1]
    return (
        not after
        or after[0].low == "being"
        or bool(after[0].tag & en.WEAK)
        or not after[0].tag & (en.ING_FORM | en.PARTICIPLE_FORM)
    )


def _subject(clause: Clause) -> Sequence[Word]:
    return clause.words[max(clause.subject_at, 0) : max(clause.subject_end, 0)]


def is_likeness(clause: Clause) -> bool:
    """As in "she sulks like a toddler", "it's like living with a wall", "he's more of a lodger"."""
    words = clause.words
    if clause.verb_at < 0 or not (clause.verb in _LIKE or is_be(clause)):
        return False
    about = clause.subject is Person.PARTNER or clause.head in ("it", "this", "that")
    for at in range(clause.verb_at + 1, len(words) - 2):
        if words[at].low == "like" and words[at + 1].low in (
            "a",
            "an",
            "the",
            "some",
            "living",
            "talking",
            "being",
            "my",
        ):
            return about and not any(word.low in _GOOD for word in words[at + 1 :])
    return False


def _has(lows: Sequence[str], seen: set[str], wanted: Mapping[str, Sequence[str]]) -> bool:
    """Whether one of these phrases, kept by their first words, stands in the clause; `seen` are its words."""
    begins = seen & wanted.keys()
    if not begins:
        return False
    line = f" {' '.join(lows)} "
    return any(phrase in line for first in begins for phrase in wanted[first])


def _by_first(found: Sequence[tuple[str, ...]]) -> dict[str, list[str]]:
    kept: dict[str, list[str]] = {}
    for phrase in found:
        kept.setdefault(phrase[0], []).append(f" {' '.join(phrase)} ")
    return kept


_MOTIVES_BY, _VERDICTS_BY, _WARM_BY = _by_first(MOTIVES), _by_first(VERDICTS), _by_first(WARM)


def _reads_mind(clause: Clause, whole: Sequence[Clause]) -> bool:
    """As in "he doesn't care about me", "she thinks I'm her maid": inner life guessed at."""
    if (
        clause.subject is not Person.PARTNER
        or clause.verb not in _MINDS
        or clause.tense not in ("present", "")
    ):
        return False
    lows = {word.low for part in whole for word in part.words} - {word.low for word in _subject(clause)}
    if is_be(clause):
        return False  # "she's caring"
    if clause.verb in ("care", "respect", "think", "believe", "know", "mean"):
        return clause.verb not in ("think", "know") or bool(lows & _ABOUT_ME)
    if clause.verb in ("love", "like", "need"):
        return clause.negated and bool(lows & _ABOUT_ME)
    after = [word.low for word in clause.words[clause.verb_at + 1 :]]
    if clause.verb == "want" and after[:2] == ["me", "to"]:
        return False  # "he wants me to quit"
    wants = clause.verb in ("want", "hate", "enjoy", "expect") and not lows.isdisjoint(_ABOUT_ME)
    return wants and ("to" in after or clause.verb != "want") and bool(lows & {"me", "to"})


def without_motive(words: Sequence[Word], verb_at: int) -> tuple[Word, ...]:
    """The words of a clause without what tells a motive: "he slammed the door"."""
    lows = [word.low for word in words]
    for phrase in MOTIVES:
        for at in range(verb_at + 2, len(words) - len(phrase) + 1):
            if tuple(lows[at : at + len(phrase)]) == phrase:
                return tuple(words[:at])
    return tuple(word for word in words if word.low not in _PURPOSE)
