"""Towns, countries, employers and schools: lists, what a learned eye saw, and what stands around."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from coachbot.core.anonymity.lists import Lists
from coachbot.core.anonymity.model import Finding, Kind
from coachbot.core.anonymity.naming import Line
from coachbot.core.anonymity.tokens import Token
from coachbot.core.plain import straighten

_LONGEST_PLACE = 4  # words
# How sure a judge must be of a place by itself, and of an employer that others saw; chosen as those of names.
_SURE = 0.8
_DOUBTED = 0.2
_CAP = r"[A-ZÀ-ÖØ-Þ][\w'&-]*"
_SCHOOL = re.compile(
    rf"\b(?:{_CAP}\s+(?:(?:of|the|and|&)\s+)?){{1,4}}(?i:primary|elementary|high|middle|"
    rf"grammar|secondary|prep|nursery|community|junior|"
    rf"infant|montessori)?\s?(?i:school|college|university|academy|kindergarten|preschool|"
    rf"nursery|sixth form|uni)\b"
    rf"|\b(?i:university|college|school|academy|institute) of (?:{_CAP}\s?){{1,3}}"
    r"|\b(?:st\.?|saint)\s+[a-z]+'?s?\s+(?:primary|elementary|high|middle|grammar|secondary|"
    r"school|college|academy)(?: school)?\b"
    r"|\b(?-i:UCLA|MIT|NYU|UCL|LSE|USC|UCSD|Yale|Harvard|Stanford|Princeton|Oxford|Cambridge|"
    r"Cornell|Berkeley|Eton)\b"
)
_WORK = re.compile(
    rf"\b(?i:work(?:s|ed|ing)?|jobs?|employed|hired|interview(?:ed)?|intern(?:s|ed|ing|ship)?|"
    rf"shifts?|career|contract|manager|nurse|"
    rf"teacher|engineer|consultant|analyst|lead|cashier|barista|fired|laid off|boss|office|"
    rf"colleagues?)\s+(?i:at|for|from|over at|in)\s+"
    rf"(?i:the\s+)?(?P<name>{_CAP}(?:\s+(?:(?:and|&|of)\s+)?{_CAP}){{0,3}})"
)
_FLAT_WORK = re.compile(
    r"\b(?:work(?:s|ed|ing)?|job|employed|interview|shifts?)\s+(?:at|"
    r"for)\s+(?:the\s+)?(?P<name>[^\W\d_][\w'&-]+)"
)
_ORGS = re.compile(
    rf"\b(?:{_CAP}[ -](?:and |& )?){{1,4}}(?:Ltd|LLC|Inc|Corp|GmbH|Group|Bank|Hospital|Clinic|"
    rf"Hotel|Company|& Co|PLC|Council|Airlines|"
    r"Pharmacy|Bakery|Restaurant|Cafe|Café|Pub|Gym|Church|Library|Foundation|Partners|"
    r"Associates|Solutions)\b\.?"
)


_SAINT = re.compile(r"\b(?:St\.?|Saint) [A-Z][\w']+(?: [A-Z][\w']+)?")


def places(line: Line, lists: Lists) -> Iterator[Finding]:
    """Towns and countries; workplaces and schools, whose words may be anybody's."""
    plain = straighten(line.text)
    yield from _schools(plain)
    yield from (found for found in _workplaces(plain, line, lists) if _is_likely(found, line))
    yield from _listed(line, lists)
    yield from _firms(line, lists)
    yield from (Finding(*found.span(), Kind.PLACE) for found in _SAINT.finditer(plain))
    for found in line.seen:
        if found.kind in (Kind.PLACE, Kind.WORKPLACE) and _believable(found, line, lists):
            yield found
    yield from _judged(line)


def _judged(line: Line) -> Iterator[Finding]:
    """What a judge is sure of."""
    for token, likely in zip(line.tokens, line.likely, strict=bool(line.likely)):
        if likely.place > _SURE:
            yield Finding(token.start, token.end, Kind.PLACE)
        elif likely.organisation > _SURE:
            yield Finding(token.start, token.end, Kind.WORKPLACE)


def _schools(plain: str) -> Iterator[Finding]:
    for found in _SCHOOL.finditer(plain):
        yield Finding(found.start(), found.start() + len(found[0].rstrip()), Kind.SCHOOL)


def _workplaces(plain: str, line: Line, lists: Lists) -> Iterator[Finding]:
    for pattern in (_WORK, _ORGS):
        for found in pattern.finditer(plain):
            if not re.match(r"(?:God|Christ)", found[found.lastgroup or 0]):
                yield Finding(*found.span(found.lastgroup or 0), Kind.WORKPLACE)
    for found in _FLAT_WORK.finditer(plain):
        token = next((t for t in line.tokens if t.start == found.start("name")), None)
        if token and token.low not in lists.words and not lists.is_name(token.low):
            yield Finding(token.start, token.end, Kind.WORKPLACE)


def _firms(line: Line, lists: Lists) -> Iterator[Finding]:
    """Well-known employers and shops that somebody is at, or works for."""
    for i, token in enumerate(line.tokens[1:], 1):
        pair = line.tokens[i : i + 2]
        sizes = [n for n in (2, 1) if " ".join(t.low for t in pair[:n]) in lists.firms]
        if sizes and len(pair) >= sizes[0] and line.tokens[i - 1].low in lists.work:
            plain_word = token.low in lists.words and not token.capital
            if not plain_word:
                yield Finding(token.start, pair[sizes[0] - 1].end, Kind.WORKPLACE)


def _listed(line: Line, lists: Lists) -> Iterator[Finding]:
    tokens = line.tokens
    i = 0
    while i < len(tokens):
        size = next(
            (n for n in range(_LONGEST_PLACE, 0, -1) if _is_place(tokens[i : i + n], n, line, lists)), 0
        )
        if size:
            yield Finding(tokens[i].start, tokens[i + size - 1].end, Kind.PLACE)
        i += max(size, 1)


def _is_place(group: Sequence[Token], size: int, line: Line, lists: Lists) -> bool:
    if len(group) < size or not lists.is_place(" ".join(t.low for t in group)):
        return False
    if any("\n" in line.text[a.end : b.start] or a.possessive for a, b in pairwise(group)):
        return False
    first = group[0]
    if size > 1:
        return first.capital or not all(t.low in lists.words for t in group)
    if first.low in lists.words or first.low in lists.others:
        i = line.tokens.index(first)
        before = line.tokens[i - 1].low if i else ""
        return (
            first.capital
            and not first.begins
            and before in {"in", "to", "from", "near"}
            and first.low not in lists.others
        )
    return first.capital or len(first.low) > 3


def _believable(found: Finding, line: Line, lists: Lists) -> bool:
    inside = [t for t in line.tokens if found.start <= t.start and t.end <= found.end]
    names = [t for t in inside if t.capital and t.low not in lists.others]
    if not names or all(t.text.isupper() and len(t.text) > 4 for t in names):
        return False
    return _is_likely(found, line) and any(t.low not in lists.words or not t.begins for t in names)


def _is_likely(found: Finding, line: Line) -> bool:
    """Whether a judge, if there is one, holds any word in it for a name of something."""
    inside = [
        likely
        for token, likely in zip(line.tokens, line.likely, strict=bool(line.likely))
        if found.start <= token.start and token.end <= found.end
    ]
    return not inside or max(map(sum, inside)) > _DOUBTED
