"""The last help text: for the day when prompts/ and knowledge/ cannot be read and someone is in danger.

It is the only text for people that stands in code: it must be there when every file is broken.
"""

from __future__ import annotations

import re
from typing import Final

TEXT: Final = (
    "I believe you, and I'm glad you said it. This is past what I can do, and just now I can't reach my list "
    "of help lines.\n\n"
    "In danger now, or someone is hurt: your emergency number, 112 in most countries, 911 in North America.\n"
    "People to talk to, by country: findahelpline.com\n\n"
    "Are you safe right this minute, and is this phone safe to write on? I'm still here."
)

# The plainest words only: whatever reads better is in the files that are broken.
_PLAIN: Final = re.compile(
    r"\b(?:suicid\w*|kill(?:ing)? myself|end(?:ing)? my life|want to die|wanna die|overdos\w+|self.?harm\w*"
    r"|(?:hits?|beats?|slap(?:s|ped)|punch(?:es|ed)|kick(?:s|ed)|chok(?:es|ed)|strangl(?:es|ed)|shov(?:es|ed)"
    r"|rap(?:es|ed)) (?:me|us)|kill me"
    r"|(?:afraid|scared) of (?:him|her|my (?:husband|wife|partner|boyfriend|girlfriend))"
    r"|can'?t breathe|not breathing|chest pain)\b"
)
_LONGEST: Final = 20_000


def frozen_help(text: str) -> str | None:
    """The text above where a message plainly tells of danger; None otherwise."""
    return TEXT if _PLAIN.search(text[:_LONGEST].lower().replace("\u2019", "'")) else None
