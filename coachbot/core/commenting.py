"""What a person says about a draft: keep it, change it, take this out, or something else altogether."""

from __future__ import annotations

import re
from dataclasses import dataclass

from coachbot.core.composing import Shaped, shape_request
from coachbot.core.kit import Kit
from coachbot.core.model import Person, Reading
from coachbot.core.session import Session
from coachbot.core.signals import Signal as S
from coachbot.core.signals import plain

# Words that point at a line and stand in none: "the last sentence" is not the one with "last night".
_OF_A_LINE = ("that", "line", "part", "sentence", "first", "last")
_QUOTED = re.compile(r"(?:[\"“]|(?<!\w)['‘])([^\"“”‘]{2,300}?)(?:[\"”]|['’](?!\w))")
_TAKE_OUT = re.compile(
    r"\b(?:take (?:it |that |this )?out|take away|remove|leave out|drop|delete|cut|without|"
    r"(?:don'?t|wouldn'?t|never) say|not say)\b"
)
_TO_YOU = re.compile(r"\b(?:you|your|u|ur|yours)\b", re.IGNORECASE)
_REPLACE = re.compile(r"\b(?:replace|change|instead of|not|rather than|swap)\b")
_NEW_FIRST = re.compile(r"[\"”'’],? (?:instead of|rather than|not) [\"“'‘]")
# How a request to the partner begins; "he would laugh at that" and "you make me happy" are remarks.
_ASKING = re.compile(
    r"^(?:just |maybe |and |so )*(?:ask|tell|could|can we|can you|please|let'?s|"
    r"that (?:he|she|they|you|we)|to |we |one |i(?:'d| would) (?:like|want)|i want)\b|"
    r"\bask (?:him|her|them|me)\b|^(?:\w+ ){0,2}before you\b"
)
_ASKS_US = re.compile(r"^(?:do|should|must|would it|is it|what|why|how|am) (?:i|be|if|s)?\b")
_OF_THEM = re.compile(r"\b(?:he|him|his|she|her|they|them|their)\b", re.IGNORECASE)
_ABOUT_IT = re.compile(
    r"\b(?:line|sentence|message|draft|text|wording|version|gibberish|put (?:that|this|it) in|add|include|"
    r"change it|send (?:it|that)|make it|rewrite|mention|not my|sounds|write)\b"
)
_PUT = re.compile(
    r"\b(?:change (?:it|that|this|the \w+ (?:line|sentence|bit|part|one)) to|make it|put|write|say)"
    r"\s*:\s*(.{8,400})$",
    re.IGNORECASE | re.DOTALL,
)
ADD = "add"
_PLACE = re.compile(r"\b(first|second|third|1st|2nd|3rd|last) (?:line|sentence|bit|part|one|thing)\b")
# What is said of a draft's tone: it wants other words, and which ones is theirs to say.
_WANTS_OTHER_WORDS = re.compile(
    r"^(?:it'?s |this is |that'?s |sounds |it sounds |that sounds |bit |a bit |way |much |still )*"
    r"(?:too|not) (?:\w+ )?(?:nice|soft|polite|formal|cold|harsh|cheesy|needy|stiff|posh|weak|strong|"
    r"kind|sweet|mean|"
    r"me|angry|long winded|wordy|therapy|american|robotic|much like)\b|"
    r"\b(?:change|reword|rephrase|redo|fix|rewrite) (?:the |that |this |my )?(?:first|second|third|1st|"
    r"2nd|3rd|last)?"
    r" ?(?:line|sentence|bit|part|one|it|thing)\b|"
    r"\bi (?:don'?t|do not|would never|wouldn'?t|never) (?:say|talk|speak|write)(?: \w+)? (?:like that|"
    r"that way|so)\b|"
    r"^make it (?:\w+er|more|less|sound)\b"
)
_WHY_LEFT_OUT = re.compile(
    r"^(?:but )?(?:why|how come) (?:did|didn'?t|is|isn'?t|have|haven'?t|are|aren'?t|do|don'?t).{0,40}"
    r"\b(?:leave|left|put|mention|include|say|there|in)\b|^(?:but )?what about the\b|^you (?:left out|"
    r"forgot (?:the|to)|dropped the|missed out)\b|"
    r"^(?:add|include|put in|mention|can you add|could you add|also (?:say|mention|add))\b|\b(?:is|"
    r"it'?s) missing$"
)
_TO_US = re.compile(r"^(?:can|could|would|will|do|did|should|are|is|what|why|how)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Comment:
    """How a remark on a draft is meant, and the words it is about."""

    signal: S
    value: str = ""


def comment_on_draft(session: Session, text: str, signal: S | None, kit: Kit) -> Comment:
    """What to do with a draft after this remark; ASIDE leaves it as it is."""
    said = plain(text)
    if signal in (S.KEEP_DRAFT, S.SAY_IT_MYSELF, S.SHORTER):
        return Comment(signal)
    every = _QUOTED.findall(text)
    if len(every) == 2 and _REPLACE.search(said):
        return Comment(S.TOLD, _replaced(session, *(every[::-1] if _NEW_FIRST.search(text) else every)))
    quoted = _QUOTED.search(text)
    if (change := _of_a_line(session, text, said)) is not None:
        return change
    if _TAKE_OUT.search(said):
        index = _line_with(session, quoted[1] if quoted else said[_end(said) :])
        return Comment(S.DROP_LINE, str(index)) if index is not None else Comment(S.ASIDE)
    if quoted and len(quoted[1].split()) >= 3:
        return Comment(S.TOLD, quoted[1])
    if put := _PUT.search(text):
        return Comment(S.TOLD, _with_line(session, said, put[1].strip()))
    shaped = shape_request(text, kit.wording, session.partner)
    asks = shaped.kind == "request" and bool(shaped.ask) and not _ABOUT_IT.search(said)
    asks = asks and bool(_ASKING.search(said))
    if asks and len(said.split()) <= 16 and not said.startswith(("i ", "i'm ", "i've ", "when ")):
        return Comment(S.ANSWERED)
    if _is_a_draft(text, said):
        return Comment(S.TOLD, text)
    return Comment(S.ASIDE)


def _of_a_line(session: Session, text: str, said: str) -> Comment | None:
    """What is wanted of a line that is named by its place, of the tone, or of what isn't there."""
    named = _named(session, said)
    if _WANTS_OTHER_WORDS.search(said) and not _PUT.search(text):
        return Comment(S.EDIT_LINE, "" if named is None else str(named))
    if _TAKE_OUT.search(said) and named is not None:
        return Comment(S.DROP_LINE, str(named))
    return Comment(S.EDIT_LINE, ADD) if _WHY_LEFT_OUT.search(said) else None


def _is_a_draft(text: str, said: str) -> bool:
    """Whether a remark is words to the partner rather than words about the draft."""
    to_them = bool(_TO_YOU.search(text)) and not _OF_THEM.search(text)
    return to_them and not _TO_US.search(said) and not _ABOUT_IT.search(said) and len(said.split()) > 3


def _replaced(session: Session, old: str, new: str) -> str:
    """The draft with one wording in place of another; the whole line goes where only it was meant."""
    index = _line_with(session, old)
    if index is None:
        return new
    lines = [line.text for line in session.notes.draft]
    at = lines[index].lower().find(old.lower())
    lines[index] = new if at < 0 else lines[index][:at] + new + lines[index][at + len(old) :]
    return "\n".join(lines)


def _with_line(session: Session, said: str, words: str) -> str:
    """The draft with the line that is named ("the first line") in new words; these alone when none is."""
    lines = [line.text for line in session.notes.draft]
    at = _named(session, said)
    if at is None:
        return words
    return "\n".join((*lines[:at], words, *lines[at + 1 :]))


def _named(session: Session, said: str) -> int | None:
    """Which line is meant by its place: "the second line"; None where none is or there isn't one."""
    size = len(session.notes.draft)
    found = _PLACE.search(said)
    at = (
        {"first": 0, "1st": 0, "second": 1, "2nd": 1, "third": 2, "3rd": 2}.get(found[1], size - 1)
        if found
        else -1
    )
    return at if 0 <= at < size else None


def _end(said: str) -> int:
    found = _TAKE_OUT.search(said)
    return found.end() if found else 0


def _line_with(session: Session, words: str) -> int | None:
    wanted = [w for w in plain(words).split() if len(w) > 3 and w not in _OF_A_LINE]
    lines = [plain(line.text) for line in session.notes.draft]
    return next((i for i, line in enumerate(lines) if wanted and any(w in line for w in wanted)), None)


def is_request(shaped: Shaped, reading: Reading) -> bool:
    """Whether a message asks for something, or plans something, rather than telling more of the story."""
    if _ASKS_US.match(shaped.text.lower()):
        return False
    if shaped.kind != "request":
        return True
    if (
        shaped.whom is Person.ME
        and reading.feelings
        and not re.search(r"\b(?:will|'ll|going to)\b", shaped.text)
    ):
        return False
    return bool(shaped.ask or shaped.plan)
