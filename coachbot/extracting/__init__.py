"""Saved pages as they lie on a disk: what they are, how they are encoded, and the blocks in them."""

from coachbot.extracting.files import find_files
from coachbot.extracting.reading import read_page

__all__ = ["find_files", "read_page"]
