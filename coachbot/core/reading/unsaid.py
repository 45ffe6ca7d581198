"""What is not said back: insults, the most explicit words, and whatever cannot stand alone."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from coachbot.core.reading import english as en
from coachbot.core.reading.clauses import Clause
from coachbot.core.reading.joints import Joint
from coachbot.core.reading.lists import listed
from coachbot.core.reading.written import Word

_RUDE = listed("""
fuck fucked fucks fuckin fucker motherfucker shit shitty bullshit bitch bitches bitchy cunt whore slut
slutty asshole assholes arsehole dick dicks dickhead prick bastard cock pussy twat retard retarded moron
idiot idiots dumbass jackass douche douchebag scumbag wanker bellend tosser skank hoe thot pig loser
psycho cuck
""")
_EXPLICIT = listed("""
penis vagina boobs tits cum cumming squirt squirts blowjob bj handjob jerk jerking masturbate
masturbating masturbates masturbated anal dildo orgasm orgasms erection erect labia labias clit horny
dong dp mmf nude fingering
""")
_LABELS = listed("""
narcissist narcissistic toxic psychopath sociopath abuser gaslighter liar manipulative manipulator crazy
insane lazy pathetic worthless disgusting immature childish selfish stupid monster toxic cheater jerk
""")
_UNSAID = _RUDE | _EXPLICIT
_VIOLENT = listed("kill strangle murder punch slap choke hit stab shoot smack throttle")
_NEEDS_MORE = listed("this that these those which such there here what")
_IT_MAY = listed("hurt kill make feel happen break drive seem bother scare upset ruin")
_LOOSE_ENDS = listed("""
the a an my your our their to than which who whose and or but because if when while very i i'm he's
she's we they he she every some into from
""")


def is_unsayable(clause: Clause) -> bool:
    """Whether a word in it is not one for the coach to say."""
    lows = {word.low for word in clause.words}
    if lows & _UNSAID or any(word.tag & en.LINK for word in clause.words):
        return True
    if clause.head == "i" and clause.hypothetical and clause.verb in _VIOLENT:
        return True  # "I could kill him"
    labelled = lows & _LABELS
    return bool(labelled) and clause.verb == "be" and clause.head != "i"


def _counts_time(clause: Clause) -> bool:
    """As in "it's been five months since"."""
    return clause.verb == "be" and any(word.tag & en.TIME for word in clause.words)


def _lead_of(clause: Clause) -> Sequence[Word]:
    """What stands before the subject of a clause that begins a sentence."""
    return clause.words[: clause.subject_at] if clause.joint is Joint.START and clause.subject_at > 0 else ()


def _is_only_named(clause: Clause) -> bool:
    """As in "the small issues we have had": a noun and what explains it, without a verb of its own."""
    lead = clause.words[: max(clause.subject_at, 0)] if clause.opens else ()
    if not lead or any(word.tag & en.COMMA for word in lead):
        return False
    related = len(lead) > 1 and lead[-1].low in ("that", "which", "who")
    if not related and (not lead[0].tag & en.DET or lead[-1].tag & (en.ADV | en.TIME)):
        return False
    own = clause.verb_at + 1
    while own < len(clause.words) and clause.words[own].tag & (en.VERBAL | en.ADV | en.NEG):
        own += 1
    rest = clause.words[own:]
    for place, word in enumerate(rest):
        weak = word.tag & en.WEAK and not (place + 1 < len(rest) and rest[place + 1].tag & (en.ACC | en.POSS))
        if word.tag & en.SURE and not weak:
            return False
    return True


def is_whole(clauses: Sequence[Clause], *, heir: bool) -> bool:
    """Whether these clauses make a sentence: a subject, a verb, nothing that points outside, no loose end."""
    first = clauses[0]
    if all(clause.verb_at < 0 for clause in clauses) or (first.subject_at < 0 and not heir) or first.inverted:
        return False
    if _points_outside(first) or _is_only_named(first) or (not heir and _begins_before(first)):
        return False
    if len(clauses) == 1 and first.verb in _OPINES and len(first.body) < 4:
        return False
    if any(one.words[-1].low == "that" and two.joint is Joint.SUB for one, two in pairwise(clauses)):
        return False  # "she said that if I go"
    ending = clauses[-1].words
    last = ending[-1]
    if last.tag & en.AUX and len(ending) > 1 and ending[-2].tag & en.COORD:
        return False  # "and had"
    return last.low not in _LOOSE_ENDS or bool(last.tag & en.AUX and len(clauses[-1].words) > 3)


_OPINES = frozenset(("think", "say", "guess", "know", "mean", "swear"))


def _points_outside(clause: Clause) -> bool:
    """As in "this hurts", "which is odd": who hears it alone cannot know what is meant."""
    if clause.head in ("who", "which", "whom", "whoever") or clause.head in _NEEDS_MORE:
        return True
    return clause.head == "it" and clause.verb not in _IT_MAY and not _counts_time(clause)


def _begins_before(clause: Clause) -> bool:
    """Whether more than a lead stands before the subject: a verb, "than", an unseen question."""
    if clause.words[0].low == "than":
        return True
    if clause.subject_at > 0 and clause.words[clause.subject_at - 1].tag & (en.AUX | en.MODAL):
        return True
    lead = _lead_of(clause)
    if not lead:
        return False
    if lead[-1].tag & en.WH or (
        lead[0].tag & en.BASE_FORM and not lead[0].tag & _LEADS and lead[0].low != "last"
    ):
        return True
    return any(en.is_verbal(word.tag) and not word.tag & en.ADV for word in lead)


_LEADS = en.PREP | en.ADV | en.TIME
