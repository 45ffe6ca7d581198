from __future__ import annotations

import functools
import re

import pytest

from coachbot.core.holding import (
    Held,
    answer_to_ask,
    asked,
    asks_anew,
    believed,
    help_text,
    staying,
    stopped,
    tells_back,
)
from coachbot.core.model import Danger, DangerKind, Evidence, Level, Manner, Mode, Partner, Person, Step
from coachbot.core.session import Hold, Notes, Session
from coachbot.core.values import pronouns
from tests.talking import the_kit

K = DangerKind
LINES = re.compile("<[^>]*>")
SHE = Partner("your wife", "she", "her", "her", known=True)


def lines(kinds: tuple[DangerKind, ...], by: Person | None) -> str:
    return f"<{' '.join(kinds)} {by.value if by else '-'}>"


def danger(*kinds: DangerKind, by: Person | None = Person.PARTNER, rules: tuple[str, ...] = ()) -> Danger:
    because = tuple(Evidence("so", 0, 2, rule) for rule in rules)
    return Danger(Level.STOP, kinds, by, because=because)


def stop(*kinds: DangerKind, by: Person | None = Person.PARTNER, session: Session | None = None) -> Held:
    return stopped(session or Session(), danger(*kinds, by=by), the_kit(), lines, "DE")


def stay(session: Session, text: str = "", tap: str | None = None) -> Held:
    return staying(session, text, tap, the_kit(), lines)


def words(held: Held) -> str:
    return "\n".join(m.text for m in held.messages)


@functools.cache
def said_of(act: str) -> frozenset[str]:
    """What an act may say, without its lines, where nothing is known of the partner."""
    known = {**pronouns(Partner()), "themselves": "themselves", "lines": ""}
    return frozenset(" ".join(v.render(known).split()) for v in the_kit().phrases.acts[act])


def says(held: Held, act: str) -> bool:
    return any(" ".join(LINES.sub("", m.text).split()) in said_of(act) for m in held.messages)


# ---------------------------------------------------------------- the stop


@pytest.mark.parametrize("kind", list(DangerKind))
def test_each_danger_stops_with_words_of_its_own_and_its_lines(kind: DangerKind) -> None:
    held = stop(kind)
    by_the_partner = f"stop.{kind.value}.partner"
    assert says(held, by_the_partner if the_kit().phrases.has(by_the_partner) else f"stop.{kind.value}")
    assert f"<{kind.value} partner>" in words(held)


def test_the_partner_s_suicide_has_other_words_than_one_s_own() -> None:
    assert says(stop(K.SUICIDE, by=Person.PARTNER), "stop.suicide.partner")
    assert says(stop(K.SUICIDE, by=Person.ME), "stop.suicide")


@pytest.mark.parametrize(
    ("kinds", "act"),
    [
        ((K.STALKING, K.PARTNER_VIOLENCE), "stop.partner_violence"),
        ((K.PARTNER_VIOLENCE, K.CHILD_HARM), "stop.child_harm"),
        ((K.CHILD_HARM, K.MEDICAL), "stop.medical"),
        ((), "stop.other_harm"),
    ],
)
def test_of_several_dangers_the_gravest_is_spoken_to(kinds: tuple[DangerKind, ...], act: str) -> None:
    assert says(stop(*kinds), act)


def test_a_stop_holds_and_closes_whatever_was_open() -> None:
    open_ = Session(asking=Hold((K.STALKING,)), editing=2)
    session = stop(K.PARTNER_VIOLENCE, session=open_).session
    assert session.hold == Hold((K.PARTNER_VIOLENCE,), Person.PARTNER, "safe")
    assert (session.asking, session.editing, session.picker) == (None, None, None)


def test_a_second_danger_joins_the_first() -> None:
    second = stop(K.CHILD_HARM, session=stop(K.STALKING).session)
    assert second.session.hold is not None
    assert second.session.hold.kinds == (K.STALKING, K.CHILD_HARM)


@pytest.mark.parametrize(("country", "command"), [(None, "country"), ("DE", None)])
def test_the_country_is_asked_only_where_it_is_not_known(country: str | None, command: str | None) -> None:
    held = stopped(Session(), danger(K.STALKING), the_kit(), lines, country)
    assert held.session.command == command
    assert says(held, "lines.unknown_country") is (country is None)


def test_a_danger_told_in_another_language_is_answered_in_it() -> None:
    told = danger(K.PARTNER_VIOLENCE, rules=("de.hits",))
    held = stopped(Session(), told, the_kit(), lines, "DE")
    assert held.messages[0].text not in words(stop(K.PARTNER_VIOLENCE))
    assert "<partner_violence partner>" in words(held)


def test_the_help_text_needs_no_session() -> None:
    assert help_text(danger(K.MEDICAL), the_kit(), lines).text in words(stop(K.MEDICAL))


# ---------------------------------------------------------------- the question


@pytest.mark.parametrize("kind", list(DangerKind))
def test_a_doubt_is_one_direct_question_with_a_yes_and_a_no(kind: DangerKind) -> None:
    held = asked(Session(), danger(kind, rules=("r",)), the_kit(), lines)
    assert [b.id for b in held.messages[-1].buttons] == ["ask.yes", "ask.no"]
    assert held.session.asking == Hold((kind,), Person.PARTNER, "ask", rules=("r",))
    assert held.session.hold is None
    own = f"ask.{kind.value}"
    assert says(held, f"{own}.partner" if the_kit().phrases.has(f"{own}.partner") else own)


@pytest.mark.parametrize(
    ("text", "tap", "answer"),
    [
        ("", "ask.yes", True),
        ("", "ask.no", False),
        ("", "keep", None),
        ("yes", None, True),
        ("yes, once", None, True),
        ("no", None, False),
        ("no, he never would", None, False),
        ("he forgot the milk", None, None),
        ("why", None, None),
        ("", None, None),
    ],
)
def test_a_direct_question_is_answered_by_a_yes_a_no_or_not_at_all(
    text: str, tap: str | None, answer: bool | None
) -> None:
    assert answer_to_ask(text, tap, the_kit()) is answer


@pytest.mark.parametrize(
    ("kind", "clearly", "act"),
    [
        (K.PARTNER_VIOLENCE, True, "ask.no"),
        (K.SUICIDE, True, "ask.no.alone"),
        (K.PARTNER_VIOLENCE, False, "ask.unclear"),
        (K.SUICIDE, False, "ask.unclear"),
    ],
)
def test_a_no_is_believed_and_no_answer_leaves_the_lines(kind: DangerKind, clearly: bool, act: str) -> None:
    asking = Session(asking=Hold((kind,), rules=("r",)))
    held = believed(asking, clearly=clearly, kit=the_kit(), lines=lines)
    assert says(held, act)
    assert (held.session.asking, held.session.believed, held.session.believed_rules) == (
        None,
        (kind,),
        ("r",),
    )


@pytest.mark.parametrize(
    ("kinds", "rules", "anew"),
    [
        ((K.STALKING,), ("r1",), False),
        ((K.STALKING,), ("r1", "r2"), True),  # other words for it
        ((K.STALKING, K.MEDICAL), ("r1",), True),  # another danger
        ((), (), False),
    ],
)
def test_after_a_no_only_new_signs_are_asked_about(
    kinds: tuple[DangerKind, ...], rules: tuple[str, ...], anew: bool
) -> None:
    session = Session(believed=(K.STALKING,), believed_rules=("r1",))
    assert asks_anew(session, danger(*kinds, rules=rules)) is anew


@pytest.mark.parametrize(
    ("asking", "back"),
    [
        (Hold((K.STALKING,)), True),
        (Hold((K.SUICIDE,)), False),
        (Hold((K.STALKING, K.SELF_HARM)), False),
        (Hold((K.MEDICAL,)), False),
        (None, True),
    ],
)
def test_what_was_said_near_suicide_is_not_told_back(asking: Hold | None, back: bool) -> None:
    assert tells_back(Session(asking=asking)) is back


# ---------------------------------------------------------------- while it stands

HOLDING = stop(K.PARTNER_VIOLENCE).session


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("who can i call", "hold.numbers"),
        ("what should I do", "hold.plan"),
        ("i can't breathe", "hold.ground"),
        ("I'm safe right now", "hold.safe"),
        ("I'm not safe", "hold.unsafe"),
        ("he's at the door", "hold.unsafe"),
        ("i'm safe now but he's coming", "hold.unsafe"),
        ("oh god she's back", "hold.unsafe"),
        ("write him a text", "hold.message"),
        ("am I wrong?", "hold.stay"),
        ("skip", "hold.stay"),
        ("start over", "hold.leave"),
        ("I was joking", "hold.leave"),
    ],
)
def test_while_it_stands_every_message_is_answered_with_safety(text: str, act: str) -> None:
    held = stay(HOLDING, text)
    assert says(held, act)
    assert held.session.hold is not None


@pytest.mark.parametrize(
    ("tap", "act"),
    [
        ("danger.numbers", "hold.numbers"),
        ("danger.plan", "hold.plan"),
        ("danger.safe", "hold.safe"),
        ("danger.unsafe", "hold.unsafe"),
        ("keep", "hold.stay"),  # of another message
    ],
)
def test_a_button_of_the_stop_says_what_it_names(tap: str, act: str) -> None:
    assert says(stay(HOLDING, tap=tap), act)


@pytest.mark.parametrize(("kind", "act"), [(K.SUICIDE, "hold.plan.suicide"), (K.STALKING, "hold.plan")])
def test_the_plan_is_one_for_that_danger(kind: DangerKind, act: str) -> None:
    assert says(stay(stop(kind).session, tap="danger.plan"), act)


@pytest.mark.parametrize(
    "text",
    [
        "write him a text",
        "go on",
        "am I wrong?",
        "what now",
        "skip",
        "back",
        "thanks",
        "just listen",
        "",
        "7",
    ],
)
def test_nothing_is_coached_while_it_stands(text: str) -> None:
    before = HOLDING.knowing(facts=("he left",))
    held = stay(before, text)
    assert {m.manner for m in held.messages} == {Manner.DANGER}
    assert (held.session.step, held.session.mode, held.session.notes) == (
        before.step,
        before.mode,
        before.notes,
    )


def test_where_nothing_stands_nothing_is_said() -> None:
    assert stay(Session(), "he left") == Held(Session(), ())


def test_the_partner_is_spoken_of_as_the_person_does() -> None:
    held = stop(K.SUICIDE, session=Session(partner=SHE))
    assert " she" in words(held)
    assert " she" not in words(stop(K.SUICIDE))


# ---------------------------------------------------------------- the way out

LEAVING = stay(HOLDING.knowing(facts=("he hit you",), draft=()), "start over").session


def test_leaving_is_asked_about_once_more() -> None:
    assert LEAVING.hold is not None
    assert LEAVING.hold.asked == "leave"
    assert LEAVING.offered == ("danger.over", "danger.wrong", "danger.stands")


@pytest.mark.parametrize(("text", "tap"), [("", "danger.over"), ("it's over", None), ("i am safe now", None)])
def test_violence_that_is_over_leads_to_listening_and_closes_couples_work(text: str, tap: str | None) -> None:
    left = stay(LEAVING, text, tap)
    assert says(left, "hold.left.listen")
    assert (left.session.hold, left.session.closed) == (None, True)
    assert (left.session.step, left.session.mode) == (Step.LISTEN, Mode.LISTEN)


@pytest.mark.parametrize(
    ("text", "tap"), [("", "danger.wrong"), ("you got me wrong", None), ("I was only joking", None)]
)
def test_who_was_taken_wrong_begins_again_and_is_believed(text: str, tap: str | None) -> None:
    left = stay(LEAVING, text, tap).session
    assert (left.hold, left.closed, left.step) == (None, False, Step.ARRIVE)
    assert left.believed == (K.PARTNER_VIOLENCE,)


@pytest.mark.parametrize(
    ("text", "tap"), [("", "danger.stands"), ("it is still like that", None), ("it still isn't over", None)]
)
def test_a_danger_that_stands_keeps_the_hold(text: str, tap: str | None) -> None:
    held = stay(LEAVING, text, tap)
    assert says(held, "hold.stands")
    assert held.session.hold is not None
    assert held.session.hold.asked == "stay"


def test_anything_else_is_no_way_out() -> None:
    held = stay(LEAVING, "he burnt the rice")
    assert says(held, "hold.stay")
    assert held.session.hold is not None


def test_a_crisis_of_one_s_own_that_is_over_leaves_couples_work_open() -> None:
    leaving = stay(stop(K.SUICIDE, by=Person.ME).session, "start over").session
    left = stay(leaving, tap="danger.over").session
    assert (left.hold, left.closed, left.step) == (None, False, Step.ARRIVE)


def test_what_was_told_in_danger_is_not_coached_with_afterwards() -> None:
    assert stay(LEAVING, tap="danger.over").session.notes == Notes()
