"""What happens while a danger stands: the stop, the direct question, staying, and the deliberate way out.

No row of the dialogue's table applies here. Nothing in this folder coaches, quotes a gem, writes to a
partner or schedules anything; what may be said is in prompts/en/danger.txt and the table of help lines,
what is understood in knowledge/dialogue/holding.toml.
"""

from coachbot.core.holding.asking import (
    Answer,
    affirmed,
    answer_to_ask,
    asked,
    asked_again,
    asked_once_more,
    asks_anew,
    believed,
    tells_back,
    why_it_was_asked,
)
from coachbot.core.holding.staying import AFTER_LINES, after_lines, hidden_at_once, staying
from coachbot.core.holding.stopping import help_text, stopped
from coachbot.core.holding.wording import Held, LinesFor

__all__ = [
    "AFTER_LINES",
    "Answer",
    "Held",
    "LinesFor",
    "affirmed",
    "after_lines",
    "answer_to_ask",
    "asked",
    "asked_again",
    "asked_once_more",
    "asks_anew",
    "believed",
    "help_text",
    "hidden_at_once",
    "staying",
    "stopped",
    "tells_back",
    "why_it_was_asked",
]
