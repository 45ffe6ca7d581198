"""A long clause made short where nothing breaks: before "after doing", ", which", "a man who"."""

from __future__ import annotations

from dataclasses import replace

from coachbot.core.reading import english as en
from coachbot.core.reading.clauses import Clause
from coachbot.core.reading.joints import Joint
from coachbot.core.reading.lists import listed

_BEFORE_ING = listed("after before while without by instead despite since")
_ADDED = listed("""
especially including even not such which who where like particularly mostly usually instead because
""")
_FACTS = listed("find discover realise realize notice see know learn hear remember")
_LEAST = 5  # words that stay


def shortened(clause: Clause) -> Clause | None:
    """The clause up to where more is only added; None if there is no such place."""
    words = clause.words
    for at in range(max(clause.verb_at + 2, _LEAST), len(words) - 1):
        word, following = words[at], words[at + 1]
        doing = word.low in _BEFORE_ING and following.tag & en.ING_FORM and following.low != "saying"
        added = word.tag & en.COMMA and (following.low in _ADDED or following.tag & (en.ING_FORM | en.PREP))
        told_of = word.low == "who" and not words[at - 1].tag & (en.VERBAL | en.PREP | en.COMMA)
        if doing or added or told_of:
            return replace(clause, words=words[:at], end=words[at - 1].end)
    return None


def fact_inside(clauses: list[Clause]) -> list[Clause]:
    """What was found out, without the finding: it is as true alone. Empty if it is not of this kind."""
    first = clauses[0]
    if len(clauses) < 2 or first.verb not in _FACTS or first.negated or first.hypothetical:
        return []
    inner = clauses[1]
    plain = inner.joint is Joint.THAT and inner.lead in ("", "that") and inner.subject_at >= 0
    return clauses[1:] if plain and not inner.hypothetical else []
