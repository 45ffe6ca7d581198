"""What somebody asks for: a request, or something that is not one yet."""

from __future__ import annotations

import re
from dataclasses import dataclass

from coachbot.core.checking.patterns import lower
from coachbot.core.composing.people import listed
from coachbot.core.composing.turning import to_partner
from coachbot.core.composing.wording import Wording
from coachbot.core.model import Partner, Person
from coachbot.core.plain import straighten
from coachbot.core.reading.verbs import BASE, BASES, PASTS, THIRDS, as_asked

LONGEST = 400  # characters of a request that are read

_THEM = r"(?:he|she|they|him|her|them|you|u|my \w{1,20}|dh|dw)"
_MAY = (
    r"(?:to|could|can|would|will|should|must|has to|have to|needs to|need to|ought to|had better|'d better"
    r"|has got to|gotta)"
)
_WISH = (
    r"i (?:just |really )?(?:want|need|would like|would love|wish|hope|expect)"
    r"|i'd (?:just |really )?(?:like|love|want)"
)
_SOFT = re.compile(
    r"^(?:so|maybe|perhaps|please|well|i guess|i think|i suppose|probably|just|um|ok|okay|hey|hm+|idk|"
    r"i (?:dunno|don't know|dont know|'m not sure)|something like|like|anything like|for example),? "
)
_WISHING = re.compile(rf"^(?:{_WISH}|it would be (?:nice|good|great) if)\b ?")
_ASKING = re.compile(
    rf"^(?:(?:i (?:will |would |could |can |want to |need to |'m going to )?|i'll |i'd |i'd like to |to )?"
    rf"(?:ask(?:ing)?(?! me\b)(?: {_THEM}\b)?(?: for\b)?|(?:tell|beg|get) {_THEM}\b))(?: to\b)? ?"
)
_LINK = re.compile(r"^(?:that|for|to|if|whether)\b ?")
_OF_THEM = re.compile(rf"^{_THEM} (?:(?:really |just )?{_MAY}\b )?(?:please |just |maybe )?")
_WANTS = re.compile(rf"^{_THEM} (?:wants?|would like|'d like|feels? like) (?:to )?")
_POLITE = re.compile(rf"^(?:could|can|would|will) {_THEM} (?:please |maybe |just )?")
_OUR = re.compile(r"^(?:us to|we (?:could|can|should|would|might)?|both of us to) ?")
_QUESTION = re.compile(r"^(?:can|could|shall|may|should) (?:we|i)\b|^(?:let's|lets|let us)\b")
_MYSELF = re.compile(
    r"^(?:i(?:'ll|ll| will|'m going to|'m gonna|m gonna| am going to| can| could| should| have to| must"
    r"| plan to| promise to|'m| am| want to| need to| would like to|'d like to)"
    r"|myself|for me to|me to)\b"
)
_ABOUT = re.compile(rf"^(?:(?:{_WISH}) to )?(?:talk|speak|chat|have a (?:talk|chat)) (?:to|with) {_THEM}\b ?")
_JOINT = listed("talk meet sit eat spend walk plan cuddle agree decide celebrate")
_WITH_ME = re.compile(r"\b(?:to|with|for) me\b")
_PARTNER = (
    r"(?:he|she|they|you|u|my (?:husband|wife|partner|boyfriend|girlfriend|ex|bf|gf|fianc\w+|man)|dh|dw)"
)
_AGREED = re.compile(rf"^(?:(?:{_WISH}) )?that (?!{_PARTNER}\b|we\b|i\b)(?=\w+ \w+)")
_DONE_TO_ME = re.compile(
    r"^(?:to )?be (?=(?:told|asked|called|warned|invited|included|picked|woken|texted|introduced)\b)"
)
_PASSIVE = re.compile(
    r"be (?:heard|seen|loved|understood|wanted|respected|valued|appreciated|believed|trusted|held|known)\b"
)
_SHARED = re.compile(
    r"\b(?:together|just us|the two of us|a week|a month|every \w+|on (?:mon|tues|wednes|thurs|fri|"
    r"satur|sun)days?)\b"
)
_NOUN = re.compile(r"^(?:an?|some|one|my|\d{1,3}|five|ten|twenty|thirty|half|more|less|time|space|the)\b")
# What nobody can do when asked: "could you want …".
_SUBJECTS = listed("i we he she they it you that this there then when if because")
_STATES = listed("want feel love like hate understand mean need believe think seem wish hope")


@dataclass(frozen=True, slots=True)
class Shaped:
    """A request as it was typed, sorted.

    `kind` is request, demand, vague, stop or ultimatum. `ask` is the request as words to the partner
    ("could you put your phone away at dinner?"), `plan` what the person will do themselves ("I'll go to
    bed earlier"); either is None where it doesn't apply or can't be said safely. `mend` names a question
    in `Wording.questions`, None for a request that needs no mending.
    """

    kind: str
    whom: Person  # ME, PARTNER or WE
    text: str
    ask: str | None = None
    plan: str | None = None
    mend: str | None = None
    when: str | None = None  # "tonight", as written


def shape_request(text: str, words: Wording, partner: Partner) -> Shaped:
    """Sort what somebody asks for and, where it is doable, put it into words to the partner."""
    plain = straighten(text[:LONGEST]).strip().strip("\"'").rstrip(" .!?,;:").replace("\n", " ")
    low = lower(plain)
    whom = _whom(_unsoftened(low))
    kind = _kind(_unsoftened(low), whom, words)
    when = words.when.search(low)
    return Shaped(
        kind,
        whom,
        text.strip(),
        ask=_ask(plain, partner, kind) if whom is not Person.ME and kind != "ultimatum" else None,
        plan=plain if whom is Person.ME else None,
        mend=None if kind == "request" else kind,
        when=plain[when.start() : when.end()] if when else None,
    )


def _unsoftened(low: str) -> str:
    while found := _SOFT.match(low):
        low = low[found.end() :]
    return low


def _whom(low: str) -> Person:
    """Whose act it would be; asking the partner for something is the partner's."""
    if _ASKING.match(low) or _ABOUT.match(low):
        return Person.WE if _ABOUT.match(low) else Person.PARTNER
    if wishing := _WISHING.match(low):
        rest = _LINK.sub("", low[wishing.end() :])
        if _OUR.match(rest) or rest.split(" ", 1)[0] in _JOINT:
            return Person.WE
        return Person.PARTNER if _OF_THEM.match(rest) or _NOUN.match(rest) else Person.ME
    if _QUESTION.match(low) or _OUR.match(low) or low.split(" ", 1)[0] in _JOINT:
        return Person.PARTNER if low.startswith(("can i", "could i", "may i")) else Person.WE
    return Person.ME if _MYSELF.match(low) or low.endswith(" myself") else Person.PARTNER


def _kind(low: str, whom: Person, words: Wording) -> str:
    for shape in words.shapes:
        if whom is Person.ME and shape.kind in ("stop", "demand"):
            continue  # what somebody stops doing themselves is a plan
        if shape.pattern.search(low):
            return shape.kind
    return "request"


# ---------------------------------------------------------------- as words to the partner


def _ask(plain: str, partner: Partner, kind: str) -> str | None:
    """The request as a question to the partner; None where it can't be made one surely."""
    rest = plain[len(plain) - len(_unsoftened(plain.lower())) :]
    low = rest.lower()
    if agreed := _AGREED.match(low):
        return _with("can we agree that", rest[agreed.end() :], partner)
    if done := _DONE_TO_ME.match(low):
        return _with("could I be", rest[done.end() :], partner)
    if about := _ABOUT.match(low):
        return _with("can we talk", rest[about.end() :], partner)
    if _QUESTION.match(low):
        mark = "" if low.startswith("let") else "?"
        said = to_partner(rest, partner)
        return said[:1].lower() + said[1:] + mark if said else None
    return _from_telling(rest, partner, kind)


def _from_telling(rest: str, partner: Partner, kind: str) -> str | None:
    """What is asked for without its wrapping: "ask him to …", "i want her to …", "that they …", "a hug"."""
    theirs = False
    for pattern in (_WISHING, _ASKING, _LINK):
        if found := pattern.match(rest.lower()):
            rest = rest[found.end() :]
    if _QUESTION.match(rest.lower()):
        return _ask(rest, partner, kind)
    if ours := _OUR.match(rest.lower()):
        return _with("can we", rest[ours.end() :], partner)
    if wants := _WANTS.match(rest.lower()):
        return _with("would you like to", rest[wants.end() :], partner)
    if found := _POLITE.match(rest.lower()) or _OF_THEM.match(rest.lower()):
        rest, theirs = rest[found.end() :], True
    return _could(_LINK.sub("", rest), partner, kind, theirs)


def _could(rest: str, partner: Partner, kind: str, theirs: bool) -> str | None:
    """A verb phrase as "could you …?", a thing as "could I have …?", what takes two as "can we …?"."""
    rest = rest[len(rest) - len(_unsoftened(rest.lower())) :].strip()
    rest = re.sub(r"^not to (?=\w)", "not ", rest)
    first = rest.split(" ", 1)[0].lower()
    base = BASE.get(first, first) if first in THIRDS and first not in BASES else first
    base = "be" if theirs and first == "is" else base
    if base != first:
        rest = as_asked(rest)
    if base == "know":
        return _with("could you let me know", rest[len(first) :], partner)
    if _NOUN.match(rest.lower()) and base not in BASES:
        return None if kind == "vague" else _with("could I have", rest, partner)
    if _PASSIVE.match(rest.lower()):
        return None  # nobody can do "be heard" when asked
    if base in _STATES or not (base in BASES or base in ("not", "be", "do", "have")):
        thing = kind == "request" and not theirs and _SHARED.search(rest.lower()) and base not in PASTS
        return _with("can we have", rest, partner) if thing and base not in _SUBJECTS else None
    together = not theirs and base in _JOINT and not _WITH_ME.search(rest.lower())
    return _with("can we" if together else "could you", base + rest[len(first) :], partner)


def _with(opening: str, rest: str, partner: Partner) -> str | None:
    """The opening and a phrase in which the partner is "you": "his phone away" → "your phone away"."""
    said = to_partner(rest, partner) if rest.strip() else ""
    return f"{opening} {said}".rstrip() + "?" if said is not None else None
