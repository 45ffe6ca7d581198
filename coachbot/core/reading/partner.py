"""Whom a message is about: the partner's noun and pronouns, and who "he" and "she" are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from coachbot.core.model import Partner, Person
from coachbot.core.reading import english as en
from coachbot.core.reading.lists import listed
from coachbot.core.reading.people import MINE_ONLY, NOUNS, PEOPLE, WHOLES
from coachbot.core.reading.verbal import Subject
from coachbot.core.reading.written import Sentence, Word, sentences

_HIS = {"he": "he", "him": "he", "his": "he", "himself": "he", "he's": "he", "he'd": "he", "he'll": "he",
        "she": "she", "her": "she", "hers": "she", "herself": "she", "she's": "she", "she'd": "she",
        "she'll": "she"}  # fmt: skip
_FORMS = {"he": ("he", "him", "his"), "she": ("she", "her", "her"), "they": ("they", "them", "their")}
_PAST = listed("last previous former first past old late prior earlier second")
_ENDS_PHRASE = en.PUNCT | en.COORD | en.PREP | en.NOM | en.FUSED | en.AUX | en.MODAL | en.SUBORD
_MALE = listed("m male")


class _Mention(NamedTuple):
    """One place where a partner is named."""

    at: int
    noun: str
    pronoun: str
    rank: int  # 3 "my wife", 2 "the wife", 1 an ex, 0 a former one
    sentence: int


def _is_no_one_new(words: Sequence[Word], at: int) -> bool:
    """As in "a little boy", or "he is a good man": not who "he" is from then on."""
    before = [word.low for word in words[max(0, at - 4) : at]]
    return before[-1:] in (["young"], ["little"], ["baby"]) or not _IS.isdisjoint(before)


_IS = frozenset(("is", "was", "he's", "she's", "hes", "shes", "such", "as", "like"))


@dataclass(slots=True)
class Cast:
    """Who the people of a message are; `last` is whom "he", "she" and "they" meant most recently."""

    partner: Partner
    name: str = ""  # the partner's given name, lower-cased, where the text tells it
    last: dict[str, Person] = field(default_factory=dict)

    def note(self, words: Sequence[Word]) -> None:
        """Take in the people whom these words name."""
        for at, word in enumerate(words):
            if word.low in NOUNS and (pronoun := self.partner.subject):
                mine = _possessor(words, at) == "my"
                self.last[pronoun if mine else NOUNS[word.low][1]] = Person.PARTNER if mine else Person.OTHER
            elif (pronoun := PEOPLE.get(word.low, "")) and not _is_no_one_new(words, at):
                self.last[pronoun] = Person.OTHER

    def who(self, words: Sequence[Word], subject: Subject) -> Person:
        """Whose verb this is."""
        phrase = words[subject.start : subject.end]
        head = en.FUSIONS[phrase[0].low][0] if phrase[0].tag & en.FUSED else phrase[0].low
        if len(phrase) == 1:
            return self._pronoun(head)
        lows = {word.low for word in phrase}
        if lows & {"i", "me", "myself"} or (lows & {"us", "we"} and "of" in lows):
            return Person.WE
        while len(phrase) > 1 and phrase[-1].tag & en.ADV:
            phrase = phrase[:-1]
        of = next((place for place, word in enumerate(phrase) if word.low == "of"), len(phrase))
        last = phrase[of - 1].low
        if last in NOUNS and _possessor(words, subject.start + of - 1) in ("my", "the", ""):
            return Person.PARTNER
        mine = "my" in lows and (last in WHOLES.values() or last in MINE_ONLY)
        return Person.PARTNER if mine else Person.OTHER

    def _pronoun(self, head: str) -> Person:
        if head == "i":
            return Person.ME
        if head == "we":
            return Person.WE
        if head in ("he", "she", "they"):
            usual = Person.PARTNER if head == self.partner.subject or not self.partner.known else Person.OTHER
            return self.last.get(head, usual)
        if head == self.name or head in NOUNS:
            return Person.PARTNER
        return Person.OTHER


def find_partner(text: str, before: Partner | None = None) -> Partner:
    """How the person speaks of the partner in this text; `before` is what earlier messages told."""
    found = cast(text, sentences(text)).partner
    return found if before is None else refined(before, found)


def refined(before: Partner, found: Partner) -> Partner:
    """What both messages tell: a later message adds what was open; a husband stays one."""
    if not found.known:
        return before
    if not before.known:
        return found
    plain = before.noun == "your partner" or (before.noun.startswith("your ex") and "ex" not in found.noun)
    noun = found.noun if plain and found.noun != "your partner" else before.noun
    source = found if before.subject == "they" or noun != before.noun else before
    if source.subject == "they":
        source = before
    return replace(source, noun=noun, known=True)


def cast(text: str, parts: Sequence[Sentence]) -> Cast:
    """The people of a message, given as written and as sentences."""
    words = [word for part in parts for word in part.words]
    mentions = list(_mentions(words))
    if not mentions:
        return _without_noun(words)
    best = max(mentions, key=lambda m: m.rank)
    pronoun = best.pronoun or _told_by_words(text, words, best)
    noun = f"your {best.noun}"
    if best.noun in ("fiancé", "fiancée") and pronoun != "they":
        noun = "your fiancée" if pronoun == "she" else "your fiancé"
    name = _given_name(words, best.at)
    shown = name if name and best.noun == "partner" else noun
    subject, object_, possessive = _FORMS[pronoun]
    return Cast(Partner(shown, subject, object_, possessive, known=True), name.lower())


def _mentions(words: Sequence[Word]) -> Iterator[_Mention]:
    for at, word in enumerate(words):
        low = word.low
        bare = low.removesuffix("'s")
        if bare in NOUNS:
            noun, pronoun = NOUNS[bare]
        elif bare in MINE_ONLY and at and words[at - 1].low == "my" and not _is_person(words, at + 1):
            noun, pronoun = "partner", MINE_ONLY[bare]
        elif at + 1 < len(words) and WHOLES.get(low) == words[at + 1].low:
            noun, pronoun = "partner", "he" if low == "baby" else ""
        else:
            continue
        if "/" in {word.low for word in words[max(0, at - 1) : at + 2]}:
            continue  # "bf/gf"
        if noun == "ex" and at + 1 < len(words) and words[at + 1].low in NOUNS:
            continue  # "my ex boyfriend"
        if _is_own_role(words, at):
            continue
        owner = _possessor(words, at)
        if owner not in ("my", "the", "", "our"):
            continue
        if noun != "ex" and words[at - 1].low in ("ex", "ex-") and at:
            noun = "ex-" + noun
        rank = 3 if owner == "my" else 2
        rank = 1 if noun.startswith("ex") else 0 if at and words[at - 1].low in _PAST else rank
        yield _Mention(at, noun, pronoun, rank, 0)


def _is_person(words: Sequence[Word], at: int) -> bool:
    """Whether the word at this place is a person too: "my guy friends"."""
    return at < len(words) and (words[at].low in PEOPLE or words[at].low.rstrip("'s") in PEOPLE)


def _is_own_role(words: Sequence[Word], at: int) -> bool:
    """Whether the person calls themselves so: "I'm the nicest husband", "as a wife"."""
    for back in range(at - 1, max(at - 7, -1), -1):
        word = words[back]
        if word.low in ("i'm", "i've") or (word.low in ("am", "was", "be", "been") and _has_i(words, back)):
            return True
        if word.tag & (en.POSS | en.PUNCT) or (word.tag & en.PREP and word.low not in ("of", "as", "like")):
            return False
        if word.tag & en.FINITE and not word.tag & (en.WEAK | en.ADV):
            return False
    return False


def _has_i(words: Sequence[Word], at: int) -> bool:
    near = [word.low for word in words[max(0, at - 3) : at]]
    return bool({"i", "i've", "i'll", "i'd"} & set(near)) and not {"he", "she", "they"} & set(near)


def _possessor(words: Sequence[Word], at: int) -> str:
    """Whose partner the noun at this place is: "my", "the", "" (nobody's) or the owner's word."""
    for back in range(at - 1, max(at - 6, -1), -1):
        word = words[back]
        if word.tag & en.POSS or word.low.endswith("'s"):
            return word.low
        if word.low in ("a", "an", "no", "any", "another", "every", "of", "as"):
            return word.low if word.low != "of" else ""
        if word.low == "the":
            return "the"
        if word.tag & _ENDS_PHRASE:
            return ""
        if word.low in PEOPLE or word.low.rstrip("s") in PEOPLE:
            return word.low
    return ""


_AGE = re.compile(r"\s?[\[(]?\s?(?:\d\d ?/? ?([mMfF])\b|([mMfF]) ?/? ?\d\d\b|((?:fe)?male)\b)")


def _told_by_words(text: str, words: Sequence[Word], mention: _Mention) -> str:
    """The pronoun of a noun that tells none: by the tag behind it, by the next "he" or "she", by the most."""
    noun = words[mention.at]
    if (tagged := _AGE.match(text, noun.end)) is not None:
        return "he" if (tagged[1] or tagged[2] or tagged[3])[0] in "mM" else "she"
    others = False
    for word in words[mention.at :]:
        if word.low in _HIS and not others:
            return _HIS[word.low]
        others = others or (bool(PEOPLE.get(word.low)) and not word.tag & en.LETTER)
    found = [_HIS[word.low] for word in words if word.low in _HIS]
    if not found:
        return "she" if mention.noun == "fiancée" else "they"
    return max(("he", "she"), key=found.count)


_TOGETHER = listed("""
dating together married marriage relationship engaged divorce love sex anniversary us seeing dated
proposed boyfriend girlfriend cheated cheating breakup kissed kiss date
""")


def _without_noun(words: Sequence[Word]) -> Cast:
    """No noun: a "he" or "she" that belongs to nobody else named before is the partner."""
    others: set[str] = set()
    together = _are_together(words)
    name = ""
    for at, word in enumerate(words):
        low = word.low
        if low in PEOPLE and not _is_dated(words, at):
            others.add(PEOPLE[low])
        elif (
            word.tag & en.LETTER
            and not name
            and not words[at - 1].tag & (en.POSS | en.DET)
            and at + 1 < len(words)
            and words[at + 1].tag & en.SURE
        ):
            name = word.text
        elif low in _HIS and ((_HIS[low] not in others and "" not in others) or together):
            subject, object_, possessive = _FORMS[_HIS[low]]
            noun = name if name and not others else "your partner"
            return Cast(Partner(noun, subject, object_, possessive, known=True), name.lower())
    return Cast(Partner())


def _is_dated(words: Sequence[Word], at: int) -> bool:
    """As in "the guy I'm seeing" is the partner."""
    near = {word.low for word in words[max(0, at - 5) : at + 5]}
    return bool(near & {"dating", "seeing", "engaged", "married"})


def _are_together(words: Sequence[Word]) -> bool:
    lows = {word.low for word in words}
    return bool(lows & _TOGETHER) and bool(lows & {"we", "we've", "we're", "us", "our"})


def _given_name(words: Sequence[Word], at: int) -> str:
    """The name beside the noun, quoted or not: "my husband Mark", "Ryan, my partner"."""
    place = at + 1
    if place < len(words) and words[place].tag & en.COMMA:
        place += 1
    for word in words[place : place + 1]:
        if word.tag & en.QUOTE and " " not in word.text:
            return word.text.strip("\"'")
        if word.tag & en.LETTER and not word.tag & ~en.LETTER:
            return word.text
    first = at - 1
    while first > 0 and words[first].tag & (en.POSS | en.COMMA):
        first -= 1
    if 0 <= first < at - 1 and words[first].text[:1].isupper() and not words[first].tag & ~en.LETTER:
        return words[first].text
    return ""
