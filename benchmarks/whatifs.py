"""What every ready scenario does to what its author expected: ``python benchmarks/whatifs.py [--seeds 12] [NAME...]``.

Each file of scenarios/ is compared with the status quo at the default size, one after the other; for every expectation
the effect, its interval and the verdict are kept. docs/whatifs.json is written after each file, and a file that this
code has measured with these seeds is not measured again, so the run can be stopped and taken up. docs/generate.py
makes docs/whatifs.md of it. Expectations are the authors'; none is edited after a look.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # as a script, only this folder is on the path

from benchmarks import record
from benchmarks.process import ROOT
from sim import compare
from sim.config.scenarios import find_scenario, read_summary, scenario_names
from sim.model.version import code_version

RESULTS = ROOT / "docs" / "whatifs.json"
MEASURED_BY = ("model/", "config/", "runs/")  # what else changes in the code does not move an effect


def dated_notes(path: Path) -> list[str]:
    """Return the comments of a scenario file that begin with a date, each with the lines that carry it on."""
    notes: list[str] = []
    open_note = False
    for line in path.read_text(encoding="utf-8").splitlines():
        words = line.strip()
        comment = words.removeprefix("#").strip() if words.startswith("#") else ""
        if comment[:4].isdigit() and comment[4:5] == "-":
            notes.append(comment)
            open_note = True
        elif comment and open_note:
            notes[-1] += f" {comment}"
        else:
            open_note = False
    return notes


def measure(name: str, seeds: int, overrides: list[str]) -> dict[str, Any]:
    """Compare one file with the status quo; its question, its notes and, per arm, what became of each expectation."""
    study = compare(name, seeds=seeds, overrides=overrides)
    question, _ = read_summary(name)
    judged = study.expectations
    return {
        "question": question,
        "notes": dated_notes(find_scenario(name)[0]),
        "arms": {arm: rows.drop(columns="scenario").to_dict("records") for arm, rows in judged.groupby("scenario")},
    }


def main() -> None:
    """Measure what is not measured yet."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("names", nargs="*", help="scenarios; all that are ready if none is named")
    parser.add_argument("--seeds", type=int, default=12)
    parser.add_argument("--out", type=Path, default=RESULTS)
    parser.add_argument("--set", action="append", default=[], help="an override, such as population.viewers=2000")
    given = parser.parse_args()
    stamp = {"seeds": given.seeds, "code": code_version(MEASURED_BY), "overrides": given.set}
    kept = record.read(given.out)
    found = {name: one for name, one in kept.get("scenarios", {}).items() if one.get("stamp") == stamp}
    asked = given.names or [one for one in scenario_names() if one != "status_quo"]
    for name in (find_scenario(one)[0].stem for one in asked):
        if name in found:
            continue
        began = time.monotonic()
        found[name] = {"stamp": stamp, **measure(name, given.seeds, given.set)}
        record.write(given.out, {"seeds": given.seeds, "scenarios": dict(sorted(found.items()))})
        verdicts = [row["verdict"] for rows in found[name]["arms"].values() for row in rows]
        print(f"{name}: {verdicts.count('MET')} of {len(verdicts)} met, {time.monotonic() - began:.0f} s", flush=True)


if __name__ == "__main__":
    main()
