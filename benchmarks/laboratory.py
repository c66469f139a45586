"""What tests of ten scenarios would tell: ``python benchmarks/laboratory.py [--worlds 20] [--time] [NAME...]``.

Each scenario is tested in the laboratory by every design that it allows; docs/experiments.json keeps of each outcome
the launch, the usual test, the best one, and every score. docs/generate.py makes docs/experiments.md of it. A scenario
that this code has measured with these settings is not measured again. ``--time`` measures instead how long seven
designs, 60 worlds, 5,000 viewers and three metrics take, and each estimator's rate of false alarms there;
benchmarks/laboratory.json keeps it.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # as a script, only this folder is on the path

from benchmarks import record
from benchmarks.process import ROOT
from sim.model.version import code_version

RESULTS, TIMES = ROOT / "docs" / "experiments.json", ROOT / "benchmarks" / "laboratory.json"
MEASURED_BY = ("model/", "config/", "runs/", "methods/experiments/", "studies/laboratory/")
TEN = (
    "whatif_22.everywhere", "warn_first", "quality_bonus", "training_drive", "better_detection", "explain_penalties",
    "more_exploration", "longer_memory", "faster_action", "earlier_traffic_cut",
)


def measured(name: str, worlds: int, place: Path, *words: str) -> tuple[dict[str, Any], float]:
    """Return the summary of a laboratory, and the seconds that it took."""
    began = time.monotonic()
    command = [sys.executable, "-m", "sim", "experiment", name, "--worlds", str(worlds), "--jobs", "2", "--yes",
               "--json", "population.viewers=5000", "--outputs", str(place), *words]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{name}: {done.stderr.strip().splitlines()[-1]}")
    return json.loads(done.stdout), time.monotonic() - began


def ten(names: list[str], worlds: int) -> None:
    """Measure what is not measured yet."""
    stamp = {"worlds": worlds, "code": code_version(MEASURED_BY)}
    kept = record.read(RESULTS)
    found = {name: one for name, one in kept.get("scenarios", {}).items() if one.get("stamp") == stamp}
    for name in names:
        if name in found:
            continue
        with tempfile.TemporaryDirectory() as place:
            summary, took = measured(name, worlds, Path(place), "--no-curve")
        found[name] = {"stamp": stamp, **summary}
        record.write(RESULTS, {"worlds": worlds, "viewers": 5000, "scenarios": dict(sorted(found.items()))})
        print(f"{name}: {took:.0f} s", flush=True)


def timed(worlds: int) -> None:
    """Measure the issue's own size on the boost for the best."""
    with tempfile.TemporaryDirectory() as place:
        summary, took = measured("whatif_22.everywhere", worlds, Path(place))
    alarms = {f"{one['design']} {one['metric']} {one['estimator']}": [one["false_alarms"], one["false_alarms_mc"]]
              for one in summary["scorecard"] if one["false_alarms"] is not None}
    record.write(TIMES, {"scenario": "whatif_22.everywhere", "worlds": worlds, "viewers": 5000, "jobs": 2,
                         "seconds": round(took, 1), "designs": len(summary["designs"]), "false_alarms": alarms})
    print(f"{took:.0f} s")


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("names", nargs="*", default=list(TEN))
    parser.add_argument("--worlds", type=int, default=0)
    parser.add_argument("--time", action="store_true")
    given = parser.parse_args()
    if given.time:
        timed(given.worlds or 60)
    else:
        ten(given.names or list(TEN), given.worlds or 20)


if __name__ == "__main__":
    main()
