"""Who can help: the checked lines of a person's country, and plain words where one is missing.

No number is ever made up here or taken from another country: what isn't in knowledge/helplines.toml is
said to be missing, with an international directory in its place.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from coachbot.core.danger.helplines import (
    Audience,
    Helplines,
    How,
    Line,
    LineKind,
    LineWords,
    parse_helplines,
)
from coachbot.core.model import DangerKind, Person

__all__ = [
    "Audience",
    "Helplines",
    "How",
    "Line",
    "LineKind",
    "LineWords",
    "lines_for",
    "parse_helplines",
    "shown",
    "stale",
]

_MOST = 4  # lines beside the emergency number: who is afraid reads no list
_BARE = "112 · 911 · findahelpline.com"  # where even the words of the file are lost
_SUICIDE = (LineKind.SUICIDE,)
_VIOLENCE = (LineKind.DOMESTIC_VIOLENCE, LineKind.DOMESTIC_VIOLENCE_MEN)
_USED = (LineKind.VIOLENCE_USED,)
# The first of each is the one whose absence is said.
_WANTED: Mapping[DangerKind, tuple[LineKind, ...]] = {
    DangerKind.SUICIDE: _SUICIDE,
    DangerKind.SELF_HARM: _SUICIDE,
    DangerKind.PARTNER_VIOLENCE: _VIOLENCE,
    DangerKind.COERCIVE_CONTROL: _VIOLENCE,
    DangerKind.STALKING: _VIOLENCE,
    DangerKind.SEXUAL_COERCION: (*_VIOLENCE, LineKind.SEXUAL_VIOLENCE),
    DangerKind.CHILD_HARM: (LineKind.CHILD, *_VIOLENCE),
    DangerKind.HARM_TO_PARTNER: _USED,
    DangerKind.OTHER_HARM: _VIOLENCE,
    DangerKind.MEDICAL: (),
}
# Who did the harm is not sent to the line of those who suffer it, where there is one of their own.
_WANTED_BY_ME: Mapping[DangerKind, tuple[LineKind, ...]] = {
    DangerKind.COERCIVE_CONTROL: _USED,
    DangerKind.STALKING: _USED,
    DangerKind.SEXUAL_COERCION: _USED,
    DangerKind.CHILD_HARM: (LineKind.CHILD, *_USED),
    DangerKind.OTHER_HARM: _SUICIDE,  # the crisis lines
}
_ONESELF = frozenset((DangerKind.SUICIDE, DangerKind.SELF_HARM))


def lines_for(
    helplines: Helplines, country: str | None, kinds: Sequence[DangerKind], by: Person | None
) -> tuple[Line, ...]:
    """At most four lines of this country that fit, then its emergency numbers; else the directories.

    `by` says who does it: who uses violence gets a programme for that, else the domestic-violence line.
    """
    here = helplines.by_country.get(country or "", ())
    if not here:
        return helplines.directory
    fitting = _fitting(here, _wanted(kinds, by))
    return (*fitting, *_of(here, LineKind.EMERGENCY))


def stale(helplines: Helplines, today: str) -> tuple[Line, ...]:
    """The lines whose date lies more than 12 months before `today` (ISO date)."""
    a_year_ago = f"{int(today[:4]) - 1:04}{today[4:]}"
    every = (*helplines.directory, *(line for lines in helplines.by_country.values() for line in lines))
    return tuple(line for line in every if line.as_of < a_year_ago)


def _wanted(kinds: Sequence[DangerKind], by: Person | None) -> tuple[tuple[LineKind, ...], ...]:
    # Beside despair "by me" means that: whoever is beaten and wants to die needs the line of the beaten.
    mine = _WANTED_BY_ME if by is Person.ME and not _ONESELF & set(kinds) else {}
    if tuple(kinds) == (DangerKind.PARTNER_VIOLENCE,) and mine:
        return (_USED,)
    return tuple(dict.fromkeys(mine.get(kind, _WANTED[kind]) for kind in kinds))


def _fitting(
    here: Sequence[Line], wanted: Sequence[tuple[LineKind, ...]], most: int = _MOST
) -> tuple[Line, ...]:
    """In turns over the kinds that are wanted, so that no kind crowds out another."""
    kinds = tuple(dict.fromkeys(kind for each in wanted for kind in each))
    if LineKind.VIOLENCE_USED in kinds and not _of(here, LineKind.VIOLENCE_USED):
        kinds = tuple(dict.fromkeys((*kinds, LineKind.DOMESTIC_VIOLENCE)))
    ranked = [
        (turn, place, line) for place, kind in enumerate(kinds) for turn, line in enumerate(_of(here, kind))
    ]
    first = sorted(ranked, key=lambda each: each[:2])[:most]
    return tuple(line for _, _, line in sorted(first, key=lambda each: (each[1], each[0])))


def _of(here: Sequence[Line], kind: LineKind) -> tuple[Line, ...]:
    return tuple(line for line in here if line.kind is kind)


# ---------------------------------------------------------------- as words


def shown(
    helplines: Helplines,
    country: str | None,
    kinds: Sequence[DangerKind],
    by: Person | None,
    country_name: str = "",
    language: str = "en",
) -> str:
    """The block of a help text: the lines that fit, what is missing, the emergency number last; one to a row.

    The language decides the words around the numbers only, English where it has none, never the country.
    """
    words = helplines.words.get(language) or helplines.words.get("en")
    if words is None:
        return _BARE
    here = helplines.by_country.get(country or "", ())
    wanted = _wanted(kinds, by)
    first = tuple(dict.fromkeys(each[0] for each in wanted if each))
    if country is None:
        where = words.unknown.format(directory=_directory(helplines, first))
        return "\n".join((where, words.now_unknown) if first else (words.now_unknown,))
    missing = tuple(kind for kind in first if not _of(here, kind))
    name = country_name or words.your_country
    rows = [_row(line, words) for line in _fitting(here, wanted, _MOST - min(1, len(missing)))]
    if missing:
        rows.append(_missing(helplines, words, missing, name))
    return "\n".join((*rows, _now(_of(here, LineKind.EMERGENCY), words)))


def _row(line: Line, words: LineWords) -> str:
    how = f"{words.how[line.how]} {line.keyword}".strip()
    details = (how, words.values.get(line.hours, line.hours), words.free if line.free else "")
    name = words.audience[line.audience].format(name=line.name)
    called = name if line.name == line.number else f"{name}: {line.number}"
    return f"{called} ({', '.join(each for each in details if each)})"


def _missing(helplines: Helplines, words: LineWords, kinds: Sequence[LineKind], country: str) -> str:
    what = ", ".join(words.what[kind] for kind in kinds)
    return words.missing.format(what=what, country=country, directory=_directory(helplines, kinds))


def _directory(helplines: Helplines, kinds: Sequence[LineKind]) -> str:
    fitting = [line for line in helplines.directory if line.kind in kinds] or list(helplines.directory)
    return fitting[0].number if fitting else ""


def _now(emergency: Sequence[Line], words: LineWords) -> str:
    if not emergency:
        return words.now_unknown
    return words.now.format(numbers=", ".join(_emergency(line, words) for line in emergency))


def _emergency(line: Line, words: LineWords) -> str:
    reached = "" if line.how is How.CALL else words.how[line.how]
    what = words.values.get(line.name, line.name) or reached
    return f"{line.number} ({what})" if what else line.number
