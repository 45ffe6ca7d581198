"""Turning what someone says about themselves to face them: "my gf left me" is "your girlfriend left you".

Grammatical or nothing: where it cannot be done surely, the answer is None.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from coachbot.core.model import Partner, Person
from coachbot.core.reading import english as en
from coachbot.core.reading.clauses import Clause
from coachbot.core.reading.joints import Joint
from coachbot.core.reading.lists import listed
from coachbot.core.reading.openings import DROPPED, closing_length, opening
from coachbot.core.reading.people import NOUNS, PEOPLE
from coachbot.core.reading.verbs import PARTICIPLE, THIRD
from coachbot.core.reading.view import View
from coachbot.core.reading.written import Word

_MINE = {"i": "you", "me": "you", "my": "your", "mine": "yours", "myself": "yourself", "our": "your",
         "ours": "yours",
         "ourselves": "yourselves", "i'm": "you're", "i've": "you've", "i'd": "you'd", "i'll": "you'll",
         "am": "are"}  # fmt: skip
_WE = {
    "we're": ("you're", "you two are"),
    "we've": ("you've", "you two have"),
    "we'll": ("you'll", "you two will"),
    "we'd": ("you'd", "you'd"),
}
_OWN = frozenset((*_MINE, *_WE, "we", "us"))
_SINGULAR = {"been": "have been",
             "was": "were", "wasn't": "weren't", "has": "have", "hasn't": "haven't", "does": "do",
             "doesn't": "don't", "is": "are", "isn't": "aren't", "am": "are", "'m": "are"}  # fmt: skip
_THIRD = {"are": "is", "aren't": "isn't", "were": "was", "weren't": "wasn't", "have": "has",
          "haven't": "hasn't", "do": "does", "don't": "doesn't", "am": "is"}  # fmt: skip
_NAMED = {day: day.capitalize() for day in listed("""
monday tuesday wednesday thursday friday saturday sunday january february april june july august
september october november december christmas easter valentine's facebook instagram tinder
""")}  # fmt: skip
_JOINED_BY_COMMA = (Joint.MAIN, Joint.BUT, Joint.SO, Joint.WHICH, Joint.RESUME)
_COMMA_LEADS = listed("although though whereas")


@dataclass(slots=True)
class _Turn:
    """What has been said so far in this retelling."""

    view: View
    has_i: bool
    said_we: bool = False
    failed: bool = False


def turn_to_you(clauses: Sequence[Clause], view: View, heir: Clause | None = None) -> str | None:
    """These clauses, which follow each other, said to the person; None where that is not sure to be right.

    `heir` is the clause whose subject a lone verb phrase inherits ("and told me" → "he told you").
    """
    whole = [word for clause in clauses for word in clause.words]
    turn = _Turn(view, has_i=any(w.low in _FIRST_PERSON for w in whole))
    pieces: list[str] = []
    for place, clause in enumerate(clauses):
        words = clause.words
        skip = opening(words, clause) if place == 0 else 0
        if skip > clause.subject_at >= 0 and skip < len(words):
            return None  # what was dropped held the subject
        if place and (clause.comma or clause.joint in _JOINED_BY_COMMA or clause.lead in _COMMA_LEADS):
            pieces.append(",")
        if place == 0 and heir is not None:
            pieces += _inherited(heir, turn)
        more = _turned(clause, words, skip, turn)
        if pieces and more and pieces[-1] == more[0] == "you":
            pieces.append("that")  # "told you you were"
        pieces += more
        if turn.failed:
            return None
    return _written(pieces)


_FIRST_PERSON = listed("i i'm i've i'd i'll me my myself")


def _inherited(heir: Clause, turn: _Turn) -> list[str]:
    """The subject of the clause before, for a verb that has none of its own."""
    if heir.subject_at < 0:
        turn.failed = True
        return []
    if heir.words[heir.subject_at].tag & en.FUSED:
        return _subject(heir, [heir.words[heir.subject_at]._replace(low=heir.head, text=heir.head)], turn)
    return _subject(heir, heir.words[heir.subject_at : heir.subject_end], turn)


def _turned(clause: Clause, words: Sequence[Word], skip: int, turn: _Turn) -> list[str]:
    """One clause, word by word."""
    pieces: list[str] = []
    at, began = skip, False
    while at < len(words) and not turn.failed:
        word = words[at]
        if at == clause.subject_at == clause.subject_end and not began:
            pieces += _subject(clause, (), turn)
            if word.tag and not word.tag & en.TIME:
                words = (*words[:at], word._replace(text=word.text.lower()), *words[at + 1 :])
            began = True
            continue
        if at == clause.subject_at and not began and not word.tag & en.FUSED:
            said = _subject(clause, words[at : clause.subject_end], turn)
            if pieces and said and pieces[-1] == said[0] == "you":
                turn.failed = turn.failed or len(pieces) < 2
                pieces.append(",")  # "for both of you, you"
            pieces += said
            at, began = max(clause.subject_end, at + 1), True
            if at < clause.verb_at and (words[at].tag & en.COMMA or words[at].low == "who"):
                at = clause.verb_at  # "my husband, who never helps, left"
            continue
        if at == clause.verb_at and (agreed := _agreed(clause, words, at, turn.view)):
            pieces.append(agreed)
        elif word.low not in DROPPED:
            pieces += _one(clause, words, at, turn)
        elif pieces and at + 1 < len(words):
            at += _without(pieces, words[at + 1])
        at += 1
    return pieces


def _without(pieces: list[str], following: Word) -> int:
    """Mend what a dropped word leaves behind; how many words more are done with."""
    if pieces[-1] in ("a", "an"):
        pieces[-1] = "an" if following.low[0] in "aeio" else "a"  # "a damn air fryer"
    elif pieces[-1] == "," and following.tag & en.COMMA:
        del pieces[-1]
        return 1  # "he is, however, into it"
    return 0


def _subject(clause: Clause, words: Sequence[Word], turn: _Turn) -> list[str]:
    """A subject: "my wife and I" → "you and your wife", "he and I" → "you two", "we" → "you two"."""
    lows = [word.low for word in words]
    if not lows:  # left out
        turn.failed = turn.failed or not clause.head
        noun = turn.view.partner.noun if clause.head == "they" else clause.head
        return ["you"] if clause.head == "i" else noun.split()
    if lows == ["we"]:
        first, turn.said_we = not turn.said_we, True
        first = first and not any(
            w.low in ("both", "all", "each") for w in clause.words[: clause.verb_at + 2]
        )
        return ["you", "two"] if turn.view.pair and first else ["you"]
    me = next((place for place, low in enumerate(lows) if low in ("i", "me", "myself")), -1)
    if me < 0 or ("and" not in lows and "&" not in lows):
        bare = lows[-1 if lows[0] in _MODIFIED else 0].removesuffix("'s")
        if (bare in en.KIN or bare in NOUNS) and not words[0].tag & en.LETTER:
            return ["your", *(piece for at in range(len(words)) for piece in _one(clause, words, at, turn))]
        if lows == ["you"] and turn.view.letter:
            return [turn.view.partner.subject]
        return [piece for at in range(len(words)) for piece in _one(clause, words, at, turn)]
    other = [w for place, w in enumerate(words) if place != me and w.low not in ("and", "&", "both")]
    if len(other) == 1 and other[0].low in ("he", "she", "him", "her", "they", "them"):
        return ["you", "two"]
    if other[0].low in en.KIN:
        return ["you", "and", "your", *(word.low for word in other)]
    if other[0].tag & ~en.LETTER:
        other[0] = other[0]._replace(text=other[0].text.lower())
    return ["you", "and", *(piece for at in range(len(other)) for piece in _one(None, other, at, turn))]


_MODIFIED = frozenset(("best", "older", "younger", "little", "big", "ex"))


def _agreed(clause: Clause, words: Sequence[Word], at: int, view: View) -> str | None:
    """The verb in the form that its subject asks for; None where it stays."""
    low = words[at].low
    head = clause.head
    if head in ("i", "we") or head.endswith(" i") or " and " in head:
        return _SINGULAR.get(low)
    one = head in ("he", "she") or (clause.subject is Person.PARTNER and head != "they")
    one = one or PEOPLE.get(head.rpartition(" ")[2], "") in ("he", "she")
    if head == "you":
        one = view.letter and view.partner.subject != "they"
    if low == "been" and clause.joint is not Joint.VERB:
        return "has been" if one else "have been"
    if not one or clause.inverted or clause.joint is Joint.VERB or words[at].tag & en.MODAL:
        return None
    if low in _THIRD and not (low == "were" and clause.hypothetical):
        return _THIRD[low]
    if low == "last" and words[at + 1 : at + 2] and words[at + 1].tag & en.PAST_FORM:
        return None  # "when he last asked"
    sure = head in ("he", "she") and at == clause.subject_end
    bare = words[at].tag & en.BASE_FORM and not words[at].tag & (en.PAST_FORM | (0 if sure else en.WEAK))
    reported = clause.joint is Joint.THAT and not (sure and not clause.lead)  # "I asked that he leave"
    return THIRD.get(low) if bare and not reported else None


def _one(clause: Clause | None, words: Sequence[Word], at: int, turn: _Turn) -> list[str]:
    """One word as it is said to the person."""
    word = words[at]
    low = word.low
    if low in _OWN:
        return _own(words, at, turn)
    if low in _YOURS:
        return _your(clause, words, at, turn)
    if word.tag & (en.LINK | en.BREAK) or low in _BRACKETS:
        turn.failed = turn.failed or bool(word.tag & en.LINK)
        return []
    if at and word.tag & (en.AUX | en.PAST_FORM) and (mended := _mended(words, at)):
        return [mended]
    return ["and"] if low == "&" else [_spelt(clause, word, at, turn)]


def _own(words: Sequence[Word], at: int, turn: _Turn) -> list[str]:
    """I, me, my, we, us and what is made of them."""
    low = words[at].low
    if low in ("we", "us"):
        return _us(words, at, turn)
    if low in _WE:
        turn.said_we = True
        return _WE[low][turn.has_i and turn.view.pair].split()
    if low == "me" and at and en.LEMMA.get(words[at - 1].low) in ("explain", "say", "suggest"):
        return ["to", "you"]
    return [_MINE[low]]


def _mended(words: Sequence[Word], at: int) -> str | None:
    """The verb in the form that "you" asks for, or that "have" asks for ("have came")."""
    low, tag = words[at].low, words[at].tag
    if low in _SINGULAR and low not in ("is", "isn't") and _is_mine(words, at):
        return _SINGULAR[low]
    if tag & en.PAST_FORM and not tag & en.PARTICIPLE_FORM and words[at - 1].low in _HAVE:
        return PARTICIPLE.get(en.LEMMA.get(low, ""))
    return None


_HAVE = frozenset(("have", "has", "had", "i've", "we've", "'ve"))
_BRACKETS = frozenset("()[]{}*")


def _is_mine(words: Sequence[Word], at: int) -> bool:
    """Whether "I" is what stands before this verb."""
    back = at - 1
    while back > 0 and words[back].tag & en.ADV and not words[back].tag & en.VERBAL:
        back -= 1
    return words[back].low in ("i", "we")


def _us(words: Sequence[Word], at: int, turn: _Turn) -> list[str]:
    before = words[at - 1].low if at else ""
    after = words[at + 1].low if at + 1 < len(words) else ""
    if before == "of" or after in ("both", "all", "two") or turn.said_we or not turn.view.pair:
        turn.said_we = turn.said_we or words[at].low == "we"
        return ["you"]
    turn.said_we = True
    return ["you", "two"]


_YOURS = {"you": "object", "your": "possessive", "yours": "possessive", "yourself": "object", "you're": "are",
          "you've": "have", "you'd": "'d", "you'll": "'ll"}  # fmt: skip


def _your(clause: Clause | None, words: Sequence[Word], at: int, turn: _Turn) -> list[str]:
    """Turn "you": the partner in a letter, the person in what the partner said, else anybody, and we stop."""
    low = words[at].low
    if turn.view.letter and clause is not None:
        return _partner(clause, words, at, turn.view.partner)
    if clause is not None and clause.said_by is Person.PARTNER and not turn.has_i:
        return [words[at].text.lower()]
    turn.failed = True
    return [low]


def _partner(clause: Clause, words: Sequence[Word], at: int, partner: Partner) -> list[str]:
    """As in "you" in a letter to the partner, in the partner's pronouns."""
    low, many = words[at].low, partner.subject == "they"
    if low in ("you're", "you've", "you'd", "you'll"):
        tail = low[3:] if many or low in ("you'd", "you'll") else "'s"
        return [partner.subject + tail]
    if low == "your":
        return [partner.possessive]
    if low == "yours":
        return [{"he": "his", "she": "hers"}.get(partner.subject, "theirs")]
    if low == "yourself":
        return [{"he": "himself", "she": "herself"}.get(partner.subject, "themselves")]
    after = words[at + 1] if at + 1 < len(words) else None
    before = words[at - 1].tag if at else 0
    is_subject = (
        after is not None
        and after.tag & (en.FINITE | en.QUOTE)
        and not (before & en.PREP and not before & en.SUBORD)
    )
    return [partner.subject if at == clause.subject_at or is_subject else partner.object]


def _spelt(clause: Clause | None, word: Word, at: int, turn: _Turn) -> str:
    """The word as written, without the capital that only its place gave it."""
    if word.low in _NAMED:
        return _NAMED[word.low]
    if (
        word.low in ("march", "may")
        and at
        and clause is not None
        and clause.words[at - 1].low in _BEFORE_MONTH
    ):
        return word.low.capitalize()
    text = word.text if word.text != "A" else "a"
    if word.tag & en.QUOTE:
        return text[:-2] + text[-1] if text[-2] == "," else text
    if word.low in PEOPLE or word.low in NOUNS or word.low in en.KIN:
        return text.lower()
    if not text[:1].isupper() or word.tag & (en.LETTER | en.QUOTE) or not (text[1:].islower() or text == "A"):
        return text
    if clause is not None and clause.opens and at == 0 and word.low not in turn.view.names:
        return text.lower()
    return text


_BEFORE_MONTH = listed("since in last until by")


def _without_stub(words: list[str]) -> list[str]:
    """Without a last ", but right now" or ", ending": a few words that were going to lead on."""
    for at in range(len(words) - 2, max(len(words) - 9, 3), -1):
        if words[at] != ",":
            continue
        stub = [en.TAGS.get(word.lower(), 0) for word in words[at + 1 :] if word != ","]
        if len(stub) == 1 and stub[0] & en.ING_FORM and not stub[0] & en.WEAK:
            return words[:at]
        told = any(tag & en.VERBAL and not tag & (en.ADV | en.TIME) for tag in stub)
        known = all(tag & ~en.ADJ_THAT for tag in stub)
        if words[at + 1] in ("but", "and", "so") and not told and known:
            return words[:at]
    return words


def _written(pieces: Sequence[str]) -> str | None:
    """The pieces as one line, closing words off; None if it ends in the middle of something."""
    words = _without_stub(list(pieces))
    while words and (cut := closing_length(words)):
        del words[-cut:]
    while words and words[-1] == "/":
        del words[-1]
    while words and words[0] == ",":
        del words[0]
    text = " ".join(words).replace(" ,", ",").replace(" / ", "/").replace(",,", ",")
    return text or None
