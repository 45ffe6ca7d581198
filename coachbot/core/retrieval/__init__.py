"""Finding the gem, and the passage in it, that fits a conflict."""

from coachbot.core.retrieval.heard import Heard, parse_heard
from coachbot.core.retrieval.index import Background, Index, build_index
from coachbot.core.retrieval.query import Choice, Query
from coachbot.core.retrieval.searching import search
from coachbot.core.retrieval.words import Thesaurus, parse_elsewhere, parse_thesaurus

__all__ = [
    "Background",
    "Choice",
    "Heard",
    "Index",
    "Query",
    "Thesaurus",
    "build_index",
    "parse_elsewhere",
    "parse_heard",
    "parse_thesaurus",
    "search",
]
