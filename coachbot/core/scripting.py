"""The scripted voice: says become messages, from templates, never the same words twice."""

from __future__ import annotations

from collections.abc import Sequence

from coachbot.core.changing import replace
from coachbot.core.conduct import Situation, check_reply
from coachbot.core.kit import Kit
from coachbot.core.model import Manner, Message
from coachbot.core.moves import Say
from coachbot.core.phrasebook import Spoken, choose, fingerprint, opening, sentences
from coachbot.core.session import KEPT_SENTENCES, Session, exchanged
from coachbot.core.values import upper

# What a reply may leave out when it says too much: first the retelling, the question stays.
_THEIR_WORDS = ("line", "last_request", "left_out", "fact", "foundation_words", "essential")
_LEAVE_OUT = ("told", "told_more")


def script(says: Sequence[Say], session: Session, kit: Kit, seed: int) -> tuple[tuple[Message, ...], Session]:
    """The messages for what is to be said, and the session that remembers having said them."""
    messages: list[Message] = []
    for say in says:
        text = _checked(say, session, kit, seed)
        if not text:
            continue
        message = Message(text, say.buttons, say.manner, None, say.edits, say.columns)
        messages.append(message)
        session = remembered(session, message)
    return tuple(messages), session


def remembered(session: Session, message: Message) -> Session:
    """The session with what was said and offered, so that it is not said again and taps are known."""
    if message.manner is Manner.COMPOSED:
        said = tuple(fingerprint(s) for s in sentences(message.text))
        session = replace(
            session,
            sentences=(*session.sentences, *said)[-KEPT_SENTENCES:],
            opening=opening(message.text),
        )
        session = exchanged(session, f"· {message.text}")
    if message.buttons:
        session = replace(session, offered=tuple(b.id for b in message.buttons), offered_at=session.turn)
    return session


def _checked(say: Say, session: Session, kit: Kit, seed: int) -> str:
    text = _worded(say, session, kit, seed)
    if say.manner is not Manner.COMPOSED or not text:
        return text
    situation = Situation(
        user_texts=session.texts,
        heard=session.heard,
        opening=session.opening,
        sentences=frozenset(session.sentences),
        quotable=tuple(str(v) for k, v in say.values.items() if v and k in _THEIR_WORDS),
    )
    if check_reply(text, situation, kit.conduct):
        less = {k: v for k, v in say.values.items() if k not in _LEAVE_OUT}
        return _worded(replace(say, values=less), session, kit, seed) or text
    return text


def _worded(say: Say, session: Session, kit: Kit, seed: int) -> str:
    composed = say.manner is Manner.COMPOSED
    said = set(session.sentences) if composed else set()
    track = session.notes.track.value if session.notes.track else None
    parts: list[str] = []
    for place, act in enumerate((*say.acts, say.instead)):
        if act == say.instead and parts:
            break
        spoken = Spoken("" if parts or not composed else session.opening, frozenset(said))
        name = kit.phrases.resolve(act, track)
        words = choose(kit.phrases, name, say.values, spoken, seed + place, opens=not parts)
        if not words and name != act:
            words = choose(kit.phrases, act, say.values, spoken, seed + place, opens=not parts)
        if words:
            parts.append(upper(words) if composed else words)
            said.update(fingerprint(s) for s in sentences(words))
    return " ".join(parts)
