"""Exact dates and ages: where they stand, and the blunter words that take their place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from coachbot.core.anonymity.model import Finding, Kind
from coachbot.core.plain import straighten

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY = r"(?:3[01]|[12]\d|0?[1-9])"
_YEAR = r"(?:19[3-9]\d|20[0-4]\d)"
_DATES = re.compile(
    rf"\b(?P<y1>{_YEAR})[-/.](?P<m1>\d{{1,2}})[-/.](?P<d1>\d{{1,2}})(?:[ T]\d{{1,2}}:\d{{2}}(?::\d{{2}})?)?\b"
    rf"|\b(?P<a>\d{{1,2}})[/.-](?P<b>\d{{1,2}})[/.-](?P<y2>{_YEAR}|\d{{2}})\b"
    rf"|\b(?:the )?(?P<d3>{_DAY})(?:st|nd|rd|"
    rf"th)?(?: of)? (?P<m3>{_MONTH})(?:,? (?:of )?(?P<y3>{_YEAR}))?(?![\w'])"
    rf"|\b(?P<m4>{_MONTH}) (?:the )?(?P<d4>{_DAY})(?:st|nd|rd|th)?\b(?!\s?(?:%|am\b|pm\b|:|"
    rf"times|minutes|hours|people))"
    rf"(?:,? (?P<y4>{_YEAR}))?"
    rf"|\b(?P<m5>{_MONTH}),? (?:of )?(?P<y5>{_YEAR})\b"
    rf"|(?<![\d$£€#.,/-])\b(?P<y6>{_YEAR})\b(?![\d%,]*\d| ?(?:dollars|euros|pounds|calories|"
    rf"people|miles|words))",
    re.IGNORECASE,
)
_UNIT = r"(?:years?|yrs?|y/?o|yo)"
_AGES = re.compile(
    rf"\b(?P<a1>\d{{1,3}})(?:\s?-?\s?(?:{_UNIT})[\s-]?old\b|\s?y/?o\b|\s?yrs? old\b)"
    r"|(?<![\w$£€.,:/-])(?P<a2>[1-9]\d)\s?(?:[mf]|nb)\b(?![\w'])"
    r"|\((?:[mf]|nb)\s?(?P<a3>[1-9]\d)\)|\b[mf](?P<a4>[1-9]\d)\b"
    r"|\b(?:i'?m|i am|he'?s|he is|she'?s|she is|they'?re|we'?re|aged?|turn(?:s|ed|ing)|almost|"
    r"nearly|just turned|age of|is a|this|"
    r"at the age of)\s+(?:almost |nearly |only |just |now |about |around )?(?P<a5>[1-9]\d?|1[01]\d)\b"
    r"(?!\s*(?:%|percent|minutes?|mins?|hours?|hrs?|days?|weeks?|months?|times?|pounds?|lbs?|"
    r"kilos?|kg|weeks|st|nd|rd|th|"
    r"miles|km|k\b|dollars|euros|people|or|to|am\b|pm\b|:|/|\.\d|-(?!year)|years (?!old)|"
    r"texts?|messages?|calls?|missed|feet|inches|steps|kids|point|"
    r"out|of|things|minute|hour|week|month|percent|years? (?:into|in|together|married|sober)))"
    r"|\((?P<a6>[1-9]\d?)\)"
    rf"|\b(?P<a7>[1-9]\d?) (?:and|,) (?=[1-9]\d? (?:{_UNIT})\b)",
    re.IGNORECASE,
)
_OLDEST = 115


def dates(text: str) -> Iterator[Finding]:
    """Exact dates: a day with its month, a month with its year, a year."""
    for found in _DATES.finditer(straighten(text)):
        yield Finding(found.start(), found.end(), Kind.DATE)


def ages(text: str) -> Iterator[Finding]:
    """Ages in years; the number alone, so that the sentence stays."""
    for found in _AGES.finditer(straighten(text)):
        group = str(found.lastgroup)
        if 0 < int(found[group]) <= _OLDEST:
            yield Finding(*found.span(group), Kind.AGE)


def blunted_age(text: str) -> str:
    """A span of years that holds the age: "[30s]", "[5 to 9]"."""
    age = int(text)
    if age >= 90:
        return "[over 90]"
    if age >= 20:
        return f"[{age // 10}0s]"
    low = age // 5 * 5
    return f"[{low} to {low + 4}]" if low else "[under 5]"


def blunted_date(text: str, at: str | None) -> str:
    """How long before or after the message a date lies, as far as both are known; else "[date]"."""
    said, told = _read(text, at), _day(at)
    if said is None or told is None:
        return "[date]"
    days = (told - said).days
    if days == 0:
        return "[that day]"
    amount = abs(days)
    unit, size = next(
        (u, s)
        for u, s in (("year", 365), ("month", 30), ("week", 7), ("day", 1))
        if amount >= s * 2 or s == 1
    )
    number = round(amount / size)
    return f"[{number} {unit}{'s' if number > 1 else ''} {'earlier' if days > 0 else 'later'}]"


def _day(at: str | None) -> date | None:
    return date.fromisoformat(at[:10]) if at else None


def _read(text: str, at: str | None) -> date | None:
    found = _DATES.fullmatch(straighten(text).strip())
    told = _day(at)
    if found is None or told is None:
        return None
    parts = {k: v for k, v in found.groupdict().items() if v is not None}
    by = {key[0]: value for key, value in parts.items()}
    year = int(by["y"]) if "y" in by else told.year
    year += 2000 if year < 100 else 0
    if "a" in by and "b" in by:
        first, second = int(by["a"]), int(by["b"])
        month, day = (second, first) if first > 12 else (first, second)
    else:
        month, day = _month(by.get("m")), int(by.get("d", "1"))
    try:
        said = date(year, month, day)
    except ValueError:
        return None
    # A day without a year is the nearest one.
    if "y" not in by and (said - told).days > 183:
        said = said.replace(year=year - 1) if (month, day) != (2, 29) else said
    return said


def _month(name: str | None) -> int:
    if name is None:
        return 7
    return int(name) if name.isdigit() else _MONTHS.index(name[:3].lower()) + 1
