"""Which words are somebody's name: what the lists know, what stands around, what a learned eye saw."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from coachbot.core.anonymity.lists import Lists
from coachbot.core.anonymity.model import Finding, Kind
from coachbot.core.anonymity.tokens import Token, is_lower_cased

_OWNERS = frozenset("my his her our your their the a ur me".split())
_FILLERS = frozenset(
    "called named name is and s ex best new old little older younger elder late dear lovely then".split()
)


_OPENERS = frozenset("when but because that so if since while after with then".split())


@dataclass(frozen=True, slots=True)
class Line:
    """One text with its words and what a learned eye saw in it, as written and title-cased."""

    text: str
    tokens: Sequence[Token]
    seen: Sequence[Finding] = ()
    seen_titled: Sequence[Finding] = ()


def names(line: Line, lists: Lists) -> list[int]:
    """The numbers of the words that are names, in order."""
    flat = is_lower_cased(line.tokens)
    seen = _covered(line.tokens, line.seen)
    titled = _covered(line.tokens, line.seen_titled)
    found: set[int] = set()
    for i, token in enumerate(line.tokens):
        if (
            _is_name(i, line.tokens, lists, flat=flat)
            or _is_seen(i, line, lists, (seen, titled), flat=flat)
            or (
                token.low in lists.surnames
                and (token.capital or i - 1 in found or len(token.low) > 4)
                and not _stands_for_place(i, line.tokens, lists)
            )
            or (i - 1 in found and _follows(i, line, lists))
        ):
            found.add(i)
    return sorted(found)


def _covered(tokens: Sequence[Token], findings: Sequence[Finding]) -> set[int]:
    people = [f for f in findings if f.kind is Kind.PERSON]
    return {i for i, t in enumerate(tokens) if any(f.start <= t.start and t.end <= f.end for f in people)}


def _is_name(i: int, tokens: Sequence[Token], lists: Lists, *, flat: bool) -> bool:
    token = tokens[i]
    low = token.low
    if len(low) < 2 or (low in lists.others and low not in lists.ambiguous):
        return False
    if low in lists.ambiguous or (low in lists.given and low in lists.regions):
        return used_as_name(i, tokens, lists, flat=flat)
    if low in lists.given:
        return not _stands_for_place(i, tokens, lists)
    if any(part in lists.given for part in low.split("-")[:2]) and "-" in low and token.capital:
        return True
    # "sarahs mum": the possessive of phones.
    if low.endswith("s") and low[:-1] in lists.given and not lists.is_word(low) and not lists.is_place(low):
        return True
    if lists.is_word(low) or lists.is_place(low):
        return False
    if token.capital and not token.begins and not flat and not token.text.isupper():
        return not _stands_for_place(i, tokens, lists)
    return _introduced(i, tokens, lists) and (len(low) > 2 or token.capital)


def _stands_for_place(i: int, tokens: Sequence[Token], lists: Lists) -> bool:
    """Whether a name is a town here: "in Florence", "to Paris"."""
    token = tokens[i]
    pair = f"{token.low} {tokens[i + 1].low}" if i + 1 < len(tokens) else ""
    if lists.is_place(pair):
        return True
    before = tokens[i - 1].low if i else ""
    return (
        lists.is_place(token.low)
        and before in {"in", "to", "near", "around", "visit", "visiting", "at"}
        and not token.possessive
    )


def used_as_name(i: int, tokens: Sequence[Token], lists: Lists, *, flat: bool) -> bool:
    """Whether a word that is also an ordinary one stands where only a name can."""
    token = tokens[i]
    before = tokens[i - 1].low if i and not token.begins else ""
    after = tokens[i + 1].low if i + 1 < len(tokens) and not tokens[i + 1].begins else ""
    if _introduced(i, tokens, lists):
        return True
    if token.capital and not flat and not token.begins:
        return (
            before not in {"in", "since", "until", "by", "last", "next", "this", "early", "late", "mid", "of"}
            or token.possessive
        )
    if before in lists.around["verbal"]:
        return False
    if token.possessive and before not in _OWNERS and after not in {"a", "the", "not", "it"}:
        return True
    if before in lists.around["calls"] | lists.around["titles"]:
        return True
    said = after in lists.around["after"] and (
        token.begins
        or before in lists.around["before"]
        or before in {"", "but", "so", "because", "when", "if"}
    )
    joined = (before == "and" and i > 1 and tokens[i - 2].low in {"me", "i"}) or (
        (token.begins or before in _OPENERS)
        and after == "and"
        and i + 2 < len(tokens)
        and tokens[i + 2].low in {"i", "me"}
    )
    if token.capital and not flat:
        return said or joined
    spoken_of = before in {
        "with",
        "told",
        "tell",
        "asked",
        "texted",
        "messaged",
        "hugged",
        "kissed",
        "married",
        "dating",
    } and not (
        lists.is_word(after)
        and after not in lists.around["after"]
        and after
        not in {"about", "that", "to", "i", "he", "she", "on", "in", "at", "again", "yesterday", "today"}
    )
    return (
        (said and after not in {"and", "is", "was", "has", "does", "did", "just", "always", "made"})
        or joined
        or (spoken_of and after != "and")
    )


def _introduced(i: int, tokens: Sequence[Token], lists: Lists) -> bool:
    """Whether a word before it promises a name: "my husband X", "Dr X", "I'm called X"."""
    token = tokens[i]
    if token.begins and not (i and tokens[i - 1].end + 2 >= token.start):
        return False
    low = token.low
    if low not in lists.ambiguous and lists.is_word(low) and not (token.capital and low not in lists.others):
        return False
    before = tokens[i - 1].low if i else ""
    if (
        before in {"named", "called", "name's", "nicknamed"}
        and i > 1
        and not (token.low in lists.words and not token.capital)
    ):
        return True
    if before in lists.around["titles"] and (token.capital or low not in lists.words):
        return i == 1 or before not in {"sir", "madam", "miss"} or token.capital
    if before in lists.roles and i > 1:
        owner = tokens[i - 2].low
        near = owner in _OWNERS or (i > 2 and tokens[i - 3].low in _OWNERS and owner in _FILLERS)
        return (
            near
            and _gap(tokens, i) <= 2
            and (
                token.capital
                or low not in lists.words
                or (low in lists.ambiguous and _name_after(i, tokens, lists))
            )
        )
    return False


def _name_after(i: int, tokens: Sequence[Token], lists: Lists) -> bool:
    """Whether what follows is what a person does: "my friend will said", not "my friend will come"."""
    after = tokens[i + 1].low if i + 1 < len(tokens) else ""
    return (
        tokens[i].possessive
        or after in lists.around["after"]
        or after in {"", "who", "i", "he", "she", "about"}
    )


def _gap(tokens: Sequence[Token], i: int) -> int:
    return tokens[i].start - tokens[i - 1].end


def _follows(i: int, line: Line, lists: Lists) -> bool:
    """Whether a capitalised word right after a name belongs to it."""
    token, last = line.tokens[i], line.tokens[i - 1]
    if not token.capital or token.begins or last.possessive or lists.is_place(token.low):
        return False
    between = line.text[last.end : token.start]
    return (
        between in {" ", ". "}
        and token.low not in lists.others
        and (token.low not in lists.words or len(token.text) > 1)
    )


def _is_seen(
    i: int, line: Line, lists: Lists, seen: tuple[Collection[int], Collection[int]], *, flat: bool
) -> bool:
    """Whether a learned eye's finding may be believed of this word."""
    token = line.tokens[i]
    low = token.low
    if len(low) < 2 or low in lists.others or (lists.is_place(low) and low not in lists.given):
        return False
    plain_word = low in lists.words
    if i in seen[0] and token.capital:
        return not plain_word or (not token.begins and not flat)
    return i in seen[1] and not plain_word
