"""Danger comes before everything: who is in danger is helped, and nobody else is turned away."""

from coachbot.core.danger.assess import NEAR, Near, assess
from coachbot.core.danger.foreign import first_act, language_of
from coachbot.core.danger.parsing import parse_signs
from coachbot.core.danger.pieces import pieces
from coachbot.core.danger.signs import Signs

__all__ = ["NEAR", "Near", "Signs", "assess", "first_act", "language_of", "parse_signs", "pieces"]
