from __future__ import annotations

import pytest

from coachbot.core.hearing import Heard
from coachbot.core.model import (
    Evaluation,
    Evidence,
    Feeling,
    Foundation,
    Mode,
    Need,
    Partner,
    Person,
    Reading,
    Retelling,
    Said,
    Sort,
    Step,
    Track,
)
from coachbot.core.noting import FACTS, note, noted_mode
from coachbot.core.session import Notes, Picker, Session
from coachbot.core.signals import Signal as S
from tests.talking import AT, the_kit

HUSBAND = Partner("your husband", "he", "him", "his", known=True)
TEXT = "What was said does not matter here."


def noted(session: Session, reading: Reading, signal: S = S.TOLD, text: str = TEXT) -> Session:
    return note(session, Said("someone", AT, Sort.TEXT, text), reading, Heard(signal), the_kit())


def tapped(session: Session, signal: S, value: str = "") -> Session:
    return note(session, Said("someone", AT, Sort.TAP, tap="x"), Reading(), Heard(signal, value), the_kit())


def retold(said: str, kind: str = "fact", who: Person = Person.PARTNER) -> Retelling:
    return Retelling(said, 0, len(said), said, who, 0.9, kind)


def feeling(word: str) -> Feeling:
    return Feeling(word, 0, len(word), word)


def test_what_happened_is_noted_as_a_fact_once() -> None:
    session = noted(Session(), Reading(retellings=(retold("he left"),)))
    assert noted(session, Reading(retellings=(retold("he left"),))).notes.facts == ("he left",)


@pytest.mark.parametrize(
    ("kind", "facts"),
    [("fact", ("so",)), ("saying", ("so",)), ("own_act", ("so",)), ("background", ()), ("question", ())],
)
def test_background_and_questions_are_no_facts(kind: str, facts: tuple[str, ...]) -> None:
    assert noted(Session(), Reading(retellings=(retold("so", kind),))).notes.facts == facts


def test_a_question_they_put_is_remembered_as_asked() -> None:
    reading = Reading(retellings=(retold("whether you were wrong", "question", Person.ME),))
    assert noted(Session(), reading).notes.asked_me == "whether you were wrong"


def test_the_latest_facts_are_kept_and_the_oldest_go() -> None:
    session = Session()
    for number in range(FACTS + 2):
        session = noted(session, Reading(retellings=(retold(f"fact {number}"),)))
    assert session.notes.facts == tuple(f"fact {n}" for n in range(2, FACTS + 2))


def test_a_feeling_they_reject_goes_and_is_not_guessed_again() -> None:
    before = Session().knowing(feelings=("angry", "hurt"))
    after = noted(before, Reading(feelings=(feeling("sad"),), denied=("angry",)))
    assert after.notes.feelings == ("hurt", "sad")
    assert after.notes.not_feelings == ("angry",)
    assert "angry" not in after.notes.likely_feelings


def test_a_rejected_feeling_comes_back_when_they_name_it_themselves() -> None:
    after = noted(Session().knowing(not_feelings=("angry",)), Reading(feelings=(feeling("angry"),)))
    assert (after.notes.feelings, after.notes.not_feelings) == (("angry",), ())


def test_a_no_to_the_guesses_rejects_all_that_were_offered_and_none_they_said() -> None:
    before = Session(asked="feeling").knowing(feelings=("sad",), likely_feelings=("sad", "angry", "hurt"))
    after = noted(before, Reading(), S.NO, "no")
    assert after.notes.feelings == ("sad",)
    assert set(after.notes.not_feelings) == {"angry", "hurt"}
    assert after.notes.likely_feelings == ()


@pytest.mark.parametrize("signal", [S.NO, S.TOLD])
def test_needs_that_were_not_taken_do_not_come_back(signal: S) -> None:
    before = Session(asked="need").knowing(likely_needs=("respect", "order"))
    after = noted(before, Reading(), signal, "no it is not that")
    assert set(after.notes.not_needs) == {"respect", "order"}
    again = noted(after, Reading(needs=(Need("respect", 0, 7, "respect", guessed=True),)))
    assert not {"respect", "order"} & {*again.notes.likely_needs, *again.notes.needs}


def test_a_need_that_was_only_guessed_is_not_noted_as_theirs() -> None:
    guessed = Reading(needs=(Need("rest", 0, 4, "rest", guessed=True), Need("order", 0, 5, "order")))
    assert noted(Session(), guessed).notes.needs == ("order",)


@pytest.mark.parametrize(
    ("asked", "known", "noted_as"),
    [
        ("feeling", {"likely_feelings": ("hurt", "sad")}, ("feelings", ("hurt",))),
        ("need", {"likely_needs": ("rest", "order")}, ("needs", ("rest",))),
    ],
)
def test_a_yes_to_a_guess_takes_the_likeliest(
    asked: str, known: dict[str, object], noted_as: tuple[str, object]
) -> None:
    after = noted(Session(asked=asked).knowing(**known), Reading(), S.ANSWERED, "yes")
    assert getattr(after.notes, noted_as[0]) == noted_as[1]


SHE = Partner("your partner", "she", "her", "her", known=True)
WIFE = Partner("your wife", "she", "her", "her", known=True)


@pytest.mark.parametrize(
    ("before", "now", "after"),
    [
        (HUSBAND, SHE, HUSBAND),  # somebody else's pronoun in passing
        (HUSBAND, WIFE, WIFE),  # said in words
        (HUSBAND, Partner(), HUSBAND),
        (Partner(), SHE, SHE),
        (Partner("your fiancé", "they", "them", "their", known=True), SHE, SHE),
    ],
)
def test_a_pronoun_in_passing_makes_nobody_s_husband_a_wife(
    before: Partner, now: Partner, after: Partner
) -> None:
    assert noted(Session(partner=before), Reading(partner=now)).partner == after


def test_a_few_words_that_cannot_be_retold_stand_as_they_were_said() -> None:
    after = noted(Session(asked="fact"), Reading(), text="me late. work.")
    assert after.notes.facts == after.notes.clauses == ("me late. work",)


@pytest.mark.parametrize(
    ("session", "text"),
    [
        (Session(asked="check"), "me late. work"),
        (Session(asked="fact").knowing(facts=("he left",)), "me late. work"),
        (Session(asked="fact").knowing(feelings=("sad",)), "me late. work"),
        (Session(asked="fact"), "it all went by so very quickly then"),
        (Session(asked="fact"), "..."),
    ],
)
def test_a_scrap_counts_only_where_a_fact_was_asked_and_none_is_known(session: Session, text: str) -> None:
    assert noted(session, Reading(), text=text).notes.facts == session.notes.facts


@pytest.mark.parametrize("step", [Step.REHEARSE, Step.MESSAGE, Step.REQUEST])
def test_words_for_someone_else_are_no_story(step: Step) -> None:
    after = noted(Session(step=step), Reading(retellings=(retold("he left"),)))
    assert (after.notes.facts, after.notes.story) == ((), ())


def test_an_aside_in_such_a_step_is_story_all_the_same() -> None:
    after = noted(Session(step=Step.REQUEST), Reading(retellings=(retold("he left"),)), S.ASIDE)
    assert after.notes.facts == ("he left",)


@pytest.mark.parametrize("signal", [S.THANKS, S.BYE, S.SKIP, S.GREETING, S.HUMAN])
def test_what_is_no_story_is_remembered_as_said_and_not_noted(signal: S) -> None:
    after = noted(Session(), Reading(retellings=(retold("he left"),)), signal)
    assert (after.texts, after.notes) == ((TEXT,), Notes())


def test_nothing_said_changes_nothing() -> None:
    assert noted(Session(heat=4), Reading(heat=9), S.EMPTY, "  ") == Session(heat=4)


def test_foundations_keep_their_highest_score_and_the_words_that_spoke_of_them() -> None:
    def on_trust(score: float, words: str) -> Reading:
        because = (Evidence(words, 0, len(words), "trust.late"), Evidence("x y", 0, 3, "odd.rule"))
        return Reading(
            foundations=((Foundation.TRUST, score),), because=because, retellings=(retold(f"he {words}"),)
        )

    after = noted(noted(Session(), on_trust(0.7, "was late again")), on_trust(0.3, "forgot the milk"))
    assert after.notes.scores == ((Foundation.TRUST, 0.7),)
    assert after.notes.foundation_words == ((Foundation.TRUST, "he was late again"),)


def test_a_track_stays_until_another_is_read() -> None:
    grieving = noted(Session(), Reading(track=Track.GRIEF))
    assert noted(grieving, Reading()).notes.track is Track.GRIEF
    assert noted(grieving, Reading(track=Track.DISTANCE)).notes.track is Track.DISTANCE


def test_a_verdict_is_noted_with_its_kind_when_it_is_short() -> None:
    long = "he is the laziest man that I have ever met"
    reading = Reading(
        evaluations=(Evaluation("so lazy ", 0, 8, "label"), Evaluation(long, 0, len(long), "label"))
    )
    assert noted(Session(), reading).notes.verdicts == (("so lazy", "label"),)


@pytest.mark.parametrize(
    ("step", "field", "value"),
    [
        (Step.TRUST, "insight", "He was ashamed."),
        (Step.OUTSIDER, "outsider", ("He was ashamed.",)),
    ],
)
def test_an_answer_is_noted_where_it_was_asked(step: Step, field: str, value: object) -> None:
    assert getattr(noted(Session(step=step), Reading(), text=" He was ashamed. ").notes, field) == value


@pytest.mark.parametrize(
    ("text", "whom"),
    [("ask him to call me at six", "partner"), ("I'll go for a walk before I answer", "self")],
)
def test_a_request_is_to_the_partner_or_to_oneself(text: str, whom: str) -> None:
    after = noted(Session(step=Step.REQUEST, partner=HUSBAND), Reading(), S.ANSWERED, text)
    assert (after.notes.request, after.notes.request_to) == (text, whom)


@pytest.mark.parametrize(("asked", "field"), [("feeling", "feelings"), ("need", "needs")])
def test_a_button_s_word_is_noted_where_it_was_asked(asked: str, field: str) -> None:
    assert getattr(tapped(Session(asked=asked), S.ANSWERED, "calm").notes, field) == ("calm",)


@pytest.mark.parametrize(("kind", "field"), [("feeling", "feelings"), ("need", "needs")])
def test_what_was_picked_is_noted_and_the_picker_closes(kind: str, field: str) -> None:
    after = tapped(Session(picker=Picker(kind, ("a", "b", "c"), ("a", "c"))), S.PICKED)
    assert (getattr(after.notes, field), after.picker) == (("a", "c"), None)


@pytest.mark.parametrize(
    ("before", "chosen", "after"),
    [
        (None, None, Mode.IN_IT),
        (Mode.LISTEN, None, Mode.LISTEN),
        (Mode.LISTEN, Mode.AFTERWARDS, Mode.AFTERWARDS),
    ],
)
def test_the_depth_is_inferred_only_where_nobody_chose(
    before: Mode | None, chosen: Mode | None, after: Mode
) -> None:
    assert noted_mode(Session(mode=before), chosen, Mode.IN_IT).mode is after
