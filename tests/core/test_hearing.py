from __future__ import annotations

import pytest

from coachbot.core.hearing import Heard, hear, infer_mode
from coachbot.core.model import Feeling, Mode, Person, Reading, Retelling, Said, Sort, Step, Track
from coachbot.core.reading import read
from coachbot.core.session import Line, Notes, Session
from coachbot.core.signals import Signal as S
from tests.talking import AT, the_kit

HAPPENED = Retelling("he left", 0, 7, "he left", Person.PARTNER, 0.9)


def heard(session: Session, text: str, reading: Reading | None = None) -> Heard:
    read_so = read(text, the_kit().lexicon) if reading is None else reading
    return hear(session, Said("someone", AT, Sort.TEXT, text), read_so, the_kit())


def tapped(session: Session, tap: str, of: int | None = None) -> Heard:
    return hear(session, Said("someone", AT, Sort.TAP, "", tap, of), Reading(), the_kit())


@pytest.mark.parametrize(
    ("text", "signal"),
    [
        ("0", S.CALMER),
        ("3", S.CALMER),
        ("about a 4", S.CALMER),
        ("4/10", S.CALMER),
        ("9 out of 10", S.STILL_HOT),
        ("5", S.STILL_HOT),
        ("10!!", S.STILL_HOT),
        ("yes", S.CALMER),
        ("no", S.NO),
        ("11", S.TOLD),
        ("3 or 4 times he left the room", S.TOLD),
    ],
)
def test_a_number_says_how_hot_it_is(text: str, signal: S) -> None:
    assert heard(Session(step=Step.SETTLE, asked="heat"), text).signal is signal


def test_a_number_that_nobody_asked_for_is_told() -> None:
    assert heard(Session(step=Step.LISTEN, asked="fact"), "3").signal is S.TOLD


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("breathing", Heard(S.SETTLE, "breath")),
        ("a walk i guess", Heard(S.SETTLE, "walk")),
        ("20 min", Heard(S.SETTLE, "twenty")),
        ("yes", Heard(S.SETTLE)),
        ("no", Heard(S.SKIP)),
    ],
)
def test_the_offer_to_settle_is_taken_by_a_way_or_a_yes(text: str, meant: Heard) -> None:
    assert heard(Session(step=Step.LISTEN, asked="settle"), text) == meant


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("tomorrow", "tomorrow"),
        ("tomorrow evening please", "tomorrow"),
        ("in three days", "days"),
        ("next week", "days"),
        ("on the weekend", "saturday"),
        ("ask me Friday", "friday"),
    ],
)
def test_a_day_at_the_close_is_when_it_asks(text: str, day: str) -> None:
    assert heard(Session(step=Step.CLOSE, asked="follow_up"), text) == Heard(S.WHEN, day)


def test_a_day_in_the_middle_is_part_of_the_story() -> None:
    assert heard(Session(step=Step.LISTEN, asked="fact"), "he came home friday").signal is S.TOLD


@pytest.mark.parametrize(
    ("text", "signal"),
    [("yes", S.LISTEN), ("no", S.CALMER), ("go on", S.CALMER), ("back", S.CALMER), ("just listen", S.LISTEN)],
)
def test_after_a_new_upset_a_yes_listens_and_a_no_goes_on(text: str, signal: S) -> None:
    assert heard(Session(step=Step.NEED, asked="upset"), text).signal is signal


@pytest.mark.parametrize(
    ("guesses", "signal"), [(("hurt",), S.ANSWERED), (("hurt", "angry"), S.YES), ((), S.YES)]
)
def test_a_yes_takes_a_guess_only_where_there_was_one(guesses: tuple[str, ...], signal: S) -> None:
    notes = Notes(likely_feelings=guesses)
    assert heard(Session(step=Step.FEELING, asked="feeling", notes=notes), "yes").signal is signal


UPSETTING = "he just called my mother and told her all of it"


@pytest.mark.parametrize(
    ("step", "was", "heat", "signal"),
    [
        (Step.NEED, 3, 7, S.UPSET),
        (Step.REQUEST, 0, 6, S.UPSET),
        (Step.NEED, 6, 7, S.TOLD),  # no hotter than before
        (Step.NEED, 0, 5, S.TOLD),
        (Step.FEELING, 0, 7, S.TOLD),  # the story is still being told
        (Step.REHEARSE, 0, 9, S.TOLD),  # a line to try
    ],
)
def test_an_upset_is_new_heat_after_the_story_was_told(step: Step, was: int, heat: int, signal: S) -> None:
    reading = Reading(heat=heat, retellings=(HAPPENED,))
    assert heard(Session(step=step, heat=was), UPSETTING, reading).signal is signal


@pytest.mark.parametrize(
    ("text", "new"),
    [
        ("he just texted that he isn't coming on saturday", True),
        ("my wife has just packed a bag and driven off", True),
        ("i just want him to ask how my day was", False),
        ("he forgot the school run on tuesday again", False),
    ],
)
def test_a_quiet_upset_is_what_the_partner_did_just_now(text: str, *, new: bool) -> None:
    found = heard(Session(step=Step.NEED, asked="need"), text).signal
    assert (found is S.UPSET) is new


@pytest.mark.parametrize(
    ("session", "signal"),
    [
        (Session(), S.HOT),
        (Session(step=Step.LISTEN), S.HOT),
        (Session(step=Step.LISTEN, settle_offered=True), S.TOLD),
    ],
)
def test_a_flood_is_hot_until_settling_was_offered(session: Session, signal: S) -> None:
    assert heard(session, UPSETTING, Reading(heat=9, retellings=(HAPPENED,))).signal is signal


@pytest.mark.parametrize(
    ("asked", "text", "signal"),
    [
        ("request", "ask him to call me at six", S.ANSWERED),
        ("request", "it rained the whole day", S.ASIDE),
        ("request_again", "it rained the whole day", S.PASSED),
        ("reshape", "it rained the whole day", S.PASSED),
        ("request", "he should respect me", S.TOLD),
        ("reshape", "he should respect me", S.ANSWERED),  # asked once to shape it; now it stands
        ("request", "I don't want to ask for anything", S.NO),
        ("request", "why should I", S.NO),
    ],
)
def test_at_the_request_what_asks_for_nothing_is_an_aside_and_then_passed(
    asked: str, text: str, signal: S
) -> None:
    assert heard(Session(step=Step.REQUEST, asked=asked), text).signal is signal


def test_putting_right_what_they_did_needs_no_reshaping() -> None:
    session = Session(step=Step.REQUEST, asked="request", notes=Notes(track=Track.OWN_MISTAKE))
    assert heard(session, "apologise to her tonight").signal is S.ANSWERED


@pytest.mark.parametrize("step", [Step.REHEARSE, Step.OUTSIDER])
@pytest.mark.parametrize(
    ("text", "signal"), [("I want to vent", S.TOLD), ("am I wrong", S.TOLD), ("skip", S.SKIP)]
)
def test_where_they_write_for_someone_else_only_a_whole_message_is_a_signal(
    step: Step, text: str, signal: S
) -> None:
    assert heard(Session(step=step), text).signal is signal


@pytest.mark.parametrize(("written", "signal"), [(0, S.TOLD), (1, S.TOLD), (2, S.ANSWERED)])
def test_the_third_answer_ends_the_outsider(written: int, signal: S) -> None:
    session = Session(step=Step.OUTSIDER, notes=Notes(outsider=("so",) * written))
    assert heard(session, "two tired people").signal is signal


@pytest.mark.parametrize(
    ("reading", "signal"),
    [
        (Reading(), S.ASIDE),
        (Reading(retellings=(HAPPENED,)), S.TOLD),
        (Reading(heat=6), S.TOLD),
    ],
)
def test_after_the_card_only_what_happened_begins_a_story(reading: Reading, signal: S) -> None:
    assert heard(Session(step=Step.CLOSE), "and that was the whole of it", reading).signal is signal


@pytest.mark.parametrize(
    ("asked", "reading", "signal"),
    [
        ("feeling", Reading(feelings=(Feeling("sad", 0, 3, "sad"),)), S.ANSWERED),
        ("feeling", Reading(), S.TOLD),
        ("need", Reading(feelings=(Feeling("sad", 0, 3, "sad"),)), S.ASIDE),
        ("need_again", Reading(feelings=(Feeling("sad", 0, 3, "sad"),)), S.TOLD),
    ],
)
def test_what_fills_the_question_answers_it(asked: str, reading: Reading, signal: S) -> None:
    assert heard(Session(step=Step.FEELING, asked=asked), "sad about the lake", reading).signal is signal


@pytest.mark.parametrize(
    ("text", "signal"),
    [
        ("keep it", S.KEEP_DRAFT),
        ("yes it's fine", S.YES),
        ("just listen", S.LISTEN),
        ("bye", S.BYE),
        ("What a strange evening it was", S.ASIDE),
    ],
)
def test_about_a_draft_they_say_what_to_do_with_it(text: str, signal: S) -> None:
    notes = Notes(draft=(Line("own", "Come home at six."),))
    assert heard(Session(step=Step.MESSAGE, asked="draft", notes=notes), text).signal is signal


def test_the_second_remark_in_a_row_leaves_the_draft_be() -> None:
    notes = Notes(draft=(Line("own", "Come home at six."),))
    session = Session(step=Step.MESSAGE, asked="draft", notes=notes, asides=1)
    assert heard(session, "What a strange evening it was").signal is S.KEEP_DRAFT


def test_back_after_a_change_takes_the_change_back() -> None:
    changed = Session(step=Step.MESSAGE, asked="draft", undo=(Line("own", "Come home."),))
    assert heard(changed, "go back").signal is S.UNDO
    assert heard(Session(step=Step.MESSAGE, asked="draft"), "go back").signal is S.BACK


def test_praise_is_kept_for_a_draft_and_told_elsewhere() -> None:
    assert heard(Session(step=Step.LISTEN), "I like it").signal is S.TOLD
    assert heard(Session(step=Step.MESSAGE, asked="draft"), "I like it").signal is S.KEEP_DRAFT


@pytest.mark.parametrize(
    ("tap", "meant"),
    [
        ("keep", Heard(S.KEEP_DRAFT)),
        ("feel.sad", Heard(S.ANSWERED, "sad")),
        ("need.to be heard", Heard(S.ANSWERED, "to be heard")),
        ("toggle.sad", Heard(S.TOGGLE, "sad")),
        ("page.next", Heard(S.PAGE, "next")),
        ("f.trust", Heard(S.FOUNDATION, "trust")),
        ("line.2", Heard(S.EDIT_LINE, "2")),
        ("drop.0", Heard(S.DROP_LINE, "0")),
        ("when.days", Heard(S.WHEN, "days")),
        ("settle.walk", Heard(S.SETTLE, "walk")),
        ("settle", Heard(S.SETTLE)),
        ("gem.go", Heard(S.YES, "go")),
    ],
)
def test_a_button_says_its_signal_and_what_it_stands_for(tap: str, meant: Heard) -> None:
    assert tapped(Session(offered=(tap,)), tap) == meant


@pytest.mark.parametrize(
    ("offered", "tap", "of"),
    [((), "keep", None), (("yes", "no"), "keep", None), (("keep",), "keep", 4), (("odd.one",), "odd.one", 5)],
)
def test_a_button_that_is_no_longer_there_is_stale(
    offered: tuple[str, ...], tap: str, of: int | None
) -> None:
    assert tapped(Session(offered=offered, offered_at=5), tap, of).signal is S.STALE


def test_a_button_of_the_latest_message_counts() -> None:
    assert tapped(Session(offered=("keep",), offered_at=5), "keep", 5).signal is S.KEEP_DRAFT


@pytest.mark.parametrize(
    ("kind", "signal"),
    [("settle_check", S.CHECK_DUE), ("follow_up", S.FOLLOW_UP_DUE), ("something", S.EMPTY)],
)
def test_a_time_that_came_is_a_signal_of_its_own(kind: str, signal: S) -> None:
    due = Said("someone", AT, Sort.DUE, kind)
    assert hear(Session(), due, Reading(), the_kit()).signal is signal


@pytest.mark.parametrize(
    ("text", "heat", "mode"),
    [
        ("she is in the next room", 0, Mode.IN_IT),
        ("we fought yesterday at the lake", 0, Mode.AFTERWARDS),
        ("he lied", 9, Mode.IN_IT),
        ("she is in the next room " + "and it went on " * 20, 9, Mode.AFTERWARDS),
    ],
)
def test_who_is_brief_and_in_the_middle_of_it_gets_the_short_way(text: str, heat: int, mode: Mode) -> None:
    assert infer_mode(text, Reading(heat=heat)) is mode
