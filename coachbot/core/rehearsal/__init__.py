"""Trying a message on a simulated partner, from a table of honest difficult replies."""

from coachbot.core.rehearsal.rounds import Round, rehearse
from coachbot.core.rehearsal.table import Replies, parse_replies

__all__ = ["Replies", "Round", "parse_replies", "rehearse"]
