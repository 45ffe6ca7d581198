"""`make eval EVAL_DIR=…`: every score in this folder; the texts of EVAL_DIR are measured on, never kept."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

failed = False
for path in sorted(Path(__file__).parent.glob("eval_*.py")):
    print(f"\n== {path.stem}", flush=True)
    run = subprocess.run([sys.executable, "-m", f"tests.eval.{path.stem}", *sys.argv[1:]], check=False)
    failed = failed or run.returncode != 0
sys.exit(failed)
