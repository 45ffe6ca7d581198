"""What a camera would have caught, and what is judged: verdicts, sweeps, labels, minds read, motives."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from coachbot.core.model import Evaluation, Observation, Partner, Person
from coachbot.core.reading import english as en
from coachbot.core.reading.clauses import Clause
from coachbot.core.reading.grammar import turn_to_you
from coachbot.core.reading.joints import Joint
from coachbot.core.reading.lists import listed, phrases
from coachbot.core.reading.openings import OPENINGS
from coachbot.core.reading.sweeps import is_sweep, set_aside
from coachbot.core.reading.verbs import PAST, STATIVE
from coachbot.core.reading.view import View, addressed, view_of
from coachbot.core.reading.weighing import is_meta

_LABELS = listed("""
abusive abuser arrogant asshole baby bastard bitch boring brat bully careless cheap cheater child
childish clueless clingy cold coldhearted controlling coward cowardly crazy cruel dense disgusting
dishonest distant dramatic egotistical emotionless entitled evil fake freak greedy grumpy heartless
hopeless hypocrite hypocritical idiot ignorant immature impatient impossible inconsiderate insane
insecure insensitive irresponsible irrational jerk lazy liar loser manipulative manipulator mean messy
monster moody moron mommy's mama's narcissist narcissistic nasty nag needy negligent nuts obnoxious
oblivious paranoid passive-aggressive pathetic petty picky possessive psycho psychopath rude ruthless
sadistic self-absorbed self-centered self-centred selfish sensitive sexist slob sloppy snob sociopath
spineless spoiled spoilt stingy stubborn stupid terrible thoughtless toxic two-faced unappreciative
uncaring ungrateful unreasonable unreliable unstable useless vain vindictive weak whiny worthless
horrible awful unfair unsupportive unloving disrespectful hostile bipolar borderline
""")
_DEGREES = listed(
    "a an the such so very too really just being always never total complete most little bit of an absolute"
)
_MINDS = listed("""
think want know believe care love feel hate enjoy mean respect like hope need expect
""")
_ABOUT_ME = listed("me i i'm i've my mine us we myself our")
_MOTIVES = phrases("""
on purpose|just to hurt|to hurt me|to punish me|to get back at me|to get at me|out of spite|to spite me
to make me feel|to control me|to manipulate me|to humiliate me|just to annoy|to annoy me|to embarrass me
to upset me|because he doesn't care|because she doesn't care|because he wants to|because she wants to
to get his way|to get her way|just to win|to win|for attention|to get attention|to make me jealous
to make me look|so that i feel|to test me|just to spite|to avoid me|because he hates|because she hates
because they don't care|to provoke me|to guilt me
""")
_PURPOSE = listed("deliberately intentionally purposely purposefully maliciously spitefully")
_JUDGING = listed("""
disrespect mistreat gaslight manipulate belittle neglect abandon betray overreact undermine control
abuse use ruin sabotage bully dismiss guilt-trip invalidate smother
""")
_VERDICTS = phrases("""
treats me like|treated me like|treat me like|take me for granted|takes me for granted
took me for granted|appreciate me|appreciates me|respect me|respects me|support me|supports me
like a child|like a baby|like a maid|like garbage|like dirt|like shit|like trash|about himself
about herself|good enough|makes everything about|no respect|doesn't deserve|put me first|puts me last
puts me first|cares about me|care about me|care about us|love me|loves me|listens to me|back me up
too much|the worst|bad husband|bad wife|bad father|bad mother|terrible father|terrible mother
at all costs|no empathy|zero empathy|no effort|zero effort|so unfair|double standard|double standards
like i don't matter|like i don't exist|my feelings|walks all over|all over me|in his own world
in her own world|doesn't care
""")
_SITUATED = listed(
    "late home away asleep drunk sober there out online gone silent quiet early back awake alone upstairs"
)
_INNER = STATIVE | listed(
    "seem be feel appear sound matter suppose suck exist belong own consist suit figure worry"
)


def observe(
    text: str, clauses: Sequence[Clause], partner: Partner
) -> tuple[tuple[Observation, ...], tuple[Evaluation, ...]]:
    """The observations and the evaluations of a text, each in order; a fact is said to the person."""
    view = view_of(clauses, partner)
    seen: list[Observation] = []
    judged: list[Evaluation] = []
    clauses = addressed(clauses, view)
    for place, clause in enumerate(clauses):
        if is_meta(clause) or clause.question or clause.said_by is not None:
            continue
        whole = (clause, *_glued(clauses, place))
        start, end = _begin(clause), whole[-1].end
        kind = "mind_reading" if _is_guess(clauses, place) else _kind(clause, whole)
        if kind is not None:
            judged.append(Evaluation(text[start:end], start, end, kind, _fact(clause, whole, kind, view)))
        elif _on_camera(clause):
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


def _glued(clauses: Sequence[Clause], place: int) -> Iterator[Clause]:
    """What belongs to the clause: what was said, and how."""
    for clause in clauses[place + 1 : place + 5]:
        if clause.joint is not Joint.THAT:
            return
        yield clause


def _kind(clause: Clause, whole: Sequence[Clause]) -> str | None:
    """What sort of judgment the clause is, if it is one."""
    if clause.subject not in (Person.PARTNER, Person.OTHER) or clause.hypothetical or clause.verb_at < 0:
        return None
    lows = [word.low for part in whole for word in part.words]
    if is_sweep(clause) and clause.verb not in ("hear", "meet"):
        return "always_never"
    if _is_label(clause):
        return "label"
    if _reads_mind(clause, whole):
        return "mind_reading"
    seen = set(lows)
    if seen & _PURPOSE or _has(lows, seen, _MOTIVES_BY):
        return "motive"
    if clause.subject is Person.PARTNER and (clause.verb in _JUDGING or _has(lows, seen, _VERDICTS_BY)):
        return "evaluation"
    return None


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


_MOTIVES_BY, _VERDICTS_BY = _by_first(_MOTIVES), _by_first(_VERDICTS)


def _is_label(clause: Clause) -> bool:
    """As in "she is so selfish", "he's being a jerk", "my lazy husband"."""
    if clause.verb == "be" or clause.verb in ("act", "become", "get"):
        for word in clause.words[clause.verb_at + 1 : clause.verb_at + 7]:
            if word.low in _LABELS:
                return clause.subject is Person.PARTNER
            if word.low not in _DEGREES and not word.tag & (en.ADV | en.DET):
                break
    subject = clause.words[max(clause.subject_at, 0) : max(clause.subject_end, 0)]
    return clause.subject is Person.PARTNER and any(word.low in _LABELS for word in subject)


def _reads_mind(clause: Clause, whole: Sequence[Clause]) -> bool:
    """As in "he doesn't care about me", "she thinks I'm her maid": inner life guessed at."""
    if (
        clause.subject is not Person.PARTNER
        or clause.verb not in _MINDS
        or clause.tense not in ("present", "")
    ):
        return False
    lows = {word.low for part in whole for word in part.words}
    if clause.verb in ("care", "respect", "think", "believe", "know", "mean"):
        return clause.verb != "think" or bool(lows & _ABOUT_ME)
    if clause.verb in ("love", "like", "need"):
        return clause.negated and bool(lows & _ABOUT_ME)
    return (
        clause.verb in ("want", "hate", "enjoy", "expect")
        and bool(lows & {"me", "to"})
        and bool(lows & _ABOUT_ME)
    )


def _on_camera(clause: Clause) -> bool:
    """Whether a camera would have caught it: an act, words, a place or a time, and not a feeling."""
    if (
        clause.verb_at < 0
        or clause.hypothetical
        or clause.head in ("it", "there", "this", "that", "who", "which", "what")
    ):
        return False
    if clause.subject is None or clause.tense == "future":
        return False
    if clause.verb in ("be", "have"):
        return _is_situated(clause)
    if _is_state(clause):
        return False
    if clause.verb in _INNER or clause.verb not in PAST:
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
            word
            for at, word in enumerate(clause.words)
            if at >= clause.subject_end or word.low not in _LABELS
        ]
        gone = len(clause.words) - len(kept)
        bare = replace(
            clause, words=tuple(kept), subject_end=clause.subject_end - gone, verb_at=clause.verb_at - gone
        )
        return turn_to_you([bare, *whole[1:]], view)
    if kind != "motive":
        return None
    words = clause.words
    lows = [word.low for word in words]
    for phrase in _MOTIVES:
        for at in range(clause.verb_at + 2, len(words) - len(phrase) + 1):
            if tuple(lows[at : at + len(phrase)]) == phrase:
                return turn_to_you([replace(clause, words=words[:at])], view)
    return turn_to_you([replace(clause, words=tuple(w for w in words if w.low not in _PURPOSE))], view)
