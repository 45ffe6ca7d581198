"""What is called out to the coach before the telling begins: "great news, …", "write me a text, …"."""

from __future__ import annotations

from collections.abc import Sequence

from coachbot.core.reading import english as en
from coachbot.core.reading.lists import listed
from coachbot.core.reading.written import Word

_ORDERS = listed("""
write draft tell help give make put explain fix rephrase translate listen read suggest say word show turn
check rewrite shorten
""")
_ASKING = listed("please pls plz just ok okay so hey hi now and then")
_CALLS = listed("""
hi hello hey sorry ok okay good great bad news morning evening afternoon day night wow so well please pls
quick question coach bot app thanks thank everyone all there yes yeah no right honestly great fun fact true
story breaking new here update nice cool fine big small help babe baby honey darling love dear wait
""")
_LONGEST = 14  # words of an order


def after_call(words: Sequence[Word], first: int, subject: int) -> int:
    """Where a clause begins without a greeting or an order to the coach that a comma sets off."""
    if subject <= first:
        return first
    order = first
    while order < subject and words[order].low in _ASKING:
        order += 1
    commas = [at for at in range(max(first, subject - _LONGEST), subject) if words[at].tag & en.COMMA]
    if order < subject and words[order].low in _ORDERS and not words[subject - 1].tag & _HOLDS:
        return commas[-1] + 1 if commas else first
    for comma in reversed(commas):
        if all(word.low in _CALLS or word.tag & en.COMMA for word in words[first:comma]):
            return comma + 1
    return first


def orders(words: Sequence[Word], subject: int) -> bool:
    """As in "tell me who's right", "explain to me why he lies": the clause after it is no telling."""
    return (
        subject > 0 and words[0].low in _ORDERS and bool(words[subject - 1].tag & (en.WH | en.SUBORD))
    ) or (words[0].low in _ORDERS and len(words) > 1 and words[1].low == "me" and bool(words[-1].tag & en.WH))


_SAYING = frozenset(("said", "says", "say", "asked", "asks", "shouted", "yelled", "whispered", "muttered"))


def quote_last(words: Sequence[Word]) -> Sequence[Word]:
    """As in '"typical", she said', with the quotation where it stands in '"she said "typical"'."""
    if len(words) < 3 or not words[0].tag & en.QUOTE:
        return words
    at = 2 if words[1].tag & en.COMMA else 1
    if len(words) > at + 1 and words[at].tag & en.NOM and words[at + 1].low in _SAYING:
        return [words[at], words[at + 1], words[0], *words[at + 2 :]]
    return words


_HOLDS = en.WH | en.SUBORD | en.PREP
