"""What a sentence claims of the partner, the person or the world; only what the person told may be claimed.

A list of forbidden sentences never ends. So statements are held to what stands on the person's own words:
about the partner nothing but those and what a camera shows, about the person no trait that they did not name,
and no word that praises or blames unless it is theirs. Questions may go further: that is what they are for.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from coachbot.core.checking.patterns import Pattern
from coachbot.core.model import Step
from coachbot.core.reading.verbs import BASE, THIRD
from coachbot.core.retrieval.words import stem

_QUOTED = re.compile(r"“[^”\n]{0,600}”|\"[^\"\n]{0,600}\"")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_PART = re.compile(r"[,;:()\n—–…]|\.\.")
_TAIL = re.compile(r"(?:'s|'d|'ll|'re|'ve|'m|n't)$")
_PARTNER = frozenset(("he", "she", "they"))
_SUBJECTS = frozenset((*_PARTNER, "i", "you", "we", "it", "there", "nobody", "who", "what"))
_JOINTS = frozenset(
    ("and", "but", "so", "because", "when", "while", "if", "until", "before", "after", "then")
)
_IS = frozenset(
    """
    are were was been be sound sounds seem seems look looks come
    """.split()
)
_LEADING = (Step.SETTLE, Step.REHEARSE)  # where the table itself tells people what to do
# "Next time, put …", "Maybe plan …"; not "Rest." or "Promise and lighter".
_BEGINNING = re.compile(
    r"\W*(?:(?:next time|then|and|so|or|but|maybe|perhaps|just|please|first|now|tonight|today|tomorrow"
    r"|ok|okay|well|instead|always|never|also|why not|don't|do not),? ){0,3}"
    r"(?P<verb>(?!last|like)[a-z]+) (?!is\b|was\b|and\b|or\b|of\b|for\b)"
)


@dataclass(frozen=True, slots=True)
class Claims:
    """What statements may hold besides the person's words; all as roots.

    `leads`: what somebody may be told to do. `plain`: words without weight (grammar's, and what a camera
    shows). `ours`: what is said of a talk and of choosing. `named`: feelings and needs. `weighing`: words
    that praise or blame.
    """

    leads: Pattern
    plain: frozenset[str]
    ours: frozenset[str]
    named: frozenset[str]
    weighing: frozenset[str]

    def fault(self, sentence: str, theirs: Collection[str], step: Step) -> str | None:
        """What a sentence claims that nobody told, as kind and rule; `theirs` are the person's roots."""
        bare = _QUOTED.sub(" ", sentence).replace("’", "'").lower()
        if self._weighs(bare, theirs):
            return "verdict.weighing"
        if bare.rstrip(" '”\")").endswith("?"):
            return None
        if step not in _LEADING and self._commands(bare):
            return "step.commands"
        for subject, words in _clauses(bare):
            unknown = any(each not in theirs and each not in self.plain for _, each in words)
            if subject in _PARTNER and unknown and step is not Step.REHEARSE:
                return "claim.partner"
            if subject == "you" and self._calls_you(words, theirs):
                return "claim.you"
        if step not in _LEADING and self._strays(bare, theirs):
            return "claim.unheard"
        return "claim.nobodys" if self._of_nobody(bare, theirs) else None

    def is_told(self, sentence: str, theirs: Collection[str]) -> bool:
        """Whether it says again what the person said: no word of weight but theirs, and most others too."""
        said = {root(word) for word in _WORD.findall(sentence.replace("’", "'").lower())} - {""}
        return said - self.plain - self.named <= set(theirs) and 2 * len(said & set(theirs)) > len(said)

    def _commands(self, bare: str) -> bool:
        """Whether it tells somebody to do what only the table may."""
        told = _BEGINNING.match(bare)
        return bool(told and told["verb"] in THIRD and not self.leads.regex.match(bare, told.start("verb")))

    def _weighs(self, bare: str, theirs: Collection[str]) -> bool:
        found = {root(word) for word in _WORD.findall(bare)} & self.weighing
        return bool(found - self.named - set(theirs))

    def _calls_you(self, words: list[tuple[str, str]], theirs: Collection[str]) -> bool:
        """Whether the person is called something that they did not say: you're such a caring person."""
        if not words or words[0][0].removesuffix("n't") not in _IS:
            return False
        fine = (*theirs, *self.plain, *self.named)
        return any(each not in fine for _, each in words[1:])

    def _strays(self, bare: str, theirs: Collection[str]) -> bool:
        """Whether it has words that neither the person used nor belong to talking of it.

        One new word is fine beside one of theirs: "four hundred, with the rent still open".
        """
        said = {root(word) for word in _WORD.findall(bare)} - {""} - self.plain
        new = said - self.ours - self.named - set(theirs)
        return len(new) > bool(said & set(theirs))

    def _of_nobody(self, bare: str, theirs: Collection[str]) -> bool:
        """Whether it is about the world at large: time heals all wounds."""
        words = [(word, root(word)) for word in _WORD.findall(bare)]
        if any(_TAIL.sub("", word) in _POINTING or each in theirs for word, each in words):
            return False
        told = [each for _, each in words if each not in self.plain and each not in self.named]
        return len(words) > 2 and len(told) > 1


_POINTING = frozenset(
    """
    i you he she they it that this there me your him her them his their my we us our those these here
    """.split()
)


def _clauses(bare: str) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Each subject with the words of its clause, as they are and as stems."""
    for part in _PART.split(bare):
        subject, words = "", list[tuple[str, str]]()
        for word in _WORD.findall(part):
            head, tail = _split(word)
            if head in _SUBJECTS:
                if subject:
                    yield subject, words
                subject, words = head, []
                if tail == "'re":
                    words.append(("are", root("are")))
            elif subject and not (word in _JOINTS and subject not in _PARTNER):
                words.append((word, root(word)))
        if subject:
            yield subject, words


def _split(word: str) -> tuple[str, str]:
    tail = _TAIL.search(word)
    return (word[: tail.start()], tail[0]) if tail and tail[0] != "n't" else (word, "")


def root(word: str) -> str:
    """A word in lower case without its endings, a verb's forms as one."""
    bare = _TAIL.sub("", word).replace("'", "")
    return stem(BASE.get(bare, bare))


def roots(texts: Iterable[str]) -> frozenset[str]:
    """The roots of all words of some texts."""
    words = {w for text in texts for w in _WORD.findall(text.lower().replace("’", "'"))}
    return frozenset(root(word) for word in words)
