"""What stands in a sentence's way: prefaces, ages in brackets, asides; blanked out, so that places stay."""

from __future__ import annotations

import re

# Who the sentence is about, right after its preface.
_TOLD = (
    r"(?=(?:now |when |whenever |if |since |after |every time )?"
    r"(?:i|he|she|we|they|it|you|i['’]?(?:m|ve|d|ll)|(?:he|she|it)['’]?s|we['’]?(?:re|ve)|they['’]?(?:re|ve))\b)"
)
_PREFACE = re.compile(
    r"(?:(?<=^)|(?<=[.!?\n] )|(?<=\n)|(?<=\bbut )|(?<=\band )|(?<=\bso ))(?:"
    r"(?:(?:the|my|our|one|only|big|main|biggest|real) ){0,3}(?:problem|issue|trouble|catch)"
    rf"(?: here| now)? (?:is|was)(?:(?: that|:)? {_TOLD}| that )"
    r"|fast[- ]forward (?:to|a|about|till) [\w ’']{2,24}?(?:,| and| when|,? where) (?=\w)"
    rf"|what happened (?:is|was)(?: that)? {_TOLD}"
    r")",
    re.IGNORECASE,
)
_ASIDES = re.compile(
    r"\((?=[^()]{0,40}\b\d\d\b)[^()]{1,40}\)|, on the other hand,|,? and I quote,?"
    # "she told me on Thursday, while I was at the sink, that …"
    r"|(?<=\w), (?:while|when|as|because|before|after|during|in front of) [^,.;!?\n]{3,60}, "
    r"(?=that (?:i|he|she|we|they)\b)",
    re.IGNORECASE,
)


def without_prefaces(text: str) -> str:
    """The same text, as long, with spaces where something only led in or stood between."""
    return _ASIDES.sub(_blank, _PREFACE.sub(_blank, text))


def _blank(found: re.Match[str]) -> str:
    return " " * len(found[0])
