"""May we say this? The checks over a composed reply, whichever voice wrote it."""

from coachbot.core.conduct.checks import Breach, Situation, check_reply
from coachbot.core.conduct.rules import ConductRules, parse_conduct_rules

__all__ = ["Breach", "ConductRules", "Situation", "check_reply", "parse_conduct_rules"]
