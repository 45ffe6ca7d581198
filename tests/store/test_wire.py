"""Messages and dangers as JSON."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coachbot.core.model import Button, Danger, DangerKind, Evidence, Level, Manner, Message, Person, When
from coachbot.store.wire import pack_danger, pack_message, unpack_message

buttons = st.builds(Button, st.text(max_size=9), st.text(max_size=9))
messages = st.builds(
    Message,
    text=st.text(),
    buttons=st.lists(buttons, max_size=4).map(tuple),
    manner=st.sampled_from(Manner),
    image=st.none() | st.text(),
    edits=st.booleans(),
    columns=st.integers(1, 4),
)


@given(messages)
def test_any_message_comes_back_as_it_was(message: Message) -> None:
    assert unpack_message(pack_message(message)) == message


def test_an_erased_message_is_empty() -> None:
    assert unpack_message("") == Message("")


@pytest.mark.parametrize("text", ["plain", "half \ud83d", "\0"])
def test_a_packed_message_is_ascii(text: str) -> None:
    assert pack_message(Message(text)).isascii()


def test_a_danger_is_written_in_the_contract_s_shape() -> None:
    because = (Evidence("afraid of him", 3, 16, "fear"),)
    danger = Danger(Level.STOP, (DangerKind.PARTNER_VIOLENCE,), Person.PARTNER, When.NOW, because)
    assert json.loads(pack_danger(danger)) == {
        "level": "stop",
        "kinds": ["partner_violence"],
        "by": "partner",
        "when": "now",
        "because": [{"text": "afraid of him", "start": 3, "end": 16, "rule": "fear"}],
    }
