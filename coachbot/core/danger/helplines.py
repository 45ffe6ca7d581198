"""The help lines of every country, and how knowledge/helplines.toml is read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from string import Formatter
from typing import TypeVar

from coachbot.errors import ContentError


class LineKind(StrEnum):
    """What a line is there for."""

    EMERGENCY = "emergency"
    SUICIDE = "suicide"
    DOMESTIC_VIOLENCE = "domestic_violence"
    DOMESTIC_VIOLENCE_MEN = "domestic_violence_men"
    VIOLENCE_USED = "violence_used"  # for those who hurt a partner themselves
    CHILD = "child"
    SEXUAL_VIOLENCE = "sexual_violence"


class How(StrEnum):
    """The way to reach a line."""

    CALL = "call"
    TEXT = "text"
    CHAT = "chat"
    WEB = "web"


class Audience(StrEnum):
    """Whom a line is for."""

    ALL = "all"
    WOMEN = "women"
    MEN = "men"
    CHILDREN = "children"


@dataclass(frozen=True, slots=True)
class Line:
    """One help line, as its source had it on the day `as_of` (ISO date).

    `country` is an ISO 3166 code, "" for a directory of everywhere; `number` is an address where `how` is
    chat or web; `hours` is empty where the source doesn't say; `languages` are ISO 639 codes.
    """

    country: str
    kind: LineKind
    name: str
    number: str
    how: How
    hours: str
    languages: tuple[str, ...]
    source: str
    as_of: str
    audience: Audience = Audience.ALL
    free: bool = False
    keyword: str = ""  # the word to send, where `how` is text


@dataclass(frozen=True, slots=True)
class LineWords:
    """The few words around the numbers, in one language."""

    now: str  # "In danger now: {numbers}"
    now_unknown: str
    missing: str  # {what}, {country}, {directory}
    unknown: str  # {directory}
    your_country: str
    free: str
    how: Mapping[How, str]
    audience: Mapping[Audience, str]  # {name}
    what: Mapping[LineKind, str]
    values: Mapping[str, str] = field(default_factory=dict)  # hours and names in that language


@dataclass(frozen=True, slots=True)
class Helplines:
    """All lines by country code, the directories for everywhere, and the words by language.

    `faults` are sentences about rows that a forgiving reading left out.
    """

    by_country: Mapping[str, tuple[Line, ...]] = field(default_factory=dict)
    directory: tuple[Line, ...] = ()
    words: Mapping[str, LineWords] = field(default_factory=dict)
    faults: tuple[str, ...] = ()


# ---------------------------------------------------------------- reading the file

_Name = TypeVar("_Name", LineKind, How, Audience)
_TEXTS = ("name", "number", "hours", "source", "as_of", "keyword")
_NEEDED = ("number", "source", "as_of")
_KEYS = frozenset((*_TEXTS, "kind", "how", "languages", "audience", "free"))
_TEMPLATES: Mapping[str, tuple[str, ...]] = {
    "now": ("numbers",),
    "now_unknown": (),
    "missing": ("what", "country", "directory"),
    "unknown": ("directory",),
    "your_country": (),
    "free": (),
}
_WORDS_FOR: Mapping[str, tuple[str, ...]] = {
    "how": tuple(How),
    "audience": tuple(Audience),
    "what": tuple(kind for kind in LineKind if kind is not LineKind.EMERGENCY),
}


def parse_helplines(raw: Mapping[str, object], source: str, *, forgiving: bool = False) -> Helplines:
    """Read `helplines.toml`: [words.<language>], [lines] with rows by country code, directory rows.

    Raises ContentError naming country and key. A forgiving reading leaves faulty rows out and lists them in
    `faults`, because one slip must not keep help from anyone else.
    """
    faults: list[str] | None = [] if forgiving else None
    by_country = {
        code: lines
        for code, rows in _table(raw, "lines", source).items()
        if (lines := _country(code, rows, source, faults))
    }
    directory = tuple(_rows("", raw.get("directory", []), source, faults))
    words: dict[str, LineWords] = {}
    for language, table in _table(raw, "words", source).items():
        with _kept(faults):
            words[language] = _words(table, f"{source}: words.{language}")
    return Helplines(by_country, directory, words, tuple(faults or ()))


@contextmanager
def _kept(faults: list[str] | None) -> Iterator[None]:
    """Notes a fault and goes on, where a forgiving reading collects them."""
    try:
        yield
    except ContentError as error:
        if faults is None:
            raise
        faults.append(str(error))


def _table(raw: Mapping[str, object], key: str, source: str) -> Mapping[str, object]:
    table = raw.get(key, {})
    if not isinstance(table, Mapping):
        raise ContentError(f"{source}: {key} must be a table.")
    return table


def _country(code: str, rows: object, source: str, faults: list[str] | None) -> tuple[Line, ...]:
    lines: tuple[Line, ...] = ()
    with _kept(faults):
        if len(code) != 2 or not code.isascii() or not code.isupper():
            raise ContentError(f"{source}: lines.{code} is no country code of two capitals.")
        lines = tuple(_rows(code, rows, source, faults))
        if not any(line.kind is LineKind.EMERGENCY for line in lines):
            raise ContentError(f"{source}: {code} has no emergency number.")
    return lines


def _rows(code: str, rows: object, source: str, faults: list[str] | None) -> Iterator[Line]:
    if not isinstance(rows, list):
        raise ContentError(f"{source}: {code or 'directory'} must be a list of rows.")
    for number, row in enumerate(rows, 1):
        with _kept(faults):
            where = f"{source}: {code or 'directory'}, row {number}"
            if not isinstance(row, Mapping):
                raise ContentError(f"{where} must be a table.")
            yield _line(code, row, where)


def _line(code: str, row: Mapping[str, object], where: str) -> Line:
    if unknown := sorted(set(row) - _KEYS):
        raise ContentError(f"{where}: the key {unknown[0]} is not known.")
    texts = {key: _text(row.get(key, ""), f"{where}: {key}") for key in _TEXTS}
    for key in _NEEDED:
        if not texts[key]:
            raise ContentError(f"{where}: {key} is missing.")
    languages = row.get("languages", [])
    if not isinstance(languages, list) or not all(isinstance(each, str) for each in languages):
        raise ContentError(f"{where}: languages must be a list of codes.")
    return Line(
        country=code,
        kind=_one_of(LineKind, row.get("kind"), f"{where}: kind"),
        name=texts["name"],
        number=texts["number"],
        how=_one_of(How, row.get("how", "call"), f"{where}: how"),
        hours=texts["hours"],
        languages=tuple(languages),
        source=texts["source"],
        as_of=_day(texts["as_of"], f"{where}: as_of"),
        audience=_one_of(Audience, row.get("audience", "all"), f"{where}: audience"),
        free=row.get("free") is True,
        keyword=texts["keyword"],
    )


def _text(value: object, where: str) -> str:
    if not isinstance(value, str):
        raise ContentError(f"{where} must be a text in quotes.")
    return value


def _one_of(names: type[_Name], value: object, where: str) -> _Name:
    try:
        return names(_text(value, where))
    except ValueError:
        raise ContentError(f"{where} must be one of {', '.join(names)}, not {value!r}.") from None


def _day(value: str, where: str) -> str:
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError:
        raise ContentError(f"{where} must be a day like 2026-06-02, not {value!r}.") from None


def _words(table: object, where: str) -> LineWords:
    if not isinstance(table, Mapping):
        raise ContentError(f"{where} must be a table.")
    plain = {key: _template(table.get(key), names, f"{where}.{key}") for key, names in _TEMPLATES.items()}
    inner = {
        key: {name: _text(_table(table, key, where).get(name), f"{where}.{key}.{name}") for name in names}
        for key, names in _WORDS_FOR.items()
    }
    for name, text in inner["audience"].items():
        _template(text, ("name",), f"{where}.audience.{name}")
    return LineWords(
        **plain,
        how={How(name): text for name, text in inner["how"].items()},
        audience={Audience(name): text for name, text in inner["audience"].items()},
        what={LineKind(name): text for name, text in inner["what"].items()},
        values={k: _text(v, f"{where}.values.{k}") for k, v in _table(table, "values", where).items()},
    )


def _template(value: object, names: Sequence[str], where: str) -> str:
    """A text in which exactly these names stand in braces."""
    text = _text(value, where)
    try:
        used = {name for _, name, _, _ in Formatter().parse(text) if name is not None}
    except ValueError:
        raise ContentError(f"{where} has a brace that doesn't close.") from None
    if used != set(names):
        wanted = ", ".join(f"{{{name}}}" for name in names) or "nothing"
        raise ContentError(f"{where} must hold {wanted} in braces.")
    return text
