"""The reference measurements: ``make bench``, or ``python benchmarks/run.py [--quick] [--only NAME]... [--out FILE]``.

Runs every measure of `benchmarks.catalogue`, each run in a fresh process, prints target and figure side by side with
the ratio to the committed record, and writes benchmarks/results.json. A missed target is a finding, not a failure:
the exit code is 1 only where a measure crashed.
"""

from __future__ import annotations

import argparse
import datetime
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # as a script, only this folder is on the path

from rich.console import Console
from rich.table import Table

from benchmarks import record
from benchmarks.catalogue import MEASURES, Measure
from benchmarks.machine import describe
from benchmarks.process import ROOT, MeasureCrashed, call
from sim.model.version import code_version

COLOURS = {"met": "green", "missed": "red", "crashed": "bold red"}


def measured(measure: Measure, quick: bool) -> dict[str, Any]:
    """Run a measure as often as it asks for and return its part of the record."""
    arguments = measure.sized(quick)
    part: dict[str, Any] = {
        "what": measure.what, "arguments": arguments, "code": code_version(),
        "date": datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"), "runs": [],
    }
    try:
        for _ in range(1 if quick else measure.runs):
            part["runs"].append(call(measure.module, measure.function, arguments))
    except MeasureCrashed as crash:
        return part | {"error": str(crash), "figures": {}}
    return part | {"figures": {figure.name: figure.summary(part["runs"]) for figure in measure.figures}}


def number(value: float | None) -> str:
    """Return a figure in four digits, or thousands with commas."""
    if value is None:
        return "–"
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.4g}"


def table(parts: dict[str, dict[str, Any]], before: dict[str, Any]) -> Table:
    """Return the printed comparison of targets, figures and the committed record."""
    out = Table(title="Reference measurements (medians)")
    for column in ("measure", "figure", "target", "measured", "unit", "verdict", "÷ committed"):
        out.add_column(column, justify="right" if column in ("target", "measured", "÷ committed") else "left")
    for name, part in parts.items():
        if "error" in part:
            out.add_row(name, "", "", "", "", "[bold red]crashed[/]", "")
        for figure, found in part["figures"].items():
            verdict, value = found["verdict"], found["median"]
            bound = "≥ " if found["better"] == "higher" else "≤ "
            change = record.ratio(value, record.median_of(before, name, figure))
            out.add_row(
                name, figure, "–" if found["target"] is None else bound + number(found["target"]), number(value),
                found["unit"], f"[{COLOURS.get(verdict, 'dim')}]{verdict}[/]", number(change),
            )
    return out


def main(argv: list[str] | None = None) -> int:
    """Measure, print, write; return 1 if any measure crashed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    names = [measure.name for measure in MEASURES]
    parser.add_argument("--only", action="append", choices=names, help="measure this one (may be repeated)")
    parser.add_argument("--quick", action="store_true", help="small sizes, one run each; written only with --out")
    parser.add_argument("--out", type=Path, help="file to write (default: benchmarks/results.json)")
    options = parser.parse_args(argv)
    path = options.out or (None if options.quick else ROOT / record.RESULTS)
    console = Console()
    parts = {}
    machine = describe()
    for measure in MEASURES:
        if not options.only or measure.name in options.only:
            with console.status(f"{measure.name}: {measure.what}"):
                parts[measure.name] = measured(measure, options.quick)
            console.print(f"[dim]{measure.name}: done[/]")
    console.print(table(parts, {} if options.quick else record.committed()))
    for name, part in parts.items():
        if "error" in part:
            console.print(f"{name} crashed: {part['error']}", markup=False)
    if path:
        kept = record.read(path).get("measures", {}) if options.only else {}
        record.write(path, {"machine": machine, "quick": options.quick, "measures": kept | parts})
        console.print(f"written: {path}", markup=False)
    return 1 if any("error" in part for part in parts.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
