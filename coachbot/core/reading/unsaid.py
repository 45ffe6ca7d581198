"""What is not said back: insults, the most explicit words, and whatever cannot stand alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from coachbot.core.reading import english as en
from coachbot.core.reading.clauses import Clause
from coachbot.core.reading.joints import Joint
from coachbot.core.reading.lists import listed
from coachbot.core.reading.openings import OPENINGS
from coachbot.core.reading.verbs import THAT_VERBS
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
_BE = frozenset(("is", "are", "was", "were"))
_SWORN = frozenset(("fucking", "fuckin", "effing", "freaking"))
_VIOLENT = listed("kill strangle murder punch slap choke hit stab shoot smack throttle")
_NEEDS_MORE = listed("this that these those which such there here what")
_IT_MAY = listed("hurt kill make feel happen break drive seem bother scare upset ruin")
_LOOSE_ENDS = listed("""
the a an my your our their to than which who whose and or but because if when while very i i'm he's
she's we they he she every some into from
""")


def _is_title(clause: Clause) -> bool:
    """As in "16 Ways I Blew My Marriage"."""
    capitals = sum(1 for word in clause.words[1:] if word.text[:1].isupper() and word.low != "i")
    return capitals > 2 and capitals * 2 > len(clause.words) - 1


def is_unsayable(clause: Clause) -> bool:
    """Whether a word in it is not one for the coach to say."""
    lows = clause.lows
    if _is_title(clause):
        return True
    if any(one.low in _SWORN and two.tag & en.PREP for one, two in pairwise(clause.words)):
        return True  # "is f- with me"
    if lows & _UNSAID or any(word.tag & en.LINK for word in clause.words):
        return True
    if clause.head == "i" and clause.hypothetical and clause.verb in _VIOLENT:
        return True  # "I could kill him"
    if clause.head == "i" and clause.verb in _ASIDES and _is_an_aside(clause):
        return True
    # A name for the partner isn't taken over, nor one that somebody gives themselves.
    return bool(lows & _LABELS) and clause.verb == "be" and clause.said_by is None


_ASIDES = frozenset(("guess", "suppose", "know", "mean"))


def _is_an_aside(clause: Clause) -> bool:
    """As in "I guess humiliated", "I know, longer than that"."""
    after = clause.words[clause.verb_at + 1 : clause.verb_at + 2]
    return clause.verb in ("guess", "suppose") or bool(after and after[0].tag & en.COMMA)


def is_rude(text: str) -> bool:
    """Whether a word in it is an insult or too explicit for the coach to say."""
    return not (_UNSAID | _LABELS).isdisjoint(re.findall(r"[a-z]+", text.lower()))


_RUDE_PAST = re.compile(
    r"^(?:he|she|they|you|it|my \w+)(?:'s|'re| is| are|s)? (?:[a-z]+ ){0,5}?(?:"
    + "|".join(sorted(_UNSAID | _LABELS))
    + r")s?\b[ ,.;:–—-]*(?:and |that |because |coz |cos |who )?"
    r"(?=(?:he|she|they|i|we|my|last|yesterday|today|this)\b)",
    re.IGNORECASE,
)


def past_the_insult(text: str) -> str:
    """What comes after a name that somebody is called: "he's such a jerk he sold it" → "he sold it"."""
    return _RUDE_PAST.sub("", text)


def _counts_time(clause: Clause) -> bool:
    """As in "it's been five months since"."""
    return clause.verb == "be" and any(word.tag & en.TIME for word in clause.words)


def _lead_of(clause: Clause) -> Sequence[Word]:
    """What stands before the subject of a clause that begins a sentence."""
    return clause.words[: clause.subject_at] if clause.joint is Joint.START and clause.subject_at > 0 else ()


_ANYTHING = listed("everything anything nothing something someone anyone everyone")
_NO_NAME = (
    en.PREP | en.TIME | en.ADV | en.COORD | en.SUBORD | en.VERBAL | en.POSS | en.FUSED | en.BREAK | en.QUOTE
)


def _names(lead: Sequence[Word]) -> bool:
    """Whether these words name something that the clause after them explains."""
    lead = lead[1:] if len(lead) > 1 and lead[0].low in ("just", "only", "even", "also") else lead
    last = lead[-1]
    if len(lead) > 1 and last.low in ("that", "which", "who"):
        return True
    if last.low in _ANYTHING:
        return len(lead) < 3
    if lead[0].tag & en.DET and not last.tag & (en.ADV | en.TIME):
        return True
    return not any(word.tag & _NO_NAME for word in lead)


def only_names(clause: Clause) -> bool:
    """As in "the small issues we have had": a noun and what explains it, without a verb of its own."""
    lead = clause.words[: max(clause.subject_at, 0)] if clause.opens else ()
    if any(word.tag & en.COMMA for word in lead):
        return False
    named = [word for word in lead if word.low not in OPENINGS]
    if not named or not _names(named):
        return False
    own = clause.verb_at + 1
    while own < len(clause.words) and clause.words[own].tag & (en.VERBAL | en.ADV | en.NEG):
        own += 1
    rest = clause.words[own:]
    for place, word in enumerate(rest):
        weak = word.tag & en.WEAK and not (
            place + 1 < len(rest) and rest[place + 1].tag & (en.ACC | en.POSS | en.DET)
        )
        if word.tag & en.SURE and not weak:
            return False
    return True


def is_whole(clauses: Sequence[Clause], *, heir: bool) -> bool:
    """Whether these clauses make a sentence: a subject, a verb, nothing that points outside, no loose end."""
    first = clauses[0]
    if (
        all(clause.verb_at < 0 for clause in clauses)
        or (first.subject_at < 0 and not heir)
        or any(clause.inverted and clause.joint is not Joint.THAT for clause in clauses)
    ):
        return False
    if is_cleft(clauses):
        return not _ends_loose(clauses)
    if _points_outside(first) or only_names(first) or (not heir and _begins_before(first)):
        return False
    if sum(len(clause.words) for clause in clauses) < 6 and not any(
        _has_content(clause) for clause in clauses
    ):
        return False
    if any(_breaks_off(one, two) for one, two in pairwise(clauses)):
        return False
    return not _ends_loose(clauses)


def is_cleft(clauses: Sequence[Clause]) -> bool:
    """As in "what I miss is that she asked me things"."""
    if len(clauses) < 2 or clauses[0].words[0].low != "what" or clauses[0].words[-1].low not in ("is", "was"):
        return False
    return clauses[1].joint is Joint.THAT and clauses[1].lead == "that"


def _only_says(clause: Clause) -> bool:
    """Whether somebody says something, and what it was is missing: "he told you on Thursday"."""
    if clause.verb not in _SAYS or clause.negated or clause.verb_at < 0 or "never" in clause.lows:
        return False
    rest = clause.words[clause.verb_at + 1 :]
    return all(word.tag & (en.PRONOUN | en.ACC | en.TIME | en.PREP | en.ADV) for word in rest) and not any(
        word.low in _SAID_ALL for word in rest
    )


_SAYS = listed("tell say ask inform mention reveal admit announce explain")
_SAID_ALL = listed("out off everything it this that nothing so about no yes")


def _ends_loose(clauses: Sequence[Clause]) -> bool:
    """Whether the last word waits for another."""
    ending = clauses[-1].words
    last = ending[-1]
    if _only_says(clauses[-1]):
        return True
    if last.tag & en.AUX and len(ending) > 1 and ending[-2].tag & (en.COORD | en.WH):
        return True  # "and had"
    if last.low in _BE and len(ending) > 1 and not ending[-2].tag & (en.PRONOUN | en.NEG | en.WH | en.ADV):
        return True  # "the reason she left is"
    if last.low in _ASKS_MORE and not any(w.tag & en.WH for c in clauses for w in c.words):
        return True  # "my husband doesn't want"
    if last.low == "that" and len(ending) > 1 and en.LEMMA.get(ending[-2].low) in THAT_VERBS:
        return True
    if last.low == "to" and len(ending) > 1:
        return not any(word.low in _SAID_BEFORE for word in ending[-4:-1])
    return last.low in _LOOSE_ENDS and not (last.tag & en.AUX and len(ending) > 3)


# "Before we'd agreed to" leaves out what was told just before.
_SAID_BEFORE = listed("""
agreed agree want wanted wants used need needed going supposed asked ask meant mean like liked love refused
refuse refuses promised promise planned tried try able allowed had have
""")


def _breaks_off(one: Clause, two: Clause) -> bool:
    """As in "she said that if I go", "when I said so she cried"."""
    if one.words[-1].low == "that" and two.joint is Joint.SUB:
        return True
    ends = one.verb == "say" and one.verb_at == len(one.words) - 1
    return ends and (two.lead == "so" or two.joint in (Joint.VERB, Joint.AND))


_ASKS_MORE = frozenset(("want", "wants", "wanted", "wanting", "need", "needs", "says", "let", "lets"))
_EMPTY = listed("think say guess know mean swear be have do feel get go want see hope like")


def _has_content(clause: Clause) -> bool:
    """Whether there is more than pronouns and helpers: "he left" has, "you thought you were" has not."""
    if clause.negated or clause.hypothetical or "never" in clause.lows:
        return True
    return any(_is_content(word) for word in clause.words)


_TELLING = listed("""
late early away home back apart together alone drunk sober over anniversary birthday christmas
""")


def _is_content(word: Word) -> bool:
    """Whether the word tells something by itself."""
    if word.low not in en.TAGS or word.low in _TELLING:
        return True
    if word.tag & en.ADJ_THAT:
        return word.low not in ("so", "such", "like", "sure")
    helper = word.tag & (en.AUX | en.MODAL | en.FUSED)
    return bool(word.tag & en.VERBAL) and not helper and en.LEMMA.get(word.low) not in _EMPTY


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
    while lead and lead[0].low in OPENINGS:
        lead = lead[1:]  # "wow ok so he told them"
    if not lead:
        return False
    if lead[-1].tag & en.COORD and len(lead) > 1:
        return True
    if lead[0].low in ("like", "of", "as", "except") or lead[-1].low == "that":
        return True
    if lead[0].tag & en.BASE_FORM and not lead[0].tag & _LEADS and lead[0].low != "last":
        return True
    if any(word.tag & en.WH and not word.tag & en.SUBORD for word in lead):
        return True
    doing = not lead[0].tag & en.PREP and not any(word.tag & en.COMMA for word in lead)
    if doing and any(word.tag & en.ING_FORM for word in lead):
        return True  # "still dwelling on what we"
    return any(en.is_verbal(word.tag) and not word.tag & en.ADV for word in lead)


_LEADS = en.PREP | en.ADV | en.TIME
