"""What public figures leave open: ``make calibrate`` fits the assumptions to them with the product's own tool.

Every outcome whose plausible level has a published source (sim/model/outcomes/levels) becomes a figure: the middle of
its range on the scale of its errors, and a standard error that makes the range its 95% interval. Levels that nobody
published, and the patterns that *emerge*, take no part. Writes configs/calibration/public: ``figures.csv``,
``posterior.parquet`` (what ``--posterior public`` lives), ``known.parquet`` and ``report.json``. What was run is kept
under outputs/, and a call that was killed goes on where it was.
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # as a script, only this folder is on the path

from benchmarks.machine import describe
from benchmarks.process import ROOT
from sim.errors import UserError
from sim.model.outcomes.dictionary import OUTCOMES
from sim.model.outcomes.levels.ranges import levels
from sim.model.version import code_version
from sim.studies.calibrate.kpis import kpi_of

SHELF = ROOT / "configs" / "calibration" / "public"
PERIOD = ("2027-01-01", "2027-07-01")
_PUBLISHED = re.compile(r"\b[SL]\d+\b")
_SIZE = ("population.viewers=5000", "population.creators=150", "market=us_vn")


def public_figures() -> str:
    """Return the file of figures, made of the published levels alone."""
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(("kpi", "region", "start", "end", "value", "se", "use", "note"))
    for name, level in levels().items():
        if level.low is None or level.high is None or level.low <= 0 or not _PUBLISHED.search(level.source):
            continue
        if level.per and level.per not in OUTCOMES:
            continue
        try:
            kpi = kpi_of(f"{name} per {level.per}" if level.per else name)
        except UserError:
            continue  # hangs on the size of the market
        low, high = float(kpi.forth(level.low)), float(kpi.forth(level.high))
        middle = float(kpi.back((low + high) / 2))
        error = (high - low) / (2 * 1.96) / kpi.slope(middle)
        rows.writerow((kpi.name, "all", *PERIOD, f"{middle:.4g}", f"{error:.3g}", "fit",
                       f"{level.low:g} to {level.high:g} ({level.source})"))
    return out.getvalue()


def shelve(study: Path, seconds: float) -> dict[str, Any]:
    """Put what a calibration found where ``--posterior public`` finds it; return the record."""
    for name in ("posterior.parquet", "known.parquet"):
        shutil.copyfile(study / name, SHELF / name)
    summary = json.loads((study / "summary.json").read_text(encoding="utf-8"))
    report = {
        "machine": describe(), "code_version": code_version(), "seconds": round(seconds, 1), "size": list(_SIZE),
        **{name: summary[name] for name in ("answer", "fits", "counts", "effective_number", "settled", "directions")
           if name in summary},
        "told": {name: one["told"] for name, one in summary.get("assumptions", {}).items()},
        "not_met": [one["label"] for one in summary.get("targets", ()) if not one["inside"]],
    }
    (SHELF / "report.json").write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
    return report


def main() -> None:
    """Write the figures, fit them, keep what was found."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--budget", type=int, default=1200)
    asked.add_argument("--assume", default="all")
    asked.add_argument("--outputs", type=Path, default=ROOT / "outputs")
    options = asked.parse_args()
    SHELF.mkdir(parents=True, exist_ok=True)
    figures = SHELF / "figures.csv"
    figures.write_text(public_figures(), encoding="utf-8")
    began = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-m", "sim", "calibrate", str(figures), "--assume", options.assume, "--budget",
         str(options.budget), *_SIZE, "--yes", "--outputs", str(options.outputs)],
        cwd=ROOT, stdout=subprocess.PIPE, text=True, check=False,
    )
    print(done.stdout, end="")
    if done.returncode:
        sys.exit(done.returncode)
    report = shelve(ROOT / done.stdout.splitlines()[-1], time.monotonic() - began)
    print(f"{report['seconds']:.0f} s; not met: {len(report['not_met'])}")


if __name__ == "__main__":
    main()
