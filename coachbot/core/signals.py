"""What a person wants the talk to do: plain words or a button, read as one signal."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from coachbot.errors import ContentError

SHORT = 16  # words up to which a phrase inside a message counts as its point


class Signal(StrEnum):
    """What the dialogue's table turns on."""

    TOLD = "told"  # anything of substance
    ANSWERED = "answered"  # told, and it fills what was asked
    ASIDE = "aside"  # told, but no answer to what was asked
    PASSED = "passed"  # told aside twice: the question is let go
    HOT = "hot"  # told in a flood, with no offer to settle yet
    UPSET = "upset"  # a new upset in the middle of a step
    YES = "yes"
    YES_MORE = "yes_more"  # yes, and what it is really about
    REQUESTED = "requested"  # a request, before it was asked for
    SAID_ALREADY = "said_already"  # "I told you"
    NO = "no"
    UNSURE = "unsure"
    LISTEN = "listen"
    MORE = "more"
    SKIP = "skip"
    BACK = "back"
    PAUSE = "pause"
    RESTART = "restart"
    WRITE = "write"
    VERDICT = "verdict"
    DIAGNOSE = "diagnose"
    PREDICT = "predict"
    STAY_OR_GO = "stay_or_go"
    FLATTER = "flatter"
    HARMFUL_PLAN = "harmful_plan"
    HUMAN = "human"
    INJECT = "inject"
    THE_OTHER = "the_other"  # what the partner says here, or whether they do
    OFF_TOPIC = "off_topic"
    FOREIGN = "foreign"
    EMPTY = "empty"
    GREETING = "greeting"
    THANKS = "thanks"
    BYE = "bye"
    CALMER = "calmer"
    STILL_HOT = "still_hot"
    OUTSIDER = "outsider"
    SHORTER = "shorter"
    LONGER = "longer"
    OTHER_FOUNDATION = "other_foundation"
    LOOK_AT_MESSAGE = "look_at_message"
    REHEARSE = "rehearse"
    LEVEL = "level"
    # taps that only a button makes
    TOGGLE = "toggle"
    PAGE = "page"
    PICKED = "picked"
    SOMETHING_ELSE = "something_else"
    READ_GEM = "read_gem"
    NEIGHBOUR = "neighbour"
    NOT_FOR_ME = "not_for_me"
    KEEP_GEM = "keep_gem"
    FOUNDATION = "foundation"
    EDIT_LINE = "edit_line"
    DROP_LINE = "drop_line"
    UNDO = "undo"  # the draft as it was before its last change
    KEEP_DRAFT = "keep_draft"
    SAY_IT_MYSELF = "say_it_myself"
    SETTLE = "settle"
    WHEN = "when"  # when to follow up
    WENT_WELL = "went_well"
    WENT_BADLY = "went_badly"
    NOT_SAID = "not_said"
    STALE = "stale"  # a button that is no longer there
    # times that come
    CHECK_DUE = "check_due"
    FOLLOW_UP_DUE = "follow_up_due"


@dataclass(frozen=True, slots=True)
class Intents:
    """Phrases by signal: entire messages, beginnings, and what may stand within or anywhere."""

    whole: Mapping[str, Signal]
    starts: Mapping[str, Signal]
    within: tuple[tuple[re.Pattern[str], Signal], ...]
    anywhere: tuple[tuple[re.Pattern[str], Signal], ...]
    shapes: tuple[tuple[re.Pattern[str], Signal], ...] = ()  # what is asked of us, in ever new words


def parse_intents(raw: Mapping[str, object], source: str) -> Intents:
    """The phrases of `intents.toml`, one table a signal; the file's order decides a tie.

    Raises ContentError for a table that is no signal or holds no lists of phrases.
    """
    known = {signal.value for signal in Signal}
    whole: dict[str, Signal] = {}
    starts: dict[str, Signal] = {}
    within: list[tuple[re.Pattern[str], Signal]] = []
    anywhere: list[tuple[re.Pattern[str], Signal]] = []
    shapes = _shapes(raw, source)
    for name, table in raw.items():
        if name in ("parts", "shapes"):
            continue
        if name not in known or not isinstance(table, Mapping):
            raise ContentError(f"{source}: “{name}” is no signal of the dialogue.")
        signal = Signal(name)
        for key, phrases in table.items():
            words = _phrases(phrases, f"{source}: {name}.{key}")
            if key == "whole":
                whole.update((plain(w), signal) for w in words if plain(w) not in whole)
            elif key == "start":
                starts.update((plain(w), signal) for w in words)
            elif key in ("within", "anywhere"):
                (within if key == "within" else anywhere).append((_pattern(words), signal))
            else:
                raise ContentError(f"{source}: {name} knows no “{key}”.")
    return Intents(whole, starts, tuple(within), tuple(anywhere), shapes)


def _shapes(raw: Mapping[str, object], source: str) -> tuple[tuple[re.Pattern[str], Signal], ...]:
    """The patterns of `shapes` with their parts filled in."""
    parts, shapes = raw.get("parts", {}), raw.get("shapes", [])
    if not isinstance(parts, Mapping) or not isinstance(shapes, list):
        raise ContentError(f"{source}: parts must be a table and shapes a list of tables.")
    found: list[tuple[re.Pattern[str], Signal]] = []
    for number, one in enumerate(shapes, 1):
        where = f"{source}: shapes, number {number}"
        signal, pattern = one.get("signal"), one.get("pattern")
        if signal not in set(Signal) or not isinstance(pattern, str):
            raise ContentError(f"{where} needs a signal of the dialogue and a pattern.")
        found.append((_compiled(_filled(pattern, parts), where), Signal(signal)))
    return tuple(found)


def _filled(pattern: str, parts: Mapping[object, object]) -> str:
    for _ in range(2):  # a part may hold another one
        for name, words in parts.items():
            pattern = pattern.replace(f"{{{name}}}", str(words))
    return pattern


def _compiled(pattern: str, where: str) -> re.Pattern[str]:
    try:
        return re.compile(pattern)
    except re.error as error:
        raise ContentError(f"{where}: this pattern can't be read ({error}).") from None


def _phrases(value: object, where: str) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(v, str) and v for v in value):
        raise ContentError(f"{where} must be a list of phrases.")
    return value


def _pattern(words: list[str]) -> re.Pattern[str]:
    def body(phrase: str) -> str:
        return re.escape(plain(phrase.rstrip("*"))) + (r"\w*" if phrase.endswith("*") else "")

    return re.compile(r"(?<!\w)(?:" + "|".join(body(w) for w in words) + r")(?!\w)")


_LAST = re.compile(r"[.!?\n]+")
_ASKED_AT_THE_END = frozenset(
    (
        Signal.VERDICT,
        Signal.DIAGNOSE,
        Signal.PREDICT,
        Signal.STAY_OR_GO,
        Signal.MORE,
        Signal.WRITE,
        Signal.HUMAN,
    )
)
_ASKED_FIRST = (Signal.VERDICT, Signal.DIAGNOSE, Signal.PREDICT, Signal.STAY_OR_GO)
_FAREWELLS = ("bye", "goodbye", "goodnight", "gn", "cya")
_MEANS_TO = re.compile(
    r"\b(?:going to|gonna|i'?ll|i will|i want to|wanna|should i|how do i|how can i|thinking of|"
    r"thinking about|plan|planning|let me|help me|i could|i need to|i might|i'?m about to|how to)\b"
)
_APART = re.compile(r"[^\w'/👍👎✅🙏❤?]+")


def plain(text: str) -> str:
    """A message as phrases are matched: lower case, straight quotes, no punctuation."""
    lowered = text.lower().replace("’", "'").replace("‘", "'").replace("️", "")
    spaced = " ".join(_APART.sub(" ", lowered).split())
    bare = spaced.replace("?", " ").strip()
    return " ".join(bare.split()) if bare else spaced


def spoken(text: str, intents: Intents) -> Signal | None:
    """The signal that a message gives in plain words, or None when it just tells something."""
    said = plain(text[:2000])
    if not said:
        return Signal.EMPTY
    if said in intents.whole:
        return intents.whole[said]
    for pattern, signal in intents.anywhere:
        if pattern.search(said):
            return signal
    if said.split(" ", 1)[0] in _FAREWELLS and said.count(" ") < 8:
        return Signal.BYE
    if said.count(" ") < SHORT:
        return _within(said, intents)
    for sentence in _LAST.split(text[:1500]):
        # "I just want to vent", "I'm going to check her phone": the point, wherever it stands.
        told = plain(sentence)
        point = _within(told, intents) if told.count(" ") < SHORT else None
        if point in (Signal.LISTEN, Signal.HARMFUL_PLAN):
            return point
    first = plain(next((one for one in _LAST.split(text[:400]) if one.strip()), ""))
    begun = _shaped(first, intents) if first.count(" ") < SHORT else None
    if begun in _ASKED_FIRST:
        return begun  # "Am I wrong or is he? He invited …"
    # After a long story the point often stands alone in the last sentence: "Am I wrong?"
    last = plain(_LAST.split(text[-400:].rstrip(" .!?\n"))[-1])
    ending = _within(last, intents) if last.count(" ") < SHORT + 6 else None
    return ending if ending in _ASKED_AT_THE_END else None


def _shaped(said: str, intents: Intents) -> Signal | None:
    return next((signal for pattern, signal in intents.shapes if pattern.search(said)), None)


def _within(said: str, intents: Intents) -> Signal | None:
    if (shaped := _shaped(said, intents)) is not None:
        return shaped
    found = (signal for pattern, signal in intents.within if pattern.search(said))
    # Spying and paying back are a plan only where somebody means to: "I didn't test him" is none.
    return next((s for s in found if s is not Signal.HARMFUL_PLAN or _MEANS_TO.search(said)), None)


def opens_with(text: str, intents: Intents) -> Signal | None:
    """YES or NO when a longer message begins with one ("no, more like embarrassed")."""
    words = plain(text[:200]).split()
    for length in (3, 2, 1):
        signal = intents.starts.get(" ".join(words[:length]))
        if signal is not None and len(words) > length:
            return signal
    return None
