"""What each step asks when the session arrives in it, with the buttons that answer it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from coachbot.core.changing import replace
from coachbot.core.composing import Summary, draft_text, summary
from coachbot.core.course import fitting_gem, gem_query, thinnest
from coachbot.core.drafting import drafted, shown_draft
from coachbot.core.hearing import ASKED_NEED, HOT, TOPIC
from coachbot.core.kit import Kit
from coachbot.core.model import Button, Foundation, Manner, Mode, Passage, Step
from coachbot.core.moves import Say
from coachbot.core.retrieval import Choice, Query
from coachbot.core.session import Session
from coachbot.core.values import feeling_phrase, feelings_said, upper, wish


@dataclass(frozen=True, slots=True)
class Question:
    """A step's question: acts for the reply, messages of their own, and the session that asks."""

    session: Session
    acts: tuple[str, ...] = ()
    buttons: tuple[Button, ...] = ()
    values: Mapping[str, object] | None = None
    apart: tuple[Say, ...] = ()  # after the reply: a quotation, a draft, a card
    gem: Passage | None = None
    sought: Query | None = None  # what was looked for in the library
    card: bool = False
    columns: int = 1


def button(kit: Kit, *ids: str) -> tuple[Button, ...]:
    """Buttons with the labels that prompts/ gives them."""
    return tuple(Button(i, kit.phrases.label(i)) for i in ids)


def ask(session: Session, kit: Kit, choice: Choice) -> Question:
    """The question of the step the session stands in."""
    if session.step is Step.GEM:
        return _ask_gem(session, kit, choice)
    return _ASK[session.step](session, kit)


def _ask_arrive(session: Session, _: Kit) -> Question:
    return Question(replace(session, asked="fact"), ("arrive.ask",))


def _ask_settle(session: Session, kit: Kit) -> Question:
    ways = button(kit, "settle.breath", "settle.walk", "settle.water", "settle.twenty")
    return Question(replace(session, asked="settle"), ("settle.how",), ways, columns=2)


def _ask_listen(session: Session, kit: Kit) -> Question:
    notes = session.notes
    if session.heat >= HOT and not session.settle_offered:
        offered = replace(session, asked="settle", settle_offered=True)
        return Question(offered, ("settle.offer",), button(kit, "settle", "skip"))
    if not notes.facts and (not notes.feelings or session.mirrored < 2):
        return Question(replace(session, asked="fact"), ("listen.fact",), button(kit, "listen"))
    if session.asked == TOPIC:
        return Question(replace(session, asked="fact"), ("listen.topic",), button(kit, "listen"))
    if notes.faint and not notes.feelings and session.asked != "fact":
        return Question(replace(session, asked="fact"), ("listen.onward",), button(kit, "listen"))
    if session.mirrored < 2 and notes.facts and all(_BARE.match(fact) for fact in notes.facts):
        return Question(replace(session, asked="about"), ("listen.about",), button(kit, "listen"))
    guesses = [f for f in notes.likely_feelings if f not in notes.feelings]
    if not notes.feelings and session.mirrored < 2:
        asked = replace(session, asked="feeling" if guesses else "open")
        act = ("listen.faux" if notes.faux else "listen.feeling") if guesses else "listen.open"
        return Question(asked, (act,), _feelings(guesses, kit), columns=2)
    return Question(
        replace(session, asked="check"), ("listen.check",), button(kit, "yes", "no", "listen"), columns=2
    )


# A quarrel of which nothing is known yet but that there was one.
_BARE = re.compile(
    r"^(?:(?:last night|yesterday|today|this morning|tonight|again|just now)[, ]*)?you(?: two|'ve|"
    r" and your \w+|)"
    r"(?: two)?(?: (?:just|have|had|are|were|got|been|had|keep|always|often|still|again|into))*"
    r" (?:(?:a|an|another|the|this|same|big|huge|bad|massive|really|terrible|awful|stupid|little) )*"
    r"(?:fought|argued|fight|fighting|arguing|argument|argue|row|rowed|quarrelled|quarreled|quarrel|"
    r"spat|"
    r"bust-up|blow-up)(?: (?:again|last night|yesterday|today|this morning|tonight|a lot|badly|just now))*$",
    re.IGNORECASE,
)


def _feelings(names: list[str], kit: Kit) -> tuple[Button, ...]:
    if not names:
        return button(kit, "listen")
    return (*(Button(f"feel.{n}", upper(feeling_phrase(n, kit))) for n in names[:3]), *button(kit, "else"))


def _ask_observation(session: Session, kit: Kit) -> Question:
    return Question(replace(session, asked="fact"), ("observation.ask",), button(kit, "skip"))


def _ask_feeling(session: Session, kit: Kit) -> Question:
    names = [f for f in session.notes.likely_feelings if f not in session.notes.feelings]
    act = "feeling.faux" if session.notes.faux and names else "feeling.ask"
    if session.asked == "feeling":
        act = "feeling.open"  # the same guesses twice would be a form
    return Question(replace(session, asked="feeling"), (act,), _feelings(names, kit), columns=2)


def _ask_need(session: Session, kit: Kit) -> Question:
    notes = session.notes
    names = [n for n in notes.likely_needs if n not in notes.needs][:3]
    labels = tuple(Button(f"need.{n}", kit.lexicon.needs[n].label) for n in names if n in kit.lexicon.needs)
    acts = ("need.ask",) if names and session.asked not in ASKED_NEED else ("need.open",)
    again = "need_again" if session.asked in ASKED_NEED else "need"
    return Question(replace(session, asked=again), acts, (*labels, *button(kit, "else")), columns=2)


def _ask_gem(session: Session, kit: Kit, choice: Choice) -> Question:
    query = gem_query(session, choice)
    found = fitting_gem(query, kit, choice)
    if found is None:
        return Question(replace(session, gem_done=True), sought=query)
    gem = kit.gems[found.slug]
    told = {
        "gem_title": found.title,
        "gem_text": found.text,
        "gem_why": gem.why,
        "gem_source": gem.source,
    }
    quote = Say(
        ("gem.quote" if gem.why else "gem.quote_theirs",),
        told,
        button(kit, "gem.go", "gem.read", "gem.keep", "gem.no"),
        Manner.QUOTE,
        columns=2,
    )
    kept = replace(session.knowing(practice=gem.practice), gem=found, gem_done=True, gem_page=0, asked="gem")
    return Question(kept, (), apart=(quote,), gem=found, sought=query)


def _ask_foundation(session: Session, kit: Kit) -> Question:
    name = session.step.value
    words = dict(session.notes.foundation_words).get(Foundation(name))
    asked = replace(session.knowing(foundation=thinnest(session.notes)), asked="insight")
    return Question(
        asked,
        (f"{name}.lead", f"{name}.ask"),
        button(kit, "other", "skip"),
        {"foundation_words": words},
        columns=2,
    )


def _ask_request(session: Session, kit: Kit) -> Question:
    again = "request_again" if session.asked == "request" else "request"
    return Question(replace(session, asked=again), ("request.ask",), button(kit, "skip", "listen"), columns=2)


def _ask_message(session: Session, kit: Kit) -> Question:
    hot = session.heat >= HOT
    wanted = session.notes.wants_message or session.mode is Mode.IN_IT or session.notes.draft
    if not wanted and not hot:
        asked = replace(session, asked="want")
        return Question(asked, ("message.offer",), button(kit, "write", "myself"), columns=2)
    with_draft = session if session.notes.draft else drafted(session, kit)
    if not with_draft.notes.draft:
        return Question(replace(session.knowing(wants_message=True), asked="paste"), ("message.cannot",))
    shown, says = shown_draft(with_draft, kit)
    return Question(replace(shown, asked="draft"), (), apart=says)


def _ask_rehearse(session: Session, kit: Kit) -> Question:
    return Question(replace(session, asked="line"), ("rehearse.ask",), button(kit, "enough"))


def _ask_outsider(session: Session, kit: Kit) -> Question:
    act = f"outsider.ask{min(len(session.notes.outsider), 2) + 1}"
    return Question(replace(session, asked="outsider"), (act,), button(kit, "skip"))


def _ask_close(session: Session, kit: Kit) -> Question:
    lines = card_lines(session, kit)
    if not lines:
        return Question(replace(session, asked=None), ("bye",))
    card = Say(("card",), {"card": "\n".join(lines)}, manner=Manner.CARD)
    more = ("agree.start",) if session.notes.request and not session.closed else ()
    ways = button(kit, "when.tomorrow", "when.days", "when.none", *more)
    later = Say(("close.follow_up",), {}, ways, columns=2)
    return Question(replace(session, asked="follow_up"), (), apart=(card, later), card=True)


def card_lines(session: Session, kit: Kit) -> list[str]:
    """The closing card's lines, "label: sentence", of what is known."""
    notes = session.notes
    known = Summary(
        happened=notes.clauses[:1],
        feelings=feelings_said(notes)[-3:],
        needs=notes.needs[-2:],
        will_try=notes.request or (notes.outsider[2] if len(notes.outsider) > 2 else None),
        need_words=notes.need_words,
        partner=session.partner,
        agreement=notes.agreement,
        practice=notes.practice,
    )
    lines = [f"{label}: {sentence}" for label, sentence in summary(known, kit.wording)]
    if notes.draft_done and notes.draft:
        lines.append(f"{kit.phrases.label('card.message')}: “{draft_text(notes.draft)}”")
    return lines


def _ask_follow_up(session: Session, kit: Kit) -> Question:
    ways = button(kit, "went.well", "went.badly", "went.not")
    return Question(replace(session, asked="went"), ("follow.ask",), ways)


_ASK: Mapping[Step, Callable[[Session, Kit], Question]] = {
    Step.ARRIVE: _ask_arrive,
    Step.SETTLE: _ask_settle,
    Step.LISTEN: _ask_listen,
    Step.OBSERVATION: _ask_observation,
    Step.FEELING: _ask_feeling,
    Step.NEED: _ask_need,
    Step.EMPATHY: _ask_foundation,
    Step.SAFETY: _ask_foundation,
    Step.TRUST: _ask_foundation,
    Step.RESPECT: _ask_foundation,
    Step.REQUEST: _ask_request,
    Step.MESSAGE: _ask_message,
    Step.REHEARSE: _ask_rehearse,
    Step.OUTSIDER: _ask_outsider,
    Step.CLOSE: _ask_close,
    Step.FOLLOW_UP: _ask_follow_up,
}

__all__ = ["Question", "ask", "button", "card_lines", "wish"]
