"""Danger comes before everything: who is in danger is helped, and nobody else is turned away."""

from coachbot.core.danger.assess import NEAR, Near, Sense, assess
from coachbot.core.danger.foreign import first_act, language_of, unread
from coachbot.core.danger.parsing import parse_signs
from coachbot.core.danger.pieces import breaths
from coachbot.core.danger.signs import Signs

__all__ = [
    "NEAR",
    "Near",
    "Sense",
    "Signs",
    "assess",
    "breaths",
    "first_act",
    "language_of",
    "parse_signs",
    "unread",
]
