"""A person's clause about their partner, turned into words to the partner.

Grammatical or nothing: where it isn't sure who "she" is, or how the verb goes on, the answer is None.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from coachbot.core.composing.agreeing import ADVERBS, SINGULAR, agreed, apostrophe_s
from coachbot.core.composing.people import BARE, FEMALE, LY_NOUNS, MALE, MANY, PARTNERS, TITLES, listed
from coachbot.core.model import Partner
from coachbot.core.plain import straighten
from coachbot.core.reading.verbs import BASES, INGS, PASTS, THIRDS

LONGEST = 60  # words; longer clauses are not turned

_TOKEN = re.compile(r"[^\W_]+(?:'[^\W_]+)*|\s+|.", re.DOTALL)
_FORMS = {
    "he": ("he", "him", "his", "his", "himself"),
    "she": ("she", "her", "her", "hers", "herself"),
    "they": ("they", "them", "their", "theirs", "themselves"),
}
_AND = frozenset(("and", "or", "but", "then", "&"))
_NEW_SUBJECT = listed(
    """
    i we that which who there this what it's where when because if as while although though since until so he
    she they
    """
)
_DETERMINERS = frozenset(("my", "our", "the", "a", "an", "his", "her", "their"))
# After these, "her" is somebody seen or made to do something, and no possessive.
_SEEING = listed("see saw seen hear heard watch watched let make made help helped have had feel felt")
_AFTER_OBJECT = listed(
    """
    and or but when while because so if that to for in on at with from about by of up out off down over again
    today tonight yesterday last this all every not a an the my our some any as into like before after until
    since how why what where who is was were are i we it he she they me us you too either anyway back away
    around here there now then once twice alone first instead tomorrow ever never always still just even more
    very regardless though
    """
)
# An age or a sex in brackets, as forums have them.
_ASIDE = re.compile(r"\s{0,3}[(\[][^()\[\]\n]{0,24}[)\]]")
# "my girlfriend of three years": how long is no part of who.
_OF_YEARS = re.compile(
    r"(\bmy [\w-]{2,20}) of (?:about |over |almost |nearly |more than )?[\w./]{1,9}(?: and a half| 1/2)? "
    r"(?:years?|yrs?|months?|weeks?)\b",
    re.IGNORECASE,
)
_BROKEN = re.compile(r"\byou (?:is|was|has|does|doesn't|isn't|wasn't|hasn't|am)\b")


def to_partner(clause: str, partner: Partner) -> str | None:
    """The clause as it would be said to the partner, or None where that can't be done safely.

    "last night she laughed at me" → "last night you laughed at me"; no capital or final stop is added.
    """
    plain = _OF_YEARS.sub(r"\1", _ASIDE.sub("", straighten(clause))).strip().rstrip(" .!,;:")
    if not plain or "\n" in plain or len(plain.split()) > LONGEST:
        return None
    tokens = _TOKEN.findall(plain)
    lows = [token.lower() for token in tokens]
    gender = _gender(lows, partner)
    if gender is None:
        return None
    turned = _Turning(tokens, lows, partner, gender).run()
    if turned is None or _BROKEN.search(turned.lower()):
        return None
    return turned


def _gender(lows: list[str], partner: Partner) -> str | None:
    """Which pronoun stands for the partner here; None when it could be either."""
    if partner.subject in ("he", "she"):
        return partner.subject
    there = [g for g in ("he", "she") if set(lows) & set(_contracted(g))]
    if len(there) == 1:
        return there[0]
    return None if there or (set(lows) & MANY and set(lows) & set(_contracted("they"))) else "they"


def _contracted(subject: str) -> tuple[str, ...]:
    return (*_FORMS[subject], *(f"{subject}'{tail}" for tail in ("s", "d", "ll", "re", "ve")))


@dataclass(slots=True)
class _Turning:
    """One clause on its way from "she" to "you"."""

    tokens: list[str]
    lows: list[str]
    partner: Partner
    gender: str
    out: list[str] = field(default_factory=list)
    at: int = 0
    acting: bool = False  # the subject of the verb at hand is the partner
    present: bool = False  # and their last verb was in the present
    quoted: bool = False
    other: bool = False  # somebody of the partner's sex has come up
    turned: bool = False
    addressed: bool = False  # "you" stands in the person's own words

    def run(self) -> str | None:
        """The whole clause turned, or None."""
        while self.at < len(self.tokens):
            if not self._step():
                return None
        if self.addressed and self.turned:
            return None
        return "".join(self.out)

    def _step(self) -> bool:
        """Turn what stands here; False when it can't be done surely."""
        low = self.lows[self.at]
        if low == '"':
            self.quoted = not self.quoted
        if self.quoted or not low[0].isalnum():
            self.acting = self.acting and low not in (";", ":", ".", "?", "!")
            return self._copy()
        if (length := self._partner_noun()) > 0:
            return self._noun(length)
        if low in _contracted(self.gender):
            return not self.other and self._pronoun(low)
        if low in ("you", "your", "you're", "yours", "yourself", "u"):
            self.addressed = True
        self._notice(low)
        return self._copy()

    def _copy(self) -> bool:
        self.out.append(self.tokens[self.at])
        self.at += 1
        return True

    # ------------------------------------------------------------ who is meant

    def _partner_noun(self) -> int:
        """How many tokens here name the partner: "my husband", "Tom", "dh"; 0 for none."""
        low = self.lows[self.at].removesuffix("'s")
        names = [part.lower() for part in self.partner.noun.split() if self.partner.noun[:1].isupper()]
        if low in names or low in ("dh", "dw") or (low in BARE and self._stands_alone()):
            return 1
        if low != "my" or self.at + 2 >= len(self.lows):
            return 0
        noun = self.lows[self.at + 2].removesuffix("'s")
        return 3 if noun in PARTNERS or noun == self.partner.noun.removeprefix("your ").lower() else 0

    def _noun(self, length: int) -> bool:
        end = self.at + length
        word = self.lows[end - 1]
        if self._word(end) == "of" or self._word(end + 1 if self.lows[end : end + 1] == [","] else end) in (
            "who",
            "whose",
            "whom",
        ):
            return False
        if not word.endswith("'s"):
            return self._put("you", end, subject=not self._after_preposition())
        said = apostrophe_s(self._word(end))
        return self._put("your" if said is None else f"you{said}", end, subject=said is not None)

    def _pronoun(self, low: str) -> bool:
        subject, obj, possessive, owned, reflexive = _FORMS[self.gender]
        after = self._word(self.at + 1)
        if low == subject:
            return self._put("you", self.at + 1, subject=True)
        if low == f"{subject}'s":
            said = apostrophe_s(after) or "'re"
            return self._put(f"you{said}", self.at + 1, subject=True)
        if low.startswith(f"{subject}'"):
            return self._put("you" + low[len(subject) :], self.at + 1, subject=True)
        if low == reflexive:
            return self._put("yourself", self.at + 1, subject=False)
        if low == possessive and self._is_possessive(after, low == obj):
            return self._put("your", self.at + 1, subject=False)
        if low == owned and low != obj:
            return self._put("yours", self.at + 1, subject=False)
        if self.acting and self._word_before() != "with":
            return False  # "she called her": somebody else
        return self._put("you", self.at + 1, subject=False)

    def _is_possessive(self, after: str, either: bool) -> bool:
        """Whether "her" is "your": somebody's mother, and not somebody seen to leave."""
        if not after or after in _AFTER_OBJECT or after in ADVERBS or after.endswith("n't"):
            return False
        if after.endswith("ly") and after not in LY_NOUNS:
            return False
        if not either:
            return True
        before = self._word_before()
        doing = after in BASES or after in INGS
        return not (before in _SEEING and doing) and after not in ("to", "cry", "go", "leave", "know")

    def _stands_alone(self) -> bool:
        """Whether nothing says whose: "wife and I", "told hubby"."""
        before = self._word_before()
        return (
            not before
            or before in _AND
            or before in ("when", "if", "because", "that", "told", "asked", "with")
        )

    def _after_preposition(self) -> bool:
        return self._word_before() in (
            "to",
            "for",
            "with",
            "at",
            "about",
            "from",
            "by",
            "of",
            "on",
            "without",
            "told",
        )

    # ------------------------------------------------------------ words before and after

    def _word(self, at: int) -> str:
        """The word at or after a place, "" at the end."""
        while at < len(self.lows) and self.lows[at].isspace():
            at += 1
        return self.lows[at] if at < len(self.lows) and self.lows[at][0].isalnum() else ""

    def _word_before(self) -> str:
        words = [low for low in self.lows[max(0, self.at - 4) : self.at] if low[0].isalnum()]
        return words[-1] if words else ""

    # ------------------------------------------------------------ the turn itself

    def _put(self, word: str, end: int, subject: bool) -> bool:
        """Write "you" and what belongs to it: the verb that agrees, before it or after it."""
        self.turned = True
        self.out.append(word)
        self.at = end
        if not subject or self._word(end) in ("and", "&", "or"):
            return True
        self.acting, self.present = True, False
        if word == "you":
            self._invert()
        self._verb()
        return True

    def _invert(self) -> None:
        """A question's verb stands before: "why does he" → "why do you"."""
        before = next((i for i in range(len(self.out) - 2, -1, -1) if not self.out[i].isspace()), -1)
        if before >= 0 and (said := SINGULAR.get(self.out[before].lower())) and self._starts_question(before):
            self.out[before] = said

    def _starts_question(self, before: int) -> bool:
        asked = [piece.lower() for piece in self.out[:before] if piece[:1].isalnum()]
        return not asked or asked[-1] in (
            "why",
            "how",
            "when",
            "where",
            "what",
            "who",
            "never",
            "rarely",
            "only",
            "nor",
        )

    def _verb(self) -> None:
        """Copy adverbs, then make the verb agree with "you"."""
        at = self.at
        while at < len(self.lows) and (self.lows[at].isspace() or self._is_adverb(self.lows[at])):
            at += 1
        if at >= len(self.lows):
            return
        said = agreed(self.lows[at])
        if said is None:
            return
        self.out += self.tokens[self.at : at]
        self.out.append(said)
        self.at = at + 1
        self.present = True

    @staticmethod
    def _is_adverb(low: str) -> bool:
        return low in ADVERBS or (low.endswith("ly") and low not in ("reply", "rely", "apply", "fly"))

    def _notice(self, low: str) -> None:
        """Keep track of whose verbs come next, and of others who could be meant by "she"."""
        if low in _AND:
            self._carry_on()
        elif (
            low in _NEW_SUBJECT
            or (low == "it" and self._begins_a_clause())
            or (low in _DETERMINERS and self._word_before() in _AND | _NEW_SUBJECT)
        ):
            self.acting = False
        if (low in MALE and self.gender == "he") or (low in FEMALE and self.gender == "she"):
            self.other = self._word_before() not in ("a", "an", "no", "any", "every")
        token = self.tokens[self.at]
        if token[:1].isupper() and self.out and token.lower() not in TITLES and not token.isupper():
            self.other = self.other or (not self.turned and self._might_be_a_name(token))

    def _begins_a_clause(self) -> bool:
        """Whether "it" does something here, and isn't what something is done to."""
        after = self._word(self.at + 1)
        return after in SINGULAR or after in THIRDS or after in PASTS

    def _might_be_a_name(self, token: str) -> bool:
        before = self._word_before()
        return (
            token[1:].isalpha()
            and token[1:].islower()
            and before not in ("in", "at", "to", "on", "from", "the", "last", "this", "next", "of")
        )

    def _carry_on(self) -> None:
        """The same subject's next verb: "comes home and sits" → "come home and sit"."""
        if not (self.acting and self.present):
            return
        at = self.at + 1
        while at < len(self.lows) and (self.lows[at].isspace() or self._is_adverb(self.lows[at])):
            at += 1
        if at < len(self.lows) and (self.lows[at] in THIRDS or self.lows[at] in SINGULAR):
            said = agreed(self.lows[at])
            if said is not None and self.lows[at] not in PASTS:
                self.tokens[at] = said
                self.lows[at] = said
