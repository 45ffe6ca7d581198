"""What an agreement says: who does it, what it is, and whether it is small."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from coachbot.core.nudging.kept import Agreement, Ended

LONG = 18  # words
LINE = 200  # characters kept of one
_LARGE = re.compile(
    r"\b(?:always|never|every (?:single )?(?:day|night|time|week)|from now on|forever|for good|all the time|"
    r"any ?more|completely|everything|no longer)\b",
    re.IGNORECASE,
)
_ME = re.compile(r"^(?:i|i'll|i'd|i'm|my|me)\b", re.IGNORECASE)
_BOTH = re.compile(r"^(?:we|we'll|we'd|both|us|together|let's)\b", re.IGNORECASE)
_WHEN = re.compile(
    r",?\s*\b(?:by|until|till|before|on|in|this|within)?\s*(?:the end of\s+)?"
    r"(?:tomorrow(?: (?:morning|evening|night))?|tonight|today|this evening|next week|the weekend|weekend|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day(?: (?:morning|evening|night))?|\d{4}-\d{2}-\d{2}|"
    r"(?:a|one|two|three|\d+) (?:days?|weeks?|hours?))"
    r"(?:,? (?:at |by )?\d{1,2}(?:[:.]\d{2})? ?(?:[ap]\.?m\.?)?)?\s*[.!]?$",
    re.IGNORECASE,
)


def who_does(text: str) -> str:
    """me, both or partner, by how the sentence begins."""
    said = text.strip().replace("’", "'")
    return "me" if _ME.match(said) else "both" if _BOTH.match(said) else "partner"


def what_of(text: str) -> str:
    """What is agreed, without its day at the end."""
    said = " ".join(text.split())[:LINE]
    short = _WHEN.sub("", said).strip(" ,.;")
    return short or said


def is_large(text: str) -> bool:
    """Whether it is more than one small thing, done once."""
    return bool(_LARGE.search(text)) or len(text.split()) > LONG


def tally(agreements: Sequence[Agreement]) -> str:
    """How those that are over ended: "3 kept, 1 partly, 1 changed"; nothing while none is over."""
    count = Counter(each.ended for each in agreements)
    names = (
        (Ended.KEPT, "kept"),
        (Ended.PARTLY, "partly"),
        (Ended.CHANGED, "changed"),
        (Ended.NOT_KEPT, "not kept"),
    )
    return ", ".join(f"{count[ended]} {name}" for ended, name in names if count[ended])
