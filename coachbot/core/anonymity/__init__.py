"""Texts that can't be traced: names, places, contacts, dates and the like replaced, always by the same words.

No source of names is safe alone, so their findings are joined: forms (an e-mail address looks like one),
lists of names, the words around ("my husband X"), the names that this person gave or used elsewhere in the
talk, and a recogniser that has learned what names look like, asked twice: of the text as written, and with
each word's first letter large, because people type names small. Where there is a judge, which has learned the
same from noisy texts, it has the last word on all but names that were given or stand elsewhere in the talk.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from coachbot.core.anonymity.dates import ages, dates
from coachbot.core.anonymity.lists import Lists, parse_lists
from coachbot.core.anonymity.model import (
    NAMING,
    Anonymised,
    Entity,
    Finding,
    Judge,
    Kind,
    Likely,
    Rare,
    Recognise,
)
from coachbot.core.anonymity.naming import Line, names
from coachbot.core.anonymity.patterns import forms
from coachbot.core.anonymity.places import places
from coachbot.core.anonymity.repeats import repeats, variants
from coachbot.core.anonymity.replacing import Replacer
from coachbot.core.anonymity.tokens import titled, tokens_of

__all__ = [
    "NAMING",
    "Anonymised",
    "Entity",
    "Finding",
    "Judge",
    "Kind",
    "Likely",
    "Lists",
    "Rare",
    "Recognise",
    "anonymise",
    "parse_lists",
]


def anonymise(
    texts: Sequence[str],
    lists: Lists,
    given: Sequence[str] = (),
    recognise: Recognise | None = None,
    judge: Judge | None = None,
    *,
    at: Sequence[str | None] = (),
    kinds: Collection[Kind] = frozenset(Kind),
) -> Anonymised:
    """A talk, one text a message, without what could lead to somebody.

    `given` are names that the person has told us; `at` the messages' times (ISO), from which dates are
    told relatively. Without `recognise` it is fast and finds less: good for a request whose answer
    is restored, not for a reader.
    """
    lines = _lines(texts, recognise, judge)
    found = [_direct(line, lists) for line in lines]
    known, told = _known(lines, found), variants(given)
    joined = [
        _settled([*findings, *_named(line, repeats(line.tokens, known, told, lists))], line)
        for line, findings in zip(lines, found, strict=True)
    ]
    kept = [[f for f in findings if f.kind in kinds] for findings in joined]
    return _replaced(lines, kept, lists, [*at, *[None] * (len(texts) - len(at))])


def _lines(texts: Sequence[str], recognise: Recognise | None, judge: Judge | None) -> list[Line]:
    nothing: Sequence[Sequence[Finding]] = [()] * (2 * len(texts))
    seen = recognise([*texts, *map(titled, texts)]) if recognise else nothing
    likely: Sequence[Sequence[Likely]] = judge(texts) if judge else [()] * len(texts)
    half = len(texts)
    return [Line(text, tokens_of(text), seen[i], seen[half + i], likely[i]) for i, text in enumerate(texts)]


def _direct(line: Line, lists: Lists) -> list[Finding]:
    """What the text shows by itself."""
    shaped = [f for f in forms(line.text) if not _is_spaced_word(f, line, lists)]
    named = _named(line, names(line, lists))
    return [*shaped, *dates(line.text), *ages(line.text), *places(line, lists), *named]


def _is_spaced_word(found: Finding, line: Line, lists: Lists) -> bool:
    """Whether it is no handle but an "@" for "at": "@ the lake"."""
    at, _, word = line.text[found.start : found.end].partition(" ")
    return found.kind is Kind.HANDLE and at == "@" and lists.is_word(word.lower())


def _named(line: Line, numbers: Sequence[int]) -> Iterator[Finding]:
    for i in numbers:
        token = line.tokens[i]
        yield Finding(token.start, token.end, Kind.PERSON)


def _known(lines: Sequence[Line], found: Sequence[Sequence[Finding]]) -> frozenset[str]:
    """Every name found anywhere in the talk, folded."""
    spans = [{(f.start, f.end) for f in findings if f.kind is Kind.PERSON} for findings in found]
    return frozenset(
        token.low
        for line, names_here in zip(lines, spans, strict=True)
        for token in line.tokens
        if (token.start, token.end) in names_here and len(token.low) > 2
    )


# Where two findings overlap, the surer kind wins; among equals the longer one.
_RANKS = (
    {Kind.EMAIL, Kind.LINK, Kind.HANDLE, Kind.ADDRESS, Kind.ID, Kind.PHONE},
    {Kind.DATE, Kind.MONEY, Kind.AGE},
    {Kind.SCHOOL, Kind.WORKPLACE},
    {Kind.PERSON},
    {Kind.PLACE},
)
_RANK = {kind: rank for rank, kinds in enumerate(_RANKS) for kind in kinds}


def _settled(findings: Sequence[Finding], line: Line) -> list[Finding]:
    """No overlaps, in order; the words of one full name are one finding."""
    taken: list[Finding] = []
    for each in sorted(findings, key=lambda f: (_RANK[f.kind], f.start - f.end)):
        if each.end > each.start and all(each.end <= t.start or each.start >= t.end for t in taken):
            taken.append(each)
    whole: list[Finding] = []
    for each in sorted(taken):
        last = whole[-1] if whole else None
        if (
            last
            and last.kind is each.kind is Kind.PERSON
            and line.text[last.end : each.start] in {" ", "-", ". "}
        ):
            whole[-1] = Finding(last.start, each.end, Kind.PERSON)
        else:
            whole.append(each)
    return whole


def _replaced(
    lines: Sequence[Line], found: Sequence[Sequence[Finding]], lists: Lists, at: Sequence[str | None]
) -> Anonymised:
    replacer = Replacer(lists)
    replacer.prepare(lines, found)
    texts, entities = [], []
    originals: dict[str, str] = {}
    for line, findings, when in zip(lines, found, at, strict=True):
        here = []
        for f in findings:
            words = line.text[f.start : f.end]
            entity = Entity(f.start, f.end, f.kind, words, replacer.replacement(line, f, when))
            originals.setdefault(entity.replacement, words)
            here.append(entity)
        texts.append(_with(line.text, here))
        entities.append(tuple(here))
    return Anonymised(tuple(texts), tuple(entities), tuple(_rare(texts, lists)), originals)


def _with(text: str, entities: Sequence[Entity]) -> str:
    pieces: list[str] = []
    last = 0
    for entity in entities:
        pieces += (text[last : entity.start], entity.replacement)
        last = entity.end
    return "".join((*pieces, text[last:]))


def _rare(texts: Sequence[str], lists: Lists) -> Iterator[Rare]:
    for number, text in enumerate(texts):
        for pattern in lists.rare:
            for found in pattern.finditer(text):
                yield Rare(number, found.start(), found.end(), found[0])
