"""Looking at a message to a partner before it is sent: what in it would be answered instead of the rest.

A blunt, sad, angry or refusing message has no problems; a false alarm is worse than a miss.
"""

from coachbot.core.checking.checks import check
from coachbot.core.checking.rules import MessageRules, Problem, parse_message_rules

__all__ = ["MessageRules", "Problem", "check", "parse_message_rules"]
