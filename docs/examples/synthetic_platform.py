"""A platform that is made up, so that what a calibration says can be held against the truth.

    python docs/examples/synthetic_platform.py FOLDER [--viewers 5000] [--seed 7001]

Writes ``figures.csv`` (monthly KPIs with the error of counting people), ``figures.yaml`` (its one change of policy: in
the fourth month detection got better) and ``truth.yaml``, which nobody who calibrates may look at. The market behind
them has other assumptions than ours, chooses more at random than ours, and has a season that ours does not know.
"""

from __future__ import annotations

import argparse
import csv
import math
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import yaml

from sim.config import compose
from sim.model.ecosystem.model import Ecosystem
from sim.model.levers.schedule import Change, Scenario
from sim.model.outcomes.measure import period
from sim.studies.calibrate.kpis import is_share, kpi_of

START, MONTH, MONTHS = date(2026, 1, 1), 30, 6
EVENT_DAY, RECALL = 90, 0.9
TRUTH = {
    "population.viewer.open_base": -0.1, "population.viewer.continue": 0.895, "population.viewer.churn": 0.0032,
    "population.creator.exit": 0.0055, "population.creator.exit_exposure": 2.2,
    "population.creator.participation_base": -1.0, "population.awareness.ignorance": 0.07,
    "population.deterrence.certainty": 1.1, "population.fairness.exit": 0.8,
}
HIDDEN = {"population.creator.choice_noise": 0.18}
SEASON, SEASONAL = 0.05, ("gmv_net", "sessions_per_week")
KPIS = ("dau_mau", "viewer_retention_30d", "sessions_per_week", "session_minutes", "cvr", "gmv_net", "return_rate",
        "active_rate", "live_hours", "creator_exit_rate", "creator_retention_30d", "dormant_share",
        "violation_view_rate", "penalties", "repeat_penalty_rate", "appeal_rate")
CHANGED = ("violation_view_rate", "creator_exit_rate", "active_rate")


def live(viewers: int, seed: int) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the tallies of the platform's half-year, and its configuration."""
    words = [f"population.viewers={viewers}", f"population.creators={viewers * 3 // 100}", "market=us",
             f"days={MONTH * MONTHS}", f"start_date={START}"]
    words += [f"{name}={value}" for name, value in {**TRUTH, **HIDDEN}.items()]
    config = compose(words)
    model = Ecosystem(config, seed=seed).run(config["warmup_days"])
    past = model.branch(Scenario("past", changes=(Change("enforcement.auto.recall", RECALL, start=EVENT_DAY),)))
    for _ in range(MONTH * MONTHS):
        past.step()
    return past.tallies(), config


def figure_rows(tallies: dict[str, Any], viewers: int, seed: int) -> list[dict[str, object]]:
    """Return the rows of the file: levels by month, and changes over the event."""
    rng = np.random.default_rng(seed)
    rows: list[dict[str, object]] = []
    for name in KPIS:
        kpi = kpi_of(name)
        for month in range(MONTHS):
            first = month * MONTH
            value = kpi.read(period(tallies, first, first + MONTH - 1, None, kpi.outcomes))
            if name in SEASONAL:
                value *= math.exp(SEASON * math.sin(2 * math.pi * month / 12))
            error = 0.01 * value
            noisy = value + error * rng.standard_normal()
            shown = min(noisy, 0.999) * 100 if is_share(kpi) else noisy
            rows.append({"kpi": f"{name} per {kpi.per}" if kpi.per else name, "region": "all",
                         "start": START + timedelta(days=first), "end": START + timedelta(days=first + MONTH),
                         "value": f"{shown:.6g}", "se": f"{error * (100 if is_share(kpi) else 1):.3g}",
                         "unit": "%" if is_share(kpi) else "", "kind": "level", "event": "",
                         "use": "holdout" if month == MONTHS - 1 and name in ("cvr", "live_hours") else "fit"})
    for name in CHANGED:
        kpi = kpi_of(name)
        after, before = (kpi.read(period(tallies, first, last, None, kpi.outcomes))
                         for first, last in ((EVENT_DAY, EVENT_DAY + 59), (EVENT_DAY - 60, EVENT_DAY - 1)))
        scale = 100 if is_share(kpi) else 1
        rows.append({"kpi": name, "region": "all", "start": START + timedelta(days=EVENT_DAY),
                     "end": START + timedelta(days=EVENT_DAY + 60), "value": f"{(after - before) * scale:.6g}",
                     "se": f"{0.05 * abs(after - before) * scale + 1e-6:.3g}", "unit": "%" if is_share(kpi) else "",
                     "kind": "change", "event": "better_detection", "use": "fit"})
    return rows


def main() -> None:
    """Live the half-year and write the three files."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--viewers", type=int, default=5000)
    parser.add_argument("--seed", type=int, default=7001)
    given = parser.parse_args()
    tallies, _ = live(given.viewers, given.seed)
    rows = figure_rows(tallies, given.viewers, given.seed)
    given.folder.mkdir(parents=True, exist_ok=True)
    with (given.folder / "figures.csv").open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        table.writeheader()
        table.writerows(rows)
    event = {"name": "better_detection", "date": str(START + timedelta(days=EVENT_DAY)),
             "set": "enforcement.auto.recall", "to": RECALL}
    (given.folder / "figures.yaml").write_text(yaml.safe_dump({"events": [event]}, sort_keys=False), encoding="utf-8")
    (given.folder / "truth.yaml").write_text(yaml.safe_dump({**TRUTH, **HIDDEN, "season": SEASON}), encoding="utf-8")
    print(given.folder)


if __name__ == "__main__":
    main()
