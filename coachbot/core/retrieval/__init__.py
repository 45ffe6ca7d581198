"""Finding the gem, and the passage in it, that fits a conflict."""

from coachbot.core.retrieval.index import Index, build_index
from coachbot.core.retrieval.searching import Query, search
from coachbot.core.retrieval.words import Thesaurus, parse_thesaurus

__all__ = ["Index", "Query", "Thesaurus", "build_index", "parse_thesaurus", "search"]
