"""`coachbot inspect`: judge lines on standard input."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from coachbot.app import finder_of, library_of, models_of, quiet_settings, senses_of, started

if TYPE_CHECKING:
    from coachbot.channels.batch import Look
    from coachbot.settings import Settings


def inspect(what: str) -> bool:
    """Judge lines on standard input; False if one of them was bad."""
    from coachbot.channels.batch import run_batch

    settings = quiet_settings()
    look = _look(what, settings)
    started()
    return run_batch(look, sys.stdin.buffer, sys.stdout.buffer, sys.stderr)


def _look(what: str, settings: Settings) -> Look:
    from coachbot.channels import inspecting

    if what == "gems":
        library = library_of(settings)
        return inspecting.gems(library, finder_of(library, models_of()))
    if what == "danger":
        return inspecting.danger(library_of(settings), senses_of(settings, models_of()).near)
    if what != "privacy":
        return inspecting.LOOKS[what](library_of(settings))
    from coachbot.library import read_lists
    from coachbot.recognising import open_recogniser
    from coachbot.vectors.judging import WordJudge

    lists = read_lists(settings.knowledge_dir)
    return inspecting.privacy(lists, open_recogniser().find, WordJudge(lists).judge)
