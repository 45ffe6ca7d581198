"""The words of a hold: which act fits this danger, in which language, with the lines of the country."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from coachbot.core.danger import first_act
from coachbot.core.kit import Kit
from coachbot.core.model import Button, Danger, DangerKind, Manner, Message, Partner, Person
from coachbot.core.phrasebook import Phrasebook
from coachbot.core.session import Hold, Session
from coachbot.core.values import pronouns

K = DangerKind
# With several kinds at once the words follow the first of these.
_GRAVEST = (
    K.MEDICAL,
    K.SUICIDE,
    K.CHILD_HARM,
    K.PARTNER_VIOLENCE,
    K.SEXUAL_COERCION,
    K.HARM_TO_PARTNER,
    K.COERCIVE_CONTROL,
    K.STALKING,
    K.SELF_HARM,
    K.OTHER_HARM,
)
_HURT = frozenset((K.PARTNER_VIOLENCE, K.COERCIVE_CONTROL, K.SEXUAL_COERCION, K.STALKING))
_MUTUAL = frozenset((K.PARTNER_VIOLENCE, K.HARM_TO_PARTNER))
ONESELF = frozenset((K.SUICIDE, K.SELF_HARM))


class LinesFor(Protocol):
    """Who helps in the person's country, as the words of a message."""

    def __call__(self, kinds: tuple[DangerKind, ...], by: Person | None, language: str = "en") -> str:
        """The lines for these kinds of danger; `language` is that of the words around the numbers."""
        ...


@dataclass(frozen=True, slots=True)
class Held:
    """A reply given in danger, and the session after it."""

    session: Session
    messages: tuple[Message, ...]


@dataclass(frozen=True, slots=True)
class Wording:
    """What a reply in danger is worded with: whose danger it is, and how the partner is spoken of."""

    kit: Kit
    lines: LinesFor
    kinds: tuple[DangerKind, ...] = ()
    by: Person | None = None
    partner: Partner = Partner()  # noqa: RUF009 - a value that never changes
    said: tuple[str, ...] = ()  # acts that were said before: their next variants come
    language: str = ""  # in which the danger was said; English where there is nothing in it

    def act(self, stem: str) -> str:
        """The words for this danger: of its kind and whose it is, of its family, or the general ones."""
        kind = next((each for each in _GRAVEST if each in self.kinds), K.OTHER_HARM)
        mine = _is_mine(self.kinds, self.by)
        names = [*self._both(stem), f"{stem}.{kind.value}.{self.by.value if self.by else ''}"]
        if kind in _HURT and mine:  # who harms is not spoken to as who is harmed
            names.append(f"{stem}.used")
        if kind in _HURT and kind is not K.STALKING and self.by is Person.OTHER:
            names.append(f"{stem}.partner_violence.other")
        names += [f"{stem}.{kind.value}", f"{stem}.{family_of(self.kinds, self.by)}", stem]
        return next((name for name in names if self.kit.phrases.has(name)), f"{stem}.other_harm")

    def message(self, act: str, *buttons: str) -> Message:
        """One message of an act, in the language of the danger where it has words for it."""
        book = self._book(act)
        language = self.language if book is not self.kit.phrases else "en"
        partner = self.partner
        reflexive = {"he": "himself", "she": "herself"}.get(partner.subject, "themselves")
        known = {
            **pronouns(partner),
            "themselves": reflexive,
            "lines": self.lines(self.kinds, self.by, language),
        }
        variants = book.acts[act]
        words = variants[self.said.count(act) % len(variants)].render(known).strip()
        labels = tuple(Button(b, self._label(book, b)) for b in buttons)
        return Message(words, labels, Manner.DANGER)

    def _book(self, act: str) -> Phrasebook:
        book = self.kit.foreign_help.get(self.language)
        return book if book is not None and book.has(act) else self.kit.phrases

    def _label(self, book: Phrasebook, button: str) -> str:
        return (book if book.has(f"button.{button}") else self.kit.phrases).label(button)

    def _both(self, stem: str) -> list[str]:
        """The words for two dangers that belong together."""
        kinds = set(self.kinds)
        if K.MEDICAL in kinds or self.by is Person.OTHER:
            return []
        hurt = [f"{stem}.suicide.and_hurt"] if K.SUICIDE in kinds and kinds & _HURT else []
        return [f"{stem}.harm_to_partner.mutual"] if kinds >= _MUTUAL and not hurt else hurt


def wording_of(session: Session, danger: Danger | Hold, kit: Kit, lines: LinesFor) -> Wording:
    """How a danger is spoken of in a talk."""
    hold = danger if isinstance(danger, Hold) else Hold(danger.kinds, danger.by)
    return Wording(kit, lines, hold.kinds, hold.by, session.partner, hold.said, hold.language)


def family_of(kinds: Sequence[DangerKind], by: Person | None) -> str:
    """To whom a reply speaks: own_life, theirs, used, medical, or hurt."""
    here = set(kinds)
    if K.MEDICAL in here:
        return "medical"
    if here & _HURT:
        return "own_life" if K.SUICIDE in here else "used" if _is_mine(kinds, by) else "hurt"
    if here & ONESELF:
        return "own_life" if by in (Person.ME, None) else "theirs"
    return "used" if K.HARM_TO_PARTNER in here or (K.CHILD_HARM in here and by is Person.ME) else "hurt"


def _is_mine(kinds: Sequence[DangerKind], by: Person | None) -> bool:
    """Whether violence or control is the writer's own; beside their own despair `by` means that."""
    return by is Person.ME and not ONESELF & set(kinds)


def first_words(wording: Wording) -> str:
    """The act of a stop: in another language one of the few that its file knows."""
    book = wording.kit.foreign_help.get(wording.language)
    first = first_act(Danger(kinds=wording.kinds, by=wording.by))
    return first if book is not None and book.has(first) else wording.act("stop")


def offering(session: Session, messages: tuple[Message, ...]) -> Held:
    """The session that waits for the buttons of the last message that has any."""
    with_buttons = [message for message in messages if message.buttons]
    if not with_buttons:
        return Held(session, messages)
    ids = tuple(button.id for button in with_buttons[-1].buttons)
    return Held(replace(session, offered=ids, offered_at=session.turn), messages)
