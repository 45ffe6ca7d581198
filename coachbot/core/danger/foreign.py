"""In which language a danger was said: the help is given in the same one, whatever the rest speaks."""

from __future__ import annotations

from coachbot.core.model import Danger, DangerKind

# Signs of another language are named "de.suicide"; its texts stand in prompts/de/danger.txt.
_LANGUAGE = 2
_OWN = frozenset({DangerKind.HARM_TO_PARTNER, DangerKind.OTHER_HARM})
_ONESELF = frozenset({DangerKind.SUICIDE, DangerKind.SELF_HARM})


def language_of(danger: Danger) -> str | None:
    """The ISO 639 code of the language that the danger was said in; None for English."""
    for found in danger.because:
        language, dot, _ = found.rule.partition(".")
        if dot and len(language) == _LANGUAGE:
            return language
    return None


def first_act(danger: Danger) -> str:
    """Which act of a prompts/<language>/danger.txt is said first: these files know three."""
    if not _ONESELF.isdisjoint(danger.kinds):
        return "stop.suicide"
    return "stop.harm_to_partner" if not _OWN.isdisjoint(danger.kinds) else "stop.partner_violence"
