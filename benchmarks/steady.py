"""Null test: does the status quo keep a market where it starts? ``python benchmarks/steady.py [--seeds 4]``

Two years of the status quo in several markets. For every headline outcome: the last quarter of the second year against
its first, a ratio a seed; *still* if the mean ratio is within 3% of 1, or within what seeds alone would do (Student's t
at 95%), else *drifts*. Writes a line an outcome and market, and a JSON where ``--out`` says.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import numpy as np
from scipy.stats import t as student

from sim.config import compose
from sim.model.ecosystem.model import Ecosystem
from sim.model.outcomes.dictionary import HEADLINE
from sim.model.outcomes.measure import period

MARKETS = ("us_vn", "us", "id", "uk", "th")
FIRST, LAST = (364, 454), (638, 728)  # days of the quarters, the end not included
NEAR = 0.03


def ratios(market: str, viewers: int, creators: int, seed: int) -> dict[str, float]:
    """Return last against first quarter of the second year, for every headline outcome."""
    sizes = [f"population.viewers={viewers}", f"population.creators={creators}", f"days={LAST[1]}"]
    model = Ecosystem(compose([f"market={market}", *sizes]), seed=seed)
    tallies = model.run(model.config["warmup_days"] + LAST[1]).tallies()
    first, last = (period(tallies, start, end - 1, None, HEADLINE) for start, end in (FIRST, LAST))
    return {name: last[name] / first[name] if first[name] else math.nan for name in HEADLINE}


def verdict(values: Any) -> dict[str, Any]:
    """Return the geometric mean ratio, the half-width of its interval over seeds, and whether the outcome stays."""
    values = np.asarray(values, float)
    values = np.log(values[np.isfinite(values) & (values > 0.0)])
    mean, n = math.exp(float(values.mean())), len(values)
    half = float(student.ppf(0.975, n - 1) * values.std(ddof=1) / math.sqrt(n)) if n > 1 else math.inf
    drift = abs(math.log(mean))
    return {"ratio": mean, "half_width": half, "within": drift <= NEAR, "still": drift <= max(NEAR, half)}


def main() -> None:
    """Run and tell."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=4)
    parser.add_argument("--viewers", type=int, default=10_000)
    parser.add_argument("--creators", type=int, default=300)
    parser.add_argument("--markets", default=",".join(MARKETS))
    parser.add_argument("--out", type=Path)
    given = parser.parse_args()
    found: dict[str, dict[str, Any]] = {}
    for market in given.markets.split(","):
        runs = [ratios(market, given.viewers, given.creators, seed) for seed in range(1, given.seeds + 1)]
        found[market] = {name: verdict([run[name] for run in runs]) for name in HEADLINE if name != "cheating_premium"}
        for name, told in found[market].items():
            word = "within 3%" if told["within"] else "still" if told["still"] else "DRIFTS"
            print(f"{market:6} {name:28} x{told['ratio']:.3f} ± {told['half_width']:.3f}  {word}", flush=True)
    if given.out:
        given.out.write_text(json.dumps(found, indent=1))
    lines = [told for market in found.values() for told in market.values()]
    still, within = sum(told["still"] for told in lines), sum(told["within"] for told in lines)
    print(f"{still} of {len(lines)} stay, {within} of them within 3%")


if __name__ == "__main__":
    main()
