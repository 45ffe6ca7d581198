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
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,? (?:the )?)?"
_TH = r"(?:st|nd|rd|th)"
_DATES = re.compile(
    rf"\b(?P<y1>{_YEAR})[-/.](?P<m1>\d{{1,2}})[-/.](?P<d1>\d{{1,2}})(?:[ T]\d{{1,2}}:\d{{2}}(?::\d{{2}})?)?\b"
    rf"|\b(?P<a>\d{{1,2}})\s?[/.-]\s?(?P<b>\d{{1,2}})\s?[/.-]\s?(?P<y2>{_YEAR}|\d{{2}})\b(?![/.-]\d)"
    rf"|\b{_WEEKDAY}(?:the )?(?:{_DAY}{_TH}?(?:-| to | and ))?(?P<d3>{_DAY}){_TH}?(?: of)? (?P<m3>{_MONTH})"
    rf"(?:,? (?:of )?(?P<y3>{_YEAR}))?(?![\w'])"
    rf"|\b{_WEEKDAY}(?P<m4>{_MONTH}) (?:the )?(?P<d4>{_DAY}){_TH}?\b"
    r"(?!\s?(?:%|am\b|pm\b|:|times|minutes|hours|people))"
    rf"(?:,? (?P<y4>{_YEAR}))?"
    rf"|\b(?P<m5>{_MONTH}),? (?:of )?(?P<y5>{_YEAR})\b"
    rf"|\b{_WEEKDAY}(?:the )(?P<d6>{_DAY}){_TH}\b"
    r"(?! (?:time|floor|date|year|day|week|month|grade|century|birthday|anniversary|street|"
    r"ave|in|of|one|person|place))"
    rf"|(?<![\d$£€#.,/-])\b(?P<y6>{_YEAR})\b(?![\d%,]*\d| ?(?:dollars|euros|pounds|calories|"
    rf"people|miles|words))",
    re.IGNORECASE,
)
_SPELT = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety"
).split()
_NUMBERS = {word: n if n <= 20 else (n - 18) * 10 for n, word in enumerate(_SPELT, 1)}
_WORDS = "|".join(_SPELT)
_TENS = "|".join(_SPELT[19:])
_OLD = r"(?:years?|yrs?|y/?o|yo)"
_SOMEBODY = (
    r"(?:i'?m|i am|i was|he'?s|he is|he was|she'?s|she is|she was|they'?re|we'?re|we were|"
    r"who'?s|who is|who was|"
    r"was only|is only|both|aged?|turn(?:s|ed|ing)?|nearly|age of|at the age of|[^\W\d_]+ is|"
    r"[^\W\d_]+'s|is a|this)"
)
# What makes a number after "she's" something else than years.
_NO_AGE = (
    r"(?!\s*(?:%|percent|minutes?|mins?|hours?|hrs?|days?|weeks?|months?|times?|pounds?|lbs?|"
    r"kilos?|kg|st|nd|rd|th|"
    r"miles|km|k\b|dollars|euros|quid|people|or|to|am\b|pm\b|:|/|\.\d|,\d|-(?!year)|"
    r"years? (?!old)|texts?|messages?|"
    r"calls?|missed|feet|inches|steps|kids|point|out|of|things|more|other|different|beers?|"
    r"drinks?|points?|rooms?|"
    r"[^\W\d_]+s late))"
)
_AGES = (
    re.compile(rf"\b(?P<age>\d{{1,3}})(?:\s?-?\s?{_OLD}[\s-]?old\b)", re.IGNORECASE),
    re.compile(r"\b(?P<age>\d{1,3}\s?(?:y/?o|yo|yrs?))\b(?! of| ago| in)", re.IGNORECASE),
    re.compile(r"\b(?P<age>\d{1,2} (?:months|weeks|days))\s?-?old\b", re.IGNORECASE),
    re.compile(rf"\b(?P<age>(?:{_TENS})[- ](?:{_WORDS})|{_WORDS})[- ]{_OLD}[- ]old\b", re.IGNORECASE),
    re.compile(r"(?<![\w$£€.,:/-])(?P<age>[1-9]\d)\s?(?:[mf]|nb)\b(?![\w'])", re.IGNORECASE),
    re.compile(r"\((?:[mf]|nb)\s?(?P<age>[1-9]\d)\)|\b[mf](?P<more>[1-9]\d)\b", re.IGNORECASE),
    re.compile(
        rf"\b{_SOMEBODY}\s+(?:almost |nearly |only |just |now |about |around |turning |a )?"
        rf"(?P<age>[1-9]\d?|1[01]\d)\b{_NO_AGE}(?:(?= and [1-9]\d?\b(?! \w))|"
        rf" and (?P<more>[1-9]\d?)\b{_NO_AGE})?",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b{_SOMEBODY}\s+(?P<age>(?:{_TENS})(?:[- ](?:{_WORDS}))?|{_WORDS})(?=[,.;!?]|$| and | but )"
        r"(?! (?:and|but) \w+ing)",
        re.IGNORECASE,
    ),
    re.compile(r"\((?P<age>[1-9]\d?)\)"),
    re.compile(
        r"\b(?:kids?|children|sons?|daughters?|boys?|girls?|twins|toddlers?),? (?:aged |are |is |ages )?"
        r"(?P<age>\d{1,2})(?:,? (?:and|&) (?P<more>\d{1,2}))?(?! (?:of|times|hours|minutes|weeks|"
        r"months|years? (?!old)))\b",
        re.IGNORECASE,
    ),
    re.compile(r"(?:^|[.!?]\s+|[^\W\d_]+, )(?P<age>[2-7]\d)(?=[.,] |[.,]?$)", re.IGNORECASE),
    re.compile(rf"\b(?P<age>[1-9]\d?) (?:and|,) (?=[1-9]\d? {_OLD}\b)", re.IGNORECASE),
)
_OLDEST = 115


def dates(text: str) -> Iterator[Finding]:
    """Exact dates: a day with its month, a month with its year, a year."""
    for found in _DATES.finditer(straighten(text)):
        yield Finding(found.start(), found.end(), Kind.DATE)


def ages(text: str) -> Iterator[Finding]:
    """Ages, in figures or words; "old" stays outside, so that the sentence stays."""
    plain = straighten(text)
    for form in _AGES:
        for found in form.finditer(plain):
            for group in form.groupindex:
                if found[group] and (_years(found[group]) or 0) <= _OLDEST:
                    yield Finding(*found.span(group), Kind.AGE)


def _years(text: str) -> int | None:
    """How many years it says, in figures or words; None for months and weeks."""
    low = straighten(text).lower()
    digits = re.match(r"\d+", low)
    if digits:
        return None if re.search(r"months|weeks|days", low) else int(digits[0])
    return sum(_NUMBERS[word] for word in re.split(r"[- ]", low)) if low else None


def blunted_age(text: str) -> str:
    """A span of years that holds the age: "[30s]", "[5 to 9]"."""
    age = _years(text) or 0
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
