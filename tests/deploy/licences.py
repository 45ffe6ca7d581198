"""The licences of the locked packages that run, by their own metadata: `python -m tests.deploy.licences`.

Needs no network. It ends with 1 where a licence wants our own code published (GPL, AGPL), or none is named.
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from importlib.metadata import PackageNotFoundError, metadata

from tests.deploy.audit import locked

BINDING = re.compile(r"\bA?GPL|(?<!Lesser )General Public License", re.IGNORECASE)
ELSEWHERE = "(not installed on this system)"
LONG = 60  # what is longer is the licence itself, not its name


def licence(name: str) -> str | None:
    """What a package says of itself; "" if it names none, None if it is not installed (another system's)."""
    try:
        told = metadata(name).json
    except PackageNotFoundError:
        return None
    named = [told.get("license_expression"), told.get("license")]
    classes = [each.rpartition(" :: ")[2] for each in told.get("classifier", ()) if "License ::" in each]
    short = [
        each.strip() for each in named if isinstance(each, str) and "\n" not in each and len(each) < LONG
    ]
    return (short or [", ".join(sorted(classes))])[0]


def is_free(stands: str) -> bool:
    """Whether one may choose a licence of it that leaves our code ours."""
    return bool(stands) and not all(BINDING.search(each) for each in stands.split(" OR "))


def main() -> int:
    """Print packages by licence."""
    found = defaultdict[str, list[str]](list)
    for name, _ in locked():
        stands = licence(name)
        found[ELSEWHERE if stands is None else stands].append(name)
    for stands, names in sorted(found.items()):
        print(f"{stands}: {', '.join(names)}")
    wrong = [name for stands, names in found.items() if not is_free(stands) for name in names]
    print(f"{len(locked())} packages; to look at: {', '.join(wrong) or 'none'}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
