"""Tracks: what kind of trouble this is; none is better than a wrong one."""

from __future__ import annotations

import pytest

from coachbot.core.model import Track
from coachbot.core.reading import Lexicon, read

TRACKS = [
    ("he wasn't there for me when my mum died", "not_there"),
    ("i was alone in the hospital, he went fishing", "not_there"),
    ("When I needed him the most he was nowhere to be found", "not_there"),
    ("she didn't come to my dad's funeral, i had to go alone", "not_there"),
    ("how do i get my husband to help more", "partner_must_change"),
    ("she needs to change, not me", "partner_must_change"),
    ("why can't he just listen for once", "partner_must_change"),
    ("he will never change", "partner_must_change"),
    ("sorry, i know i'm too sensitive, maybe i'm the problem", "shaken_worth"),
    ("i begged him again. i hate myself for it", "shaken_worth"),
    ("should i leave him", "discernment"),
    ("i don't know if i want to stay in this marriage", "discernment"),
    ("is it worth fighting for", "discernment"),
    ("I'm thinking about ending it with my girlfriend", "discernment"),
    ("he promised to stop and he did it again", "broken_agreement"),
    ("we agreed no phones in bed and she broke it again", "broken_agreement"),
    ("she cheated on me in march", "broken_agreement"),
    ("he said he would pick me up and he didn't", "broken_agreement"),
    ("he forgot our anniversary", "broken_agreement"),
    ("i yelled at her and called her names", "own_mistake"),
    ("I cheated on my girlfriend", "own_mistake"),
    ("i messed up, how do i make it up to her", "own_mistake"),
    ("i read his messages and i shouldn't have", "own_mistake"),
    ("we lost the baby in june", "grief"),
    ("she left me two weeks ago", "grief"),
    ("my dad died and i can't talk to anyone", "grief"),
    ("she broke up with me last night", "grief"),
    ("my husband passed away two years ago", "grief"),
    ("we're like roommates", "distance"),
    ("we never fight, we just don't talk anymore", "distance"),
    ("we've drifted apart since the kids came", "distance"),
    ("no spark, we sit in silence every evening", "distance"),
    ("i have an exam tomorrow and can't sleep", "off_topic"),
    ("my boss keeps changing my shifts", "off_topic"),
    ("what's the weather like", "off_topic"),
    ("my best friend won't talk to me", "off_topic"),
    ("can you help with my homework", "off_topic"),
]

NO_TRACK = [
    "hello",
    "he ate my lunch",
    "lonely i guess",
    "am I wrong or is she",
    "my boyfriend has an exam and i can't sleep next to him",
    "yes",
    "my wife works late and my boss does too",
    "thank you",
    "we argued about the holidays",
    "she laughed at me in front of her friends",
]


@pytest.mark.parametrize(("text", "track"), TRACKS)
def test_the_track_is_found(text: str, track: str, lexicon: Lexicon) -> None:
    assert read(text, lexicon).track == track


@pytest.mark.parametrize("text", NO_TRACK)
def test_without_a_clear_sign_there_is_no_track(text: str, lexicon: Lexicon) -> None:
    assert read(text, lexicon).track is None


@pytest.mark.parametrize("text", [text for text, _ in TRACKS])
def test_a_track_gives_the_words_that_say_so(text: str, lexicon: Lexicon) -> None:
    (why,) = [e for e in read(text, lexicon).because if e.rule.startswith("track.")]
    assert text[why.start : why.end] == why.text


@pytest.mark.parametrize(
    "text",
    [
        "she left me a note by the kettle",
        "we broke up for like two hours on friday",
        "we broke up and now we are back together",
        "my late husband loved this garden",
        "he told my cousins about my miscarriage",
    ],
)
def test_grief_is_for_a_loss_that_stands(text: str, lexicon: Lexicon) -> None:
    assert read(text, lexicon).track is not Track.GRIEF


def test_a_hard_day_alone_and_a_partner_away_make_a_track_together(lexicon: Lexicon) -> None:
    told = "The day of my biopsy she went to the gym and I took the bus home"
    assert read(told, lexicon).track is Track.NOT_THERE
    assert read("she went to the gym", lexicon).track is not Track.NOT_THERE


@pytest.mark.parametrize("text", ["how many litres is a gallon", "explain tides to a six-year-old"])
def test_a_question_about_no_person_is_beside_the_point(text: str, lexicon: Lexicon) -> None:
    assert read(text, lexicon).track is Track.OFF_TOPIC


@pytest.mark.parametrize(
    "text", ["do dogs dream", "which bike helmet should I buy", "remind me how to descale a kettle"]
)
def test_what_concerns_things_is_beside_the_point(text: str, lexicon: Lexicon) -> None:
    assert read(text, lexicon).track is Track.OFF_TOPIC


@pytest.mark.parametrize(
    "text",
    [
        "what should I do",
        "is this normal",
        "how do I tell him",
        "we swap the kids at the school gate and she says nothing",
    ],
)
def test_what_concerns_people_is_not_beside_the_point(text: str, lexicon: Lexicon) -> None:
    assert read(text, lexicon).track is not Track.OFF_TOPIC


def test_half_signs_make_a_track_only_together(lexicon: Lexicon) -> None:
    assert read("he is polite these days", lexicon).track is None
    assert read("he is polite these days and our evenings are quiet", lexicon).track is Track.DISTANCE


def test_a_track_says_what_is_mostly_needed(lexicon: Lexicon) -> None:
    assert read("we lost the baby in june", lexicon).needs[0].name == "mourning"
    assert read("should i leave him", lexicon).needs[0].name == "clarity"
