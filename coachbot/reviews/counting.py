"""What transcripts and verdicts add up to: (chart, key) pairs, each one more in that chart."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

from coachbot.reviews.values import Exchange, Judged, State, Transcript

Tally = tuple[str, str]

FEWEST = 5
"""Groups smaller than this are not shown: few enough people could be recognised."""

_WORD = re.compile(r"[^\W\d_]{3,}")
_RANK = {"none": 0, "ask": 1, "stop": 2}


def level(transcript: Transcript) -> str:
    """The highest danger level of a transcript."""
    return max((each.danger for each in transcript.exchanges), key=_RANK.__getitem__, default="none")


def kinds(transcript: Transcript) -> tuple[str, ...]:
    """The kinds of danger in it, each once."""
    return tuple(dict.fromkeys(kind for each in transcript.exchanges for kind in each.kinds))


def heat(transcript: Transcript) -> tuple[int, int]:
    """How hot it began and how it ended, 0-10; the beginning is the hotter of the first two messages."""
    told = [each.heat for each in transcript.exchanges if each.said and not each.tap]
    return (max(told[:2], default=0), told[-1] if told else 0)


def ended(transcript: Transcript) -> str:
    """The step it ended at."""
    return transcript.exchanges[-1].step if transcript.exchanges else "arrive"


def voice(transcript: Transcript) -> str:
    """The word "model" if a model wrote any of it."""
    return "model" if any(each.voice == "model" for each in transcript.exchanges) else "script"


def transcript_tallies(transcript: Transcript) -> tuple[Tally, ...]:
    """What a transcript adds to the charts."""
    before, after = heat(transcript)
    end = ended(transcript)
    gems = {each.gem for each in transcript.exchanges if each.gem}
    return (
        ("sessions", transcript.published[:7]),
        *(("reached", step) for step in dict.fromkeys(each.step for each in transcript.exchanges)),
        *([("dropped", end)] if end != "close" else []),
        ("heat_before", str(before)),
        ("heat_after", str(after)),
        *([("foundation", transcript.foundation)] if transcript.foundation else []),
        *(("gem", gem) for gem in sorted(gems)),
        *(("danger", kind) for kind in kinds(transcript)),
        ("danger_level", level(transcript)),
        ("voice", voice(transcript)),
    )


def verdict_tallies(judged: Sequence[Judged], exchanges: Iterable[Exchange]) -> Mapping[Tally, int]:
    """What the verdicts on one transcript add to the charts."""
    gems = {each.n: each.gem for each in exchanges if each.gem}
    found: Counter[Tally] = Counter()
    for one in judged:
        found["verdict", one.verdict.value] += 1
        if one.n in gems:
            found[f"gem_{one.verdict.value}", str(gems[one.n])] += 1
    for one, other in combinations(judged, 2):
        if one.n == other.n:
            found["agreement", "same" if one.verdict is other.verdict else "different"] += 1
    return found


def disputed(judged: Iterable[Judged]) -> tuple[int, ...]:
    """The replies that coaches saw differently, in order."""
    seen: dict[int, set[str]] = {}
    for one in judged:
        seen.setdefault(one.n, set()).add(one.verdict.value)
    return tuple(sorted(n for n, verdicts in seen.items() if len(verdicts) > 1))


def state(judged: Sequence[Judged], resolved: Iterable[int], reviews: int, wanted: int) -> State:
    """How far a transcript has come with so many finished reviews of those wanted."""
    open_ones = set(disputed(judged)) - set(resolved)
    if open_ones and reviews > 1:
        return State.SPLIT
    if disputed(judged):
        return State.SETTLED if not open_ones else State.OPEN
    return State.DONE if reviews >= wanted else State.OPEN


def words_of(text: str) -> frozenset[str]:
    """The words that a text can be found by."""
    return frozenset(each.casefold()[:40] for each in _WORD.findall(text))


def searchable(transcript: Transcript) -> frozenset[str]:
    """The words that a transcript can be found by."""
    return words_of(" ".join(text for each in transcript.exchanges for text in (each.said, *each.replies)))
