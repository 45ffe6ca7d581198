"""What a text is about, as tokens that can be counted: stems, and the ideas that many words share.

The stemmer is a short one of our own. Snowball's is as good in our measurements and takes 25 µs a word in
pure Python, which is more than the whole start of the index may cost.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from coachbot.core.plain import straighten
from coachbot.errors import ContentError

_TOKEN = re.compile(r"[a-z]+")
_VOWEL = re.compile(r"[aeiouy]")
_KEEP_DOUBLE = frozenset("lsz")
# Apostrophes are dropped before a word gets here, so "don't" is "dont", as on a phone.
STOP = frozenset(
    """
    a about above after again against all also am an and any anyway are arent as at back be because been
    before being between both but by came can cant come could couldnt did didnt do does doesnt doing
    done dont down during each else even ever every few for from further gave get gets getting give go
    goes going gone gonna got had hadnt has hasnt have havent having he her here hers herself hes him
    himself his how however i id if ill im in into is isnt it its itself ive just know let lets like lot
    made make makes making many maybe me might more most much must my myself no nor not now of off ok
    okay on once one only or other our ours ourselves out over own pretty put quite rather really said
    same say saying says shall she shes should shouldnt so some something still such take than that
    thats the their theirs them themselves then there theres these they theyre thing things think this
    those though thought through to too took until up upon us use used very want wanted wants was wasnt
    way we well went were weve werent what whats when where which while who whom why will with wont
    would wouldnt yeah yes yet you your youre yours yourself u ur lol bit guy guys actually literally
    basically always never nothing anything everything someone anyone everyone feel feels feeling felt
    tell told tells
    """.split()  # noqa: SIM905, a list would take a page
)


def raw_words(text: str) -> list[str]:
    """The words in lower case, letters only, apostrophes dropped."""
    return _TOKEN.findall(straighten(text).lower().replace("'", ""))


def stem(word: str) -> str:
    """The word without its plain English endings: plural, -ing, -ed, -ly, a last e or y."""
    if len(word) < 4:
        return word
    word = _ended(_singular(word))
    if word.endswith("ly") and len(word) > 5:
        word = word[:-2]
    if word.endswith("ness") and len(word) > 6:
        word = word[:-4]
    if word.endswith("e") and len(word) > 3:
        return word[:-1]
    return word[:-1] + "i" if word.endswith("y") and len(word) > 3 else word


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


# ---------------------------------------------------------------- words that mean the same to a couple


@dataclass(frozen=True, slots=True)
class Thesaurus:
    """Which words stand for which idea; `us` and `elsewhere` tell whether a text is about a couple."""

    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # a stem: its ideas
    phrases: Mapping[str, tuple[tuple[tuple[str, ...], str], ...]] = field(
        default_factory=dict
    )  # by first stem
    us: frozenset[str] = frozenset()  # stems
    elsewhere: frozenset[str] = frozenset()  # stems


def parse_thesaurus(raw: Mapping[str, object], source: str) -> Thesaurus:
    """The thesaurus from its file. Raises ContentError naming the file and the key."""
    ideas, topic = _table(raw, "ideas", source), _table(raw, "topic", source)
    words: dict[str, tuple[str, ...]] = {}
    phrases: dict[str, tuple[tuple[tuple[str, ...], str], ...]] = {}
    for idea, sayings in ideas.items():
        for saying in sayings:
            stems = tuple(stem(word) for word in raw_words(saying))
            if len(stems) == 1:
                words[stems[0]] = (*words.get(stems[0], ()), idea)
            elif stems:
                phrases[stems[0]] = (*phrases.get(stems[0], ()), (stems, idea))
    sides = [
        frozenset(stem(w) for saying in topic.get(key, ()) for w in raw_words(saying))
        for key in ("us", "elsewhere")
    ]
    return Thesaurus(words, phrases, *sides)


def _table(raw: Mapping[str, object], key: str, source: str) -> dict[str, tuple[str, ...]]:
    table = raw.get(key)
    if not isinstance(table, dict):
        raise ContentError(f"{source}: [{key}] is missing")
    for name, items in table.items():
        if not isinstance(items, list) or not all(isinstance(item, str) for item in items):
            raise ContentError(f"{source}: {key}.{name} has to be a list of texts")
    return {str(name): tuple(items) for name, items in table.items()}


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
        found = [each for each in stems if each not in _STOP_STEMS]
        found += ["~" + idea for each in stems for idea in self.thesaurus.words.get(each, ())]
        for n, each in enumerate(stems):
            for phrase, idea in self.thesaurus.phrases.get(each, ()):
                if tuple(stems[n : n + len(phrase)]) == phrase:
                    found.append("~" + idea)
        return found


_STOP_STEMS = STOP | {stem(word) for word in STOP}
