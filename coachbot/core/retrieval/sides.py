"""Whose deed a message is about: a passage for the one who was hurt is no help to the one who did it.

Somebody who writes to us was hurt, as a rule. Only where they tell of a deed of their own, and not in
passing, is it the other way round.
"""

from __future__ import annotations

import re

from coachbot.core.model import Side, Track
from coachbot.core.plain import straighten
from coachbot.core.retrieval.query import Query

_DEED = (
    r"cheated|lied|lashed|snapped|yelled|shouted|screamed|swore|screeched|kissed|slept with|hooked up|hid|"
    r"hidden|broke|forgot|ignored|insulted|humiliated|betrayed|exploded|blew (?:up|it)|messed up|screwed up|"
    r"fucked up|threatened|stormed|slammed|threw|mocked|embarrassed|frightened|laughed (?:at|when)|flirted|"
    r"walked out|went (?:off|quiet|silent|mad)|stopped (?:talking|speaking)|lost (?:it|my temper)|"
    r"called (?:him|her|them) (?:an? )|let (?:him|her|them) down|missed (?:his|her|their|our)|"
    r"hurt (?:him|her|them|my)|was unfaithful|begged|apologi[sz]ed|"
    r"said (?:sorry|something|some|things|the thing)"
)
_MINE = re.compile(
    rf"\bi(?:'ve| have|'d| had)?(?: \w+ly| just| also| even| then)? (?:{_DEED})\b", re.IGNORECASE
)
_OWNED = re.compile(
    r"\bi(?:'m| am) (?:the one who|ashamed|guilty|so sorry)|\bmy (?:own )?(?:fault|temper)\b|\bi was "
    r"(?:the one|wrong|awful|horrible)\b|\bhow (?:do|can) i (?:make it up|apologi[sz]e|say sorry|earn)",
    re.IGNORECASE,
)


def side_of(query: Query) -> Side:
    """The side that the writer of a text is on, as far as its words tell."""
    if query.track is Track.OWN_MISTAKE:
        return Side.DOER
    said = straighten(query.text)
    return Side.DOER if _MINE.search(said) or _OWNED.search(said) else Side.HURT
