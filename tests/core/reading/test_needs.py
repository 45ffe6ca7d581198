"""Needs: named by the person, or guessed behind what happened."""

from __future__ import annotations

import pytest

from coachbot.core.reading import Lexicon, guess_feelings, guess_needs, picker_feelings, picker_needs, read

NAMED = [
    ("I need respect", ["respect"]),
    ("i just want some peace", ["peace"]),
    ("I want to feel close to him", ["closeness"]),
    ("all i want is honesty", ["honesty"]),
    ("I don't feel heard", ["to be heard"]),
    ("there's no trust left between us", ["trust"]),
    ("i miss the affection", ["affection"]),
    ("I need space and some rest", ["space", "rest"]),
    ("to be heard", ["to be heard"]),
    ("more support i guess", ["support"]),
    ("i deserve the truth", ["honesty"]),
    ("I need to be able to count on him", ["reliability"]),
    ("i want us to be a team", ["partnership"]),
    ("I never feel appreciated", ["appreciation"]),
    ("i wish there was more intimacy", ["intimacy"]),
    ("I need reassurance from her", ["reassurance"]),
    ("it's about respect", ["respect"]),
    ("i want to know where i stand", ["clarity"]),
    ("I need help with the kids", ["help"]),
    ("i long for some tenderness", ["affection"]),
    ("im craving attention", ["attention"]),
]

NOT_NAMED = [
    "he needs space",
    "she wants more freedom",
    "I feel supported by my friends",
    "we had sex on sunday",
    "he says he needs respect",
    "I don't need his help",
    "they want to have fun",
    "he works in security",
    "you want love so give it",
    "my trust fund pays the rent",
]

# What happened, and a need that must be among the two or three guesses.
BEHIND = [
    ("he forgot again", "reliability"),
    ("she forgot our anniversary", "to matter"),
    ("he laughed at me in front of everyone", "respect"),
    ("always on his phone at dinner", "attention"),
    ("my husband spent our savings on a motorbike", "security"),
    ("she never does the dishes", "shared responsibility"),
    ("we havent had sex in months", "intimacy"),
    ("he took his mothers side again", "loyalty"),
    ("she lied about where she was", "honesty"),
    ("he cheated on me", "trust"),
    ("his ex keeps texting him and he answers", "reassurance"),
    ("he wasnt there when my mum died", "support"),
    ("she criticises everything i do", "acceptance"),
    ("he yelled at me in the car", "gentleness"),
    ("she hasnt spoken to me for two days", "closeness"),
    ("he was two hours late and didnt call", "reliability"),
    ("he bought a car without asking me", "participation"),
    ("she undermines me in front of the kids", "respect"),
    ("he went through my phone", "privacy"),
    ("he never listens", "to be heard"),
    ("tells me im overreacting", "to be understood"),
    ("he never says thank you", "appreciation"),
    ("she cancelled on me last minute", "reliability"),
    ("we're like roommates now", "closeness"),
    ("he never apologises", "acknowledgment"),
    ("he called me a nag", "respect"),
    ("she wont tell me what she wants, hot and cold", "clarity"),
    ("his mum is staying with us till sunday", "space"),
    ("we lost the baby", "comfort"),
    ("she threatens to leave every time we fight", "reassurance"),
    ("he doesnt want kids and i do", "clarity"),
    ("he is never home, always at work", "time together"),
    ("he never hugs me", "affection"),
    ("she blames me for everything", "fairness"),
    ("told his friends about our problems", "privacy"),
    ("he keeps asking for pictures after i said no", "choice"),
    ("i always keep quiet to keep the peace", "self-expression"),
    ("I yelled at her and made her cry", "repair"),
    ("i cheated on him", "repair"),
    ("he drinks every night", "security"),
]  # fmt: skip


def named(text: str, lexicon: Lexicon) -> list[str]:
    return [need.name for need in read(text, lexicon).needs if not need.guessed]


@pytest.mark.parametrize(("text", "needs"), NAMED)
def test_a_need_that_is_named_is_found(text: str, needs: list[str], lexicon: Lexicon) -> None:
    assert named(text, lexicon) == needs


@pytest.mark.parametrize("text", NOT_NAMED)
def test_what_another_needs_or_nobody_lacks_is_not_named(text: str, lexicon: Lexicon) -> None:
    assert named(text, lexicon) == []


@pytest.mark.parametrize(("text", "need"), BEHIND)
def test_a_need_is_heard_behind_what_happened(text: str, need: str, lexicon: Lexicon) -> None:
    assert need in guess_needs(read(text, lexicon), lexicon)


@pytest.mark.parametrize("text", [text for text, _ in BEHIND])
def test_two_or_three_feelings_can_be_guessed_where_none_is_named(text: str, lexicon: Lexicon) -> None:
    guesses = guess_feelings(read(text, lexicon), lexicon)
    assert 2 <= len(guesses) <= 3
    assert all(name in lexicon.feelings for name in guesses)


def test_a_story_told_as_a_feeling_decides_the_guess(lexicon: Lexicon) -> None:
    reading = read("he forgot and i feel so ignored", lexicon)
    assert guess_feelings(reading, lexicon)[0] in lexicon.faux["ignored"].feelings


def test_a_feeling_that_was_denied_is_not_guessed(lexicon: Lexicon) -> None:
    assert "disappointed" not in guess_feelings(read("he forgot again. not disappointed", lexicon), lexicon)


def test_an_excluded_need_is_not_guessed(lexicon: Lexicon) -> None:
    reading = read("he forgot again", lexicon)
    assert "reliability" not in guess_needs(reading, lexicon, exclude=("reliability",))


def test_feelings_alone_let_needs_be_guessed(lexicon: Lexicon) -> None:
    assert "closeness" in guess_needs(read("i feel lonely", lexicon), lexicon)


def test_the_inventory_is_wide_and_fits_its_places(lexicon: Lexicon) -> None:
    assert len(lexicon.needs) >= 60
    for need in lexicon.needs.values():
        wish = need.as_wish.format(they="she", them="her", their="her")
        assert not wish.endswith((".", "?"))
        assert not wish[0].isupper()


def test_no_wish_makes_he_or_she_the_subject_of_a_verb(lexicon: Lexicon) -> None:
    # "to know {they} stand by you" would read "to know he stand by you"
    assert [n.name for n in lexicon.needs.values() if "{they}" in n.as_wish] == []


def test_a_picker_offers_every_word_once_with_the_likeliest_first(lexicon: Lexicon) -> None:
    feelings = picker_feelings(("lonely", "hurt"), lexicon)
    needs = picker_needs(("rest",), lexicon)
    assert feelings[:2] == ("lonely", "hurt")
    assert sorted(feelings) == sorted(lexicon.feelings)
    assert needs[0] == "rest"
    assert sorted(needs) == sorted(lexicon.needs)


@pytest.mark.parametrize(
    ("text", "needs"),
    [
        ("I need you to text me when you're late", {"reassurance", "reliability"}),
        ("i want him to help with the dishes", {"shared responsibility"}),
        ("I need her to listen", {"to be heard"}),
        ("i want us to go to therapy", {"repair"}),
        ("I want him to block his ex", {"reassurance", "loyalty"}),
        ("i wish he would hug me", {"affection"}),
        ("I need to see his phone", {"honesty", "trust", "reassurance"}),
        ("I want a divorce", {"peace", "freedom"}),
    ],
)
def test_a_strategy_is_found_with_what_it_would_give(text: str, needs: set[str], lexicon: Lexicon) -> None:
    (strategy,) = read(text, lexicon).strategies
    assert needs & set(strategy.needs)
    assert text[strategy.start : strategy.end] == strategy.text


@pytest.mark.parametrize("text", ["he wants me to cook", "I need rest", "I don't want to see his phone"])
def test_anothers_wish_and_a_plain_need_are_no_strategy(text: str, lexicon: Lexicon) -> None:
    assert read(text, lexicon).strategies == ()


@pytest.mark.parametrize(
    "text", ["you're not listening, i just told you", "thanks for listening", "you already said that to me"]
)
def test_what_is_said_to_the_coach_alone_tells_no_need_and_no_track(text: str, lexicon: Lexicon) -> None:
    found = read(text, lexicon)
    assert (found.needs, found.track, found.because) == ((), None, ())
