"""Whose feeling it is: the person's own and felt, denied, or somebody else's, wished for or only reported.

There is no parser here: from a feeling's word the sentence is walked backwards, over "so", "not" and "and",
to what it hangs on ("am", "feel", "makes me"), and from there to the subject.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto

from coachbot.core.reading.tokens import COMMA, END, Tokens


class Whose(Enum):
    """What a walk backwards finds."""

    MINE = auto()
    DENIED = auto()
    NOT = auto()  # another's, wished, feared, supposed


class Hangs(Enum):
    """What a feeling's word hangs on."""

    FEEL = auto()
    BE = auto()  # "am", "got", "became"
    BEING = auto()
    ME = auto()  # "makes me sad"
    BARE = auto()  # nothing: "embarrassed.", "so tired"
    LOOSE = auto()  # after a comma or "and", or as in "I went to bed angry"
    HOW = auto()  # "how hurt I am"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a word stands: what it hangs on, whose it is, and the first word of its modifiers."""

    hangs: Hangs
    whose: Whose
    first: int


DEGREE = frozenset(
    "so very too really just such quite pretty rather more most less least as even only still also truly totally"
    " completely absolutely utterly fully extremely incredibly insanely beyond super deeply terribly awfully"
    " horribly fucking fuckin freaking damn goddamn bloody literally honestly actually slightly somewhat mildly"
    " vaguely kinda sorta mostly mainly partly almost always constantly often sometimes usually already now then"
    " both all simply basically genuinely overwhelmingly unbelievably ridiculously hella mad crazy well much way"
    " that this any enough probably maybe definitely obviously especially particularly emotionally mentally"
    " physically economically sexually again ever like suddenly increasingly equally longer little bit".split()
)
_PARTED = frozenset(("bit", "little", "lot", "tad", "touch"))  # after "a"
_OF = frozenset(("kind", "sort"))
_NOT = frozenset("not never hardly barely nor neither no isnt dont".split())
_FEEL = frozenset("feel feels felt feeling feelings".split())
_BE = frozenset(
    "am is are was were be been get gets got getting gotten become became becoming go going went turn turned"
    " grow grew grown growing stay stayed remain remained end ended left sound seem seems seemed look looked".split()
)
_ITS_OWN = frozenset("is are feels gets looks seems seemed sounds".split())  # not the form for "I"
_AUX = frozenset(
    "have has had do does did am is are was were be been being feel feeling felt get getting got going go gone"
    " start starts started starting begin began beginning begun keep keeps kept keeping end ends ended ending up"
    " continue continued tend tends seem seemed come came coming grown left can really even help but left me-"
    " find found sit sitting sat lie lying walk walking walked lay stand here there around".split()
)
_MODAL = frozenset("would could might may should will must shall".split())
_TO_BEGIN = frozenset(
    "start starts started starting begin began beginning begins continue continued continuing tend tends seem seems"
    " seemed come came coming learned learnt grown keep".split()
)
_TO_JUDGE = frozenset(
    "wrong right normal crazy stupid weird ok okay fine allowed reason reasons selfish bad silly unreasonable"
    " irrational dumb entitled valid reasonable".split()
)
_FEARING = frozenset("afraid scared terrified fear fears risk instead idea thought possibility chance".split())
_ACCUSING = frozenset("accuse accuses accused accusing blame blames blamed blaming".split())
_SAYING = frozenset(
    "admit admits admitted feel feels felt say says said saying think thinks thought thinking claim claims claimed assume assumes assumed believe believes"
    " believed insist insists insisted tell tells told telling imply implies implied figure figures figured guess"
    " guesses decide decided ask asks asked asking joke jokes joked swear swears convinced assuming wants".split()
)
_UNREAL = frozenset("wish wishes wished wishing hope hopes hoping pretend pretends pretended pretending imagine".split())
_IF = frozenset("if unless whether lest".split())
_MINE = frozenset("i we me us myself ourselves".split())
_MAKING = frozenset(
    "make makes made making leave leaves left leaving get gets got getting have has had drive drives drove driving keep"
    " keeps kept find found render feel feeling felt turn turned".split()
)
_ANSWERING = frozenset("guess say suppose".split())
_ME = frozenset("me myself us ourselves".split())
_OTHERS = frozenset(
    "he she they you him her them himself herself themselves who everyone everybody anyone people someone nobody"
    " husband wife boyfriend girlfriend partner spouse fiance fiancee ex mother mom mum father dad sister brother"
    " friend friends son daughter kids parents family boss guy girl man woman coworker".split()
)
_SUBJECTS = frozenset("i we he she they you".split()) | (_OTHERS - frozenset("him her them himself herself themselves".split()))
_OWN_PARTS = frozenset("heart head mind body soul feelings emotions brain stomach chest self side life".split())
_AT_PLACES = frozenset(
    "there here bed up home around out inside sleep work away off back day night long down myself alone".split()
)
_BUT = frozenset("but yet although though however except".split())
_AND = frozenset("and or & plus".split())
_GERUND_OWN = frozenset("hate hated hates start started starting keep kept like love stop stopped ended end sick tired".split())
_AWAY = frozenset("avoid imagine miss missed without instead stop".split())
_LOOK_BACK = 40  # words: no sentence hides its subject further away
_FAR = 12  # words between a verb and its subject
_QUOTE = 80  # words of a quotation


def place(tokens: Tokens, first: int, known: Mapping[int, Place]) -> Place:
    """Where the adjective that begins at `first` stands; `known` has the places of those before, by last word.

    A feeling joined to one before it ("hurt and lonely") hangs where that one hangs.
    """
    words = tokens.words
    at, negated, nearer = first - 1, False, ""
    while at >= 0:
        word = words[at]
        joint = at if at in known else _joint(words, at, known)
        if joint is not None:
            return _joined(words, first, joint, known[joint], negated=negated)
        if word in _NOT:
            negated = negated or not _affirms(word, nearer)
            at -= 1
        elif word in _PARTED and at and words[at - 1] == "a":
            at -= 2
        elif word in DEGREE:
            nearer, at = word, at - 1
        elif word == "of" and at and words[at - 1] in _OF:
            at -= 2
        else:
            break
    if tokens.quoted[first] and not _quotes_me(tokens, first):
        return Place(Hangs.LOOSE, Whose.NOT, at + 1)
    hangs, whose = _hangs(tokens, at, first)
    return Place(hangs, _unless(whose, negated=negated), at + 1)


def _unless(whose: Whose, *, negated: bool) -> Whose:
    """The same with a no before it; two make a yes."""
    if not negated or whose is Whose.NOT:
        return whose
    return Whose.DENIED if whose is Whose.MINE else Whose.MINE


def _joined(words: list[str], first: int, joint: int, before: Place, *, negated: bool) -> Place:
    """The place of a feeling joined to one before: "not sad or angry" denies both, "not angry, sad" one."""
    whose = before.whose
    if whose is Whose.DENIED and not any(w in ("or", "nor") for w in words[joint + 1 : first]):
        whose = Whose.MINE
    if negated and whose is Whose.MINE:
        whose = Whose.DENIED
    return Place(before.hangs, whose, joint + 1)


def _affirms(negation: str, next_word: str) -> bool:
    """"Not only sad", "never so sad": a no that says yes."""
    if negation == "never":
        return next_word in ("so", "more", "this", "as", "such", "that")
    return next_word in ("only", "just", "simply")


def _joint(words: list[str], at: int, known: Mapping[int, Place]) -> int | None:
    """The last word of the feeling that "and", "but" or a comma joins to what comes after, or None."""
    back = at
    while back >= 0 and at - back < 3 and (words[back] in _AND or words[back] in _BUT or words[back] == COMMA):
        back -= 1
    return back if back < at and back in known else None


def _hangs(tokens: Tokens, at: int, first: int) -> tuple[Hangs, Whose]:
    """What the word at `at` makes of a feeling after it."""
    words = tokens.words
    word = words[at] if at >= 0 else END
    if word == END:
        return Hangs.BARE, Whose.MINE
    if word in _FEEL:
        return Hangs.FEEL, subject(tokens, at)
    if word == "being":
        return Hangs.BEING, subject(tokens, at)
    if word in _BE:
        return Hangs.BE, subject(tokens, at)
    if word in _ME and at and words[at - 1] in _MAKING:
        if word == "myself" and words[at - 1].startswith("mak"):
            return Hangs.ME, Whose.NOT
        negated = any(w in _NOT for w in words[max(0, at - 3) : at])
        return Hangs.ME, Whose.DENIED if negated else Whose.MINE
    if word in _ANSWERING and at and words[at - 1] in ("i", "would", "just"):
        return Hangs.BARE, Whose.MINE
    if word == "how":
        mine = words[_skip_to_noun(words, first) :][:1] == ["i"]
        return Hangs.HOW, Whose.MINE if mine else Whose.NOT
    if word == COMMA or word in _AND or word in _BUT or word in _AT_PLACES or word in ("because", "too", "am"):
        return Hangs.LOOSE, Whose.MINE if nearest(tokens, at) in (None, "i", "we") else Whose.NOT
    return Hangs.LOOSE, Whose.NOT


def _skip_to_noun(words: list[str], first: int) -> int:
    return next((k for k in range(first, min(first + 6, len(words))) if words[k] in _SUBJECTS), len(words))


def nearest(tokens: Tokens, at: int) -> str | None:
    """The nearest subject before a word in its sentence: "i", "he", "wife" …, or None."""
    words, sentences = tokens.words, tokens.sentences
    here = sentences[min(at, len(words) - 1)] if words else 0
    for back in range(at, max(-1, at - _LOOK_BACK), -1):
        if sentences[back] != here or words[back] == END:
            return None
        if words[back] in _SUBJECTS:
            return words[back]
    return None


def subject(tokens: Tokens, head: int) -> Whose:
    """Whose the verb at `head` is ("feel", "am"): walk back over auxiliaries to the subject."""
    words = tokens.words
    negated = unreal = False
    at = head - 1
    while at >= max(0, head - _FAR) and words[at] != END:
        word = words[at]
        if word == "stop" or (word == "help" and "not" in words[max(0, at - 3) : at]):
            return Whose.MINE if nearest(tokens, at) in (None, "i", "we") else Whose.NOT
        if word in _NOT:
            negated = negated or not _affirms(word, words[head + 1] if head + 1 < len(words) else "")
        elif word in _MODAL:
            unreal = unreal or words[at + 1] != "been"
        elif word == "can" and words[at + 1] == "be":
            unreal = True
        elif word == "to":
            begun = _to(tokens, at)
            if begun is not None:
                return begun
        elif word not in _AUX and word not in DEGREE:
            break
        at -= 1
    if unreal:
        return Whose.NOT
    whose = _subject_at(tokens, at, head)
    if negated and whose is not Whose.NOT:
        return Whose.DENIED if whose is Whose.MINE else Whose.MINE
    return whose


def _to(tokens: Tokens, at: int) -> Whose | None:
    """What "to feel", "to be" says: begun is felt, judged is felt, wanted is not; None: walk on."""
    words = tokens.words
    before = words[at - 1] if at else ""
    if before in _TO_BEGIN:
        return None
    if before in _TO_JUDGE or (before in ("me", "him", "her") and "for" in words[max(0, at - 2) : at]):
        return Whose.MINE if before in _TO_JUDGE or before == "me" else Whose.NOT
    return Whose.NOT


def _subject_at(tokens: Tokens, at: int, head: int) -> Whose:
    words = tokens.words
    word = words[at] if at >= 0 else END
    if word in ("i", "we"):
        return before_i(tokens, at)
    if word in _ME:
        return Whose.DENIED if any(w in _NOT for w in words[max(0, at - 3) : at]) else Whose.MINE
    if word == END:
        return Whose.NOT if words[head] in _ITS_OWN else Whose.MINE
    if word in _OWN_PARTS and at and words[at - 1] in ("my", "our"):
        return Whose.MINE
    if words[head] in _ITS_OWN:
        return Whose.NOT
    if word == COMMA or word in _AND or word in _BUT:
        return Whose.MINE if nearest(tokens, at) in (None, "i", "we") else Whose.NOT
    if words[head] in ("being", "feeling"):
        return _gerund(tokens, at)
    return Whose.NOT


def _gerund(tokens: Tokens, at: int) -> Whose:
    """"Tired of feeling used" is felt; "afraid of being left", "accused me of being lazy" are not."""
    words = tokens.words
    if words[at] in _AWAY or any(w in _FEARING or w in _ACCUSING for w in words[max(0, at - 3) : at]):
        return Whose.NOT
    known = words[at] in _GERUND_OWN or words[at] in ("of", "for", "about", "by", "from", "after", "with", "between")
    return Whose.MINE if known and nearest(tokens, at) in (None, "i", "we") else Whose.NOT


def before_i(tokens: Tokens, at: int) -> Whose:
    """Whether what stands before "I" makes it real: not "if I", "I wish I", "he says I", "I don't think I"."""
    words = tokens.words
    back = at - 1
    while back >= 0 and (words[back] in ("that", "like", "how", "why", "much") or words[back] in DEGREE):
        back -= 1
    word = words[back] if back >= 0 else END
    if word in _IF or word in _UNREAL or word in _MODAL or word == "can" or (word == "though" and back and words[back - 1] == "as"):
        return Whose.NOT
    if word in ("because", "not") and (word == "not" or (back and words[back - 1] == "not")):
        return Whose.DENIED
    while back >= 0 and words[back] in ("me", "him", "her", "them", "to", "myself", "my", "friends"):
        back -= 1
    if back >= 0 and words[back] in _SAYING:
        return _reported(tokens, back)
    return Whose.MINE


def _reported(tokens: Tokens, verb: int) -> Whose:
    words = tokens.words
    if nearest(tokens, verb - 1) not in (None, "i", "we"):
        return Whose.NOT
    negated = any(w in _NOT for w in words[max(0, verb - 2) : verb])
    return Whose.DENIED if negated and words[verb] in ("think", "believe", "guess") else Whose.MINE


def _quotes_me(tokens: Tokens, first: int) -> bool:
    """Whether the words in quotation marks around `first` were said by the person."""
    at = first
    while at >= max(0, first - _QUOTE) and tokens.quoted[at]:
        at -= 1
    back = max(0, at - 8)
    before = [w for w in tokens.words[back : at + 1] if w in _SUBJECTS]
    return not before or before[-1] in ("i", "we")


def whole(tokens: Tokens, first: int, last: int, *, idiom: bool) -> Whose:
    """Whose a whole phrase is ("it hurts me", "walking on eggshells")."""
    words = tokens.words
    if tokens.quoted[first] and not _quotes_me(tokens, first):
        return Whose.NOT
    if words[first] in ("i", "we"):
        return before_i(tokens, first)
    before = words[max(0, first - 4) : first]
    clause = before[_after_break(before) :]
    if any(w in _IF or w in _MODAL or w in _UNREAL for w in clause):
        return Whose.NOT
    if clause[-1:] and clause[-1] in _NOT or clause[-2:-1] and clause[-2] in _NOT and clause[-1] in DEGREE | _AUX:
        return Whose.DENIED
    mine = any(w in _MINE or w == "my" for w in words[first : last + 1])
    near = nearest(tokens, first - 1) if first else None
    if mine:
        return Whose.NOT if _says_so(tokens, first) else Whose.MINE
    reject = idiom or _says_so(tokens, first)
    return Whose.NOT if reject and near not in (None, "i", "we") else Whose.MINE


def _says_so(tokens: Tokens, first: int) -> bool:
    """Whether another's "says", "thinks" stands right before a phrase."""
    words = tokens.words
    back = first - 1
    while back >= 0 and words[back] in ("that", "like", "me", "him", "her", "them", "it"):
        back -= 1
    if back < 0 or words[back] not in _SAYING:
        return False
    return nearest(tokens, back - 1) not in (None, "i", "we")


def _after_break(words: list[str]) -> int:
    """Where the last clause of a few words begins."""
    breaks = [k + 1 for k, w in enumerate(words) if w in (END, COMMA) or w in _AND or w in _BUT]
    return breaks[-1] if breaks else 0
