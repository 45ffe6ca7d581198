"""Whole talks of different tempers: who goes along has a card within twelve turns, who leaves may go."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from coachbot.core.model import Manner, Step
from coachbot.core.phrasebook import sentences
from coachbot.core.session import Session
from tests.talking import Reply, say

TURNS = 12


@dataclass(frozen=True)
class Person:
    """What somebody would answer to each kind of question."""

    temper: str
    opener: str
    feeling: str = "hurt"
    need: str = "respect"
    insight: str = "i go quiet and leave the room"
    request: str = "ask {them} to sit down with me on sunday for twenty minutes"
    wants: str = "yes"

    def answer(self, reply: Reply) -> str:
        session = reply.session
        asked = session.asked or ""
        told = {
            "fact": "we argued about it at dinner and it ended badly",
            "check": "yes",
            "feeling": self.feeling,
            "need": self.need,
            "gem": "go on",
            "insight": self.insight,
            "request": self.request,
            "request_again": self.request,
            "reshape": "could we talk for ten minutes on friday evening",
            "want": self.wants,
            "draft": "keep it",
            "paste": "i was sad last night. could you call me today",
            "settle": "no",
            "heat": "3",
            "outsider": "somebody kind would see two tired people who both want peace",
            "upset": "no",
        }
        return told.get(asked, "yes").format(them=session.partner.object)


PEOPLE = [
    Person("hot", "HE LAUGHED AT ME IN FRONT OF HIS MOTHER AND I HATE THIS!!!", "furious"),
    Person("terse", "wife forgot. again", "sad", "care", "dunno"),
    Person(
        "rambling",
        "so it started on monday, well really it started at easter, when my husband said he would call the "
        "school and then he didn't, and yesterday the teacher asked me and I stood there like a fool and he "
        "just shrugged",
        "embarrassed and tired",
    ),
    Person("sarcastic", "great news, my girlfriend has time for everybody except me", "lonely", "attention"),
    Person("ashamed", "i read her diary while she was at work and she doesn't know", "ashamed", "honesty"),
    Person(
        "over-apologising",
        "sorry, this is probably silly, he didn't kiss me goodbye this morning",
        "sad",
        "closeness",
    ),
    Person(
        "asks for a verdict",
        "he promised to be home at six and came at nine. who is right?",
        "angry",
        "reliability",
    ),
    Person("wants words", "write me a text to my boyfriend, he cancelled our trip by text", "disappointed"),
    Person(
        "wants advice",
        "how do i tell my wife i don't want her mother to live with us",
        "anxious",
        "some space",
    ),
    Person(
        "second language",
        "My husband he no listen when I speak, he look always the phone",
        "sad",
        "attention",
    ),
    Person("elder", "We have been married for forty years and last night he called me a nuisance.", "hurt"),
    Person("teen", "my bf left me on read for two days and then liked her pic lol", "jealous", "reassurance"),
    Person("two women", "my wife told her sister about our money and i asked her not to", "angry", "trust"),
    Person("two men", "my husband invited his ex to our wedding without asking me", "hurt", "consideration"),
    Person(
        "poly", "my other partner moved our date again because of her new boyfriend", "sad", "time together"
    ),
    Person(
        "grief",
        "we lost the baby in june and he never talks about it",
        "sad",
        "comfort",
        "that i still count the days",
    ),
    Person("cheated on", "i found out last week that she slept with her boss", "devastated", "honesty"),
    Person("own mistake", "i shouted at her in the supermarket and she cried", "ashamed", "repair"),
    Person(
        "stay or go", "should i leave him? nothing has changed in ten years", "tired", "rest", "not really"
    ),
    Person("distance", "we don't fight, we just don't talk any more", "lonely", "closeness"),
    Person("in the middle of it", "we're fighting right now about money, she's in the next room", "angry"),
]


def held(person: Person) -> list[Reply]:
    """The whole talk, up to the card or to the last turn that it may take."""
    replies: list[Reply] = []
    line, session = person.opener, Session()
    while len(replies) < TURNS and not any(r.has(Manner.CARD) for r in replies):
        replies.append(say(line, session))
        session = replies[-1].session
        line = person.answer(replies[-1])
    return replies


@pytest.mark.parametrize("person", PEOPLE, ids=lambda p: p.temper)
def test_who_goes_along_has_a_card_within_twelve_turns(person: Person) -> None:
    replies = held(person)
    assert replies[-1].has(Manner.CARD), [(r.line, r.session.step.value, r.session.asked) for r in replies]


@pytest.mark.parametrize("person", PEOPLE, ids=lambda p: p.temper)
def test_one_question_at_a_time_and_few_words(person: Person) -> None:
    for reply in held(person):
        assert len(reply.composed.split()) <= 60
        questions = [s for m in reply.messages if m.manner is Manner.COMPOSED for s in sentences(m.text)]
        assert sum(s.endswith("?") for s in questions) <= 2, "a card's follow-up may ask a second one"


@pytest.mark.parametrize(
    "leaving", ["bye", "i have to go now", "enough for tonight", "good night", "that's all", "stop"]
)
@pytest.mark.parametrize("person", PEOPLE[:6], ids=lambda p: p.temper)
def test_who_leaves_early_is_let_go_kindly(person: Person, leaving: str) -> None:
    reply = say(leaving, say(person.opener).session)
    assert reply.step in (Step.CLOSE, Step.SETTLE)
    assert "?" not in reply.composed or reply.session.asked == "follow_up"
