"""What a template may mention, and what it stands for in this session."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from coachbot.core.kit import Kit
from coachbot.core.model import Partner, Reading
from coachbot.core.reading import weave
from coachbot.core.session import Notes, Session


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


# Every variable that prompts/ may use; a template that mentions another is refused at start.
VOCABULARY = _words(
    """
    they them their They Their they_are they_were they_have partner Partner told told_more fact Fact
    question letter
    asked_me feeling feelings Feeling Feelings faux Faux guess1 guess2 guess3 Guess1 wish wish1
    wish2 Wish foundation foundation_words request gem_title gem_text gem_why gem_page gem_source practice
    draft left_out pause_line card line reply seen may_need hint sentence last_request last_fact
    picked operator answer idea1 idea2 short mother country number feel clause name lines
    themselves help_lines
    days sealed model telegram keeps
    kept_days more_facts own Own how_often when essential
    who mine words theirs link
    """
)


def pronouns(partner: Partner) -> dict[str, object]:
    """The words by which a reply speaks of the partner."""
    they = partner.subject
    singular = they in ("he", "she")
    return {
        "they": they,
        "They": they.capitalize(),
        "them": partner.object,
        "their": partner.possessive,
        "Their": partner.possessive.capitalize(),
        "they_are": f"{they}'s" if singular else "they're",
        "they_were": f"{they} was" if singular else "they were",
        "they_have": f"{they} has" if singular else "they have",
        "partner": partner.noun,
        "Partner": upper(partner.noun),
    }


def upper(text: str) -> str:
    """The text with a capital at its start."""
    return text[:1].upper() + text[1:]


def joined(words: Sequence[str]) -> str:
    """Words as a list is spoken: "sad", "sad and tired", "sad, tired and alone"."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"


def feeling_phrase(name: str, kit: Kit) -> str:
    """A feeling as it follows "you feel"; a word of the person's own stays as it is."""
    entry = kit.lexicon.feelings.get(name)
    return entry.phrase if entry else name


def feelings_said(notes: Notes) -> tuple[str, ...]:
    """The feelings by the person's own words where they had one, else by the inventory's names."""
    said = dict(notes.feelings_said)
    return tuple(said.get(name, name) for name in notes.feelings)


def wish(name: str, partner: Partner, kit: Kit) -> str:
    """A need as it follows "you want": "to be able to count on what you two agree"."""
    entry = kit.lexicon.needs.get(name)
    if entry is None:
        return name
    return entry.as_wish.format(they=partner.subject, them=partner.object, their=partner.possessive)


_FAULT = re.compile(
    r",?(?: and| but)? (?:it was |it's |it is )?"
    r"(?:probably |maybe |all |partly )*(?:your|his|her|their) fault\b"
)


def without_fault(told: str | None) -> str | None:
    """What is told back never hands out a fault, not even one that they took on themselves."""
    return _FAULT.sub(_unless_reported, told) if told else told


def _unless_reported(fault: re.Match[str]) -> str:
    """Who said that it was their fault said so; without it "he said the kids are ill" would be left."""
    return fault[0] if _REPORTS.search(fault.string[: fault.start()]) else ""


_REPORTS = re.compile(r"\b(?:said|says|saying|told \w+|tells \w+|thinks?|thought|claims?|claimed)(?: that)?$")


def values(session: Session, reading: Reading, kit: Kit) -> Mapping[str, object]:
    """What is known, by the names that templates use; what is not known is absent."""
    notes = session.notes
    feelings = [feeling_phrase(f, kit) for f in feelings_said(notes)[-3:]]
    guesses = [feeling_phrase(f, kit) for f in notes.likely_feelings if f not in notes.feelings][:3]
    wishes = [wish(n, session.partner, kit) for n in notes.likely_needs if n not in notes.needs][:2]
    own = [wish(n, session.partner, kit) for n in notes.needs[-2:]]
    known: dict[str, object] = {
        **pronouns(session.partner),
        "told": without_fault(weave(reading.retellings)),
        "fact": notes.facts[0] if notes.facts else None,
        "Fact": upper(notes.facts[0]) if notes.facts else None,
        "asked_me": notes.asked_me,
        "feeling": feelings[-1] if feelings else None,
        "Feeling": upper(feelings[-1]) if feelings else None,
        "feelings": joined(feelings),
        "Feelings": upper(joined(feelings)),
        "faux": notes.faux[-1] if notes.faux else None,
        "Faux": upper(notes.faux[-1]) if notes.faux else None,
        "wish": own[-1] if own else None,
        "Wish": upper(own[-1]) if own else None,
        "request": notes.request,
        "practice": notes.practice,
        "last_request": session.last_request,
        "last_fact": session.last_fact,
        "short": "yes" if len(" ".join(session.texts[-1:]).split()) < 12 else None,
    }
    known.update({f"guess{i}": g for i, g in enumerate(guesses, 1)})
    known.update({f"wish{i}": w for i, w in enumerate(wishes, 1)})
    if guesses:
        known["Guess1"] = upper(guesses[0])
    return known
