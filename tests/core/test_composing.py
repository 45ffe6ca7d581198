"""Words to the partner: grammatical or nothing, in the person's own register, and mended line by line."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coachbot.core.checking import check, parse_message_rules
from coachbot.core.composing import (
    DraftNotes,
    Register,
    Summary,
    Wording,
    compose,
    draft_text,
    dress,
    mend,
    parse_wording,
    pause_lines,
    register,
    shape_request,
    summary,
    to_partner,
)
from coachbot.core.model import Partner, Person
from coachbot.core.session import Line
from coachbot.errors import ContentError

KNOWLEDGE = Path(__file__).parents[2] / "knowledge"


def raw(name: str) -> dict[str, object]:
    return tomllib.loads((KNOWLEDGE / name).read_text(encoding="utf-8"))


WORDING = parse_wording(raw("messages/composing.toml"), "composing.toml")
RULES = parse_message_rules(raw("messages/checking.toml"), "checking.toml")

HE = Partner("your husband", "he", "him", "his", known=True)
SHE = Partner("your wife", "she", "her", "her", known=True)
TOM = Partner("Tom", "he", "him", "his", known=True)
THEY = Partner()

TERSE = Register(capitals=False, stops=False, words=5)
PLAIN = Register()
FORMAL = Register(contractions=False, words=40, formal=True)

# ---------------------------------------------------------------- to_partner


@pytest.mark.parametrize(
    ("partner", "clause", "said"),
    [
        (SHE, "last night she laughed in front of everyone", "last night you laughed in front of everyone"),
        (HE, "he was late again", "you were late again"),
        (HE, "he wasn't there and he doesn't call", "you weren't there and you don't call"),
        (HE, "He's always on his phone", "you're always on your phone"),
        (HE, "he's been lying to me", "you've been lying to me"),
        (HE, "he has forgotten it and is late", "you have forgotten it and are late"),
        (HE, "my husband comes in and sits and never says hello", "you come in and sit and never say hello"),
        (HE, "my husband's mother came and he didn't ask me", "your mother came and you didn't ask me"),
        (TOM, "Tom's phone was off and he wasn't home", "your phone was off and you weren't home"),
        (SHE, "I saw her leave with her bag", "I saw you leave with your bag"),
        (SHE, "i asked her for a hug and she sighed", "i asked you for a hug and you sighed"),
        (SHE, "me and her haven't talked since sunday", "me and you haven't talked since sunday"),
        (SHE, "her brother said he hates me", "your brother said he hates me"),
        (HE, "he got himself a dog that is his", "you got yourself a dog that is yours"),
        (HE, "he and his brother went out", "you and your brother went out"),
        (HE, "why does he never call", "why do you never call"),
        (HE, 'he said "he is fine" and left', 'you said "he is fine" and left'),
        (THEY, "they never listen to me", "you never listen to me"),
        (THEY, "my partner cancelled by text", "you cancelled by text"),
        (THEY, "she cancelled by text", "you cancelled by text"),
        (SHE, "my girlfriend of 3 years left me", "you left me"),
        (SHE, "I liked her regardless", "I liked you regardless"),
        (HE, "we met in June and he never talks of it", "we met in June and you never talk of it"),
        (HE, "I cried all night.", "I cried all night"),
    ],
)  # fmt: skip
def test_a_clause_about_the_partner_becomes_words_to_them(partner: Partner, clause: str, said: str) -> None:
    assert to_partner(clause, partner) == said


@pytest.mark.parametrize(
    ("partner", "clause"),
    [
        (SHE, "her mother came and she sided with her"),
        (HE, "his brother said he hates me"),
        (SHE, "she called her"),
        (HE, "my husband, who works nights, forgot"),
        (HE, "you never know with him"),
        (THEY, "he told her"),
        (HE, ""),
        (HE, "he left\nand came back"),
    ],
)
def test_where_it_is_not_sure_who_is_meant_nothing_is_said(partner: Partner, clause: str) -> None:
    assert to_partner(clause, partner) is None


@given(st.text(), st.sampled_from([HE, SHE, THEY, TOM]))
def test_no_clause_is_too_strange_to_turn(clause: str, partner: Partner) -> None:
    to_partner(clause, partner)


PIECES = [
    "he",
    "she",
    "his",
    "her",
    "him",
    "my husband",
    "is",
    "was",
    "says",
    "doesn't",
    "I",
    "and",
    "that",
    "never",
    ",",
]


@given(st.lists(st.sampled_from(PIECES), max_size=14))
def test_you_never_gets_the_verb_of_somebody_else(words: list[str]) -> None:
    said = to_partner(" ".join(words), HE)
    assert said is None or not re.search(r"\byou (?:is|was|has|does|doesn't|isn't)\b", said.lower())


# ---------------------------------------------------------------- register


def test_small_letters_short_lines_and_no_stops_are_noticed() -> None:
    way = register(["he cancelled by text", "im so sad rn", "i dont know"])
    assert (way.capitals, way.stops, way.terse, way.formal) == (False, False, True, False)


def test_who_writes_out_every_word_is_written_for_in_the_same_way() -> None:
    way = register(
        ["I am sorry that I do not know how to say this, but it is hard for me to talk to her about it now."]
    )
    assert (way.capitals, way.contractions, way.formal, way.terse) == (True, False, True, False)


def test_nobody_who_wrote_nothing_is_given_a_manner() -> None:
    assert register([]) == register(["", "ok"]) == Register()


def test_emoji_are_noticed() -> None:
    assert register(["so tired of this 😂"]).emoji


@pytest.mark.parametrize(
    ("text", "way", "dressed"),
    [
        ("I'm sad. I don't know.", TERSE, "i'm sad. i don't know"),
        ("i'm sad. i don't know", PLAIN, "I'm sad. I don't know."),
        ("I'm sad. I can't sleep.", FORMAL, "I am sad. I cannot sleep."),
        ("Could you call?", TERSE, "could you call?"),
        ("", PLAIN, ""),
    ],
)
def test_a_sentence_is_dressed_as_the_person_writes(text: str, way: Register, dressed: str) -> None:
    assert dress(text, way) == dressed


# ---------------------------------------------------------------- the draft

NOTES = DraftNotes(
    observation="when he cancelled by text",
    feelings=("sad", "let down"),
    needs=("partnership",),
    request="can we talk tonight, 20 min, no phones",
    partner=HE,
)


def draft(way: Register, seed: int = 0, notes: DraftNotes = NOTES) -> tuple[Line, ...]:
    return compose(
        DraftNotes(notes.observation, notes.feelings, notes.needs, notes.request, way, notes.partner),
        WORDING,
        seed,
    )


def test_a_terse_person_gets_terse_lines() -> None:
    assert [line.text for line in draft(TERSE)] == [
        "you cancelled by text",
        "i was sad and let down",
        "i want us to do this as a team",
        "can we talk tonight, 20 min, no phones?",
    ]


def test_a_formal_person_gets_no_contractions() -> None:
    assert not re.search(r"\b(?:I'm|I'd|don't)\b", draft_text(draft(FORMAL)))


def test_the_lines_come_in_the_order_of_the_method() -> None:
    assert [line.kind for line in draft(PLAIN)] == ["observation", "feeling", "need", "request"]


def test_what_is_not_known_gets_no_line() -> None:
    assert [line.kind for line in draft(PLAIN, notes=DraftNotes(feelings=("sad",)))] == ["feeling"]
    assert draft(PLAIN, notes=DraftNotes()) == ()


def test_what_cannot_be_said_safely_gets_no_line() -> None:
    notes = DraftNotes(observation="his brother said he hates me", feelings=("sad",), partner=HE)
    assert [line.kind for line in draft(PLAIN, notes=notes)] == ["feeling"]


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("way", [TERSE, PLAIN, FORMAL])
def test_no_composed_message_has_a_problem_or_a_word_of_jargon(way: Register, seed: int) -> None:
    text = draft_text(draft(way, seed))
    assert check(text, RULES) == ()
    assert not re.search(r"\b(?:needs?|observation|feelings?|request)\b", text.lower())


@pytest.mark.parametrize("need", WORDING.wishes)
def test_every_need_makes_a_line_without_a_problem(need: str) -> None:
    (line,) = draft(PLAIN, notes=DraftNotes(needs=(need,)))
    assert line.text.startswith(("I'd love ", "I want ", "I'd like "))
    assert "{" not in line.text
    assert check(line.text, RULES) == ()


def test_every_need_of_the_inventory_has_its_words() -> None:
    assert set(raw("reading/needs.toml")) <= set(WORDING.wishes)


def test_a_need_in_the_persons_own_word_is_put_plainly() -> None:
    (line,) = draft(PLAIN, notes=DraftNotes(needs=("quiet",)))
    assert line.text == "I'd love more quiet between us."
    assert draft(PLAIN, notes=DraftNotes(needs=("for him to finally get it somehow",))) == ()


def test_lines_without_stops_stand_below_each_other() -> None:
    assert draft_text([Line("a", "you left"), Line("b", "i was sad")]) == "you left\ni was sad"
    assert draft_text([Line("a", "You left."), Line("b", "I was sad.")]) == "You left. I was sad."


# ---------------------------------------------------------------- requests


@pytest.mark.parametrize(
    ("text", "kind", "whom", "ask"),
    [
        ("stop ignoring me", "stop", Person.PARTNER, "could you stop ignoring me?"),
        ("I want him to respect me", "vague", Person.PARTNER, "could you respect me?"),
        ("he has to apologise to my mum", "demand", Person.PARTNER, "could you apologise to my mum?"),
        ("stop yelling or i'm leaving", "ultimatum", Person.PARTNER, None),
        ("can we talk tonight, 20 min", "request", Person.WE, "can we talk tonight, 20 min?"),
        ("i'll go to bed earlier", "request", Person.ME, None),
        ("ask him to put his phone away", "request", Person.PARTNER, "could you put your phone away?"),
        ("that he calls me if he's late", "request", Person.PARTNER, "could you call me if you're late?"),
        ("a hug", "request", Person.PARTNER, "could I have a hug?"),
        ("talk to him about the money", "request", Person.WE, "can we talk about the money?"),
        ("I want us to eat together once a week", "request", Person.WE, "can we eat together once a week?"),
        ("Ask him whether he wants to come", "request", Person.PARTNER, "would you like to come?"),
        ("to know where he is", "request", Person.PARTNER, "could you let me know where you are?"),
        ("an hour to myself today", "request", Person.PARTNER, "could I have an hour to myself today?"),
        ("idk", "request", Person.PARTNER, None),
        ("that plans hold for a week", "request", Person.PARTNER, "can we agree that plans hold for a week?"),
        ("to be told before his mother", "request", Person.PARTNER, "could I be told before your mother?"),
        ("dinner together on fridays", "request", Person.PARTNER, "can we have dinner together on fridays?"),
        ("i dunno, something like a day off", "request", Person.PARTNER, "could I have a day off?"),
        ("i want that he is home at six", "request", Person.PARTNER, "could you be home at six?"),
        ("to be heard", "request", Person.PARTNER, None),
    ],
)  # fmt: skip
def test_a_request_is_sorted_and_put_into_words(text: str, kind: str, whom: Person, ask: str | None) -> None:
    shaped = shape_request(text, WORDING, HE)
    assert (shaped.kind, shaped.whom, shaped.ask) == (kind, whom, ask)


def test_what_is_no_request_yet_names_the_question_that_mends_it() -> None:
    assert shape_request("be nicer", WORDING, HE).mend in WORDING.questions
    assert shape_request("be home by 7 on fridays", WORDING, HE).mend is None


def test_a_named_time_is_kept_as_written() -> None:
    assert shape_request("Talk after Dinner", WORDING, HE).when == "after Dinner"


def test_what_one_will_do_oneself_is_a_plan() -> None:
    shaped = shape_request("i'll leave the room before I shout", WORDING, HE)
    assert (shaped.plan, shaped.ask) == ("i'll leave the room before I shout", None)


@given(st.text())
def test_no_request_is_too_strange_to_sort(text: str) -> None:
    assert shape_request(text, WORDING, HE).text == text.strip()


# ---------------------------------------------------------------- mending, pausing, summing up


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        ("You forgot it. You never think about me. I was sad.", "You forgot it. I was sad."),
        ("i was sad and you don't care about us. can we talk", "i was sad. can we talk"),
        (
            "You cancelled by text, but you don't care anyway, so I cried.",
            "You cancelled by text, so I cried.",
        ),
        ("You're lazy.", ""),
        ("I was sad.", "I was sad."),
    ],
)
def test_only_the_part_that_holds_the_problem_is_left_out(text: str, mended: str) -> None:
    assert mend(text, check(text, RULES), WORDING).text == mended


def test_a_mended_message_has_no_problem_left_and_says_what_went_and_why() -> None:
    text = "You always leave me with the dishes, and I'm tired. You're so lazy. Can we talk?"
    mended = mend(text, check(text, RULES), WORDING)
    assert check(mended.text, RULES) == ()
    assert [note.words for note in mended.notes] == ["You always leave me with the dishes", "You're so lazy"]
    assert all(note.why for note in mended.notes)


@given(st.text())
def test_a_message_without_problems_stays_as_it_is(text: str) -> None:
    assert mend(text, (), WORDING).text == text


@pytest.mark.parametrize("way", [TERSE, PLAIN, FORMAL])
def test_a_pause_line_says_when_they_come_back_and_has_no_problem(way: Register) -> None:
    lines = pause_lines(way, WORDING)
    assert len(lines) >= 3
    assert all(check(line, RULES) == () for line in lines)


def test_the_card_says_only_what_is_known() -> None:
    assert summary(Summary(), WORDING) == ()
    known = Summary(("she laughed at me",), ("sad",), ("to matter",), "can we talk tonight", partner=SHE)
    assert dict(summary(known, WORDING)) == {
        "What happened": "She laughed at me.",
        "What I felt": "I felt sad.",
        "What I needed": "I wanted to know that I matter to her.",
        "What I'll try": "Ask: “Can we talk tonight?”",
    }


# ---------------------------------------------------------------- the file


def broken(**changes: object) -> Wording:
    return parse_wording({**raw("messages/composing.toml"), **changes}, "composing.toml")


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"labels": {"happened": "x"}}, "feelings"),
        ({"lines": {}}, "observation"),
        ({"wishes": {"rest": "to {sleep}"}}, "sleep"),
        ({"shapes": [{"kind": "wish", "pattern": "x"}]}, "wish"),
        ({"when": "("}, "when"),
        ({"questions": []}, "questions"),
    ],
)
def test_a_broken_file_is_named_with_its_place(changes: dict[str, object], said: str) -> None:
    with pytest.raises(ContentError, match=r"composing\.toml") as caught:
        broken(**changes)
    assert said in str(caught.value)


@pytest.mark.parametrize(
    ("clause", "said"),
    [
        ("and he forgot to call", "You forgot to call."),
        ("when he left", None),
        ("when he came home, he went straight to bed", "When you came home, you went straight to bed."),
        ("after the dinner he left without me", "After the dinner you left without me."),
        ("shows me a lot of affection", None),
        ("he said", None),
        ("I had a long day", None),
        ("every time he comes over", None),
        ("we haven't talked since Sunday", "We haven't talked since Sunday."),
    ],
)
def test_only_a_whole_sentence_between_the_two_is_an_observation(clause: str, said: str | None) -> None:
    lines = compose(DraftNotes(observation=clause, partner=HE), WORDING)
    assert [line.text for line in lines] == ([said] if said else [])


def test_the_next_clause_is_tried_when_the_first_cannot_be_said() -> None:
    notes = DraftNotes(observation="he said", others=("shows me", "he forgot my birthday"), partner=HE)
    assert [line.text for line in compose(notes, WORDING)] == ["You forgot my birthday."]
