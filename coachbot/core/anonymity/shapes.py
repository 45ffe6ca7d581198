"""What a word looks like and which lists know it: what a model that reads small letters only can't see."""

from __future__ import annotations

from collections.abc import Sequence

from coachbot.core.anonymity.lists import Lists
from coachbot.core.anonymity.tokens import Token

WIDTH = 28  # numbers a word


def shapes(text: str, tokens: Sequence[Token], lists: Lists) -> list[list[float]]:
    """For each word its numbers, each between 0 and 1."""
    plain = [t for t in tokens if t.low not in {"i", "a"}]
    capitals = sum(t.capital for t in plain) / max(1, len(plain))
    shouted = sum(t.text.isupper() for t in plain if len(t.text) > 1) / max(1, len(plain))
    alone = [_alone(text, token, lists) for token in tokens]
    nothing = [0.0] * 4
    rows = []
    for i, own in enumerate(alone):
        before = alone[i - 1][:4] if i else nothing
        after = alone[i + 1][:4] if i + 1 < len(alone) else nothing
        rows.append([*own, *before, *after, capitals, shouted])
    return rows


def _alone(text: str, token: Token, lists: Lists) -> list[float]:
    low, written = token.low, token.text
    bare = low[:-1] if low.endswith("s") else ""
    held = (
        token.capital,
        low in lists.given,
        low in lists.surnames,
        lists.is_word(low),
        written.isupper() and len(written) > 1,
        not written.isupper() and not written[1:].islower() and len(written) > 1,
        token.begins,
        token.possessive,
        low in lists.ambiguous,
        low in lists.others,
        low in lists.cities,
        low in lists.regions,
        low in lists.firms,
        low in lists.roles,
        low in lists.around["titles"] or low in lists.around["namers"],
        text[max(0, token.start - 1) : token.start] in {"@", "#"}
        or text[max(0, token.start - 2) : token.start] in {"@ ", "# "},
        bool(bare) and bare in lists.given,
        len(written) == 1,
    )
    return [float(each) for each in held]
