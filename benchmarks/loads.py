"""Does anything grow worse than its work? ``python benchmarks/loads.py [--only NAME] [--part]``.

Five large studies (load_runs.py), each beside one of a tenth of its size, at markets so small that the load itself is
what is measured. Writes benchmarks/loads.json, after each study, and docs/scale.md. ``--only`` keeps the others'
records; ``--part`` takes the small ones alone.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # as a script, only this folder is on the path

from benchmarks import record
from benchmarks.load_runs import LOADS, measured
from benchmarks.machine import describe
from benchmarks.process import ROOT, MeasureCrashed
from sim.model.version import code_version

OUT = ROOT / "benchmarks" / "loads.json"
PAGE = ROOT / "docs" / "scale.md"
_HEAD = """# How far it goes

What large studies take, each beside a smaller one of the same kind, so that growth shows. Markets are so small that the
load itself is what is measured, not the market (that is [benchmarks](../benchmarks/README.md)). Recorded by
`python benchmarks/loads.py`; memory is the most that a study's processes hold together, growth is processor seconds
a unit at the larger size divided by the same at the smaller one: 1 or less says that nothing grows worse than its work.

"""
_LIMITS = """
A market has 1,000 regions at most. A page lists every scenario in one ranked table and details the first; all of
them are in `effects.parquet` and `sim query`.
"""


def page(told: dict[str, Any]) -> str:
    """Return docs/scale.md."""
    rows = ["| Load | Size | Seconds | Processor seconds | Memory | Disk | Page | Console | Growth |",
            "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |"]
    for name, load in LOADS.items():
        found = told["loads"].get(name, {})
        for size in ("part", "full"):
            one = found.get(size)
            if one is None:
                rows.append(f"| {name if size == 'part' else ''} | {getattr(load, size):,} {load.unit} "
                            "| not recorded yet | | | | | | |")
                continue
            grown = f"{growth(found):.2f}" if size == "full" and "part" in found else ""
            rows.append(
                f"| {name if size == 'part' else ''} | {one['count']:,} {load.unit} | {one['wall_s']:,} | "
                f"{one['cpu_s']:,} | {one['peak_mb']:,} MB | {one['disk_mb']:,} MB | {one['page_kb']:,} kB | "
                f"{one['console_lines']} lines | {grown} |")
    what = [f"- {name}: {load.why}." for name, load in LOADS.items()]
    machine = told["machine"]
    where = (f"\nOn {machine['cores']} cores ({machine['cpu']}), {machine['load_before']} busy with other things "
             f"before; code {told['code_version']}.\n")
    return _HEAD + "\n".join(rows) + "\n\n" + "\n".join(what) + "\n" + where + _LIMITS


def growth(found: dict[str, Any]) -> float:
    """Return processor seconds a unit of the large study, divided by those of the small one."""
    full, part = found["full"], found["part"]
    return float(full["cpu_s"] / full["count"] / (part["cpu_s"] / part["count"]))


def main() -> None:
    """Take the loads and write the record and the page."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--only", action="append", choices=LOADS)
    parser.add_argument("--part", action="store_true")
    parser.add_argument("--out", type=Path, default=OUT)
    given = parser.parse_args()
    told = {"machine": describe(), "code_version": code_version(), "loads": record.read(given.out).get("loads", {})}
    crashed = False
    for name in given.only or LOADS:
        for size in ("part",) if given.part else ("part", "full"):
            with tempfile.TemporaryDirectory(prefix="sim-load-") as room:
                try:
                    one = measured(LOADS[name], getattr(LOADS[name], size), Path(room))
                except MeasureCrashed as error:
                    crashed = True
                    print(f"{name} {size}: {error}", file=sys.stderr)
                    continue
            told["loads"].setdefault(name, {})[size] = one
            record.write(given.out, told)
            print(f"{name} {size}: {one}", flush=True)
    if given.out == OUT:
        PAGE.write_text(page(told), encoding="utf-8")
    sys.exit(crashed)


if __name__ == "__main__":
    main()
