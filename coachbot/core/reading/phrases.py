"""Thousands of phrases looked up in one pass over a message's words.

A phrase is written as people would say it, with a few marks:

    walking on eggshells          these words
    always|never on his phone     one of these; a_lot is two words of one choice
    so? done                      a word that may be missing
    <he> ~forget my|our birthday  a class of words; any form of a verb
    ~promise ... again            up to three words between, in the same sentence
    ~tell .... secret             up to six

Words like "just" or "really" may stand anywhere inside and need not be written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Generic, TypeVar

from coachbot.core.reading.tokens import END
from coachbot.core.reading.verbs import BASE, ING, PARTICIPLE, PAST, THIRD, THIRDS
from coachbot.errors import ContentError

T = TypeVar("T")
K = TypeVar("K", str, int)
_NO_KEYS: tuple[str, ...] = ()
_GAPS = {"...": 3, "....": 6}
_MAX_SKIPS = 2
_BE = frozenset(("am", "is", "are", "was", "were", "been"))
_AS_GOOD = {"does": "does|do|did", "is": "is|are|was|were", "has": "has|have|had", "be": "be|being"}
_HYPHEN = re.compile(r"(?<=[a-z])-(?=[a-z])")  # "self-conscious" is read as two words


class Node(Generic[T]):
    """A place in the tree of phrases: what may come next, and what ends here.

    The words of one choice lead to one place, which is then `shared`: a phrase added later that goes
    through it by one of those words gets a copy of its own, so that many choices cost a sum, not a product.
    """

    __slots__ = ("ends", "gaps", "next", "shared")

    def __init__(self) -> None:
        self.next: dict[str, Node[T]] = {}
        self.gaps: dict[int, Node[T]] = {}
        self.ends: list[T] = []
        self.shared = False

    def copy(self) -> Node[T]:
        """The same place for one way through it; what comes after is shared from now on."""
        other: Node[T] = Node()
        other.next, other.gaps, other.ends = dict(self.next), dict(self.gaps), list(self.ends)
        for after in (*self.next.values(), *self.gaps.values()):
            after.shared = True
        return other


class Words:
    """Word classes and verbs by name, and which of them each word belongs to."""

    def __init__(self, classes: Mapping[str, frozenset[str]], irregular: Mapping[str, str]) -> None:
        self.classes = classes
        self._irregular = irregular
        self.keys: dict[str, tuple[str, ...]] = {}

    def name(self, key: str, word: str) -> None:
        """Note that a word answers to a key (itself, a class or a verb)."""
        known = self.keys.get(word, _NO_KEYS)
        if key not in known:
            self.keys[word] = (*known, key)

    def declare(self, element: str, source: str) -> None:
        """Make an element of a phrase known: a word, `<class>` or `~verb`."""
        if element.startswith("<") and element.endswith(">"):
            members = self.classes.get(element[1:-1])
            if members is None:
                raise ContentError(f"{source}: there is no class of words “{element}”.")
        elif element.startswith("~"):
            members = frozenset(verb_forms(element[1:], self._irregular.get(element[1:])))
        else:
            members = frozenset({element})
        for word in members:
            self.name(element, word)


class Phrases(Generic[T]):
    """A set of phrases, each with what it means; `find` gives every one that stands in a message."""

    def __init__(self, words: Words) -> None:
        self._root: Node[T] = Node()
        self._words = words
        self._fillers = words.classes.get("filler", frozenset())

    def add(self, phrase: str, meaning: T, source: str) -> None:
        """Add one phrase; ContentError where it uses an unknown class or is empty."""
        nodes, fresh, before = [self._root], set[int](), ""
        for element in _HYPHEN.sub(" ", phrase).split():
            nodes = self._step(nodes, _loosened(before, element), fresh, source)
            before = element
        if any(node is self._root for node in nodes):
            raise ContentError(f"{source}: “{phrase}” could match no words at all.")
        for node in nodes:
            if meaning not in node.ends:
                node.ends.append(meaning)

    def _step(self, nodes: list[Node[T]], element: str, fresh: set[int], source: str) -> list[Node[T]]:
        """The places after one element; those in `fresh` (by id) were made for this phrase."""
        if element in _GAPS:
            place: Node[T] = Node()
            return _distinct(_onward(node.gaps, _GAPS[element], place, fresh) for node in nodes)
        optional = len(element) > 1 and element.endswith("?")
        end: Node[T] = Node()
        after: list[Node[T]] = []
        choices = (element[:-1] if optional else element).split("|")
        if "" in choices:
            raise ContentError(f"{source}: “{element}” has a choice with nothing in it.")
        for choice in choices:
            words = choice.split("_") if choice.isascii() and choice[0].isalpha() else [choice]
            here = nodes
            for word in words:
                self._words.declare(word, source)
                place = end if word is words[-1] else Node()
                here = _distinct([_onward(node.next, word, place, fresh) for node in here])
            after += here
        after = _distinct(after)
        return after + nodes if optional else after

    def find(self, words: Sequence[str]) -> list[tuple[T, int, int]]:
        """What is meant, with the first and last word of each phrase found, in order of their beginnings."""
        known, fillers = self._words.keys, self._fillers
        keys = [known.get(word, _NO_KEYS) for word in words]
        skipped = [word in fillers or (word in _BE and _goes_on(words, at)) for at, word in enumerate(words)]
        keys.append(_NO_KEYS)
        skipped.append(False)
        found: list[tuple[T, int, int]] = []
        begin = self._root.next
        for first, options in enumerate(keys):
            after = first + 1
            for key in options:
                if key not in begin:
                    continue
                node = begin[key]
                # most phrases end at their second word: no walk is begun that cannot take a step
                if node.ends or node.gaps or skipped[after] or not node.next.keys().isdisjoint(keys[after]):
                    _walk(node, first, words, keys, skipped, found)
        return found


def _walk(
    node: Node[T],
    first: int,
    words: Sequence[str],
    keys: Sequence[tuple[str, ...]],
    may_skip: Sequence[bool],
    found: list[tuple[T, int, int]],
) -> None:
    """Every phrase that begins at `first`, from the place that its first word leads to."""
    waiting = [(node, first + 1, 0)]
    length = len(words)
    while waiting:
        node, at, skipped = waiting.pop()
        if node.ends and not skipped:
            found += [(meaning, first, at - 1) for meaning in node.ends]
        if at >= length:
            continue
        following = node.next
        if following:
            waiting += [(following[key], at + 1, 0) for key in keys[at] if key in following]
            if may_skip[at] and skipped < _MAX_SKIPS:
                waiting.append((node, at + 1, skipped + 1))
        if node.gaps:
            for width, child in node.gaps.items():
                waiting.extend((child, later, 0) for later in _reach(words, at, width))


def _onward(ways: dict[K, Node[T]], key: K, place: Node[T], fresh: set[int]) -> Node[T]:
    """The place that a key leads to: `place` where there was none, a copy where others lead to it too."""
    known = ways.get(key)
    if known is None:
        place.shared = id(place) in fresh
        ways[key] = place
    elif known.shared and id(known) not in fresh:
        ways[key] = known.copy()
    fresh.add(id(ways[key]))
    return ways[key]


def _distinct(nodes: Iterable[Node[T]]) -> list[Node[T]]:
    return list({id(node): node for node in nodes}.values())


def _loosened(before: str, element: str) -> str:
    """An element with what is as good: "does" reads "did", and after "never" any form of a verb will do."""
    if before == "never":
        return "|".join(f"~{BASE[w]}" if w in BASE and w in THIRDS else w for w in element.split("|"))
    return _AS_GOOD.get(element, element)


def _goes_on(words: Sequence[str], at: int) -> bool:
    """Whether a form of "be" only makes a verb go on: "is lying", "been lying", but not "was lied to"."""
    near = words[at + 1 : at + 3]
    return bool(near) and (near[0].endswith("ing") or near[-1].endswith("ing"))


def _reach(words: Sequence[str], at: int, width: int) -> Iterable[int]:
    """Where a phrase may go on after a gap: within the sentence, `width` words on at most."""
    for later in range(at, min(at + width + 1, len(words))):
        yield later
        if words[later] == END:
            return


_VOWELS = "aeiou"


def verb_forms(verb: str, forms: str | None = None) -> set[str]:
    """Every form of a verb: as listed, as the grammar knows it, else as a regular one."""
    if forms is not None:
        return {verb, *forms.split()}
    if verb in THIRD:
        known = {verb, THIRD[verb], PAST[verb], PARTICIPLE[verb], ING[verb]}
        return known | ({verb + "led", verb + "ling"} if verb.endswith("l") else set())
    y_to_i = verb.endswith("y") and verb[-2:-1] not in _VOWELS
    hissing = verb.endswith(("s", "x", "z", "ch", "sh", "o"))
    stem = verb[:-1] if verb.endswith("e") and not verb.endswith("ee") else verb
    return {verb, verb[:-1] + "ies" if y_to_i else verb + ("es" if hissing else "s"), stem + "ing",
            verb[:-1] + "ied" if y_to_i else stem + "ed"}  # fmt: skip
