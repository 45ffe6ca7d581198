"""Everything the coach says and knows, read and checked, as one value."""

from __future__ import annotations

from dataclasses import dataclass, field

from coachbot.core.countries import Countries
from coachbot.core.couple.questions import Questions
from coachbot.core.danger import Signs
from coachbot.core.danger.lines import Helplines
from coachbot.core.kit import Kit
from coachbot.core.nudging.choosing import Stock
from coachbot.core.nudging.cities import Cities
from coachbot.core.voicing.briefing import Briefs
from coachbot.core.voicing.rules import Voicing


@dataclass(frozen=True, slots=True)
class Library:
    """The contents of prompts/ and knowledge/.

    `prompts_version` and `gems_version` are content hashes of 12 hex digits. `faults` are sentences about
    files that had to be done without: only danger's may be, because help must go out even then.
    """

    kit: Kit
    signs: Signs
    helplines: Helplines
    countries: Countries
    prompts_version: str
    gems_version: str
    briefs: Briefs
    voicing: Voicing
    nudges: Stock = field(default_factory=Stock)
    cities: Cities = field(default_factory=Cities)
    questions: Questions = field(default_factory=Questions)
    faults: tuple[str, ...] = ()
