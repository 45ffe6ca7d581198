"""The knowledge that decisions are made with: read once at start, never changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from coachbot.core.checking import MessageRules
from coachbot.core.composing import Wording
from coachbot.core.conduct import ConductRules
from coachbot.core.languages import Languages
from coachbot.core.model import Gem
from coachbot.core.phrasebook import Phrasebook
from coachbot.core.reading import Lexicon
from coachbot.core.rehearsal import Replies
from coachbot.core.retrieval import Index
from coachbot.core.signals import Intents
from coachbot.core.topics import Topics


@dataclass(frozen=True, slots=True)
class Kit:
    """Everything the pure core needs to hear, decide and word a turn."""

    phrases: Phrasebook
    intents: Intents
    languages: Languages
    lexicon: Lexicon
    rules: MessageRules
    wording: Wording
    replies: Replies
    conduct: ConductRules
    gems: Mapping[str, Gem]
    index: Index
    topics: Topics = field(default_factory=Topics)  # what is said in a hold
    foreign_help: Mapping[str, Phrasebook] = field(default_factory=dict)  # the stop texts by language
