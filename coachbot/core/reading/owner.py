"""Whose a verb is: from "feel" or "am" back over its helpers to the subject, and what stands before "I".

There is no parser here. A sentence is walked backwards, a few words at most, so that time stays in proportion
to the text.
"""

from __future__ import annotations

from enum import Enum, auto

from coachbot.core.reading import hinges as on
from coachbot.core.reading.tokens import COMMA, END, Tokens

_LOOK_BACK = 40  # words: no sentence hides its subject further away
_FAR = 12  # words between a verb and its subject
_QUOTE = 80  # words of a quotation


class Whose(Enum):
    """What a walk backwards finds."""

    MINE = auto()
    DENIED = auto()
    NOT = auto()  # another's, wished, feared, supposed


def unless(whose: Whose, *, negated: bool) -> Whose:
    """The same with a no before it; two make a yes."""
    if not negated or whose is Whose.NOT:
        return whose
    return Whose.DENIED if whose is Whose.MINE else Whose.MINE


def affirms(negation: str, after: str) -> bool:
    """Whether a no says yes, by the word after it: not "only" sad, never "so" sad."""
    if negation == "never":
        return after in ("so", "more", "this", "as", "such", "that")
    return after in ("only", "just", "simply")


def nearest(tokens: Tokens, at: int) -> str | None:
    """The nearest subject at or before a word in its sentence: "i", "he", "wife" …, or None."""
    words, sentences = tokens.words, tokens.sentences
    if at < 0 or at >= len(words):
        return None
    here = sentences[at]
    for back in range(at, max(-1, at - _LOOK_BACK), -1):
        if sentences[back] != here or words[back] == END:
            return None
        if words[back] in on.SUBJECTS:
            return words[back]
    return None


def mine_or_none(tokens: Tokens, at: int) -> bool:
    """Whether nobody else is the nearest subject before a word."""
    return nearest(tokens, at) in (None, "i", "we")


def subject(tokens: Tokens, head: int) -> Whose:
    """Whose the verb at `head` is ("feel", "am")."""
    words = tokens.words
    negated = unreal = False
    at = head - 1
    while at >= max(0, head - _FAR) and words[at] != END:
        word = words[at]
        settled = _settling(tokens, at)
        if settled is not None:
            return settled
        if word in on.NOT:
            negated = negated or not affirms(word, words[head + 1] if head + 1 < len(words) else "")
        elif _supposes(words, at):
            unreal = True
        elif word not in on.AUX and word not in on.DEGREE and word != "to":
            break
        at -= 1
    return Whose.NOT if unreal else unless(_subject_at(tokens, at, head), negated=negated)


def _supposes(words: list[str], at: int) -> bool:
    """Whether a helper makes it unreal: "would be", "can be"; "I'd been" was."""
    after = words[at + 1]
    return (words[at] in on.MODAL and after != "been") or (words[at] == "can" and after == "be")


def _settling(tokens: Tokens, at: int) -> Whose | None:
    """What decides at once: "can't stop feeling", "can't help but feel", "to" after what isn't begun."""
    words = tokens.words
    word = words[at]
    if word == "stop" or (word == "help" and "not" in words[max(0, at - 3) : at]):
        return Whose.MINE if mine_or_none(tokens, at) else Whose.NOT
    if word != "to":
        return None
    before = words[at - 1] if at else ""
    if before in on.TO_BEGIN:
        return None
    return Whose.MINE if before in on.TO_JUDGE or words[max(0, at - 2) : at] == ["for", "me"] else Whose.NOT


def _subject_at(tokens: Tokens, at: int, head: int) -> Whose:
    words = tokens.words
    word = words[at] if at >= 0 else END
    if word in ("i", "we"):
        return before_i(tokens, at)
    if word in on.ME:
        return unless(Whose.MINE, negated=denies(words, at))
    if word in on.OWN_PARTS and at and words[at - 1] in ("my", "our"):
        return Whose.MINE
    if words[head] in on.ITS_OWN:
        return Whose.NOT
    if word == END:
        return Whose.MINE
    if word == COMMA or word in on.AND or word in on.BUT:
        return Whose.MINE if mine_or_none(tokens, at) else Whose.NOT
    return _gerund(tokens, at) if words[head] in ("being", "feeling") else Whose.NOT


def denies(words: list[str], at: int) -> bool:
    """Whether one of the few words before a place is a no."""
    return any(word in on.NOT for word in words[max(0, at - 3) : at])


def _gerund(tokens: Tokens, at: int) -> Whose:
    """Whose "feeling used" is: felt after "tired of", not after "afraid of" or "accused me of"."""
    words = tokens.words
    near = words[max(0, at - 3) : at]
    if words[at] in on.AWAY or any(w in on.FEARING or w in on.ACCUSING for w in near):
        return Whose.NOT
    return Whose.MINE if words[at] in on.GERUND_OWN and mine_or_none(tokens, at) else Whose.NOT


def before_i(tokens: Tokens, at: int) -> Whose:
    """Whether what stands before "I" makes it real: not "if I", "I wish I", "he says I", "can I"."""
    words = tokens.words
    back = at - 1
    while back >= 0 and words[back] in on.BEFORE_I:
        back -= 1
    word = words[back] if back >= 0 else END
    earlier = words[back - 1] if back > 0 else ""
    if word in on.IF or word in on.UNREAL or word in on.MODAL or word == "can":
        return Whose.NOT
    if word == "though" and earlier == "as":
        return Whose.NOT
    if word == "not" or (word == "because" and earlier == "not"):
        return Whose.DENIED
    while back >= 0 and words[back] in on.TOLD:
        back -= 1
    return _reported(tokens, back) if back >= 0 and words[back] in on.SAYING else Whose.MINE


def _reported(tokens: Tokens, verb: int) -> Whose:
    """Whose a feeling is that stands behind a verb of saying or thinking."""
    words = tokens.words
    who = nearest(tokens, verb - 1)
    if who not in (None, "i", "we") or (who is None and words[verb].endswith("s")):
        return Whose.NOT
    teller = next((k for k in range(verb - 1, max(-1, verb - 4), -1) if words[k] == "i"), -1)
    if teller > 0 and words[teller - 1] in on.SUPPOSING:
        return Whose.NOT  # "suppose I told her I was lonely"
    negated = "not" in words[max(0, verb - 2) : verb] and "can" not in words[max(0, verb - 3) : verb]
    return Whose.DENIED if negated and words[verb] in ("think", "believe", "guess", "say") else Whose.MINE


def another_says(tokens: Tokens, first: int) -> bool:
    """Whether another's "says", "thinks" stands right before a phrase."""
    words = tokens.words
    back = first - 1
    while back >= 0 and words[back] in ("that", "like", "me", "him", "her", "them", "it"):
        back -= 1
    return back >= 0 and words[back] in on.SAYING and not mine_or_none(tokens, back - 1)


def quotes_another(tokens: Tokens, at: int) -> bool:
    """Whether a word stands in quotation marks that hold somebody else's words."""
    if not tokens.quoted[at]:
        return False
    first = at
    while first >= max(0, at - _QUOTE) and tokens.quoted[first]:
        first -= 1
    before = [w for w in tokens.words[max(0, first - 8) : first + 1] if w in on.SUBJECTS]
    return bool(before) and before[-1] not in ("i", "we")
