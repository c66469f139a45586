"""What the study engine costs besides the model: ``python benchmarks/studies.py [--runs 1000] [--models 200]``.

A sweep of default-size runs is planned, handed out to two warm workers, stored and merged, as ``sim sweep`` does it.
Each worker notes the seconds that it spends in the model itself (building, days, branching, tallies). The rest of what
both workers had is the engine's: planning, starting, dispatching, warm markets saved and taken up, outcomes, storing,
waiting at the end. The parent's resident memory is read after every run. Then many small models live in one process,
one after the other. Writes benchmarks/studies.json.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # as a script, only this folder is on the path

from benchmarks import record
from benchmarks.machine import describe, resident_bytes
from benchmarks.process import ROOT
from sim.config import compose
from sim.methods.designs.settings import DesignSettings
from sim.model.ecosystem.model import Ecosystem
from sim.model.levers.schedule import Change, Scenario
from sim.model.version import code_version
from sim.runs.blueprint import Blueprint, Factor
from sim.runs.compiling import compile_loops
from sim.runs.engine import Progress, run_study
from sim.runs.worker import ModelFactory
from sim.runs.workforce import Workforce
from sim.studies.experiment.plan import Sweep, arms
from sim.studies.experiment.run import RunOptions, prepare

RECALL, NOTES = "enforcement.auto.recall", "SIM_BENCH_NOTES"
POINTS = 25


class Timed:
    """A market that notes how long it is at work, and writes that down at the end of a run."""

    def __init__(self, market: Ecosystem, spent: float = 0.0) -> None:
        self.market, self.spent = market, spent

    def __getattr__(self, name: str) -> Any:
        found = getattr(self.market, name)
        return self._timed(found) if name in ("step", "tiers") else found

    def _timed(self, method: Any) -> Any:
        def call(*given: Any) -> Any:
            began = time.perf_counter()
            try:
                return method(*given)
            finally:
                self.spent += time.perf_counter() - began

        return call

    def branch(self, scenario: Scenario) -> Timed:
        began, before = time.perf_counter(), self.spent
        self.spent = 0.0  # the warm-up is the first branch's
        return Timed(self.market.branch(scenario), before + time.perf_counter() - began)

    def tallies(self) -> Any:
        found = self._timed(self.market.tallies)()
        with Path(os.environ[NOTES], str(os.getpid())).open("a") as notes:
            notes.write(f"{self.spent}\n")
        return found


def timed_market(config: dict[str, Any], seed: int) -> Timed:
    """Build a market and note how long that took."""
    began = time.perf_counter()
    market = Ecosystem(config, seed=seed)
    return Timed(market, time.perf_counter() - began)


def load_timed(folder: Path) -> Timed:
    """Take up a market that another worker has warmed up; that is the engine's doing."""
    return Timed(Ecosystem.load(folder))


def overhead(runs: int, overrides: list[str]) -> dict[str, Any]:
    """Run a sweep on two workers and tell the model's seconds from the engine's."""
    compile_loops()
    config = compose(overrides)
    values = tuple(round(0.2 + 0.6 * place / (POINTS - 1), 4) for place in range(POINTS))
    factor = Factor(RECALL, "lever", "fraction", values[0], values[-1], values, base=0.5)
    seeds = max(1, runs // POINTS)
    asked = Sweep("sweep", Blueprint({"": config}, arms(()), (factor,)), DesignSettings(), seeds, 1, "benchmark")
    memory: list[int] = []

    def note(told: Progress) -> None:
        if told.done:
            memory.append(resident_bytes())

    factory = ModelFactory(timed_market, load_timed)  # type: ignore[arg-type]
    with tempfile.TemporaryDirectory() as place:
        notes = Path(place, "notes")
        notes.mkdir()
        os.environ[NOTES] = str(notes)
        began = time.perf_counter()
        study = prepare(asked, Path(place, "outputs"), RunOptions(Workforce("processes", 2), factory, consent=True))
        told = run_study(study, Workforce("processes", 2), factory=factory, on_progress=note)
        wall = time.perf_counter() - began
        model = sum(float(line) for one in notes.iterdir() for line in one.read_text().split())
    first = memory[len(memory) // 10]  # by then, everything has been loaded
    return {
        "runs": told.done, "failed": told.failed, "seeds": seeds, "points": POINTS, "overrides": overrides,
        "wall_s": wall, "model_s": model, "workers_s": told.model_s, "overhead_share": (2 * wall - model) / model,
        "overhead_share_while_working": (told.model_s - model) / model,
        "start_and_end_s": 2 * wall - told.model_s,  # the same however many runs there are
        "parent_growth_mb": (memory[-1] - first) / 1e6, "parent_mb": memory[-1] / 1e6,
    }


def leak(models: int) -> dict[str, Any]:
    """Let small models live one after the other in this process; return how its memory grows after the first tenth."""
    config = compose(["population.viewers=300", "population.creators=20", "warmup_days=1", "days=2"])
    seen = []
    for seed in range(models):
        model = Ecosystem(config, seed=seed)
        model.step()
        twin = model.branch(Scenario("one", changes=(Change(RECALL, 0.9),)))
        twin.step()
        del model, twin
        gc.collect()
        seen.append(resident_bytes())
    first = seen[models // 10]
    return {"models": models, "growth_mb": (seen[-1] - first) / 1e6, "resident_mb": seen[-1] / 1e6}


def main() -> None:
    """Measure and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=1000)
    parser.add_argument("--models", type=int, default=200)
    parser.add_argument("--out", type=Path, default=ROOT / "benchmarks" / "studies.json")
    parser.add_argument("overrides", nargs="*", help="of the default market")
    given = parser.parse_args()
    found = {"machine": describe(), "code": code_version(), "overhead": overhead(given.runs, given.overrides),
             "leak": leak(given.models)}
    record.write(given.out, found)
    print(json.dumps(found, indent=2))


if __name__ == "__main__":
    from benchmarks import studies  # by its own name, which the workers can import

    studies.main()
