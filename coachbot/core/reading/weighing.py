"""How much a clause matters to the one who wrote it: what happened and what burns, against background."""

from __future__ import annotations

from coachbot.core.model import Person
from coachbot.core.reading import english as en
from coachbot.core.reading.clauses import Clause
from coachbot.core.reading.joints import Joint
from coachbot.core.reading.lists import listed
from coachbot.core.reading.verbs import SPEECH

# Verbs (base forms) and words by what they carry.
_BURNS = listed("""
abandon abuse accuse affair alone anxious ashamed avoid beg belittle betray betrayed blame break breakup
bully cheat cheated cheater confess cry crush devastate devastated die disgust disrespect ditch divorce
dump embarrass embarrassed embarrassing exhausted explode fight forget furious ghost gamble hate
heartbroken hit humiliate humiliated humiliating hurt ignore insult insulted jealous kick laugh leave
lie lonely lose mad miscarriage mock numb numbness porn prostitute punch push quit rage refuse reject
rejected resent resentment scare scared scream sexting sext shout slam slap smash snap sob steal
stonewall suspect suspicious terrify terrified threaten throw ultimatum unloved unwanted upset worthless
yell argue argument fighting silent snoop panic guilty guilt shame resentful frustrated frustrating
frustrate angry pissed hopeless helpless miserable depressed depression lost stuck trapped confused
unhappy sad disappointed disgusted uncomfortable insecure worried afraid miss trust kill suffer struggle
struggling snooping crying tears died cancelled cancel swear deny hide secret delete secretly behind
walked drunk drinking drinks alcohol drugs weed gaming debt broke broken flirt flirting kiss naked nudes
mistress escort distant cold affection intimacy intimate libido unattractive attractive ugly fat
secretive jealousy rape abusive cold-shoulder criticize criticise nag nags mean names treat ruin destroy
lying slept plateaued wall rut mundane dead tears separate unfaithful infidelity virgin pregnant baby
abortion herpes std stds unemployed dishes chores mess messy laundry mother-in-law in-laws screaming
yelling controlling boundary boundaries promised lonely neglect neglected unappreciated disrespected
worthless tired sick overwhelmed burden judged unheard invisible bored boring attracted attraction moody
temper anger tantrum harass force drain tense tension awkward
""")  # fmt: skip
_TELLS = listed("""
say tell ask admit promise text call invite message find discover catch see hear notice realize realise
decide want stop start keep take make move come go bring show send give change propose accept spend pay
buy drive wait sleep touch talk explain apologize apologise offer agree disagree complain demand expect
let invite stay live sit meet read check look answer reply turn plan book cook clean kids money sex
phone ex friend wedding birthday anniversary vacation trip family mother mom parents dating
""")
WEIGHT: dict[str, float] = dict.fromkeys(_TELLS, 0.08) | dict.fromkeys(_BURNS, 0.2)

_META = listed("advice bear thanks thank apologize input rant post edit")
_HARD_META = listed("""
reddit subreddit poster lurker throwaway tldr tl;dr redditor redditors sidebar backstory lurking grammar
formatting upvotes downvote typing phrase paraphrase moderators mods repost reposting comment comments
apologies title thread posting posted
""")
_ABOUT_THEM = listed("""
he she him her his he's she's boyfriend girlfriend husband wife partner
""")
_COMES_HERE = listed("join come find ask read be post write type turn share see look browse")
_PRAISE = listed("""
amazing wonderful perfect great sweet sweetest best awesome fantastic beautiful brilliant kind caring
lovely smart intelligent funny incredible supportive loving gorgeous happy happiest good nice fun
healthy fine strong close excellent attractive hot sexy perfectly happily madly compatible well stable
blissful
""")
_PLAIN_VERBS = listed("""
be have date know live love meet get marry work see go seem feel adore
""")
_SITUATES = listed("""
together dating dated date married engaged relationship known met know meet old college university
school student students age ages live living lived year-old years major majors kids children son
daughter redditors friends couple distance female male sister brother work works worked job american
""")
_WISHES = listed("want wish hope need like")
_INNER = listed("""
feel love hate miss want wish hope need know think believe care trust like understand fear resent regret
doubt worry wonder hurt suffer struggle
""")
_NEEDS_MORE = listed("it this that there here these those which one what such")
_NOW = listed("yesterday today tonight again recently lately now")


_SHORTLY = listed("short brief briefly quick shorter concise long point length rambling background context")
_TELLING = listed("keep make cut story explain get here's bit sorry give will some")


def is_meta(clause: Clause) -> bool:
    """Whether the clause is about the telling and not about what is told."""
    if clause.subject is Person.PARTNER:
        return False
    lows = clause.lows
    if len(clause.words) > 2 and clause.words[1].tag & en.COMMA:
        lows = lows - {clause.words[0].low}  # "reddit, my wife left"
    if (
        lows & _HARD_META
        or {"throw", "account"} <= lows
        or {"throw", "away", "using"} <= lows
        or (lows & _SHORTLY and lows & _TELLING)
    ):
        return True
    comes = clause.verb in _COMES_HERE and not clause.negated and "never" not in lows
    if "here" in lows and clause.subject is Person.ME and (comes or "someone" in lows):
        return True
    if "hear" in lows and clause.subject is Person.ME and lows & {"people", "anyone", "others", "guys"}:
        return True
    if _tells_how(clause):
        return True
    if clause.subject is Person.ME and _is_only_of_the_telling(clause):
        return True
    if clause.lead == "before" and clause.verb in ("begin", "start") and clause.head == "i":
        return True
    if clause.verb == "call" and clause.tense == "future":
        return True  # "we'll call him Bob"
    found = lows & _META
    return bool(found) and not lows & _ABOUT_THEM


def _is_only_of_the_telling(clause: Clause) -> bool:
    """As in "I am writing from Kent", "I just want someone to hear this", "idk man"."""
    lows = clause.lows
    if clause.verb in ("write", "type") and clause.tense == "present" and not lows & _ABOUT_THEM:
        return True
    if {"want", "hear", "this"} <= lows and lows & {"someone", "somebody"}:
        return True
    if "say" in lows and lows & {"first", "upfront", "start", "beginning"} and len(clause.words) < 9:
        return True  # "I want to say that first"
    return clause.verb == "know" and clause.negated and len(clause.words) < 6 and bool(lows & _TO_A_FRIEND)


_TO_A_FRIEND = listed("man dude mate bro guys girl")


def _tells_how(clause: Clause) -> bool:
    """As in "i just want to vent", "i don't know how to say this", "not sure where to start"."""
    if clause.subject is not Person.ME and clause.subject is not None:
        return False
    lows = clause.lows
    if lows & {"vent", "venting"} or {"where", "start"} <= lows or {"where", "begin"} <= lows:
        return True
    if {"need", "someone", "tell"} <= lows:
        return True
    if {"need", "someone"} <= lows or {"wording", "help"} <= lows or {"need", "somebody"} <= lows:
        return not lows & _ABOUT_THEM
    return (
        {"how", "to"} <= lows
        and bool(lows & {"say", "put", "explain", "write"})
        and bool(lows & {"this", "it"})
    )


def is_background(clause: Clause) -> bool:
    """Ages, how long together, where they live, praise: true, and not what the person came for."""
    lows = clause.lows
    if not lows & _HEAVY and (clause.verb in _PLAIN_VERBS):
        if lows & _PRAISE and not clause.negated and clause.joint is not Joint.BUT:
            return True
        if (
            clause.verb in ("love", "adore")
            and not clause.negated
            and clause.subject in (Person.ME, Person.WE)
        ):
            return True
        numbers = any(word.tag & (en.NUM | en.TIME) or word.low[:1].isdigit() for word in clause.words)
        if (
            numbers
            and clause.verb not in ("go", "see", "seem", "feel")
            and (lows & _SITUATES or clause.verb == "be")
            and not clause.negated
        ):
            return True
        if (
            lows & _SITUATES
            and clause.subject in (Person.WE, Person.ME)
            and clause.verb in ("be", "live", "meet")
        ):
            return not clause.negated and len(lows & _BURN_SET) == 0
    return False


_BURN_SET = frozenset(_BURNS)
_HEAVY = _BURN_SET - listed("mean baby ex broke dead cold names hot")


def _is_age(clause: Clause) -> bool:
    return (
        clause.verb == "be" and len(clause.words) < 7 and any(word.low[:1].isdigit() for word in clause.words)
    )


def weigh(clause: Clause) -> float:
    """0-1: how much this clause matters."""
    if is_meta(clause):
        return 0.0
    if is_background(clause):
        return 0.05 if _is_age(clause) else 0.15
    total = _start(clause)
    best = second = 0.0
    for word in clause.words:
        weight = WEIGHT.get(word.low) or WEIGHT.get(en.LEMMA.get(word.low, ""), 0.0)
        if weight > best:
            best, second = weight, best
        elif weight > second:
            second = weight
    total += best + 0.5 * second + _shape(clause)
    return max(0.01, min(1.0, total))


def _start(clause: Clause) -> float:
    """What the subject and verb alone say."""
    if clause.subject is Person.PARTNER:
        return 0.34 if clause.verb != "be" or clause.negated else 0.28
    if clause.subject is Person.ME:
        return 0.34 if clause.verb in _INNER or clause.negated else 0.26
    if clause.subject is Person.WE:
        return 0.3
    return 0.05 if clause.head in _NEEDS_MORE else 0.16


def _shape(clause: Clause) -> float:
    lows = clause.lows
    long = len(clause.words)
    told = (
        (0.1, clause.subject is not Person.ME and bool(lows & {"me", "my", "us", "i"})),
        (0.25, _quotes_the_partner(clause)),
        (0.06, clause.when is not None and clause.tense == "past"),
        (0.05, bool(lows & _NOW)),
        (0.08, clause.joint is Joint.BUT),
        (0.06, clause.negated),
        (-0.12, clause.hypothetical),
        (-0.15, clause.aside),
        (-0.1, clause.head in _NEEDS_MORE),
        (-0.06, long < 4),
        (-0.1, long > 18),
    )
    bonus = sum(weight for weight, holds in told if holds)
    return bonus + _particular(clause)


def _quotes_the_partner(clause: Clause) -> bool:
    """Whether the partner's own words stand in it: nearly always the heart of what is told."""
    said = clause.subject is Person.PARTNER and (clause.verb in SPEECH or clause.verb in ("be", "go"))
    return said and any(word.tag & en.QUOTE and " " in word.text for word in clause.words)


def _particular(clause: Clause) -> float:
    """More for words that only this person used; less where all is pronouns."""
    own = sum(1 for word in clause.words if not word.tag & _COMMON and len(word.low) > 3)
    return -0.12 if own == 0 else min(own, 3) * 0.03


_COMMON = (en.PRONOUN | en.POSS | en.DET | en.PREP | en.COORD | en.SUBORD | en.WH | en.AUX | en.MODAL | en.ADV
           | en.PUNCT | en.NEG)  # fmt: skip


def kind_of(clause: Clause, weight: float = 0.0) -> str:
    """fact, saying, own_act, inner, background or wish."""
    if is_background(clause) and weight < 0.3:
        return "background"
    if clause.subject is Person.ME:
        if clause.verb in _WISHES and not clause.negated and clause.tense == "present":
            return "wish"
        return "inner" if clause.verb in _INNER or clause.verb == "be" or _is_inner(clause) else "own_act"
    if clause.subject is Person.PARTNER and clause.verb in (
        "say",
        "tell",
        "ask",
        "claim",
        "admit",
        "promise",
        "text",
    ):
        return "saying"
    return "fact"


def _is_inner(clause: Clause) -> bool:
    after = clause.words[clause.verb_at + 1 : clause.verb_at + 4]
    return (
        clause.verb_at >= 0
        and any(word.tag & en.ADJ_THAT or word.low in _BURN_SET for word in after)
        and (clause.words[clause.verb_at].tag & (en.AUX | en.FUSED) > 0)
    )
