from __future__ import annotations

import json

from coachbot.core import jsonable
from coachbot.core.model import (
    Button,
    Danger,
    DangerKind,
    Evidence,
    FauxFeeling,
    Foundation,
    Level,
    Message,
    Observation,
    Passage,
    Person,
    Reading,
    Request,
    Track,
)


def test_a_danger_says_level_kinds_by_and_why() -> None:
    because = Evidence("he hit me", 4, 13, "hit")
    danger = Danger(Level.STOP, (DangerKind.PARTNER_VIOLENCE,), Person.PARTNER, because=(because,))
    assert jsonable.danger_json(danger) == {
        "level": "stop",
        "kinds": ["partner_violence"],
        "by": "partner",
        "because": [{"text": "he hit me", "start": 4, "end": 13, "rule": "hit"}],
    }


def test_no_danger_is_by_nobody() -> None:
    assert jsonable.danger_json(Danger()) == {"level": "none", "kinds": [], "by": None, "because": []}


def test_an_empty_reading_has_every_key_of_the_contract() -> None:
    assert jsonable.reading_json(Reading()) == {
        "heat": 0,
        "observations": [],
        "evaluations": [],
        "feelings": [],
        "faux_feelings": [],
        "needs": [],
        "strategies": [],
        "requests": [],
        "foundations": {"empathy": 0.0, "safety": 0.0, "trust": 0.0, "respect": 0.0},
        "worth_signs": [],
        "track": None,
        "because": [],
    }


def test_what_was_found_carries_its_place_and_its_own_facts() -> None:
    reading = Reading(
        observations=(Observation("he left", 0, 7, Person.PARTNER),),
        faux_feelings=(FauxFeeling("ignored", 9, 16, "ignored", ("lonely",), ("attention",)),),
        requests=(Request("call me", 20, 27, "request"),),
        foundations=((Foundation.TRUST, 0.61234),),
        track=Track.DISTANCE,
    )
    shown = json.loads(json.dumps(jsonable.reading_json(reading)))
    assert shown["observations"][0]["who"] == "partner"
    assert shown["faux_feelings"][0]["feelings"] == ["lonely"]
    assert shown["requests"][0]["kind"] == "request"
    assert shown["foundations"]["trust"] == 0.612
    assert shown["track"] == "distance"


def test_a_message_shows_its_buttons() -> None:
    message = Message("Is that it?", (Button("yes", "Yes"),))
    assert jsonable.message_json(message) == {
        "text": "Is that it?",
        "buttons": [{"id": "yes", "label": "Yes"}],
        "image": None,
    }


def test_a_passage_has_a_score_only_in_a_list_of_results() -> None:
    passage = Passage("rope", "The Rope", "Let go.", 10, 8.5)
    assert jsonable.passage_json(passage) == {"slug": "rope", "title": "The Rope", "passage": "Let go."}
    assert jsonable.passage_json(passage, score=True)["score"] == 8.5
