"""In which language a danger was said: the help is given in the same one, whatever the rest speaks."""

from __future__ import annotations

import re

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


def unread(text: str) -> bool:
    """Whether a text is in a language that a model of English meaning cannot read."""
    letters = [letter for letter in text if letter.isalpha()]
    if sum(letter > _LATIN for letter in letters) * 2 > len(letters):
        return True
    words = _WORD.findall(text.lower())
    foreign = sum(word in _FOREIGN or not word.isascii() for word in words)
    return foreign >= _SOME and foreign > sum(word in _ENGLISH for word in words)


_LATIN = "\u024f"  # the last of the letters that Latin alphabets are written with
_SOME = 2
_WORD = re.compile(r"[^\W\d_]+")
_ENGLISH = frozenset(
    "i my me he she him his her we you it is was the and to of that this have had has not but with for when "
    "what they them do did so just if im dont would can be are want been who if all about "
    "out up like really".split()
)
# Small words of the other languages in which danger is known, but for those that are English ones as well.
_FOREIGN = frozenset(
    "que de la el los las una un mi su con por para pero muy esta yo ella como cuando porque lo le se es "
    "meu minha uma ele ela com mas muito isso eu ao na um quando nao "
    "le les des une mon ma il elle est je pas ne que qui dans avec pour mais ce cette et ai suis du au "
    "der das und ich nicht ist ein eine mein meine er sie mit auf aber wir haben hat sich zu den dem von im "
    "di che non il gli mio mia lui lei con per ma sono ho ha anche ci della ogni questo "
    "nie jest moj moja mnie ona ale ze na sie mam tak co jak od juz bardzo przez "
    "bir ve bu cok benim ben sen ile icin ama degil var ne kadar daha gibi bana beni sonra "
    "ja ya ne ona mne moy moya eto chto kak".split()
)
