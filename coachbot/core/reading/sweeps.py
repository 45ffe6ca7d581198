"""Always and never set aside, the fact in them kept: "she always forgets" is "she keeps forgetting"."""

from __future__ import annotations

from dataclasses import replace

from coachbot.core.model import Person
from coachbot.core.reading import english as en
from coachbot.core.reading.clauses import Clause
from coachbot.core.reading.verbs import ING, STATIVE
from coachbot.core.reading.written import Word

_SWEEPS = frozenset(("always", "never", "constantly", "forever"))
_BE_NOW = frozenset(("is", "are", "'s", "'re", "was", "were"))
_NOT = {
    word: word + "n't" for word in ("has", "have", "did", "does", "do", "is", "was", "would", "could", "had")
}
_NOT |= {"will": "won't", "can": "can't"}


def set_aside(clause: Clause) -> Clause:
    """The clause without its sweep, where it sweeps about the partner; else the same clause."""
    if clause.subject is None or clause.verb_at < 0 or clause.subject_at < 0:
        return clause
    words = list(clause.words)
    if clause.inverted:
        return _upright(clause, words)
    no = clause.subject_end
    if (
        no + 1 < len(words)
        and words[no].low in ("no", "not")
        and words[no + 1].tag & en.BASE_FORM
        and not words[no - 1].tag & en.FUSED
    ):
        many = _plural(clause) or clause.head in ("i", "we")
        words[no] = _word(words[no], "don't" if many else "doesn't")
        return replace(clause, words=tuple(words), verb_at=clause.subject_end)  # "he no help me"
    first, last = max(clause.subject_end, clause.verb_at - 2), min(clause.verb_at + 2, len(words))
    if clause.subject not in (Person.PARTNER, Person.OTHER):
        return clause
    place = next((p for p in range(first, last) if words[p].low in _SWEEPS), -1)
    if place < 0 or clause.head in ("it", "i", "we", "there", "this", "that"):
        return clause
    verb_at = clause.verb_at - (place < clause.verb_at)
    sweep = words.pop(place).low
    if verb_at >= len(words):
        return clause
    changed = _never(words, verb_at, clause) if sweep == "never" else _always(words, verb_at, clause)
    return clause if changed is None else replace(clause, words=tuple(changed), verb_at=verb_at)


def is_sweep(clause: Clause) -> bool:
    """Whether the clause says always or never of somebody else."""
    near = clause.words[max(clause.subject_end - 1, 0) : clause.verb_at + 3]
    return clause.subject is Person.PARTNER and any(word.low in ("always", "never") for word in near)


def _word(like: Word, text: str) -> Word:
    return like._replace(text=text, low=text, tag=en.TAGS.get(text, 0))


def _plural(clause: Clause) -> bool:
    return (
        clause.head in ("they", "you")
        or clause.head.endswith(("parents", "friends", "kids"))
        or " and " in clause.head
    )


def _always(words: list[Word], at: int, clause: Clause) -> list[Word] | None:
    """As in "always forgets" → "keeps forgetting"; "is always late" → "is often late"."""
    word = words[at]
    keeps = "keep" if _plural(clause) else "keeps"
    form = en.FUSIONS[word.low][1] if word.tag & en.FUSED else word.low
    if form in _BE_NOW:
        if clause.subject is Person.OTHER and clause.head not in ("he", "she", "they"):
            return None  # "her phone is always face down"
        following = words[at + 1] if at + 1 < len(words) else None
        if following is not None and following.tag & en.PARTICIPLE_FORM and not following.tag & en.WEAK:
            return None  # "she's always done"
        if following is not None and following.tag & en.ING_FORM and not form.startswith("w"):
            head = [_word(word, clause.head)] if word.tag & en.FUSED else []
            return [*words[:at], *head, _word(word, keeps), *words[at + 1 :]]
        return [*words[: at + 1], _word(word, "often"), *words[at + 1 :]]
    if word.tag & (en.AUX | en.MODAL | en.FUSED):
        return None
    lemma = en.LEMMA.get(word.low, word.low)
    if lemma in STATIVE or lemma not in ING or lemma == "keep":
        return words
    kept = "kept" if word.tag & en.PAST_FORM and not word.tag & en.BASE_FORM else keeps
    return [*words[:at], _word(word, kept), _word(word, ING[lemma]), *words[at + 1 :]]


def _never(words: list[Word], at: int, clause: Clause) -> list[Word] | None:
    """As in "never listens" → "doesn't listen"; "is never home" → "is rarely home"."""
    word = words[at]
    form = en.FUSIONS[word.low][1] if word.tag & en.FUSED else word.low
    if at + 1 < len(words) and words[at + 1].low == "once":
        del words[at + 1]
    following = words[at + 1] if at + 1 < len(words) else None
    if following is not None and following.low in _PRAISED_WITHOUT:
        return None  # "he's never mean"
    if form in _BE_NOW and (following is None or not following.tag & (en.ING_FORM | en.PARTICIPLE_FORM)):
        return [*words[: at + 1], _word(word, "rarely"), *words[at + 1 :]]
    if word.tag & (en.AUX | en.MODAL | en.FUSED):
        return None
    lemma = en.LEMMA.get(word.low, "")
    if not lemma:
        return None
    past = word.tag & en.PAST_FORM and not (word.tag & en.BASE_FORM and not word.tag & en.PARTICIPLE_FORM)
    helper = "didn't" if past and word.low != lemma else "don't" if _plural(clause) else "doesn't"
    return [*words[:at], _word(word, helper), _word(word, lemma), *words[at + 1 :]]


_PRAISED_WITHOUT = frozenset(
    ("mean", "rude", "late", "cruel", "angry", "violent", "bad", "jealous", "unkind", "drunk", "nasty",
     "cross", "raised", "hit", "hurt", "forced", "laid", "touched")
)  # fmt: skip


def _upright(clause: Clause, words: list[Word]) -> Clause:
    """As in "never once has she backed me" → "she hasn't backed me"."""
    at, helper = clause.verb_at, words[clause.verb_at].low
    before = [word.low for word in words[max(0, at - 2) : at]]
    if not before or not {"never", "nor"} & set(before) | ({"not"} if before[0] == "not" else set()):
        return clause
    if helper not in _NOT:
        return clause
    subject = words[clause.subject_at : clause.subject_end]
    front = [word for word in words[:at] if word.low not in ("never", "once", "not", "nor", "and")]
    rest = words[clause.subject_end :]
    turned = (*front, *subject, _word(words[at], _NOT[helper]), *rest)
    place = len(front)
    return replace(clause, words=turned, inverted=False, subject_at=place, subject_end=place + len(subject),
                   verb_at=place + len(subject))  # fmt: skip
