"""What a text is about, as tokens that can be counted: stems, and the ideas that many words share.

The stemmer is a short one of our own: Snowball's, in pure Python, takes 25 µs a word, which is more than the
whole start of the index may cost.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from coachbot.core.plain import straighten
from coachbot.errors import ContentError

_TOKEN = re.compile(r"\d*[a-z][a-z\d]*")
_VOWEL = re.compile(r"[aeiouy]")
_Y = re.compile(r"(?<=[^aeiou])y$")
_KEEP_DOUBLE = frozenset("lsz")
# Apostrophes are dropped before a word gets here, so "don't" is "dont", as on a phone.
STOP = frozenset(
    """
    a about above actually after again against ago all already also always am an and another any anyone
    anything anyway april are arent around as at august autumn back basically be because been before
    being between bit both but by came can cant come could couldnt day days december did didnt do does
    doesnt doing done dont down during each eight else even evening ever every everyone everything
    february feel feeling feels felt few fifty first five for forty four friday from further gave get
    gets getting give go goes going gone gonna got guy guys had hadnt has hasnt have havent having he
    hed her here hers herself hes him himself his hour hours how however hundred i id if ill im in into
    is isnt it its itself ive january july june just know last later let lets like literally lol lot
    made make makes making many march maybe me might minute minutes monday month months more morning
    most much must my myself never next night nights nine no nor not nothing november now october of off
    often ok okay on once one only or other our ours ourselves out over own people person pretty put
    quite rather really said same saturday say saying says second september seven shall she shed shes
    should shouldnt six so some someone something sometimes soon spring still such summer sunday take
    tell tells ten than that thats the their theirs them themselves then there theres these they theyd
    theyll theyre thing things think thirty this those though thought thousand three through thursday
    time times to today told tomorrow tonight too took tuesday twenty two u until up upon ur us use used
    usually very want wanted wants was wasnt way we wednesday week weekend weeks well went were werent
    weve what whats when where which while who whom why will winter with wont would wouldnt yeah year
    years yes yesterday yet you your youre yours yourself
    """.split()  # a list would take a page
)


def raw_words(text: str) -> list[str]:
    """The words in lower case, letters only, apostrophes dropped."""
    return _TOKEN.findall(straighten(text).lower().replace("'", ""))


def stem(word: str) -> str:
    """The word without its plain English endings: plural, -ing, -ed, -ly, a last e or y."""
    if len(word) > 3:
        word = _ended(_singular(word))
        for ending, least in (("ly", 5), ("ness", 6), ("e", 3)):
            if word.endswith(ending) and len(word) > least:
                word = word.removesuffix(ending)
    return _Y.sub("i", word) if len(word) > 2 else word


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "xes", "ches", "shes")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is")) else word


def _ended(word: str) -> str:
    for ending in ("ing", "ed"):
        root = word.removesuffix(ending)
        if root == word or len(root) < 3 or not _VOWEL.search(root):
            continue
        if root[-1] == root[-2] and root[-1] not in _KEEP_DOUBLE:
            return root[:-1]
        return root
    return word


_STOP_STEMS = STOP | {stem(word) for word in STOP}


# ---------------------------------------------------------------- words that mean the same to a couple

_MANY = 5  # more choices than this for a first word, and it is no anchor
_GAP = 2  # how many other words may stand between two words of a saying
_Found = TypeVar("_Found")
Saying = tuple[frozenset[str], ...]  # for each of its words, the stems that will do


@dataclass(frozen=True, slots=True)
class Thesaurus:
    """Which sayings stand for which idea, and which words tell whether a text is about a couple.

    `sayings` are kept by their rarest word: (what stands before it, nearest first; what follows; the idea).
    """

    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # a stem: its ideas
    sayings: Mapping[str, tuple[tuple[Saying, Saying, str], ...]] = field(default_factory=dict)
    ideas: frozenset[str] = frozenset()
    us: frozenset[str] = frozenset()  # stems that name the couple
    perhaps: frozenset[str] = frozenset()  # stems that may
    elsewhere: frozenset[str] = frozenset()  # stems of someone or something else
    others: frozenset[str] = frozenset()  # the same, after "my"


def parse_thesaurus(raw: Mapping[str, object], source: str) -> Thesaurus:
    """The thesaurus from its file. Raises ContentError naming the file and the key."""
    sets, topic, ideas = (_table(raw, key, source) for key in ("sets", "topic", "ideas"))
    words: dict[str, dict[str, None]] = {}
    sayings: dict[str, dict[tuple[Saying, Saying, str], None]] = {}
    for idea, texts in ideas.items():
        for text in texts:
            saying = _saying(text, sets, f"{source}: ideas.{idea}")
            anchor, before, after = _anchored(saying)
            for first in anchor:
                if before or after:
                    sayings.setdefault(first, {})[before, after, idea] = None
                else:
                    words.setdefault(first, {})[idea] = None
    sides = (_stems(topic.get(side, ())) for side in ("us", "perhaps", "elsewhere", "others"))
    return Thesaurus(_tuples(words), _tuples(sayings), frozenset(ideas), *sides)


def parse_elsewhere(raw: Mapping[str, object], source: str) -> tuple[str, ...]:
    """What people write that no gem is about. Raises ContentError naming the file and the key."""
    return tuple(line for key in raw for line in _table({"all": {key: raw[key]}}, "all", source)[key])


def _tuples(found: Mapping[str, Mapping[_Found, None]]) -> dict[str, tuple[_Found, ...]]:
    return {key: tuple(each) for key, each in found.items()}


def _table(raw: Mapping[str, object], key: str, source: str) -> dict[str, tuple[str, ...]]:
    table = raw.get(key)
    if not isinstance(table, dict):
        raise ContentError(f"{source}: [{key}] is missing")
    for name, items in table.items():
        if not isinstance(items, list) or not all(isinstance(item, str) for item in items):
            raise ContentError(f"{source}: {key}.{name} has to be a list of texts")
    return {str(name): tuple(items) for name, items in table.items()}


def _saying(text: str, sets: Mapping[str, tuple[str, ...]], where: str) -> Saying:
    """A saying, "asked/told {him} twice" as one set of stems a word."""
    words: list[frozenset[str]] = []
    for word in text.split():
        if word.startswith("{"):
            if word[1:-1] not in sets:
                raise ContentError(f"{where}: “{text}” names the set {word}, which does not exist")
            words.append(_stems(sets[word[1:-1]]))
        else:
            words.append(_stems(word.split("/")))
    if not words or not all(words):
        raise ContentError(f"{where}: “{text}” has no word in it")
    return tuple(words)


def _anchored(saying: Saying) -> tuple[frozenset[str], Saying, Saying]:
    """A word that few texts have, what stands before it (nearest first) and what follows it."""
    at = next((n for n, words in enumerate(saying) if len(words) <= _MANY and not words & _STOP_STEMS), 0)
    return saying[at], saying[:at][::-1], saying[at + 1 :]


def _stems(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(stem(word) for text in texts for word in raw_words(text))


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """How texts become tokens; `stems` remembers the library's own words, and never a person's."""

    thesaurus: Thesaurus
    stems: Mapping[str, str]

    def stemmed(self, text: str) -> list[str]:
        """Every word's stem, stop words too."""
        known = self.stems
        return [known.get(word) or stem(word) for word in raw_words(text)]

    def tokens(self, text: str) -> list[str]:
        """Stems that carry meaning, and the ideas behind them as "~idea"."""
        return self.counted(self.stemmed(text))

    def counted(self, stems: Sequence[str]) -> list[str]:
        """The same for stems."""
        return [each for each in stems if each not in _STOP_STEMS] + self.ideas(stems)

    def ideas(self, stems: Sequence[str]) -> list[str]:
        """The ideas alone, once for each saying that is there."""
        words, sayings = self.thesaurus.words, self.thesaurus.sayings
        found = ["~" + idea for each in stems for idea in words.get(each, ())]
        for n, each in enumerate(stems):
            for before, after, idea in sayings.get(each, ()):
                if _stands(stems, n, before, -1) and _stands(stems, n, after, 1):
                    found.append("~" + idea)
        return found


def _stands(stems: Sequence[str], at: int, words: Saying, way: int) -> bool:
    """Whether these words stand on one side of a place, in their order, none too far from the last."""
    for choices in words:
        for _ in range(_GAP + 1):
            at += way
            if not 0 <= at < len(stems):
                return False
            if stems[at] in choices:
                break
        else:
            return False
    return True
