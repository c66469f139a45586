"""Say of every number of small studies, one or more of each kind, whether it is still what it was.

    python benchmarks/digests.py before.json             run the studies and write their digests
    python benchmarks/digests.py after.json before.json  the same, and name what differs

What cannot be the same twice (times, keys made of the code's version, places) is left out of a digest; numbers, words
and verdicts are in it. Run it before and after a change of the house that must not change a result. ``--checkout DIR``
runs another checkout's code.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

SMALL = ["population.viewers=1500", "population.creators=80", "warmup_days=30", "days=40"]
RECALL, CAPACITY = "enforcement.auto.recall", "enforcement.review.capacity"
STUDIES = {
    "compare": ["compare", "quality_bonus", "earlier_traffic_cut", "warn_first", *SMALL, "replications=3"],
    "forecast": ["forecast", "warn_first", "enforcement=strikes", *SMALL, "replications=2"],
    "objects": ["forecast", "warn_first", "engine=objects", "population.viewers=300", "population.creators=30",
                "warmup_days=5", "days=8", "replications=2"],
    "sweep": ["sweep", f"{RECALL}=0.3,0.6", "earlier_traffic_cut", *SMALL, "--seeds", "2"],
    "sensitivity": ["sensitivity", f"{RECALL}=interval(0.3,0.6)", f"{CAPACITY}=interval(1,3)", "study.design=morris",
                    *SMALL, "--seeds", "2", "--yes"],
    "robust": ["robust", "warn_first", "none", "textbook", *SMALL, "--futures", "4", "--seeds", "2", "--yes"],
    "optimise": ["optimise", f"{RECALL}=range", "--objective", "violation_view_rate", "--trials", "4", "--seeds", "2",
                 *SMALL, "--yes"],
    "explain": ["explain", "earlier_traffic_cut", *SMALL, "--seeds", "3"],
    "roadmap": ["roadmap", "safer_growth", "--seeds", "4", *SMALL[:3], "--yes"],
    "stress": ["stress", "warn_first", "--threats", "detector_outage,appeals_flood", "--seeds", "3", *SMALL, "days=70",
               "--yes"],
    "validate": ["validate", "--only", "gini_views", "told_penalty_deters", *SMALL, "replications=2"],
}
CHANGING = {
    "wall_s", "warmup_s", "seconds", "started", "finished", "created", "key", "folder", "code", "code_version",
    "versions", "impressions_per_s", "content", "environment", "environments", "command", "model_s", "worker", "digest",
}
"""Fields that name the code, the place or the time."""


def lasting(content: Any) -> Any:
    """Return content without what changes from run to run."""
    if isinstance(content, dict):
        return {name: lasting(value) for name, value in content.items() if name not in CHANGING}
    return [lasting(one) for one in content] if isinstance(content, list) else content


def digest(text: str) -> str:
    """Return 16 hex digits of a text."""
    return hashlib.blake2b(text.encode(), digest_size=8).hexdigest()


def table_digest(path: Path) -> str:
    """Return the digest of a table, whatever the order of its rows."""
    table = pq.read_table(path)
    rows = table.select([name for name in table.column_names if name not in CHANGING]).to_pylist()
    return digest("\n".join(sorted(json.dumps(row, sort_keys=True, default=str) for row in rows)))


def run(words: list[str], checkout: Path) -> dict[str, str]:
    """Run one study and return the digests of its summary and of its finished tables."""
    with tempfile.TemporaryDirectory() as outputs:
        done = subprocess.run(
            [sys.executable, "-m", "sim", *words, "--json", "--outputs", outputs], capture_output=True, text=True,
            cwd=checkout, env={**os.environ, "PYTHONPATH": str(checkout)}, check=False,
        )
        if done.returncode:
            raise SystemExit(f"sim {' '.join(words)}: {done.stderr}")
        found = {"summary": digest(json.dumps(lasting(json.loads(done.stdout)), sort_keys=True))}
        for name in ("daily", "tiers", "slices", "results"):
            for path in Path(outputs).glob(f"*/*/{name}.parquet"):
                found[name] = table_digest(path)
    return found


def main() -> int:
    """Run every study, write the digests, and tell what differs from earlier ones."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("file", type=Path)
    options.add_argument("before", type=Path, nargs="?")
    options.add_argument("--checkout", type=Path, default=Path(__file__).resolve().parents[1])
    options.add_argument("--only", nargs="+", choices=list(STUDIES), default=list(STUDIES))
    asked = options.parse_args()
    found = {}
    for name in asked.only:
        found[name] = run(STUDIES[name], asked.checkout)
        print(name, *(f"{part} {value}" for part, value in found[name].items()), flush=True)
    asked.file.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")
    if asked.before is None:
        return 0
    before = json.loads(asked.before.read_text(encoding="utf-8"))
    differs = [f"{name}: {part}" for name in asked.only for part in before[name]
               if found[name].get(part) != before[name][part]]
    print("\n".join(differs) or "every number is what it was")
    return int(bool(differs))


if __name__ == "__main__":
    sys.exit(main())
