"""A saved page becomes a draft of a gem: its own words, and nothing of the site around them."""

from coachbot.core.importing.blocks import Block, Kind, blocks_of_text
from coachbot.core.importing.drafting import Origin, draft, same_text, written
from coachbot.core.importing.furniture import Furniture, parse_furniture
from coachbot.core.importing.pages import Page, page

__all__ = [
    "Block",
    "Furniture",
    "Kind",
    "Origin",
    "Page",
    "blocks_of_text",
    "draft",
    "page",
    "parse_furniture",
    "same_text",
    "written",
]
