"""From the files of knowledge/danger/ to signs, with every slip of the pen named."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager

from coachbot.core.danger.pattern import Pattern, PatternFault, Vocabulary, compile_pattern
from coachbot.core.danger.signs import Figure, Guard, Rule, Sign, Signs
from coachbot.core.danger.typos import misspellings
from coachbot.core.danger.wording import MARKS
from coachbot.core.model import DangerKind, Level, Person
from coachbot.errors import ContentError

WORDS = "words"  # the file that the others are written with
_Raw = Mapping[str, object]
_ACT = "act"
_GUARDS = ("negated", "negated hypothetical fiction over playful")  # of a sign that names none, of an act
# A word found in many texts, in nearly all, weighs as much as so many rare ones.
_FREQUENT, _COMMON = 20, 400
_INNER = re.compile(r"<([a-z_]+)>")


def parse_signs(files: Mapping[str, _Raw], *, forgiving: bool = False) -> Signs:
    """The signs of all files of knowledge/danger/, each under its name without ending, "words" among them.

    Raises ContentError naming file and sign. A forgiving reading leaves a faulty sign out and lists it in
    `faults`, so that a slip in one doesn't switch the others off; without "words" nothing can be read.
    """
    vocabulary = _vocabulary(files)
    faults: list[str] | None = [] if forgiving else None
    rules = _rules(files, vocabulary, faults)
    figures = _figures(files, vocabulary, faults)
    tellings = {
        key: _tellings(key, files[WORDS], vocabulary) for key in ("over", "former", "fiction", "playful")
    }
    return Signs(
        codes=_codes(vocabulary, files[WORDS]),
        rules=rules,
        figures=figures,
        rules_at=_index(rules, vocabulary),
        figures_at=_index(figures, vocabulary),
        over=tellings["over"],
        former=tellings["former"],
        fiction=tellings["fiction"],
        playful=tellings["playful"],
        classes={name: frozenset(words) for name, words in vocabulary.classes.items()},
        reviewed={name: raw["reviewed"] is True for name, raw in files.items() if "reviewed" in raw},
        faults=tuple(faults or ()),
    )


# ---------------------------------------------------------------- the words


def _vocabulary(files: Mapping[str, _Raw]) -> Vocabulary:
    if WORDS not in files:
        raise ContentError(f"knowledge/danger/{WORDS}.toml is missing.")
    raw = files[WORDS]
    classes: dict[str, tuple[str, ...]] = {}
    for name, words in _table(raw, "classes", WORDS).items():
        classes[name] = tuple(_spelled_out(name, words, classes))
    pieces = {name: str(text) for name, text in _table(raw, "pieces", WORDS).items()}
    weights = dict.fromkeys(_words_of(raw, "frequent"), _FREQUENT) | dict.fromkeys(
        _words_of(raw, "common"), _COMMON
    )
    vocabulary = Vocabulary(classes, pieces, weights)
    for words in classes.values():  # class by class, so that a class is a range of characters
        for word in words:
            vocabulary.code(word)
    return vocabulary


def _spelled_out(name: str, words: object, classes: Mapping[str, tuple[str, ...]]) -> Iterable[str]:
    """A class's words; <name> among them stands for all words of an earlier class."""
    if not isinstance(words, list):
        raise _fault(WORDS, name, "is a list of words")
    for word in words:
        inner = _INNER.fullmatch(str(word))
        if inner is None:
            yield str(word)
        elif inner[1] in classes:
            yield from classes[inner[1]]
        else:
            raise _fault(WORDS, name, f"knows no class {word} above it")


def _codes(vocabulary: Vocabulary, raw: _Raw) -> dict[str, str]:
    """Known words, the same without accents, and their misspellings."""
    known = vocabulary.codes
    typos = misspellings(known, _words_of(raw, "misspelt"), _words_of(raw, "real"))
    codes = {slip: known[word] for slip, word in typos.items() if word in known}
    codes |= {plain: code for word, code in known.items() if not word.isascii() for plain in _plain(word)}
    return codes | known | dict(MARKS)


_UNDONE = str.maketrans({"\u0142": "l", "\u0131": "i", "\u00df": "ss", "\u0451": "\u0435"})
_WRITTEN_OUT = str.maketrans({"\u00e4": "ae", "\u00f6": "oe", "\u00fc": "ue", "\u00df": "ss"})


def _plain(word: str) -> tuple[str, str]:
    """The word without its accents, and with its umlauts written out."""
    letters = unicodedata.normalize("NFD", word.translate(_UNDONE))
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return bare, word.translate(_WRITTEN_OUT)


def _words_of(raw: _Raw, key: str) -> list[str]:
    words = raw.get(key, [])
    if not isinstance(words, list):
        raise _fault(WORDS, key, "is a list of words")
    return [str(word) for word in words]


# ---------------------------------------------------------------- signs and figures


def _rules(files: Mapping[str, _Raw], vocabulary: Vocabulary, faults: list[str] | None) -> tuple[Rule, ...]:
    """Every wording of every [[sign]]; a fault is raised, or listed where a list is given."""
    found: dict[str, tuple[Rule, ...]] = {}
    for file, raw in files.items():
        for each in _entries(raw, "sign", file):
            with _noting(faults):
                rules = _wordings_of(file, each, vocabulary)
                if rules[0].sign.name in found:
                    raise _fault(file, rules[0].sign.name, "has a name that is taken")
                found[rules[0].sign.name] = rules
    return tuple(rule for rules in found.values() for rule in rules)


def _figures(
    files: Mapping[str, _Raw], vocabulary: Vocabulary, faults: list[str] | None
) -> tuple[Figure, ...]:
    found: list[Figure] = []
    for file, raw in files.items():
        with _noting(faults):
            for pattern, example in _pairs(raw.get("figures", []), file, "figures"):
                found.append(Figure(_pattern(pattern, vocabulary, file, "figures"), example))
    return tuple(found)


def _tellings(key: str, raw: _Raw, vocabulary: Vocabulary) -> tuple[Pattern, ...]:
    return tuple(_pattern(text, vocabulary, WORDS, key) for text, _ in _pairs(raw.get(key, []), WORDS, key))


@contextmanager
def _noting(faults: list[str] | None) -> Iterator[None]:
    """Lists a fault and goes on, where there is a list."""
    try:
        yield
    except ContentError as error:
        if faults is None:
            raise
        faults.append(str(error))


def _wordings_of(file: str, raw: _Raw, vocabulary: Vocabulary) -> tuple[Rule, ...]:
    sign = _sign(file, raw)
    pairs = _pairs(raw.get("match"), file, sign.name)
    if not pairs:
        raise _fault(file, sign.name, "has nothing under `match`")
    return tuple(Rule(sign, _pattern(text, vocabulary, file, sign.name), example) for text, example in pairs)


def _sign(file: str, raw: _Raw) -> Sign:
    name = _text(raw, "name", file)
    kind, by, weight = _text(raw, "kind", file, name), raw.get("by"), raw.get("weak", 0)
    if not isinstance(weight, int):
        raise _fault(file, name, "needs a whole number as `weak`")
    try:
        return Sign(
            name=name,
            level=Level.NONE if weight else Level(_text(raw, "level", file, name)),
            kind=None if kind == _ACT else DangerKind(kind),
            by=None if by in (None, "subject") else Person(str(by)),
            guards=frozenset(Guard(each) for each in str(raw.get("unless", _GUARDS[kind == _ACT])).split()),
            weight=weight,
            lookalikes=tuple(_strings(raw.get("lookalikes"), file, name)),
        )
    except ValueError as error:
        raise _fault(file, name, f"cannot be read: {error}") from None


def _pattern(text: str, vocabulary: Vocabulary, file: str, name: str) -> Pattern:
    try:
        return compile_pattern(text, vocabulary)
    except PatternFault as error:
        raise _fault(file, name, f"cannot be read at {text!r}: {error}") from None


def _index(found: Sequence[Rule | Figure], vocabulary: Vocabulary) -> dict[str, tuple[int, ...]]:
    places: dict[str, list[int]] = {}
    for place, each in enumerate(found):
        for word in each.pattern.anchors:
            places.setdefault(vocabulary.codes[word], []).append(place)
    return {code: tuple(each) for code, each in places.items()}


# ---------------------------------------------------------------- reading TOML values


def _table(raw: _Raw, key: str, file: str) -> Mapping[str, object]:
    table = raw.get(key, {})
    if not isinstance(table, dict):
        raise _fault(file, key, "is a table")
    return table


def _entries(raw: _Raw, key: str, file: str) -> list[_Raw]:
    entries = raw.get(key, [])
    if not isinstance(entries, list) or not all(isinstance(each, dict) for each in entries):
        raise _fault(file, key, f"is written as [[{key}]]")
    return entries


def _strings(raw: object, file: str, name: str) -> list[str]:
    if not isinstance(raw, list) or not raw or not all(isinstance(each, str) for each in raw):
        raise _fault(file, name, "needs a list of sentences as `lookalikes`")
    return raw


def _pairs(raw: object, file: str, name: str) -> list[tuple[str, str]]:
    """Rows of a pattern and a sentence that it finds."""
    if not isinstance(raw, list):
        raise _fault(file, name, "needs rows of a pattern and an example")
    pairs = [tuple(row) for row in raw if isinstance(row, list)]
    if len(pairs) != len(raw) or not all(len(pair) == 2 and all(map(_is_text, pair)) for pair in pairs):
        raise _fault(file, name, "has a row that isn't a pattern and an example")
    return [(str(pattern), str(example)) for pattern, example in pairs]


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value)


def _text(raw: _Raw, key: str, file: str, name: str = "") -> str:
    text = raw.get(key)
    if not isinstance(text, str) or not text:
        raise _fault(file, name or str(raw.get("name", "a sign")), f"needs a text as `{key}`")
    return text


def _fault(file: str, name: str, trouble: str) -> ContentError:
    return ContentError(f"knowledge/danger/{file}.toml: {name} {trouble}.")
