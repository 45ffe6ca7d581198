"""Which words are somebody's name: what the lists know, what stands around, what a learned eye saw."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from coachbot.core.anonymity.lists import Lists
from coachbot.core.anonymity.model import Finding, Kind, Likely
from coachbot.core.anonymity.standing import is_introduced, is_town_here, used_as_name
from coachbot.core.anonymity.tokens import Token, is_lower_cased

# What a judge must hold for a name by itself, and what it may not call none if others do: chosen for few
# other words taken for names, on our own texts (tests/eval/names) and with a look at WNUT17's (`make eval`).
SURE = 0.6
DOUBTED = 0.1


@dataclass(frozen=True, slots=True)
class Line:
    """One text with its words and what a learned eye saw in it, as written and title-cased.

    `likely` is a judge's view of each word; empty where nobody judges.
    """

    text: str
    tokens: Sequence[Token]
    seen: Sequence[Finding] = ()
    seen_titled: Sequence[Finding] = ()
    likely: Sequence[Likely] = ()


def names(line: Line, lists: Lists) -> list[int]:
    """The numbers of the words that are names, in order."""
    found = _told(line, lists)
    if not line.likely:
        return sorted(found)
    return [i for i, each in enumerate(line.likely) if each.person > (DOUBTED if i in found else SURE)]


def _told(line: Line, lists: Lists) -> set[int]:
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
                and token.low not in lists.others
                and (token.capital or i - 1 in found or len(token.low) > 4)
                and not is_town_here(i, line.tokens, lists)
            )
            or (i - 1 in found and _follows(i, line, lists))
        ) or _is_initial(i, line, lists):
            found.add(i)
    return found


def _is_initial(i: int, line: Line, lists: Lists) -> bool:
    """Whether it is a name cut to a letter: "J. said", "me and K"."""
    token = line.tokens[i]
    if len(token.text) > 1 or token.low in "ia" or (token.possessive and not token.capital):
        return False
    rest = line.text[token.end : token.end + 3]
    lonely = line.text[max(0, token.start - 1) : token.start] in {"", " ", "\n"}
    after = line.tokens[i + 1].low if i + 1 < len(line.tokens) else ""
    if not lonely or (token.low in "xouyrnbcst" and not token.capital):
        return False
    dotted = rest[:2] == ". " and not (len(rest) > 2 and rest[2] == "M")
    return (dotted and rest[2:].islower()) or (
        token.capital and after in lists.around["after"] and rest[:1] == " "
    )


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
        thing = i > 0 and low in lists.words and tokens[i - 1].low in {"a", "an", "the", "of"}
        return not thing and not is_town_here(i, tokens, lists)
    if _is_compound(token, lists) or _is_bare_possessive(i, tokens, lists):
        return True
    if lists.is_word(low) or lists.is_place(low):
        return False
    if token.capital and not token.begins and not flat and not token.text.isupper():
        return not is_town_here(i, tokens, lists)
    return is_introduced(i, tokens, lists) and (len(low) > 2 or token.capital)


def _is_compound(token: Token, lists: Lists) -> bool:
    """Whether it is of two names: "Ann-Marie"."""
    parts = token.low.split("-")
    return len(parts) > 1 and parts[0] in lists.given and (token.capital or parts[1] in lists.given)


def _is_bare_possessive(i: int, tokens: Sequence[Token], lists: Lists) -> bool:
    """Whether it is the possessive of phones: "sarahs mum", "jacks mum"."""
    low = tokens[i].low
    if not low.endswith("s") or lists.is_place(low):
        return False
    after = tokens[i + 1].low if i + 1 < len(tokens) else ""
    if low[:-1] in lists.given and (not lists.is_word(low) or after in lists.roles):
        return True
    return low[:-1] in lists.ambiguous and after in lists.roles


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
