"""Words to the partner, in the person's own way of writing."""

from coachbot.core.composing.mending import Mended, Note, mend
from coachbot.core.composing.pausing import pause_lines
from coachbot.core.composing.register import Register, dress, register
from coachbot.core.composing.shaping import Shaped, shape_request
from coachbot.core.composing.summing import Summary, summary
from coachbot.core.composing.turning import to_partner
from coachbot.core.composing.wording import Wording, parse_wording
from coachbot.core.composing.writing import DraftNotes, compose, draft_text

__all__ = [
    "DraftNotes",
    "Mended",
    "Note",
    "Register",
    "Shaped",
    "Summary",
    "Wording",
    "compose",
    "draft_text",
    "dress",
    "mend",
    "parse_wording",
    "pause_lines",
    "register",
    "shape_request",
    "summary",
    "to_partner",
]
