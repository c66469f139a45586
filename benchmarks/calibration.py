"""Would a calibration find a platform's assumptions? ``python benchmarks/calibration.py FOLDER [--platforms 100]``.

FOLDER is a finished `sim calibrate` study; only its runs are used. Each of so many runs in turn plays the platform: its
readings are the figures, the emulators are fitted to all the other runs, and its own assumptions are the truth that the
draws have to hold. Intervals, ranks, what is called silent and what a dated change of policy adds are counted over the
platforms. ``--misspecified`` shifts every figure by an error that the simulator does not know. Writes
benchmarks/calibration.json.
"""

from __future__ import annotations

import argparse
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # as a script, only this folder is on the path

import numpy as np
from scipy import stats

from benchmarks import record
from benchmarks.machine import describe
from benchmarks.process import ROOT
from sim.methods.calibration.emulator import FloatArray, fit_emulator
from sim.methods.calibration.known import contraction, directions, inverse_r2, verdicts
from sim.methods.calibration.likelihood import Observed, log_likelihood
from sim.methods.calibration.sampling import draws
from sim.runs.folder import open_study
from sim.studies.calibrate.fit import BELIEVED
from sim.studies.calibrate.read import StoredCalibration

RESULTS = ROOT / "benchmarks" / "calibration.json"
LEVELS = (0.5, 0.8, 0.95)
DRAWS, STEPS = 300, 700


def one_platform(
    places: FloatArray, outputs: FloatArray, platform: int, discrepancy: float, seed: int
) -> dict[str, Any] | None:
    """Return how the draws stand to one platform's truth; ``None`` where no figure can be emulated."""
    others = np.arange(len(places)) != platform
    emulators = [fit_emulator(places[others], column) for column in outputs[others].T]
    kept = [place for place, one in enumerate(emulators) if one.r2 > BELIEVED]
    if not kept:
        return None
    shift = discrepancy * np.random.default_rng(seed + platform).standard_normal(len(kept))
    observed = Observed(outputs[platform, kept] + shift, np.full(len(kept), 1e-8 + discrepancy**2),
                        tuple(emulators[one] for one in kept))
    residual = observed.residual
    found = draws(lambda inputs: log_likelihood(observed, inputs, residual), places.shape[1], DRAWS, seed + platform,
                  steps=STEPS)
    truth = places[platform]
    held = []
    for level in LEVELS:
        low, high = np.quantile(found, [(1 - level) / 2, (1 + level) / 2], axis=0)
        held.append(((low <= truth) & (truth <= high)).tolist())
    lost = contraction(found)
    said = verdicts(lost, inverse_r2(places[others], outputs[np.ix_(others, kept)]), directions(observed, found[::20]))
    return {"held": held, "rank": np.mean(found < truth, axis=0).tolist(), "contraction": lost.tolist(), "said": said}


def over_platforms(
    places: FloatArray, outputs: FloatArray, names: list[str], platforms: int, discrepancy: float, jobs: int, seed: int
) -> dict[str, Any]:
    """Return coverage, ranks and verdicts over so many platforms."""
    with ProcessPoolExecutor(jobs) as pool:
        asked = [pool.submit(one_platform, places, outputs, one, discrepancy, seed) for one in range(platforms)]
        found = [one for one in (each.result() for each in asked) if one is not None]
    count = len(found)
    held = np.array([one["held"] for one in found], float)  # platforms × levels × assumptions
    ranks = np.array([one["rank"] for one in found])
    lost = np.array([one["contraction"] for one in found])
    limits = stats.binom.ppf([0.025 / len(names), 1 - 0.025 / len(names)], count, 0.8) / count
    rows = {}
    for place, name in enumerate(names):
        said = [one["said"][place] for one in found]
        rows[name] = {
            "coverage": {f"{level:.0%}": float(held[:, row, place].mean()) for row, level in enumerate(LEVELS)},
            "within_limits": bool(limits[0] <= held[:, 1, place].mean() <= limits[1]),
            "ranks_uniform_p": float(stats.kstest(ranks[:, place], "uniform").pvalue),
            "contraction": float(lost[:, place].mean()),
            "said": {word: said.count(word) for word in sorted(set(said))},
        }
    overall = {f"{level:.0%}": float(held[:, row].mean()) for row, level in enumerate(LEVELS)}
    return {"platforms": count, "coverage": overall, "limits_80": limits.tolist(), "assumptions": rows}


def main() -> None:
    """Count over platforms, with and without the figures of a dated change, and over a misspecified truth."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--platforms", type=int, default=100)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--misspecified", type=float, default=0.05)
    parser.add_argument("--out", type=Path, default=RESULTS)
    given = parser.parse_args()
    study = StoredCalibration(open_study(given.folder))
    first = study.settings.waves(len(study.assumptions))[0]  # later waves are no draws of the prior
    used = (study.runs["run"].to_numpy() < first) & np.isfinite(study.outputs).all(axis=1)
    places, outputs = study.places[used], study.outputs[used]
    names = [one.parameter for one in study.assumptions]
    levels = [place for place, one in enumerate(study.targets) if not one.figures[0].event]
    began = time.monotonic()
    asked = {"all figures": (outputs, 0.0), "without a past change of policy": (outputs[:, levels], 0.0),
             "a truth that is not ours": (outputs, given.misspecified)}
    found = {
        said: over_platforms(places, chosen, names, min(given.platforms, len(places)), off, given.jobs, given.seed)
        for said, (chosen, off) in asked.items()
    }
    record.write(given.out, {"machine": describe(), "runs": len(places), "targets": outputs.shape[1],
                             "seconds": round(time.monotonic() - began, 1), "recovery": found})
    for said, one in found.items():
        print(f"{said}: {one['platforms']} platforms, 80% intervals hold {one['coverage']['80%']:.1%}")
        for name, row in one["assumptions"].items():
            print(f"  {name:45s} {row['coverage']['80%']:.2f} {row['contraction']:6.2f} {row['said']}")


if __name__ == "__main__":
    main()
