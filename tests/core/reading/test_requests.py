"""Requests: asked, demanded, wished vaguely, stopped, or else; and what isn't asked of the partner."""

from __future__ import annotations

import pytest

from coachbot.core.reading import Lexicon, read

SORTED = [
    ("can you do the dishes tonight?", "request"),
    ("Would you be willing to put the phones away at dinner", "request"),
    ("could we talk on sunday after breakfast", "request"),
    ("I asked him to pick me up at six", "request"),
    ("i'd like you to call me when you're running late", "request"),
    ("i want him to hug me when he comes home", "request"),
    ("How about we go for a walk tomorrow", "request"),
    ("would you mind cooking on tuesdays", "request"),
    ("I need you to tell me before you invite people", "request"),
    ("please take the bins out tonight", "request"),
    ("I want him to be more affectionate", "vague"),
    ("i just need her to care more", "vague"),
    ("I wish he would be nicer to me", "vague"),
    ("can you be more supportive", "vague"),
    ("i want you to respect me", "vague"),
    ("I'd love it if she made an effort", "vague"),
    ("i need him to step up", "vague"),
    ("stop ignoring me", "stop"),
    ("I want him to stop smoking", "stop"),
    ("please don't call me that in front of people", "stop"),
    ("can you stop yelling", "stop"),
    ("i need you to quit texting her", "stop"),
    ("I asked her not to tell her mother", "stop"),
    ("you need to apologise to me", "demand"),
    ("he has to delete her number", "demand"),
    ("You must come home by ten", "demand"),
    ("i told him to move out", "demand"),
    ("she should apologise first", "demand"),
    ("i demand an answer", "demand"),
    ("either he goes to therapy or i'm leaving", "ultimatum"),
    ("if you don't stop i will leave you", "ultimatum"),
    ("stop drinking or else", "ultimatum"),
    ("it's me or her", "ultimatum"),
    ("If he does it again we are done", "ultimatum"),
    ("I gave him an ultimatum", "ultimatum"),
]

NOT_ASKED = [
    "can you help me",
    "write me a text to send him",
    "could you tell me what to say",
    "he says you should talk less",
    "what should i do",
    "he asked me to cook",
    "can you explain that",
    "she told me to shut up",
    "I don't know",
    "don't get me wrong",
    "how would you feel about that",
    "please help",
    "i need rest",
    '"you need to calm down" he said',
]


@pytest.mark.parametrize(("text", "kind"), SORTED)
def test_what_is_asked_is_sorted_by_whether_a_no_is_possible(text: str, kind: str, lexicon: Lexicon) -> None:
    (request,) = read(text, lexicon).requests
    assert request.kind == kind
    assert text[request.start : request.end] == request.text


@pytest.mark.parametrize("text", NOT_ASKED)
def test_what_is_asked_of_the_coach_or_by_another_is_no_request(text: str, lexicon: Lexicon) -> None:
    assert read(text, lexicon).requests == ()


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        ("can you call at six", False),
        ("be nice", True),
        ("I want you to be nicer", True),
        ("stop it now please", True),
    ],
)
def test_only_what_needs_mending_says_what_would_mend_it(text: str, mended: bool, lexicon: Lexicon) -> None:
    assert [bool(r.mend) for r in read(text, lexicon).requests] in ([mended], [])


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("marry me by June or I fly home", "ultimatum"),
        ("From now on he cooks on Mondays, no discussion", "demand"),
        ("no more jokes about my weight", "stop"),
        ("I told her, try harder", "vague"),
        ("I'd like her to ask me how the day was", "request"),
    ],
)
def test_each_sort_of_asking_is_told_from_the_others(text: str, kind: str, lexicon: Lexicon) -> None:
    assert [request.kind for request in read(text, lexicon).requests] == [kind]


@pytest.mark.parametrize("text", ["I need a lock on the study door", "we need a cleaner twice a month"])
def test_a_thing_that_is_needed_is_a_strategy(text: str, lexicon: Lexicon) -> None:
    assert len(read(text, lexicon).strategies) == 1
