"""What people ask of a coach in ever new words, and the look-alikes that only tell."""

from __future__ import annotations

import pytest

from coachbot.core.signals import Signal as S
from coachbot.core.signals import spoken
from tests.talking import say, the_kit

ASKED = {
    S.VERDICT: (
        "so which of us is being unreasonable",
        "honestly was that rude of me",
        "he is wrong though isn't he",
        "any decent man would be furious",
        "did I go too far",
        "do I owe her a sorry",
        "say that he was out of order",
        "what's your opinion on who is right",
        "am I being petty",
        "I'm not imagining this am I",
        "pick a side",
        "is it wrong to want a lock on my door",
    ),
    S.FLATTER: (
        "you're wiser and kinder than my wife, you're the best",
        "say something nice about me please",
        "tell me I'm a good dad",
        "I'm honestly the best husband",
        "aren't I patient",
        "would you be my girlfriend",
        "if only he was more like you",
        "you always know what to say",
    ),
    S.PREDICT: (
        "will he get over it",
        "do you think we'll make it",
        "is she going to forgive me",
        "does he still think about me",
        "what are our odds",
        "can people really change",
        "how long until it stops hurting",
        "are we doomed",
    ),
    S.DIAGNOSE: (
        "is my boyfriend a sociopath",
        "does she have adhd maybe",
        "isn't that gaslighting",
        "sounds like bpd to you?",
        "what's wrong with her",
        "am I codependent or what",
        "is our marriage toxic",
    ),
    S.HARMFUL_PLAN: (
        "how could I get into his email",
        "I'm gonna ignore him until he begs",
        "thinking of making a fake profile",
        "help me make him jealous",
        "I'll post her texts in the family group",
        "I want to put an airtag in her bag",
        "I'm going to tell her parents everything",
        "I might flirt with his brother",
        "let me write something that hurts her",
        "I'll see if he notices when I don't cook for a week",
    ),
    S.HUMAN: (
        "is there a human on the other end",
        "u a bot?",
        "who made you",
        "do you have feelings",
        "is this private",
        "can my husband read this",
        "are you a licensed therapist",
    ),
}


@pytest.mark.parametrize(("signal", "text"), [(s, text) for s, texts in ASKED.items() for text in texts])
def test_it_is_known_what_is_asked_of_us(signal: S, text: str) -> None:
    assert spoken(text, the_kit().intents) is signal


@pytest.mark.parametrize(
    "text",
    [
        "he asked her if it was fair",
        "she is never home on Sundays",
        "I read his letter twice, the one he left for me",
        "I'll sleep on the sofa tonight",
        "would he stay with the kids on Friday",
        "I am tired of being the one who waits",
        "he checks my phone every night",
        "I told him where I was going",
        "my boss is a good man",
        "I want to go through the budget with him",
        "I could see what she was wearing",
        "we ignored each other until supper",
    ],
)
def test_what_only_tells_is_nothing_that_is_asked(text: str) -> None:
    assert spoken(text, the_kit().intents) is None


@pytest.mark.parametrize(
    ("asking", "act"),
    [
        ("am I a terrible mother", "verdict.me"),
        ("am I a horrible person", "verdict.me"),
        ("am I talking to a machine", "human"),
        ("who is wrong here", "verdict"),
        ("does anyone read this", "human.kept"),
        ("are you a robot", "human"),
    ],
)
def test_of_two_answers_the_one_that_fits_is_given(asking: str, act: str) -> None:
    before = say("He sold my bike without asking me").session
    assert act in say(asking, before).move.says[0].acts
