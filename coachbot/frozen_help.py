"""The last help text: for the day when prompts/ and knowledge/ cannot be read and someone is in danger.

It is the only text for people that stands in code: it must be there when every file is broken.
"""

from __future__ import annotations

import re
from typing import Final

from coachbot.core.model import Danger, DangerKind, Evidence, Level, Person

TEXT: Final = (
    "I believe you, and I'm glad you said it. This is past what I can do, and just now I can't reach my list "
    "of help lines.\n\n"
    "In danger now, or someone is hurt: your emergency number, 112 in most countries, 911 in North America.\n"
    "People to talk to, by country: findahelpline.com\n\n"
    "Are you safe right this minute, and is this phone safe to write on? I'm still here."
)

# The plainest words only: whatever reads better is in the files that are broken.
_SUICIDE: Final = (
    r"suicid\w*|kill(?:ing)? myself|end(?:ing)? my life|want to die|wanna die|overdos\w+"
    r"|don'?t want to (?:live|be alive|be here anymore|wake up)"
)
_SELF_HARM: Final = r"self.?harm\w*|(?:cut|cutting|hurt|hurting) myself"
_VIOLENCE: Final = (
    r"(?:hits?|beats?|slap(?:s|ped)?|punch(?:es|ed)?|kick(?:s|ed)?|chok(?:es?|ed)|strangl(?:es?|ed)"
    r"|shov(?:es?|ed)|rap(?:es?|ed)|stabbed|threatens?|threatened) (?:me|us)|kill me"
    r"|(?:afraid|scared|terrified) of (?:him|her|my (?:husband|wife|partner|boyfriend|girlfriend))"
    r"|put (?:his|her) hands? (?:on|around) my (?:neck|throat)"
)
_MEDICAL: Final = r"can'?t breathe|not breathing|chest pain|took (?:all )?(?:the|my) pills"
_PLAIN: Final = (
    (DangerKind.SUICIDE, Person.ME, _SUICIDE),
    (DangerKind.SELF_HARM, Person.ME, _SELF_HARM),
    (DangerKind.PARTNER_VIOLENCE, Person.PARTNER, _VIOLENCE),
    (DangerKind.MEDICAL, Person.ME, _MEDICAL),
)
_LONGEST: Final = 20_000


def frozen_help(text: str) -> str | None:
    """The text above where a message plainly tells of danger; None otherwise."""
    return TEXT if frozen_danger(text).level is Level.STOP else None


def frozen_danger(text: str) -> Danger:
    """What the plainest words say, for the day when the signs are broken; no look-alike is known then."""
    said = text[:_LONGEST].lower().replace("\u2019", "'")
    for kind, by, words in _PLAIN:
        if (found := re.search(rf"\b(?:{words})\b", said)) is not None:
            place = Evidence(text[found.start() : found.end()], found.start(), found.end(), "frozen")
            return Danger(Level.STOP, (kind,), by, because=(place,))
    return Danger()
