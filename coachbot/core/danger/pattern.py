"""The small language that danger signs are written in, and what it becomes.

A text is turned into one character per word (unknown words share one), so a sign is a regular expression
over a hundred characters instead of six hundred, and a class of two hundred wordings is one character set.

    he            the word itself          he/she        either
    <hit>         a word of the class      <hit>/hurts   either
    word?         may be missing           word*         up to three times
    ~3            up to three words of any kind, within the sentence
    ( a b | c )   either sequence; ( ... )? may be missing, ( ... )* up to three times
    {him}         a named piece from words.toml, itself written in this language
    !word  &word  the next word is not, is (it is not used up); -word: the word before is not
    ^   $         the sentence begins here, the clause ends here
    . , \u201c #     the end of a sentence; a comma, colon or bracket; a quotation mark; a number
    :( ... )      the object: whom the act is done to
    @( ... )      the subject: who does it, feels it or says it
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache

UNKNOWN, STOP, PAUSE, QUOTE, NUMBER = "\x01", "\x02", "\x03", "\x04", "\x05"
_FIRST_CODE = 0x100


class PatternFault(Exception):
    """A pattern cannot be read; the sentence says what is wrong with it."""


@dataclass(frozen=True, slots=True)
class _Part:
    """A piece of expression with the words it cannot do without (None: it can do without any)."""

    source: str
    needs: frozenset[str] | None = None
    weight: int = 0  # how common those words are


@dataclass(slots=True)
class Vocabulary:
    """Every known word has one character; made once, while the signs are parsed."""

    classes: Mapping[str, tuple[str, ...]]
    pieces: Mapping[str, str]
    weights: Mapping[str, int] = field(default_factory=dict)  # how common a word is; rare ones weigh 1
    codes: dict[str, str] = field(default_factory=dict)
    parts: dict[str, _Part] = field(default_factory=dict)  # what was compiled before
    opened: list[str] = field(default_factory=list)  # pieces being compiled, to see a circle

    def code(self, word: str) -> str:
        """The word's character; a new word gets the next one."""
        if word not in self.codes:
            self.codes[word] = chr(_FIRST_CODE + len(self.codes))
        return self.codes[word]

    def words(self, names: str) -> tuple[str, ...]:
        """The words meant by `he/she` or `<hit>/hurts`."""
        found: list[str] = []
        for name in names.split("/"):
            if not name.startswith("<"):
                found.append(name)
            elif name[1:-1] in self.classes:
                found += self.classes[name[1:-1]]
            else:
                raise PatternFault(f"there is no class {name}")
        return tuple(found)

    def piece(self, name: str) -> str:
        """The pattern behind a {name}."""
        if name not in self.pieces:
            raise PatternFault(f"there is no piece {{{name}}}")
        return self.pieces[name]


@dataclass(frozen=True, slots=True)
class Pattern:
    """A compiled sign: the expression's source, and words one of which every match holds."""

    source: str
    anchors: frozenset[str]
    denies: bool  # it has a "not" of its own, so a negation is not against it

    def expression(self) -> re.Pattern[str]:
        """The expression, compiled when a text first has one of its words."""
        return _compiled(self.source)


@cache
def _compiled(source: str) -> re.Pattern[str]:
    return re.compile(source)


_OPERATORS = "(|)~^$.,:@!&-#\u201c"
_DENIALS = frozenset({"not", "never", "no", "nobody", "nothing", "without", "none", "nor"})


def compile_pattern(text: str, vocabulary: Vocabulary) -> Pattern:
    """Read a pattern. Raises PatternFault."""
    items = text.split()
    part = _whole(items, vocabulary)
    if not part.needs:
        raise PatternFault("it needs a word of its own")
    return Pattern(_numbered(part.source), part.needs, not _DENIALS.isdisjoint(_named(items)))


def _whole(items: list[str], vocabulary: Vocabulary) -> _Part:
    part, rest = _sequence(items, vocabulary)
    if rest:
        raise PatternFault(f"one {rest[0]!r} too many")
    return part


def _numbered(source: str) -> str:
    """Group names made different: several may stand in one pattern, and one of them matches."""
    count = iter(range(source.count("?P<")))
    return re.sub(r"\?P<(\w+)>", lambda found: f"?P<{found[1]}{next(count)}>", source)


def part_of(found: re.Match[str], name: str) -> tuple[int, int] | None:
    """Where the object ("to") or the subject ("who") of a match stands; None if it names none."""
    for group in found.re.groupindex:
        if group.startswith(name) and found.start(group) >= 0:
            return found.span(group)
    return None


def _piece(item: str, vocabulary: Vocabulary) -> _Part:
    """What stands for a {piece}, compiled once."""
    name, closed, tail = item[1:].partition("}")
    if not closed or tail not in ("", "?"):
        raise PatternFault(f"{item!r} is not a piece")
    if name in vocabulary.opened:
        raise PatternFault(f"the piece {{{name}}} holds itself")
    vocabulary.opened.append(name)
    inner = _whole(vocabulary.piece(name).split(), vocabulary)
    vocabulary.opened.pop()
    return _Part(f"(?:{inner.source}){tail}", None if tail else inner.needs, inner.weight)


def _named(items: list[str]) -> set[str]:
    plain = (item.strip("?*") for item in items if item[0] not in _OPERATORS and "<" not in item)
    return {word for item in plain for word in item.split("/")}


def _sequence(items: list[str], vocabulary: Vocabulary) -> tuple[_Part, list[str]]:
    """Alternatives until a closing bracket or the end, and what comes after."""
    branches: list[list[_Part]] = [[]]
    while items and not items[0].startswith(")"):
        head, *items = items
        if head == "|":
            branches.append([])
        elif head in _OPEN:
            part, items = _group(head, items, vocabulary)
            branches[-1].append(part)
        else:
            branches[-1].append(_known(head, vocabulary))
    return _either([_both(branch) for branch in branches]), items


def _group(head: str, items: list[str], vocabulary: Vocabulary) -> tuple[_Part, list[str]]:
    inner, rest = _sequence(items, vocabulary)
    if not rest or rest[0] not in _CLOSE:
        raise PatternFault("a bracket is not closed")
    needs = inner.needs if rest[0] == ")" else None
    return _Part(f"{_OPEN[head]}{inner.source}){_CLOSE[rest[0]]}", needs, inner.weight), rest[1:]


_CLOSE = {")": "", ")?": "?", ")*": "{0,3}"}
_OPEN = {"(": "(?:", ":(": "(?P<to>", "@(": "(?P<who>"}


def _known(item: str, vocabulary: Vocabulary) -> _Part:
    """An element or a piece, compiled once."""
    if item not in vocabulary.parts:
        compiled = _piece if item.startswith("{") else _element
        vocabulary.parts[item] = compiled(item, vocabulary)
    return vocabulary.parts[item]


def _element(item: str, vocabulary: Vocabulary) -> _Part:
    if item in _MARKS:
        return _Part(_MARKS[item])
    if item[0] == "~":
        if not item[1:].isdigit():
            raise PatternFault(f"{item!r} is not a gap")
        return _Part(f"[^{STOP}]{{0,{item[1:]}}}?")
    if item[0] in _LOOKS:
        return _Part(f"(?{_LOOKS[item[0]]}{_set(vocabulary.words(item[1:]), vocabulary)})")
    plain = item.rstrip("?*")
    words = vocabulary.words(plain)
    times = {"?": "?", "*": "{0,3}"}.get(item[len(plain) :], "")
    weight = sum(vocabulary.weights.get(word, 1) for word in words)
    return _Part(_set(words, vocabulary) + times, None if times else frozenset(words), weight)


_LOOKS = {"!": "!", "&": "=", "-": "<!"}
_MARKS = {
    "^": f"(?:^|(?<=[{STOP}{QUOTE}]))",
    "$": f"(?=[{STOP}{PAUSE}{QUOTE}]|$)",
    ",": PAUSE,
    ".": STOP,
    "#": NUMBER,
    "\u201c": QUOTE,
}


def _both(parts: list[_Part]) -> _Part:
    """One after the other: of what each needs, the rarest is enough."""
    needing = [part for part in parts if part.needs]
    best = min(needing, key=lambda part: part.weight) if needing else _Part("")
    return _Part("".join(part.source for part in parts), best.needs, best.weight)


def _either(parts: list[_Part]) -> _Part:
    """One of them: what any of them needs."""
    if len(parts) == 1:
        return parts[0]
    source = "|".join(part.source for part in parts)
    sets = [part.needs for part in parts if part.needs]
    if len(sets) < len(parts):
        return _Part(source)
    return _Part(source, frozenset().union(*sets), sum(part.weight for part in parts))


def _set(words: Iterable[str], vocabulary: Vocabulary) -> str:
    """A character set; neighbours become a range, which the expression engine reads faster."""
    points = sorted({ord(vocabulary.code(word)) for word in words})
    runs: list[list[int]] = []
    for point in points:
        if runs and point == runs[-1][1] + 1:
            runs[-1][1] = point
        else:
            runs.append([point, point])
    return "[" + "".join(chr(a) if a == b else f"{chr(a)}-{chr(b)}" for a, b in runs) + "]"
