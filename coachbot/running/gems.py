"""`coachbot gems`: the library, looked at and added to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from coachbot.app import finder_of, library_of, models_of
from coachbot.errors import UsageError
from coachbot.settings import read_settings


def list_gems() -> list[str]:
    """`gems list`."""
    from coachbot.channels.gems import listed
    from coachbot.library import gems_of

    settings = read_settings()
    return listed(gems_of(settings.knowledge_dir, settings.gem_sources))


def show_gem(slug: str) -> list[str]:
    """`gems show`."""
    from coachbot.channels.gems import shown
    from coachbot.library import gems_of

    settings = read_settings()
    return shown(gems_of(settings.knowledge_dir, settings.gem_sources), slug)


def search_gems(text: str) -> list[str]:
    """`gems search`."""
    from coachbot.channels.gems import found

    library = library_of(read_settings())
    return found(library.kit.index, finder_of(library, models_of()), text)


def import_gems(files: Sequence[Path], source: str, permission: str, told: Callable[[str], None]) -> bool:
    """`gems import`: what became of each file goes to `told`; False if one was refused."""
    from coachbot.channels.gems import imported
    from coachbot.core.importing import Origin
    from coachbot.extracting import find_files, read_page
    from coachbot.importing import import_gems as bring_in
    from coachbot.library import furniture_of, gems_of, put_gem

    folder = read_settings().knowledge_dir
    if folder is None:
        raise UsageError("Set COACHBOT_KNOWLEDGE_DIR to a folder of your own; imported gems are kept there.")
    known = {gem.slug: gem for gem in gems_of(folder)}
    origin = Origin(source, permission, datetime.now(UTC).date().isoformat())
    pages = find_files(files)
    read = partial(read_page, furniture=furniture_of(folder))
    return imported(bring_in(pages, origin, known, read, partial(put_gem, folder)), len(pages), told)


def check_gems() -> list[str]:
    """`gems check`: what is wrong, one sentence each."""
    from coachbot.library import gem_faults

    return gem_faults(read_settings().knowledge_dir)
