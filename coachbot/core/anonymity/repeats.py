"""The same name again: in another case, shortened, with a letter wrong."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from coachbot.core.anonymity.lists import Lists, folded
from coachbot.core.anonymity.standing import OWNERS, used_as_name
from coachbot.core.anonymity.tokens import Token, is_lower_cased

_AUXILIARIES = frozenset({"will", "may"})
_SHORTEST_BENT = 4  # letters that a name needs before one of them may be wrong
_SHORTEST_BENT_TWICE = 7


def repeats(
    tokens: Sequence[Token], known: Collection[str], given: Collection[str], lists: Lists
) -> list[int]:
    """The numbers of the words that are one of the `known` names, or of those the person has `given`."""
    flat = is_lower_cased(tokens)
    return [i for i in range(len(tokens)) if _is_repeat(i, tokens, known, given, lists, flat=flat)]


def _is_repeat(
    i: int,
    tokens: Sequence[Token],
    known: Collection[str],
    given: Collection[str],
    lists: Lists,
    *,
    flat: bool,
) -> bool:
    low = tokens[i].low
    if not lists.is_word(low):
        return low in known or low in given or any(_resembles(low, name) for name in {*known, *given})
    if low in given:
        return _means_given(i, tokens, lists, flat=flat)
    if low in known:
        return used_as_name(i, tokens, lists, flat=flat)
    after = tokens[i + 1].low if i + 1 < len(tokens) else ""
    return low[-1] == "s" and low[:-1] in given and after in lists.roles  # "christians mum"


def _means_given(i: int, tokens: Sequence[Token], lists: Lists, *, flat: bool) -> bool:
    """A word that the person gave as a name: taken for it unless it is plainly the word."""
    token = tokens[i]
    if (token.capital and not token.begins and not flat) or used_as_name(i, tokens, lists, flat=flat):
        return True
    before = tokens[i - 1].low if i and not token.begins else ""
    after = tokens[i + 1].low if i + 1 < len(tokens) else ""
    if not before and not token.possessive and after in lists.around["objects"]:
        return False  # "mark my words", "will he"
    if token.low in _AUXILIARIES and before:
        # After a noun "will" and "may" are verbs; after "with", "and", "but" they are people.
        return before in lists.around["before"] | lists.around["openers"]
    return before not in lists.around["verbal"] - OWNERS | {"the", "a"}


def _resembles(low: str, name: str) -> bool:
    low, name = low.replace("-", ""), name.replace("-", "")
    if low.rstrip("s") == name or low == name + "s":
        return True
    if len(name) < _SHORTEST_BENT or len(low) < _SHORTEST_BENT - 1 or low[0] != name[0]:
        return False
    if _doubled(low) == _doubled(name):
        return True
    allowed = 2 if len(name) >= _SHORTEST_BENT_TWICE else 1
    return distance(low, name, allowed) <= allowed


def _doubled(word: str) -> str:
    return "".join(c for c, before in zip(word, " " + word, strict=False) if c != before)


def distance(one: str, other: str, limit: int) -> int:
    """How many letters are put in, taken out, changed or swapped; counts to one past `limit`."""
    if abs(len(one) - len(other)) > limit:
        return limit + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        older, before, row = before, row, [i]
        for j, b in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
        if min(row) > limit:
            return limit + 1
    return row[-1]


def variants(names: Sequence[str]) -> frozenset[str]:
    """The words of the names that a person has given, folded."""
    return frozenset(
        word for name in names for word in folded(name).replace("'s", " ").split() if len(word) > 1
    )
