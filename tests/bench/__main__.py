"""`make bench`: every measurement in this folder, one after the other."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

failed = False
for path in sorted(Path(__file__).parent.glob("bench_*.py")):
    print(f"\n== {path.stem}", flush=True)
    run = subprocess.run([sys.executable, "-m", f"tests.bench.{path.stem}", *sys.argv[1:]], check=False)
    failed = failed or run.returncode != 0
sys.exit(failed)
