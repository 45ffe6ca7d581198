"""Verbs that go with "you"."""

from __future__ import annotations

from coachbot.core.composing.people import listed
from coachbot.core.reading.verbs import BASE, INGS, PARTICIPLES, PASTS, THIRDS

SINGULAR = {
    "is": "are",
    "was": "were",
    "has": "have",
    "does": "do",
    "isn't": "aren't",
    "wasn't": "weren't",
    "hasn't": "haven't",
    "doesn't": "don't",
    "isnt": "aren't",
    "wasnt": "weren't",
    "hasnt": "haven't",
    "doesnt": "don't",
}
ADVERBS = listed(
    """
    always never just still also even only then now often sometimes usually once again finally suddenly almost
    already ever rarely barely hardly simply first not soon yesterday today tonight apparently maybe perhaps
    rather quite really kinda later instead mostly literally
    """
)
# Participles that say how somebody is ("she's tired") and not what they have done.
_STATES = listed(
    """
    tired annoyed scared upset worried stressed obsessed married bored drunk hurt exhausted depressed
    convinced separated jealous disappointed engaged involved interested used supposed addicted closed excited
    frustrated shocked
    surprised retired gone done pissed ashamed confused divorced sick allowed invited called named based fed
    embarrassed terrified broken lost set stuck crushed shut overwhelmed attached attracted committed
    """
)
_BEING = listed(
    """
    not a an the so such very too in on at out away gone going late early angry mad sad sick here there home
    back right wrong busy asleep awake like being all more less afraid quiet cold mean rude fine okay ok good
    great happy
    """
)


def agreed(verb: str) -> str | None:
    """The verb as it goes with "you"; None where it stays as it is."""
    if verb in SINGULAR:
        return SINGULAR[verb]
    if verb in THIRDS:
        return BASE[verb] if verb not in PASTS else None
    return _guessed(verb)


def _guessed(verb: str) -> str | None:
    """A verb that isn't in the table, by its ending."""
    if (
        len(verb) < 4
        or not verb.endswith("s")
        or verb.endswith(("ss", "us", "is", "'s"))
        or not verb.isalpha()
    ):
        return None
    if verb.endswith("ies"):
        return verb[:-3] + "y"
    if verb.endswith(("shes", "ches", "xes", "sses", "zzes", "oes")):
        return verb[:-2]
    return verb[:-1]


def apostrophe_s(after: str) -> str | None:
    """What "'s" is before this word: "'ve" (she's been), "'re" (she's late), or None for a possessive."""
    if after in ("been", "got", "had", "done", "never", "already", "finally") or (
        after in PARTICIPLES and after not in _STATES and after not in INGS
    ):
        return "'ve"
    if after in INGS or after in _STATES or after in ADVERBS or after in _BEING:
        return "'re"
    return None
