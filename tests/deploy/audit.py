"""Known vulnerabilities of what is locked: `python -m tests.deploy.audit INDEX`.

INDEX is the address of a package index that answers /pypi/NAME/VERSION/json. It ends with 0 for none,
1 for some, and 2 where nobody could be asked.
"""

from __future__ import annotations

import json
import re
import sys
import urllib.error
import urllib.request
from pathlib import Path

LOCK = Path(__file__).parents[2] / "requirements.txt"


def locked() -> list[tuple[str, str]]:
    """Every package that runs, and its version."""
    return re.findall(r"^([A-Za-z0-9._-]+)==([^ ;\\]+)", LOCK.read_text(encoding="utf-8"), re.MULTILINE)


def known(index: str, name: str, version: str) -> list[str]:
    """What the index knows against a version; raises OSError or ValueError if it doesn't say."""
    with urllib.request.urlopen(f"{index}/pypi/{name}/{version}/json", timeout=10) as answer:
        found = json.load(answer)["vulnerabilities"]
    return [
        f"{each['id']}: {each.get('summary') or each['details'][:80]}"
        for each in found
        if not each["withdrawn"]
    ]


def main(index: str) -> int:
    """Ask for each."""
    wrong, silent = 0, []
    for name, version in locked():
        try:
            faults = known(index, name, version)
        except (OSError, ValueError, KeyError):
            silent.append(name)
            if len(silent) == 3 and not wrong:
                break
            continue
        wrong += len(faults)
        for fault in faults:
            print(f"{name} {version}: {fault}")
    print(f"{len(locked())} packages, {wrong} known faults, nothing heard of {', '.join(silent) or 'none'}")
    return 1 if wrong else 2 if silent else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1].rstrip("/")))
