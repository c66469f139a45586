"""Fit defaults to what is published: ``python benchmarks/refit.py FOLDER [--points 110] [--seeds 8]``.

A Latin hypercube over the assumptions of refit.yaml, one run a point, each of another seed in turn; sparse emulators of
every pattern that is *tuned* or *built in* and of every level with a plausible range; the point of the least squared
distance outside the ranges, in units of a run's luck, with a pull to today's defaults. Patterns that *emerge*, and
levels of the same thing (reoffence), take no part. Prints what would move and writes FOLDER/moved.json; changes no
default: that is a decision, after which the market is settled anew (``python -m sim.runs.settled``).

Runs are kept as they end, so it goes on where it was killed. About 35 minutes on two cores.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # as a script, only this folder is on the path

import numpy as np
import yaml
from rich.progress import track
from scipy.optimize import minimize

from sim.config import compose
from sim.config.names import value_at
from sim.methods.calibration.emulator import Emulator, FloatArray, fit_emulator
from sim.methods.calibration.sampling import latin
from sim.model.ecosystem.model import Ecosystem
from sim.model.outcomes.levels.ranges import levels, plausible
from sim.model.outcomes.measure import period
from sim.studies.validate.estimates import CONTRASTS, estimate
from sim.studies.validate.patterns import Pattern, choose
from sim.studies.validate.plan import ValidationPlan
from sim.studies.validate.recipe import pattern_sums, run_arms

SPACE = Path(__file__).with_suffix(".yaml")
EMERGING_LEVELS = ("reoffence", "caught_again", "repeat_penalty")
BELIEVED, MOST_TERMS, LEVEL_WEIGHT, PULL, FURTHEST = 0.25, 12, 0.35, 0.5, 4.0


@dataclass(frozen=True)
class Axis:
    """An assumption, and the values at -1 and 1."""

    name: str
    low: float
    high: float
    linear: bool

    def value(self, place: float) -> float:
        """Return the value at a place."""
        low, high = self._ends
        return float(f"{self._back(low + (place + 1.0) / 2.0 * (high - low)):.5g}")

    def place(self, value: float) -> float:
        """Return where a value lies."""
        low, high = self._ends
        return 2.0 * ((value if self.linear else math.log(value)) - low) / (high - low) - 1.0

    @property
    def _ends(self) -> tuple[float, float]:
        return (self.low, self.high) if self.linear else (math.log(self.low), math.log(self.high))

    @property
    def _back(self) -> Callable[[float], float]:
        return float if self.linear else math.exp


@dataclass(frozen=True)
class Target:
    """One figure over the runs, its range, and how much a miss weighs."""

    name: str
    measured: FloatArray
    low: float
    high: float
    weight: float


def axes() -> list[Axis]:
    """Return what is moved."""
    rows: dict[str, list[Any]] = yaml.safe_load(SPACE.read_text(encoding="utf-8"))
    return [Axis(name, float(row[0]), float(row[1]), "linear" in row) for name, row in rows.items()]


def fitted_patterns() -> list[Pattern]:
    """Return the patterns that may be looked at."""
    return [one for one in choose([]) if one.origin != "emerges"]


def run(folder: Path, overrides: list[str], seed: int, name: str) -> None:
    """Do a run, unless it is there: sums of every pattern and every level of the status quo."""
    path = folder / f"{name}.json"
    if path.exists():
        return
    plan = ValidationPlan(compose([*overrides, "engine.threads=1"]), tuple(fitted_patterns()))
    market = Ecosystem(plan.config, seed=seed).run(plan.config["warmup_days"])
    recordings, _ = run_arms(plan, market, lambda: None)
    sums = {one.name: pattern_sums(one, recordings, {}) for one in plan.patterns}
    status_quo = recordings["status_quo"]
    found = period(status_quo.tallies, 0, status_quo.days - 1, None)
    text = json.dumps({"overrides": overrides, "seed": seed, "sums": sums, "levels": found}, default=float)
    path.with_suffix(".new").write_text(text, encoding="utf-8")
    path.with_suffix(".new").replace(path)


def pattern_target(pattern: Pattern, runs: list[dict[str, Any]]) -> Target:
    """Return a pattern over the runs, in logs where it is a ratio."""
    rows = [one["sums"][pattern.name] for one in runs]
    values = np.array([estimate(pattern.contrast, [tuple(of)], [tuple(against)]).mean for of, against in rows])
    low = -math.inf if pattern.low is None else pattern.low
    high = math.inf if pattern.high is None else pattern.high
    if CONTRASTS[pattern.contrast].log:
        with np.errstate(divide="ignore", invalid="ignore"):
            values, low, high = np.log(values), *(math.log(one) if one > 0.0 else -math.inf for one in (low, high))
    return Target(f"pattern {pattern.name}", values, low, high, 1.0)


def level_target(name: str, runs: list[dict[str, Any]]) -> Target | None:
    """Return where a level lies between the ends of its plausible range, which are -1 and 1."""
    places = []
    for one in runs:
        bounds, value = plausible(name, one["levels"]), one["levels"][name]
        if bounds is None or bounds[0] == bounds[1]:
            return None
        logs = bounds[0] > 0.0 and value > 0.0 and bounds[1] > 1.5 * bounds[0]
        low, high, value = (math.log(x) if logs else x for x in (*bounds, value))
        places.append(2.0 * (value - low) / (high - low) - 1.0)
    return Target(f"level {name}", np.array(places), -1.0, 1.0, LEVEL_WEIGHT)


def aims(runs: list[dict[str, Any]], inputs: FloatArray) -> list[tuple[Target, Emulator]]:
    """Return every figure that the design can tell, with its emulator."""
    asked = [pattern_target(one, runs) for one in fitted_patterns()]
    asked += [found for name in levels() if not name.startswith(EMERGING_LEVELS)
              if (found := level_target(name, runs)) is not None]
    found = []
    for one in asked:
        known = np.isfinite(one.measured)
        if known.mean() > 0.9:
            emulator = fit_emulator(inputs[known], one.measured[known], MOST_TERMS)
            if emulator.r2 > BELIEVED:
                found.append((one, emulator))
    return found


def misses(told: list[tuple[Target, Emulator]], place: FloatArray) -> FloatArray:
    """Return how far outside its range each figure is, squared, in units of a run's luck; a margin within counts."""
    found = []
    for one, emulator in told:
        luck, value = math.sqrt(emulator.noise) or 1e-9, float(emulator.mean(place[None])[0])
        width = one.high - one.low
        margin = min(0.4 * luck, 0.2 * width) if math.isfinite(width) else 0.7 * luck
        off = max(one.low + margin - value, value - one.high + margin, 0.0)
        found.append(one.weight * min(off / luck, FURTHEST) ** 2)
    return np.array(found)


def main() -> None:
    """Run what is missing, fit, tell."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--points", type=int, default=110)
    parser.add_argument("--seeds", type=int, default=8)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--market", nargs="*", default=[], help="overrides, such as population.viewers=5000")
    given = parser.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    space, config = axes(), compose(given.market)
    inputs = latin(given.points, len(space), 11)
    points = [
        [*given.market, *(f"{axis.name}={axis.value(place)}" for axis, place in zip(space, row, strict=True))]
        for row in inputs
    ]
    names = [f"run-{index:04d}" for index in range(given.points)]
    with ProcessPoolExecutor(given.jobs) as pool:
        seeds = [1 + index % given.seeds for index in range(given.points)]
        list(track(pool.map(partial(run, given.folder), points, seeds, names), total=given.points))
    runs = [json.loads((given.folder / f"{name}.json").read_text(encoding="utf-8")) for name in names]
    told = aims(runs, inputs)
    region = next(iter(config["market"]["regions"]))
    today = np.clip([axis.place(float(value_at(config, axis.name, region))) for axis in space], -1.0, 1.0)

    def loss(place: FloatArray) -> float:
        return float(misses(told, place).sum() + PULL * ((place - today) ** 2).sum())

    best = minimize(loss, today, method="L-BFGS-B", bounds=[(-1.0, 1.0)] * len(space)).x
    moved = {axis.name: [axis.value(a), axis.value(b)] for axis, a, b in zip(space, today, best, strict=True)
             if abs(a - b) > 0.05}
    for name, (before, after) in moved.items():
        print(f"{name:45} {before:g} → {after:g}")
    print(f"{len(told)} figures told; squared distance outside {misses(told, today).sum():.1f} → "
          f"{misses(told, best).sum():.1f}")
    (given.folder / "moved.json").write_text(json.dumps(moved, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
