"""Danger comes before everything: who is in danger is helped, and nobody else is turned away."""

from coachbot.core.danger.assess import assess
from coachbot.core.danger.parsing import parse_signs
from coachbot.core.danger.signs import Signs

__all__ = ["Signs", "assess", "parse_signs"]
