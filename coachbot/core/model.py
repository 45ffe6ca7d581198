"""The nouns of the product, as immutable values.

Offsets are Unicode code points of the text as the person wrote it, end-exclusive.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Step(StrEnum):
    """Where a session stands; the order is the course of a session in the method."""

    ARRIVE = "arrive"
    SETTLE = "settle"
    LISTEN = "listen"
    OBSERVATION = "observation"
    FEELING = "feeling"
    NEED = "need"
    GEM = "gem"
    EMPATHY = "empathy"
    SAFETY = "safety"
    TRUST = "trust"
    RESPECT = "respect"
    REQUEST = "request"
    MESSAGE = "message"
    REHEARSE = "rehearse"
    OUTSIDER = "outsider"
    CLOSE = "close"
    FOLLOW_UP = "follow_up"
    HOLD = "hold"


class Mode(StrEnum):
    """How deep the person wants to go."""

    IN_IT = "in_it"
    AFTERWARDS = "afterwards"
    LISTEN = "listen"
    OUTSIDER = "outsider"


class Foundation(StrEnum):
    """The four foundations of connection."""

    EMPATHY = "empathy"
    SAFETY = "safety"
    TRUST = "trust"
    RESPECT = "respect"


class Track(StrEnum):
    """What kind of trouble this is; each has its own way through the session."""

    NOT_THERE = "not_there"
    PARTNER_MUST_CHANGE = "partner_must_change"
    SHAKEN_WORTH = "shaken_worth"
    DISCERNMENT = "discernment"
    BROKEN_AGREEMENT = "broken_agreement"
    OWN_MISTAKE = "own_mistake"
    GRIEF = "grief"
    DISTANCE = "distance"
    OFF_TOPIC = "off_topic"


class Person(StrEnum):
    """Whose act, feeling or danger it is."""

    ME = "me"
    PARTNER = "partner"
    WE = "we"
    OTHER = "other"


# ---------------------------------------------------------------- danger


class Level(StrEnum):
    """How far a danger goes: coach on, ask one direct question, or stop coaching."""

    NONE = "none"
    ASK = "ask"
    STOP = "stop"

    @property
    def rank(self) -> int:
        """0, 1 or 2, so that levels compare."""
        return ("none", "ask", "stop").index(self.value)


class DangerKind(StrEnum):
    """The kinds of danger, as in the contract."""

    SUICIDE = "suicide"
    SELF_HARM = "self_harm"
    PARTNER_VIOLENCE = "partner_violence"
    COERCIVE_CONTROL = "coercive_control"
    SEXUAL_COERCION = "sexual_coercion"
    STALKING = "stalking"
    CHILD_HARM = "child_harm"
    HARM_TO_PARTNER = "harm_to_partner"
    OTHER_HARM = "other_harm"
    MEDICAL = "medical"


class When(StrEnum):
    """When the danger is or was."""

    NOW = "now"
    PAST = "past"
    OVER = "over"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the person's text."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Evidence(Span):
    """Why something was found: the words and the rule that read them."""

    rule: str


@dataclass(frozen=True, slots=True)
class Danger:
    """What one message says about danger, the conversation taken into account."""

    level: Level = Level.NONE
    kinds: tuple[DangerKind, ...] = ()
    by: Person | None = None
    when: When = When.UNKNOWN
    because: tuple[Evidence, ...] = ()


def worse(one: Danger, other: Danger) -> Danger:
    """The more serious of two assessments; the first wins a tie, with the kinds of both."""
    high, low = (other, one) if other.level.rank > one.level.rank else (one, other)
    if low.level is not high.level:
        return high
    kinds = high.kinds + tuple(k for k in low.kinds if k not in high.kinds)
    return Danger(high.level, kinds, high.by or low.by, high.when, high.because + low.because)


# ---------------------------------------------------------------- the reading


@dataclass(frozen=True, slots=True)
class Partner:
    """How the person speaks of the partner, for words about and to them."""

    noun: str = "your partner"  # "your husband", "your ex", or a given name
    subject: str = "they"  # he, she, they
    object: str = "them"
    possessive: str = "their"
    known: bool = False  # the person has said so, in words or by a pronoun


@dataclass(frozen=True, slots=True)
class Observation(Span):
    """A concrete clause that a camera would have recorded."""

    who: Person
    often: bool = False
    when: str | None = None  # "last night", as written


@dataclass(frozen=True, slots=True)
class Evaluation(Span):
    """A judgment; the fact inside it is kept."""

    kind: str  # evaluation, always_never, label, mind_reading, motive
    fact: str | None = None


@dataclass(frozen=True, slots=True)
class Feeling(Span):
    """A feeling or body state of the person's own."""

    word: str  # the inventory's name for it
    intensity: int = 2  # 1 slight, 2 plain, 3 strong


@dataclass(frozen=True, slots=True)
class FauxFeeling(Span):
    """A story about the other dressed as a feeling, with what it may open onto."""

    word: str
    feelings: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Need(Span):
    """A need named, or heard behind the words."""

    name: str
    guessed: bool = False


@dataclass(frozen=True, slots=True)
class Strategy(Span):
    """A way of meeting a need that names a person, place, time or action."""

    needs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Request(Span):
    """Something asked for: request, demand, vague, stop or ultimatum, and what would mend it."""

    kind: str
    mend: str | None = None


@dataclass(frozen=True, slots=True)
class WorthSign(Span):
    """A sign of shaken worth: defending, justifying, pleading, over_apologising or blaming."""

    kind: str


@dataclass(frozen=True, slots=True)
class Retelling(Span):
    """One thing the person said, turned to face them ("last night she laughed at you").

    `said` has no capital of its own making and no final stop. `weight` is 0-1: how much it
    matters (what happened, what burns) against background (ages, how long together).
    """

    said: str
    who: Person
    weight: float
    kind: str = "fact"  # fact, saying, own_act, inner, background, wish


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything that was read in one message."""

    heat: int = 0
    observations: tuple[Observation, ...] = ()
    evaluations: tuple[Evaluation, ...] = ()
    feelings: tuple[Feeling, ...] = ()
    faux_feelings: tuple[FauxFeeling, ...] = ()
    needs: tuple[Need, ...] = ()
    strategies: tuple[Strategy, ...] = ()
    requests: tuple[Request, ...] = ()
    foundations: tuple[tuple[Foundation, float], ...] = ()
    worth_signs: tuple[WorthSign, ...] = ()
    track: Track | None = None
    partner: Partner = field(default_factory=Partner)
    retellings: tuple[Retelling, ...] = ()  # heaviest first
    faint: bool = False  # what was told is only what leads up to it, as far as its meaning shows
    denied: tuple[str, ...] = ()  # feelings or faux feelings the person says it is not
    because: tuple[Evidence, ...] = ()  # why these foundations and this track


# ---------------------------------------------------------------- gems


class Side(StrEnum):
    """Whom a passage speaks to: who was hurt, who did it, or either of them."""

    HURT = "hurt"
    DOER = "doer"
    EITHER = "either"


@dataclass(frozen=True, slots=True)
class Gem:
    """A short essay from the library."""

    slug: str
    title: str
    body: str  # Markdown paragraphs, as published
    foundations: tuple[Foundation, ...]
    tracks: tuple[Track, ...]
    themes: tuple[str, ...]
    practice: str
    sounds_like: tuple[str, ...]
    not_for: tuple[DangerKind, ...]
    next: str | None = None
    previous: str | None = None
    licence: str = ""
    date: str = ""
    source: str = "own"
    published: bool = True
    permission: str = ""  # what its author allowed, in their words; ours need none
    why: str = ""  # one sentence on when it fits, said after a quotation
    quotable: tuple[str, ...] = ()  # sentences of the body that stand alone, best first
    spoken_to: tuple[Side, ...] = ()  # whom each of those speaks to; either, where nothing is said


@dataclass(frozen=True, slots=True)
class Passage:
    """A few sentences of a gem, word for word; `start` is their place in its body."""

    slug: str
    title: str
    text: str
    start: int
    score: float = 0.0
    source: str = "own"


# ---------------------------------------------------------------- what goes in and out


@dataclass(frozen=True, slots=True)
class Button:
    """A choice offered under a message; the id has at most 40 bytes of ASCII."""

    id: str
    label: str


class Manner(StrEnum):
    """What sort of text a message is; conduct checks only what is composed."""

    COMPOSED = "composed"
    QUOTE = "quote"
    CARD = "card"
    DRAFT = "draft"
    DANGER = "danger"
    COMMAND = "command"
    PARTNER = "partner"  # holds the partner's words: theirs, so not kept with this one's talk
    FILE = "file"  # the text is a file's contents: sent as a document where a channel can


@dataclass(frozen=True, slots=True)
class Message:
    """One message to a person, in plain text, with its buttons."""

    text: str
    buttons: tuple[Button, ...] = ()
    manner: Manner = Manner.COMPOSED
    image: str | None = None
    edits: bool = False  # a picker: replaces the message that was tapped, where a channel can
    columns: int = 1  # how many buttons stand side by side, where a channel can
    clears: bool = False  # what we said before leaves the chat first, where a channel can


class Sort(StrEnum):
    """What kind of thing came in."""

    TEXT = "text"
    TAP = "tap"
    EDIT = "edit"
    FORWARD = "forward"
    STICKER = "sticker"
    PHOTO = "photo"
    VOICE = "voice"
    OTHER = "other"
    GROUP = "group"
    DUE = "due"  # nothing was said: a time has come


@dataclass(frozen=True, slots=True)
class Said:
    """One thing that came in from a person.

    `user` is the person's name ("telegram:17" or a terminal name); `at` is an ISO time in UTC.
    `tap` is a button's id, `tap_of` the turn whose message carried it where the channel knows.
    `update` identifies the delivery, so that the same one is handled once; `joined` are others whose words
    are in this text too.
    """

    user: str
    at: str
    sort: Sort = Sort.TEXT
    text: str = ""
    tap: str | None = None
    tap_of: int | None = None
    update: int | None = None
    locale: str | None = None
    called: str | None = None  # what the channel calls them
    recording: str | None = None  # a voice note's name, by which the door can fetch it
    joined: tuple[int, ...] = ()
