"""Where a package keeps a file, found without importing the package."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

from coachbot.errors import VectorsError


def file_of(package: str, name: str) -> Path:
    """A file of an installed package. Raises VectorsError if either is missing."""
    spec = find_spec(package)
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        if (Path(folder) / name).is_file():
            return Path(folder) / name
    raise VectorsError(f"The package {package} or its file {name} is missing from this installation.")
