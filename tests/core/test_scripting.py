from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coachbot.core.kit import Kit
from coachbot.core.model import Button, Manner, Message, Track
from coachbot.core.moves import Say
from coachbot.core.phrasebook import fingerprint, parse_phrases, sentences
from coachbot.core.scripting import remembered, script
from coachbot.core.session import KEPT_SENTENCES, Notes, Session
from tests.talking import the_kit

BOOK = """
== hello
It is quiet here. Tell me what happened.
--
It is late now. Say it as it comes.
== ask
What did you see?
--
it was how?
== mirror
You say {{ fact }}.
--
That was hard.
== mirror@grief
That is a great loss.
== quote
“{{ gem_text }}”
== any
Go on.
"""


def kit() -> Kit:
    return replace(the_kit(), phrases=parse_phrases({"book.txt": BOOK}, ("fact", "gem_text")))


def words(*says: Say, session: Session | None = None, seed: int = 0) -> tuple[list[str], Session]:
    messages, after = script(says, session or Session(), kit(), seed)
    return [m.text for m in messages], after


def test_acts_are_spoken_one_after_the_other() -> None:
    assert words(Say(("hello", "ask")))[0] == ["It is quiet here. Tell me what happened. It was how?"]


def test_the_seed_chooses_among_the_variants() -> None:
    assert words(Say(("hello",)), seed=0)[0] != words(Say(("hello",)), seed=1)[0]


def test_nothing_is_said_twice_in_a_session() -> None:
    first, session = words(Say(("ask",)))
    second, session = words(Say(("ask",)), session=session)
    third, _ = words(Say(("ask",)), session=session)
    assert (first, second, third) == (["What did you see?"], ["It was how?"], ["Go on."])


def test_nothing_is_said_twice_in_one_reply() -> None:
    assert words(Say(("ask", "ask", "ask")))[0] == ["What did you see? It was how?"]


def test_a_reply_does_not_open_as_the_last_one_did() -> None:
    opened = Session(opening="it is")
    assert words(Say(("hello", "ask")), session=Session(opening="what did"))[0][0].startswith("It is")
    assert words(Say(("ask",)), session=opened, seed=1)[0] == ["It was how?"]
    assert words(Say(("ask",)), session=Session(opening="it was"), seed=1)[0] == ["What did you see?"]


def test_on_a_track_its_own_words_come_first_and_the_usual_ones_after() -> None:
    grieving = Session(notes=Notes(track=Track.GRIEF))
    first, session = words(Say(("mirror",)), session=grieving)
    second, _ = words(Say(("mirror",)), session=session)
    assert (first, second) == (["That is a great loss."], ["That was hard."])
    assert words(Say(("mirror",)), session=Session(notes=Notes(track=Track.DISTANCE)))[0] == [
        "That was hard."
    ]


def test_words_that_mention_what_is_known_come_before_those_that_do_not() -> None:
    assert words(Say(("mirror",), {"fact": "he left"}))[0] == ["You say he left."]


def test_with_nothing_left_to_say_the_instead_is_said_once() -> None:
    assert words(Say(("nothing.of.that.name",)))[0] == ["Go on."]
    said = Session(sentences=("go on",))
    assert words(Say(("nothing.of.that.name",)), session=said)[0] == []


@pytest.mark.parametrize("manner", [m for m in Manner if m is not Manner.COMPOSED])
def test_a_quotation_may_come_twice_and_is_not_remembered(manner: Manner) -> None:
    quote = Say(("quote",), {"gem_text": "so it goes"}, manner=manner)
    texts, session = words(quote, quote)
    assert texts == ["“so it goes”"] * 2
    assert (session.sentences, session.opening) == ((), "")


def test_what_was_said_and_offered_is_remembered() -> None:
    message = Message("It was late. And then?", (Button("yes", "Yes"), Button("no", "No")))
    session = remembered(Session(turn=7, sentences=("before",)), message)
    assert session.sentences == ("before", "it was late", "and then")
    assert (session.opening, session.offered, session.offered_at) == ("it was", ("yes", "no"), 7)


def test_a_message_without_buttons_leaves_the_earlier_ones_standing() -> None:
    session = Session(offered=("yes",), offered_at=3, turn=4)
    assert remembered(session, Message("And then?")).offered == ("yes",)


def test_only_so_many_sentences_are_remembered_the_latest() -> None:
    full = Session(sentences=tuple(f"s {n}" for n in range(KEPT_SENTENCES)))
    after = remembered(full, Message("And then?"))
    assert (len(after.sentences), after.sentences[-1], after.sentences[0]) == (
        KEPT_SENTENCES,
        "and then",
        "s 1",
    )


def test_a_message_keeps_its_buttons_its_manner_and_its_columns() -> None:
    yes = (Button("yes", "Yes"),)
    messages, _ = script((Say(("ask",), buttons=yes, manner=Manner.COMMAND, edits=True, columns=2),),
                         Session(), kit(), 0)  # fmt: skip
    assert messages == (Message("What did you see?", yes, Manner.COMMAND, edits=True, columns=2),)


@given(st.lists(st.sampled_from(["hello", "ask", "mirror"]), max_size=12), st.integers(0, 9))
def test_in_whatever_order_no_sentence_comes_twice(acts: list[str], seed: int) -> None:
    session, said = Session(), list[str]()
    for act in acts:
        texts, session = words(Say((act,)), session=session, seed=seed)
        said.extend(fingerprint(s) for text in texts for s in sentences(text))
    assert len(said) == len(set(said))
