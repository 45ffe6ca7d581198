"""May this sentence of a model's be said? Judged while it streams, with all that was said before it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from coachbot.core.checking.patterns import lower
from coachbot.core.conduct import ConductRules, Situation, check_reply
from coachbot.core.languages import Languages, foreign
from coachbot.core.library import Library
from coachbot.core.model import Step
from coachbot.core.retrieval.words import stem
from coachbot.core.voicing.claims import Claims, roots
from coachbot.core.voicing.rules import VoicingRule
from coachbot.core.voicing.tact import Amiss

LONG = 400  # characters of one sentence
OUT_OF_PLACE = ("cruel", "hotline", "quotation", "stranger", "workings")
"""Kinds of what neither the coach nor a partner that is played would say."""

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_DIGITS = re.compile(r"\d+")
_NAME = re.compile(r"(?<![\w'’])[A-Z][^\W\d_]+(?:['’][^\W\d_]+)?")
_OWN_TAIL = re.compile(r"(?:'s|'d|'ll|'re|'ve|'m|n't)$")
_TONGS = re.compile(
    r"(?<![\w])['‘]([^'‘’\n]{2,300}(?:['’]\w[^'‘’\n]{0,300}){0,8})['’](?!\w)|[«‹]([^«»‹›\n]{2,600})[»›]"
)
_BRACED = re.compile(r"\{[{%].{0,200}?[%}]\}")
_CAPITALS = frozenset(
    """
    i monday tuesday wednesday thursday friday saturday sunday january february march april may june july
    august september october november december christmas easter eve ramadan eid hanukkah diwali valentine
    thanksgiving mondays tuesdays wednesdays thursdays fridays saturdays sundays
    english german french spanish italian polish portuguese russian turkish ok tv god whatsapp
    telegram instagram
    """.split()
)
_LEADS = ("advice", "step")  # kinds of tact
_NO_NAME = re.compile(r"(?:ful|ish|ness|less|ing|asm|tion|ment|able|ible)\Z")  # "Feverish, and alone."
_KNOWN_SHARE = 0.5  # of a reply's words are words that English people use, or it is no English
_ENOUGH_WORDS = 6


@dataclass(frozen=True, slots=True)
class Ground:
    """What a reply stands on.

    `theirs` is all that the person wrote and that we would have said: its names, numbers and words may be
    used. `vocabulary` holds the stems of the language's plain words.
    """

    situation: Situation
    step: Step
    theirs: str
    vocabulary: frozenset[str] = frozenset()
    asks: bool = True  # False: only to listen, or what follows asks

    @classmethod
    def nothing(cls) -> Ground:
        """For a look at danger, where nothing is said."""
        return cls(Situation(), Step.ARRIVE, "")

    def knows(self, word: str) -> bool:
        """Whether a word, in lower case, is the person's or plain English."""
        return self.is_theirs(word) or _stem(word) in self.vocabulary

    def is_theirs(self, word: str) -> bool:
        """Whether the person used a word, or we would have."""
        return bool({word, _OWN_TAIL.sub("", word)} & _words(self.theirs))


@dataclass(frozen=True, slots=True)
class Screen:
    """The rules that a model's sentences have to pass."""

    conduct: ConductRules
    rules: tuple[VoicingRule, ...]
    languages: Languages
    claims: Claims

    def fault(self, said: str, sentence: str, ground: Ground, amiss: Amiss | None = None) -> str | None:
        """Why a sentence may not follow what was said, as kind and rule; None when it may.

        Without `amiss` (nobody felt what it is like) what a broad rule finds is cut in any case.
        """
        whole = f"{said}{sentence}".strip()
        return (
            self._forbidden(sentence, ground)
            or _invented(sentence, ground)
            or self._language(whole, ground)
            or self._conduct(whole, ground)
            or (self._broadly(sentence, ground) if amiss is None or amiss.beside else None)
            or (self._felt(sentence, amiss, ground) if amiss and amiss.alone else None)
        )

    def _broadly(self, sentence: str, ground: Ground) -> str | None:
        """What rules find that find good sentences too."""
        broad = (rule for rule in self.rules if rule.broad)
        return _matched(broad, sentence, ground) or self.claims.fault(
            sentence, _roots(ground.theirs), ground.step
        )

    def unspoken(self, words: str, ground: Ground) -> str | None:
        """Why words may not be shown that are the partner's, not the coach's: they hold what nobody told."""
        foreign_to_both = [rule for rule in self.rules if rule.kind in OUT_OF_PLACE]
        return (
            _invented(words, ground)
            or self._language(words, ground)
            or _matched(foreign_to_both, words, ground)
        )

    def _felt(self, sentence: str, amiss: Amiss, ground: Ground) -> str | None:
        """What tact alone finds; it tells what the person told from what was made up by the words alone."""
        expected = ground.situation.heard and amiss.kind in _LEADS  # the step may tell somebody what to do
        told = not amiss.much and self.claims.is_told(sentence, _roots(ground.theirs))
        return None if expected or told else f"tact.{amiss.kind}"

    def _forbidden(self, sentence: str, ground: Ground) -> str | None:
        if len(sentence) > LONG:
            return "length.sentence"
        if not ground.asks and "?" in sentence:
            return "questions.listening"
        return _matched((rule for rule in self.rules if not rule.broad), sentence, ground)

    def _language(self, whole: str, ground: Ground) -> str | None:
        if foreign(whole, self.languages) is not None:
            return "language.foreign"
        words = [w.lower().replace("’", "'") for w in _WORD.findall(whole)]
        known = sum(ground.knows(word) for word in words)
        few = len(words) >= _ENOUGH_WORDS and known < _KNOWN_SHARE * len(words)
        return "language.unknown" if few and ground.vocabulary else None

    def _conduct(self, whole: str, ground: Ground) -> str | None:
        breaches = check_reply(_doubled(whole), ground.situation, self.conduct)
        return breaches[0].rule if breaches else None


def screen_of(library: Library) -> Screen:
    """The screen for everything that a library holds."""
    kit, voicing = library.kit, library.voicing
    phrases = (_BRACED.sub(" ", each.source) for acts in kit.phrases.acts.values() for each in acts)
    feelings, needs = roots(kit.lexicon.feelings), roots(kit.lexicon.needs)
    claims = Claims(
        voicing.leads,
        roots(voicing.plain),
        roots(voicing.ours),
        feelings | needs,
        roots(voicing.weighing) - roots(phrases),
    )
    return Screen(kit.conduct, voicing.rules, kit.languages, claims)


def _matched(rules: Iterable[VoicingRule], words: str, ground: Ground) -> str | None:
    """The first rule that finds something which the person did not say themselves."""
    low, theirs = lower(words), lower(ground.theirs)
    form = "question" if low.rstrip(" '\")").endswith("?") else "statement"
    for rule in rules:
        cleared = rule.unless is not None and rule.unless.regex.search(low)
        if ground.step not in rule.steps and rule.form in (None, form) and not cleared:
            for found in rule.pattern.regex.finditer(low):
                if found[0].strip() not in theirs:
                    return f"{rule.kind}.{rule.name}"
    return None


def _doubled(text: str) -> str:
    """The text with every kind of quotation marks as the double ones that conduct looks for."""
    return _TONGS.sub(lambda m: f"“{m[1] or m[2]}”", text)


def _invented(sentence: str, ground: Ground) -> str | None:
    """A number or a name that nobody gave."""
    given = set(_DIGITS.findall(ground.theirs))
    if any(number not in given for number in _DIGITS.findall(sentence)):
        return "number.invented"
    start = len(sentence) - len(sentence.lstrip(" \n\"“‘'("))
    for found in _NAME.finditer(sentence):
        word = found[0].lower().replace("’", "'")
        begins = found.start() == start or bool(re.search(r"[:.?!…“\"]\s*\Z", sentence[: found.start()]))
        plain = _OWN_TAIL.sub("", word)
        fine = (
            plain in _CAPITALS
            or ground.is_theirs(word)
            or (begins and (ground.knows(word) or _NO_NAME.search(plain)))
        )
        if not fine:
            return "name.invented"
    return None


def _stem(word: str) -> str:
    return stem(_OWN_TAIL.sub("", word).replace("'", ""))


@lru_cache(maxsize=8)
def _roots(text: str) -> frozenset[str]:
    """The roots of a text's words."""
    return roots((text,))


@lru_cache(maxsize=8)
def _words(text: str) -> frozenset[str]:
    """Every word of a text in lower case."""
    return frozenset(w.lower().replace("’", "'") for w in _WORD.findall(text))


def stems(texts: Iterable[str]) -> frozenset[str]:
    """The words that stand without a capital in these texts: a vocabulary with no names in it."""
    words = {w.replace("’", "'") for text in texts for w in _WORD.findall(text) if w[0].islower()}
    return frozenset(_stem(word) for word in words)
