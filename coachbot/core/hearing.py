"""What a message means where the session stands: one signal for the table."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from coachbot.core.commenting import comment_on_draft, is_request
from coachbot.core.composing import shape_request
from coachbot.core.kit import Kit
from coachbot.core.languages import foreign
from coachbot.core.model import Mode, Person, Reading, Said, Sort, Step, Track
from coachbot.core.own_words import (
    after_yes,
    feeling_told,
    need_told,
    own_act,
    request_told,
    said_already,
)
from coachbot.core.session import Session
from coachbot.core.signals import Signal as S
from coachbot.core.signals import opens_with, plain, spoken

HOT = 8  # from here on settling is offered before anything else
UPSET = 6
POINT = 14  # words up to which an answer to "what stings most?" is the point and no new story
CALM = 4  # 0-10, as told: up to here the talk goes on

_ASKS_NOTHING = re.compile(
    r"\b(?:(?:don'?t|do not) want (?:to ask|anything|to request)|not asking|nothing to ask|"
    r"why (?:would|should) i|no request|not going to ask|"
    r"can'?t do (?:the|this|that))\b"
)
_SENTENCES = re.compile(r"[.!?\n]+\s*")
_NUMBER = re.compile(r"^\D{0,12}\b(10|\d)\b(?: ?(?:/|out of) ?10\b)?\D{0,12}$")
_NOW = re.compile(
    r"\b(?:right now|rn|just now|next room|other room|just (?:walked|stormed|left|slammed|hung)|"
    r"minutes? ago|waiting for me|still (?:yelling|shouting|fighting)|outside the door|"
    r"we'?re fighting|in the middle of)\b"
)
# Steps in which the person writes words meant for someone else: only a whole message is a signal.
_WAYS_OUT = (
    S.WRITE,
    S.PAUSE,
    S.LISTEN,
    S.BYE,
    S.RESTART,
    S.SKIP,
    S.BACK,
    S.REHEARSE,
    S.HUMAN,
    S.HARMFUL_PLAN,
)
_OF_A_DRAFT = (S.KEEP_DRAFT, S.SAY_IT_MYSELF, S.SHORTER)
_WRITING = (Step.REHEARSE, Step.OUTSIDER)
# Signals that hold wherever they are heard, even in a message that also tells something.
_ASKING = (S.VERDICT, S.DIAGNOSE, S.PREDICT, S.STAY_OR_GO, S.FLATTER, S.HARMFUL_PLAN)
ASKED_NEED = ("need", "need_again")
TOPIC = "topic"  # what it was about was said in a word or two, and waits to be told
TOPIC_WORDS = 3
# Where a request may come before its question.
_ASK_LATER = (Step.NEED, Step.GEM, Step.EMPATHY, Step.SAFETY, Step.TRUST, Step.RESPECT)
_BY_THE_WAY = (
    "again",
    "mostly",
    "mainly",
    "always",
    "about",
    "really",
    "just",
    "oh",
    "um",
    "well",
    "i",
    "told",
    "you",
)
_NO_TOPIC = frozenset(
    (
        "like",
        "so",
        "very",
        "what",
        "how",
        "why",
        "that",
        "it",
        "no",
        "yes",
        "not",
        "nothing",
        "much",
        "be",
        "im",
        "i'm",
    )
)
_BEFORE_ANY = (Step.ARRIVE, Step.MESSAGE, Step.CLOSE, Step.FOLLOW_UP)
_BEFORE = (Step.ARRIVE, Step.LISTEN, Step.SETTLE, Step.CLOSE, Step.FOLLOW_UP)


@dataclass(frozen=True, slots=True)
class Heard:
    """A signal, and what a button or a word adds to it ("lonely", "trust", "2")."""

    signal: S
    value: str = ""


_TAPS: Mapping[str, S] = {
    "yes": S.YES, "no": S.NO, "listen": S.LISTEN, "more": S.MORE, "skip": S.SKIP, "back": S.BACK,
    "pause": S.PAUSE, "restart": S.RESTART, "settle": S.SETTLE, "outsider": S.OUTSIDER,
    "depth.in_it": S.SHORTER, "depth.afterwards": S.LONGER, "else": S.SOMETHING_ELSE, "done": S.PICKED,
    "page.next": S.PAGE, "page.back": S.PAGE, "gem.read": S.READ_GEM, "gem.next": S.READ_GEM,
    "gem.after": S.NEIGHBOUR, "gem.before": S.NEIGHBOUR,
    "gem.no": S.NOT_FOR_ME, "gem.keep": S.KEEP_GEM, "gem.go": S.YES, "other": S.OTHER_FOUNDATION,
    "keep": S.KEEP_DRAFT, "myself": S.SAY_IT_MYSELF, "write": S.WRITE, "rehearse": S.REHEARSE,
    "again": S.YES, "enough": S.NO, "calmer": S.CALMER, "hot": S.STILL_HOT, "change": S.EDIT_LINE,
    "went.well": S.WENT_WELL, "went.badly": S.WENT_BADLY, "went.not": S.NOT_SAID, "end": S.BYE,
}  # fmt: skip
_PREFIXED: Mapping[str, S] = {
    "feel": S.ANSWERED, "need": S.ANSWERED, "toggle": S.TOGGLE, "f": S.FOUNDATION, "line": S.EDIT_LINE,
    "drop": S.DROP_LINE, "settle": S.SETTLE, "when": S.WHEN, "idea": S.ANSWERED, "level": S.LEVEL,
}  # fmt: skip
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WENT = (
    (re.compile(r"\b(?:didn'?t|haven'?t|not yet|did not|couldn'?t|chickened|no chance)\b"), S.NOT_SAID),
    (re.compile(r"\b(?:badly|bad|awful|terrible|horrible|worse|backfired|blew up|exploded)\b"), S.WENT_BADLY),
    (re.compile(r"\b(?:well|good|great|better|fine|okay|ok|nice|lovely|amazing)\b"), S.WENT_WELL),
)
_NOT_WELL = re.compile(r"\b(?:not|n'?t) (?:\w+ )?(?:well|good|great|better|fine|nice)\b")
_WAYS = {"breath": "breath", "walk": "walk", "water": "water", "twenty": "twenty", "20 min": "twenty"}
_DAYS = {
    "tomorrow": "tomorrow", "evening": "tomorrow", "three days": "days", "3 days": "days",
    "few days": "days", "weekend": "saturday", "week": "days", **{day: day for day in WEEKDAYS},
}  # fmt: skip
# What a yes or a no means where two ways were offered.
_EITHER: Mapping[tuple[str | None, S | None], Heard] = {
    ("settle", S.YES): Heard(S.SETTLE), ("settle", S.NO): Heard(S.SKIP), ("heat", S.YES): Heard(S.CALMER),
    ("upset", S.YES): Heard(S.LISTEN), ("upset", S.NO): Heard(S.CALMER), ("upset", S.MORE): Heard(S.CALMER),
    ("upset", S.BACK): Heard(S.CALMER),
}  # fmt: skip
_DUE = {"settle_check": S.CHECK_DUE, "follow_up": S.FOLLOW_UP_DUE}


def hear(session: Session, said: Said, reading: Reading, kit: Kit) -> Heard:
    """The one signal that this message gives at this point of the session."""
    if said.sort is Sort.DUE:
        return Heard(_DUE.get(said.text, S.EMPTY))
    if said.tap is not None:
        return _tapped(session, said)
    return (
        _awaited(session, said.text, kit)
        or _of_a_draft(session, said.text, kit)
        or Heard(_said(session, said.text, reading, kit))
    )


def _tapped(session: Session, said: Said) -> Heard:
    tap = said.tap or ""
    old = said.tap_of is not None and said.tap_of != session.offered_at
    if tap not in session.offered or old:
        return Heard(S.STALE)
    head, _, value = tap.partition(".")
    if tap in _TAPS:
        return Heard(_TAPS[tap], value)
    return Heard(_PREFIXED[head], value) if head in _PREFIXED else Heard(S.STALE)


def _awaited(session: Session, text: str, kit: Kit) -> Heard | None:
    """The answer to a question that only a few words answer: a number, a day, a way to settle."""
    said, asked = plain(text[:200]), session.asked
    if session.step is Step.FOLLOW_UP and asked in ("went", "helped"):
        return _how_it_went(said, asked)
    if len(said.split()) > 12 or asked not in ("heat", "settle", "follow_up", "upset"):
        return None
    if asked == "heat" and (number := _NUMBER.match(text.strip())):
        return Heard(S.CALMER if int(number[1]) <= CALM else S.STILL_HOT)
    if asked in ("heat", "settle"):
        way = next((name for word, name in _WAYS.items() if word in said), None)
        if way:
            return Heard(S.SETTLE, way)
    if asked == "settle" and opens_with(text, kit.intents) is S.NO:
        return Heard(S.SKIP)
    if asked == "follow_up":
        day = next((name for word, name in _DAYS.items() if word in said), None)
        return Heard(S.WHEN, day) if day else None
    return _EITHER.get((asked, spoken(text, kit.intents)))


def _how_it_went(said: str, asked: str) -> Heard | None:
    """How it went, in a few words; and after "what helped?" whatever is said."""
    if asked == "helped":
        return Heard(S.ASIDE) if len(said.split()) > 1 else None
    if len(said.split()) > 8:
        return None
    if _NOT_WELL.search(said):
        return Heard(S.WENT_BADLY)
    return next((Heard(signal) for pattern, signal in _WENT if pattern.search(said)), None)


def _of_a_draft(session: Session, text: str, kit: Kit) -> Heard | None:
    if session.step is not Step.MESSAGE or session.asked not in ("draft", "want"):
        return None
    once = session.asides > 0
    signal = spoken(text, kit.intents)
    if signal is S.BACK and session.undo:
        return Heard(S.UNDO)
    through = signal in _WAYS_OUT or plain(text) in kit.intents.whole
    if signal is not None and signal not in _OF_A_DRAFT and through:
        return None
    leading = opens_with(text, kit.intents)
    if leading is S.YES and (session.asked == "want" or len(text.split()) <= 5):
        return Heard(S.YES)
    if spoken(_last(text), kit.intents) is S.YES and len(text.split()) <= 5:
        return Heard(S.YES)  # "whatever. yes"
    if leading is S.NO and session.asked == "want":
        return Heard(S.SAY_IT_MYSELF)
    comment = comment_on_draft(session, text, signal, kit)
    if comment.signal is S.ASIDE and once:
        return Heard(S.KEEP_DRAFT if session.notes.draft else S.PASSED)
    return Heard(comment.signal, comment.value)


_NOT_MINE = re.compile(
    r"\b(?:not|isn'?t|wasn'?t) (?:really |quite |exactly )?(?:for me|me|us|mine|what it'?s about|"
    r"what this is about|"
    r"about (?:me|us|this|that)|helpful|relevant|my (?:thing|story))\b|"
    r"\b(?:doesn'?t|does not|didn'?t) (?:really |quite )?(?:fit|help|apply)\b|\b(?:irrelevant|wrong one|"
    r"no use)\b"
)


def _of_a_gem(text: str, kit: Kit) -> S | None:
    """What is said of a passage that was just shown: not for me, or a remark and "go on"."""
    if len(text.split()) <= 12 and _NOT_MINE.search(plain(text)):
        return S.NOT_FOR_ME
    last = spoken(_last(text), kit.intents)
    return last if last in (S.MORE, S.SKIP) and len(text.split()) <= 12 else None


def _last(text: str) -> str:
    return _SENTENCES.split(text.strip().rstrip(".!?"))[-1]


def _said(session: Session, text: str, reading: Reading, kit: Kit) -> S:
    signal = _meant_here(spoken(text, kit.intents), session, text, reading)
    whole = plain(text) in kit.intents.whole
    if session.editing is not None or session.asked in ("paste", "add"):
        back_to_it = signal is S.BACK and session.step is Step.MESSAGE and bool(session.notes.draft)
        return S.WRITE if back_to_it else signal if signal and whole else S.TOLD
    if session.step is Step.GEM and (of_it := _of_a_gem(text, kit)) is not None:
        return of_it
    if session.step in _WRITING and not whole:
        return _answer(session, text, reading, kit)
    if (signal is S.OUTSIDER or signal is None) and foreign(text, kit.languages):
        return S.FOREIGN
    if signal in (S.YES, S.NO):
        return _yes_or_no(session, signal)
    if session.asked is not None and session.step not in _BEFORE_ANY and said_already(text):
        return S.SAID_ALREADY
    may_ask = session.step in (Step.REQUEST, *_ASK_LATER) and not whole and signal not in _ASKING
    if may_ask and _requests(session, text, reading, kit):
        return _answer(session, text, reading, kit)  # "leave it there for a month" is no goodbye
    if signal is None or (signal is S.MORE and _tells(text, reading) and session.step not in _BEFORE):
        return _told(session, text, reading, kit)
    return signal


def _meant_here(signal: S | None, session: Session, text: str, reading: Reading) -> S | None:
    """What a phrase means at this step: the same words can say another thing, or nothing, elsewhere."""
    if signal in (S.KEEP_DRAFT, S.SAY_IT_MYSELF) and session.step not in (Step.MESSAGE, Step.REQUEST):
        return None
    if signal is S.EMPTY and reading.feelings:
        return None  # three crying faces say something
    if signal is S.SAY_IT_MYSELF and session.step is Step.REQUEST and len(text.split()) > 5:
        return None  # "I'll tell him on Saturday that …" is what they will do
    if signal is S.UNSURE and session.unsure and session.step not in _BEFORE:
        return S.SKIP  # asked twice is enough: not knowing is let be
    if signal is S.MORE and reading.track is Track.OFF_TOPIC and session.step is Step.ARRIVE:
        return S.OFF_TOPIC
    return S.NO if session.step is Step.REQUEST and _ASKS_NOTHING.search(plain(text)) else signal


def _tells(text: str, reading: Reading) -> bool:
    return bool(reading.retellings) and len(text.split()) > 8


def _yes_or_no(session: Session, signal: S) -> S:
    # "yes" to the one guess that was made takes it; to a choice of several it answers nothing yet.
    if signal is S.YES and session.asked in ("feeling", *ASKED_NEED):
        notes = session.notes
        guesses = notes.likely_feelings if session.asked == "feeling" else notes.likely_needs
        return S.ANSWERED if len(guesses) == 1 else S.YES
    return signal


def _may_agree(session: Session, reading: Reading) -> bool:
    """Whether a yes takes what was told back: after a check, or where an open question followed it."""
    open_one = session.asked in ("feeling", "open") and session.step is Step.LISTEN and not reading.feelings
    return session.asked == "check" or open_one


def _told(session: Session, text: str, reading: Reading, kit: Kit) -> S:
    if _may_agree(session, reading) and (more := after_yes(text)) is not None:
        return S.YES_MORE if more else S.YES
    if reading.track is Track.OFF_TOPIC and session.step is Step.ARRIVE:
        return S.OFF_TOPIC
    if reading.heat >= HOT and session.step in _BEFORE and not session.settle_offered:
        return S.HOT
    return _answer(session, text, reading, kit)


def _answer(session: Session, text: str, reading: Reading, kit: Kit) -> S:
    """What was told: an answer to what was asked, a new upset, or more of the story."""
    by_step = _of_the_step(session, text, reading)
    if by_step is not None:
        return by_step
    if (
        session.step in _ASK_LATER
        and session.notes.request is None
        and _requests(session, text, reading, kit)
    ):
        return S.REQUESTED
    if _fills_what_was_asked(session, text, reading, kit):
        return S.ANSWERED
    if _is_upset(session, text, reading):
        return S.UPSET
    if session.asked == "need":
        return S.ASIDE  # what they feel or what happened, not yet what they need
    return _requested(session, text, reading, kit) if session.step is Step.REQUEST else S.TOLD


def _of_the_step(session: Session, text: str, reading: Reading) -> S | None:
    """In some steps it hardly matters what is said: three answers, a line to try, a last remark."""
    if session.step is Step.OUTSIDER:
        return S.ANSWERED if len(session.notes.outsider) >= 2 else S.TOLD
    if session.step is Step.REHEARSE:
        return S.TOLD
    return S.ASIDE if session.step is Step.CLOSE and not _begins_a_story(text, reading) else None


def _fills_what_was_asked(session: Session, text: str, reading: Reading, kit: Kit) -> bool:
    if session.asked in ("feeling", "open") and (reading.feelings or feeling_told(text, reading)):
        return True
    if session.asked == "open" and not is_topic(text, reading):
        return len(text.split()) <= POINT  # "that she didn't even park": the point, and asked no further
    if session.asked in ASKED_NEED:
        agreed = opens_with(text, kit.intents) is S.YES and bool(session.notes.likely_needs)
        named = any(not need.guessed for need in reading.needs)
        return named or agreed or need_told(text, reading, asked=True) is not None
    return session.asked == "check" and session.step is Step.LISTEN and session.mirrored >= 2


def is_topic(text: str, reading: Reading) -> bool:
    """Whether a word or two only name what it was about: "money", "the dishes again"."""
    words = [word for word in plain(text).split() if word not in _BY_THE_WAY]
    found = reading.retellings or reading.feelings or reading.faux_feelings
    return 0 < len(words) <= TOPIC_WORDS and not found and words[0] not in _NO_TOPIC and "?" not in text


def _requests(session: Session, text: str, reading: Reading, kit: Kit) -> bool:
    shaped = shape_request(text, kit.wording, session.partner)
    return request_told(text, shaped, reading, plainly=session.step is Step.NEED)


def _requested(session: Session, text: str, reading: Reading, kit: Kit) -> S:
    own = session.notes.track is Track.OWN_MISTAKE or plain(text).startswith("i ")
    if own and own_act(text):
        return S.ANSWERED  # what they will do or say themselves needs no reshaping
    shaped = shape_request(text, kit.wording, session.partner)
    if len(text.split()) == 1 or not is_request(shaped, reading):
        return S.PASSED if session.asked in ("request_again", "reshape") else S.ASIDE
    return S.ANSWERED if shaped.kind == "request" or session.asked == "reshape" else S.TOLD


def _begins_a_story(text: str, reading: Reading) -> bool:
    """After the card: something new that happened, rather than a last remark on what was said."""
    happened = any(r.kind in ("fact", "saying") and r.weight >= 0.5 for r in reading.retellings)
    return (happened and len(text.split()) >= 5) or reading.heat >= UPSET


def _is_upset(session: Session, text: str, reading: Reading) -> bool:
    if session.step in (*_BEFORE, Step.OBSERVATION, Step.FEELING) or len(text.split()) < 5:
        return False
    hotter = reading.heat >= UPSET and reading.heat > session.heat + 1
    if hotter and (reading.retellings or reading.observations or reading.heat >= HOT):
        return True
    return _has_just_happened(text, reading)


# "he just texted that he isn't coming"
_JUST = re.compile(
    r"\b(?:he|she|they|my (?:husband|wife|partner|boyfriend|girlfriend|ex))(?:'s|'ve| has| have)? "
    r"(?:literally |only )?just (?!like|so|as|about|to|for|what|how|need|want|don)\w+"
    r"|\b(?:just now|a minute ago|this very minute|as (?:i|we) (?:write|type|speak))\b"
)


def _has_just_happened(text: str, reading: Reading) -> bool:
    """Whether the partner has done something while we were talking, however quietly it is told."""
    by_them = any(one.who is Person.PARTNER for one in reading.observations)
    return by_them and _JUST.search(text.lower()[:400]) is not None


def infer_mode(text: str, reading: Reading) -> Mode:
    """How deep to go, before the person has said: in the middle of it, or looking back."""
    now = bool(_NOW.search(text.lower()[:2000]))
    brief = len(text.split()) < 60
    return Mode.IN_IT if brief and (now or reading.heat >= HOT) else Mode.AFTERWARDS
