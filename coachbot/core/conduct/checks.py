"""The checks over one reply: what is matched by rules, and what is counted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from coachbot.core.checking.patterns import lower
from coachbot.core.conduct.counting import exclamations, numbers, questions, quotations
from coachbot.core.conduct.rules import ConductRules, Rule
from coachbot.core.model import Manner
from coachbot.core.phrasebook import fingerprint, opening, sentences

READ = 4_000  # characters of a reply that are looked at

_WORD = re.compile(r"[\w'’-]+")
_TRIGGER = re.compile(r"'?[a-z][a-z-]*(?:n't)?")
_QUOTE = re.compile(r"“[^”\n]{0,600}”|\"[^\"\n]{0,600}\"")
_STOP = re.compile(r"[.!?\n]")
# What the person said of themselves, as it comes back to them.
_OWN = {"you're": "i'm", "you've": "i've", "you": "i", "your": "my", "were": "was", "are": "am"}
_OWN_WORD = re.compile(r"\b(?:you're|you've|you|your|were|are)\b")


@dataclass(frozen=True, slots=True)
class Situation:
    """What a reply is judged against.

    `user_texts`: what the person wrote this session (their own words may be echoed). `heard`: they feel
    heard or asked for more, so advice is welcome. `opening` is the last reply's (`phrasebook.opening`),
    `sentences` the fingerprints of what was said this session (`phrasebook.fingerprint`), `quotable` the
    texts that may be quoted besides the person's own.
    """

    user_texts: tuple[str, ...] = ()
    heard: bool = False
    opening: str = ""
    sentences: frozenset[str] = frozenset()
    quotable: tuple[str, ...] = ()
    manner: Manner = Manner.COMPOSED


@dataclass(frozen=True, slots=True)
class Breach:
    """A thing the reply may not say.

    `kind` is verdict, blame, diagnosis, promise, flattery, advice, questions, length, opening, repeated,
    quotation, phone_number, jargon, exclamation, praise or machine.
    """

    kind: str
    text: str
    start: int
    end: int
    rule: str


def check_reply(text: str, situation: Situation, rules: ConductRules) -> tuple[Breach, ...]:
    """Everything in a composed reply that the coach does not say; () for all other manners."""
    if situation.manner is not Manner.COMPOSED:
        return ()
    text = text[:READ]
    found = [*_matched(text, situation, rules), *_counted(text, situation, rules), *_again(text, situation)]
    return tuple(sorted(found, key=lambda breach: (breach.start, breach.end)))


# ---------------------------------------------------------------- matched


def _matched(text: str, situation: Situation, rules: ConductRules) -> Iterator[Breach]:
    low = lower(_QUOTE.sub(lambda m: " " * len(m[0]), text))
    worth = {number for word in set(_TRIGGER.findall(low)) for number in rules.by_word.get(word, ())}
    for number in sorted(worth):
        rule = rules.rules[number]
        if rule.always or not situation.heard:
            for found in rule.pattern.regex.finditer(low):
                if not _is_cleared(rule, low, found, situation):
                    start, end = found.span()
                    yield Breach(rule.kind, text[start:end], start, end, f"{rule.kind}.{rule.name}")


def _is_cleared(rule: Rule, low: str, found: re.Match[str], situation: Situation) -> bool:
    if rule.unless:
        first = max((m.end() for m in _STOP.finditer(low, 0, found.start())), default=0)
        stop = _STOP.search(low, found.end())
        if rule.unless.regex.search(low, first, stop.end() if stop else len(low)):
            return True
    theirs = "\n".join(lower(said) for said in situation.user_texts)
    if rule.asked and rule.asked.regex.search(theirs):
        return True
    hit = found[0].strip(" .,;!?")
    # On phones apostrophes are left out: "im too sensitive" comes back as "you're too sensitive".
    return (rule.echo and hit in theirs) or _bare(_of_themselves(hit)) in _bare(theirs)


def _bare(text: str) -> str:
    return text.replace("'", "")


def _of_themselves(hit: str) -> str:
    """The words as the person would have said them of themselves; never in their text if they didn't."""
    own = _OWN_WORD.sub(lambda m: _OWN[m[0]], hit)
    return own if own != hit else "\0"


# ---------------------------------------------------------------- counted


def _counted(text: str, situation: Situation, rules: ConductRules) -> Iterator[Breach]:
    words = len(_WORD.findall(text))
    if words > rules.max_words:
        yield Breach("length", "", 0, len(text), f"length.{words}")
    asked = questions(text)
    if len(asked) > 1:
        start, end = asked[1]
        yield Breach("questions", text[start:end], start, end, f"questions.{len(asked)}")
    for start, end in exclamations(text):
        yield Breach("exclamation", text[start:end], start, end, "exclamation.mark")
    for start, end in numbers(text, situation.user_texts):
        yield Breach("phone_number", text[start:end], start, end, "phone_number.digits")
    for start, end in quotations(text, (*situation.user_texts, *situation.quotable)):
        yield Breach("quotation", text[start:end], start, end, "quotation.invented")


def _again(text: str, situation: Situation) -> Iterator[Breach]:
    """The last reply's opening once more, or a sentence that was said before."""
    if situation.opening and opening(text) == situation.opening:
        yield Breach("opening", situation.opening, 0, len(situation.opening), "opening.same")
    if situation.sentences:
        for sentence in sentences(text):
            if (said := fingerprint(sentence)) in situation.sentences and said.count(" ") > 1:
                start = max(text.find(sentence), 0)
                yield Breach("repeated", sentence, start, start + len(sentence), "repeated.sentence")
