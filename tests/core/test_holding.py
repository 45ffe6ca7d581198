from __future__ import annotations

import functools
import re

import pytest

from coachbot.core.holding import (
    Answer,
    Held,
    affirmed,
    answer_to_ask,
    asked,
    asked_again,
    asked_once_more,
    asks_anew,
    believed,
    help_text,
    staying,
    stopped,
    tells_back,
    why_it_was_asked,
)
from coachbot.core.model import Danger, DangerKind, Evidence, Level, Manner, Mode, Partner, Person, Step
from coachbot.core.session import Hold, Notes, Session
from coachbot.core.values import pronouns
from tests.talking import the_kit

K = DangerKind
LINES = re.compile("<[^>]*>")
SHE = Partner("your wife", "she", "her", "her", known=True)


def lines(kinds: tuple[DangerKind, ...], by: Person | None, language: str = "en") -> str:
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
        ("", "ask.yes", Answer.YES),
        ("", "ask.no", Answer.NO),
        ("", "keep", Answer.NONE),
        ("yes", None, Answer.YES),
        ("yes, once", None, Answer.YES),
        ("sometimes", None, Answer.YES),
        ("a bit i guess", None, Answer.YES),
        ("not always", None, Answer.YES),
        ("he did once but he was drunk", None, Answer.YES),
        ("it crosses my mind", None, Answer.YES),
        ("maybe", None, Answer.YES),
        ("what if i am", None, Answer.YES),
        ("no", None, Answer.NO),
        ("no, he never would", None, Answer.NO),
        ("not really", None, Answer.NO),
        ("no, but sometimes i don't know", None, Answer.NONE),
        ("lol no it's a figure of speech", None, Answer.JOKE),
        ("no 😂", None, Answer.JOKE),
        ("of course not, what the hell", None, Answer.ANGRY),
        ("how dare you", None, Answer.ANGRY),
        ("why would you ask that", None, Answer.WHY),
        ("what do you mean", None, Answer.WHY),
        ("i don't know", None, Answer.UNSURE),
        ("i'd rather not say", None, Answer.UNSURE),
        ("he forgot the milk", None, Answer.NONE),
        ("", None, Answer.NONE),
    ],
)
def test_an_answer_to_the_direct_question_is_understood(text: str, tap: str | None, answer: Answer) -> None:
    assert answer_to_ask(text, tap, the_kit()) is answer


@pytest.mark.parametrize(
    ("answer", "rule", "yes"),
    [
        (Answer.YES, None, True),
        (Answer.NONE, "fear", True),  # told instead of answered
        (Answer.UNSURE, "fear", True),
        (Answer.NO, "fear", False),
        (Answer.NONE, "near.stalking", False),  # only near in meaning
        (Answer.NONE, None, False),
    ],
)
def test_who_tells_of_it_instead_of_answering_has_answered(
    answer: Answer, rule: str | None, yes: bool
) -> None:
    told = Danger(Level.ASK, (K.STALKING,), because=(Evidence("so", 0, 2, rule),)) if rule else Danger()
    assert affirmed(answer, told) is yes


@pytest.mark.parametrize(("answer", "act"), [(Answer.WHY, "ask.why"), (Answer.UNSURE, "ask.unsure")])
def test_who_asks_back_or_is_unsure_gets_the_question_once_more(answer: Answer, act: str) -> None:
    waiting = Session(asking=Hold((K.SUICIDE,), Person.ME))
    again = asked_again(waiting, answer, the_kit(), lines)
    assert again is not None
    assert says(again, act)
    assert again.session.offered == ("ask.yes", "ask.no")
    assert asked_again(again.session, answer, the_kit(), lines) is None


def test_an_old_button_is_no_answer_to_the_question() -> None:
    held = asked_once_more(Session(asking=Hold((K.SUICIDE,), Person.ME)), the_kit(), lines)
    assert says(held, "ask.suicide")
    assert held.session.asking is not None


@pytest.mark.parametrize(("believed_kinds", "told"), [((K.SUICIDE,), True), ((), False)])
def test_after_a_no_it_says_why_it_asked(believed_kinds: tuple[DangerKind, ...], told: bool) -> None:
    session = Session(believed=believed_kinds)
    held = why_it_was_asked(session, "why would you ask me that", the_kit(), lines)
    assert (held is not None) is told
    assert why_it_was_asked(session, "why does he do that", the_kit(), lines) is None


@pytest.mark.parametrize(
    ("kind", "answer", "act"),
    [
        (K.PARTNER_VIOLENCE, Answer.NO, "ask.no"),
        (K.PARTNER_VIOLENCE, Answer.JOKE, "ask.no.joke"),
        (K.SUICIDE, Answer.NO, "ask.no.alone"),
        (K.SUICIDE, Answer.ANGRY, "ask.no.angry"),
        (K.PARTNER_VIOLENCE, Answer.NONE, "ask.unclear"),
        (K.SUICIDE, Answer.UNSURE, "ask.unclear.alone"),
    ],
)
def test_a_no_is_believed_and_no_answer_leaves_the_lines(kind: DangerKind, answer: Answer, act: str) -> None:
    asking = Session(asking=Hold((kind,), rules=("r",)))
    held = believed(asking, answer, the_kit(), lines)
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
    assert tells_back(Session(asking=asking), Answer.NO) is back
    assert tells_back(Session(asking=asking), Answer.JOKE)


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
        ("am I wrong?", "hold.is_it"),
        ("skip", "hold.stay"),
        ("start over", "hold.leave"),
        ("I was joking", "hold.leave"),
        ("i was testing you lol", "hold.leave"),
        ("no i'm fine", "hold.leave"),
        ("how do i get him to stop yelling", "hold.steps"),
        ("just give me tips to calm him down", "hold.steps"),
        ("he's not an abuser", "hold.belittle"),
        ("it was only once and he cried after", "hold.belittle"),
        ("he has the code to my phone", "hold.phone"),
        ("what if he sees this", "hold.phone"),
        ("i don't want to call anyone", "hold.calling"),
        ("will they call the police", "hold.calling"),
        ("i called them and they were nice", "hold.called"),
        ("nobody picked up", "hold.no_answer"),
        ("should i leave him", "hold.going"),
        ("the kids are in their room", "hold.children"),
        ("i have nobody", "hold.alone"),
        ("are you even real", "hold.human"),
        ("useless bot", "hold.angry"),
        ("you're not listening to me", "hold.angry"),
        ("why won't you help me", "hold.why"),
        ("i feel so stupid", "hold.shame"),
        ("thanks", "hold.thanks"),
        ("hi again", "hold.back"),
        ("are you still there", "hold.listen"),
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


@pytest.mark.parametrize(
    ("kind", "by", "ending"),
    [
        (K.SUICIDE, Person.ME, ".own_life"),
        (K.SUICIDE, Person.PARTNER, ".theirs"),
        (K.SUICIDE, Person.OTHER, ".theirs"),
        (K.STALKING, Person.PARTNER, ""),
        (K.STALKING, Person.ME, ".used"),
        (K.HARM_TO_PARTNER, Person.ME, ".used"),
        (K.CHILD_HARM, Person.ME, ".used"),
        (K.MEDICAL, Person.ME, ".medical"),
    ],
)
def test_the_plan_is_one_for_that_danger(kind: DangerKind, by: Person, ending: str) -> None:
    assert says(stay(stop(kind, by=by).session, tap="danger.plan"), f"hold.plan{ending}")


@pytest.mark.parametrize(
    ("kinds", "by", "act"),
    [
        ((K.COERCIVE_CONTROL,), Person.ME, "stop.used"),
        ((K.CHILD_HARM,), Person.ME, "stop.child_harm.me"),
        ((K.OTHER_HARM,), Person.ME, "stop.other_harm.me"),
        ((K.SUICIDE,), Person.OTHER, "stop.suicide.other"),
        ((K.PARTNER_VIOLENCE,), Person.OTHER, "stop.partner_violence.other"),
        ((K.SUICIDE, K.PARTNER_VIOLENCE), Person.ME, "stop.suicide.and_hurt"),
        ((K.SELF_HARM, K.PARTNER_VIOLENCE), Person.ME, "stop.partner_violence"),
        ((K.HARM_TO_PARTNER, K.PARTNER_VIOLENCE), Person.ME, "stop.harm_to_partner.mutual"),
    ],
)
def test_a_stop_speaks_to_who_is_meant(kinds: tuple[DangerKind, ...], by: Person, act: str) -> None:
    assert says(stop(*kinds, by=by), act)


@pytest.mark.parametrize("act", sorted(a for a in the_kit().phrases.acts if a.startswith("stop.")))
def test_a_stop_keeps_its_order(act: str) -> None:
    (text,) = said_of(act)
    order = ["I believe you", "I'm glad", "past what I can", "minute", "phone", "I'm still here."]
    if act == "stop.medical":  # nobody who is ill is asked about their phone's secrets
        order.remove("minute")
    places = [text.index(each) for each in order]
    assert places == sorted(places)


@pytest.mark.parametrize("language", ["es", "pt", "fr", "de", "it", "ru", "pl", "tr"])
def test_a_stop_in_another_language_has_its_lines_and_buttons_in_it(language: str) -> None:
    held = stopped(Session(), danger(K.SUICIDE, rules=(f"{language}.suicide",)), the_kit(), lines, None)
    english = {the_kit().phrases.label(b.id) for m in held.messages for b in m.buttons}
    assert held.session.hold is not None
    assert held.session.hold.language == language
    assert not english & {b.label for m in held.messages for b in m.buttons}
    assert not any(says(Held(held.session, (m,)), "lines.unknown_country") for m in held.messages)


def test_who_goes_on_in_their_language_gets_the_numbers_in_it_and_who_changes_gets_english() -> None:
    begun = stopped(Session(), danger(K.SUICIDE, rules=("de.suicide",)), the_kit(), lines, "DE").session
    assert "Englisch" in words(stay(begun, "ich weiß nicht was ich machen soll, es ist so schwer"))
    assert "Englisch" in words(stay(begun, tap="danger.numbers"))
    assert says(stay(begun, "what should i do"), "hold.plan.theirs")


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


def test_who_tells_it_again_is_believed_again_and_gets_the_lines() -> None:
    again = staying(HOLDING, "he hit me", None, the_kit(), lines, danger(K.PARTNER_VIOLENCE))
    assert says(again, "hold.again")
    assert "<partner_violence" in words(again)


@pytest.mark.parametrize("text", ["hes reading over my shoulder", "she's next to me", "he can see this"])
def test_who_is_read_along_with_gets_an_empty_chat_and_a_neutral_word(text: str) -> None:
    held = staying(HOLDING, text, None, the_kit(), lines)
    assert [(m.text, m.clears, m.buttons) for m in held.messages] == [("Done.", True, ())]
    assert held.session.hold == HOLDING.hold


def test_in_an_emergency_nothing_is_talked_of_but_the_call() -> None:
    held = stop(K.MEDICAL, by=Person.ME).session
    assert says(stay(held, "ok thanks"), "hold.stay.medical")
    assert says(stay(held, "i have nobody"), "hold.stay.medical")


def test_a_hint_of_danger_is_not_asked_about_while_one_stands() -> None:
    hint = Danger(Level.ASK, (K.STALKING,), Person.PARTNER)
    assert says(staying(HOLDING, "he checks where i am", None, the_kit(), lines, hint), "hold.stay")


def test_nothing_is_said_twice_in_the_same_words_while_there_are_others() -> None:
    first = stay(HOLDING, "how do i calm him down")
    second = stay(first.session, "no really how do i calm him down")
    assert words(first) != words(second)


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


@pytest.mark.parametrize("text", ["yes", "ok", "he burnt the rice"])
def test_a_word_that_says_neither_is_asked_about_once_more(text: str) -> None:
    held = stay(LEAVING, text)
    assert says(held, "hold.leave.which")
    assert held.session.hold == LEAVING.hold


def test_told_of_it_again_it_is_no_leaving() -> None:
    held = staying(LEAVING, "he hit me", None, the_kit(), lines, danger(K.PARTNER_VIOLENCE))
    assert says(held, "hold.again")


def test_anything_else_is_no_way_out() -> None:
    held = stay(LEAVING, "he burnt the rice again and then he said it was mine to clean up")
    assert says(held, "hold.stay")
    assert held.session.hold is not None


def test_a_crisis_of_one_s_own_that_is_over_leaves_couples_work_open() -> None:
    leaving = stay(stop(K.SUICIDE, by=Person.ME).session, "start over").session
    left = stay(leaving, tap="danger.over").session
    assert (left.hold, left.closed, left.step) == (None, False, Step.ARRIVE)


def test_what_was_told_in_danger_is_not_coached_with_afterwards() -> None:
    assert stay(LEAVING, tap="danger.over").session.notes == Notes()
