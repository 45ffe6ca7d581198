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
    named = re.search(r"\b(first|second|third|last) (?:line|sentence|bit|part|one)\b", said)
    at = {"first": 0, "second": 1, "third": 2, "last": len(lines) - 1}[named[1]] if named else None
    if at is None or not 0 <= at < len(lines):
        return words
    return "\n".join((*lines[:at], words, *lines[at + 1 :]))


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
