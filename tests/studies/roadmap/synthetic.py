"""Results of a roadmap that never ran: as many targets, countries, phases and ways as a test wants, with long names."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from itertools import product
from typing import Any

import numpy as np
import pandas as pd

from sim.model.outcomes.breakdowns import TIERS
from sim.model.outcomes.dictionary import OUTCOMES
from sim.studies.roadmap.groups import _TIER_READINGS
from sim.studies.roadmap.results import Results
from sim.studies.roadmap.study import WINDOW
from sim.studies.roadmap.words import summary
from tests.studies.roadmap.synthetic_numbers import DAYS, LONG, START, Numbers


def large_results(targets: int = 12, places: int = 10, ways: int = 6, phases: int = 8, seed: int = 1) -> Results:
    """Return results of a large plan."""
    return _Maker(targets, places, ways, phases, seed).results()


def small_results(seed: int = 1) -> Results:
    """Return results of the smallest plan there is: one phase, one target, one country, no other way."""
    return _Maker(1, 1, 1, 1, seed).results()


class _Maker(Numbers):
    def results(self) -> Results:
        told: dict[str, Any] = {
            "format": 1,
            "about": self._about(),
            "targets": [self._target(*one) for one in self.asked],
            "all_targets": {arm: self._chance() for arm in self._arms()},
            "alternatives": [
                {
                    "name": way,
                    "why": "" if way == "plan" else f"Because we want to {LONG}, and soon.",
                    "phases": [self._phase(place) for place in range(len(self.phases))],
                }
                for way in self.ways
            ],
            "contributions": self._contributions(),
            "money": {way: self._money() for way in self.ways},
            "countries": [self._change(place, outcome) for place in ("all", *self.places) for outcome in self.shown],
            "tiers": [self._tier(tier, *reading[:4]) for tier in TIERS for reading in _TIER_READINGS],
            "failing": [self._failing(one[0]) for one in self.asked],
            "signs": [self._sign(one) for one in self.asked],
            "assumptions": [self._assumption(place) for place in range(16)],
            "outcomes_shown": self.shown,
        }
        results = Results.of({**told, "summary": []}, self._series())
        return replace(results, summary=tuple(summary(results)))

    def _target(self, name: str, outcome: str, region: str) -> dict[str, Any]:
        size, known, day = self._size(outcome), OUTCOMES[outcome], int(self.rng.integers(180, DAYS))
        return {
            "name": name,
            "outcome": outcome,
            "label": known.label,
            "unit": known.unit,
            "region": region,
            "at_least": known.better == "up",
            "bound": size * 1.01,
            "by": self._date(day),
            "day": day,
            "window": 28,
            "by_arm": {arm: self._became(size) for arm in self._arms()},
            **self._judged(size),
            "between": [
                {"first": "plan", "second": way, "second_only": 11, "first_only": 0, "p": 1e-6}
                for way in self.ways[1:3]
            ],
        }

    def _became(self, size: float) -> dict[str, Any]:
        return {
            "chance": self._chance(),
            "value": self._interval(size * float(self.rng.uniform(0.9, 1.1)), size * 0.04),
            "p10": size * 0.9,
            "median": size,
            "p90": size * 1.1,
            "reached": {"day": 133.0, "low": 91.0, "high": 203.0, "date": self._date(133), "runs": 9},
            "shortfall": {"missed_runs": 3, "mean": size * 0.0531, "worst": size * 0.093},
        }

    def _phase(self, place: int) -> dict[str, Any]:
        start, end = 14 + place * 40, min(14 + place * 40 + 55, DAYS - 1)
        gate = None
        if place % 2 == 0:
            gate = {
                "outcome": "violation_view_rate",
                "unit": "fraction of views",
                "region": "",
                "at_least": False,
                "bound": 0.31,
                "window": 28,
                "otherwise": "hold",
                "day": end,
                "date": self._date(end),
                "passed": self._chance(),
                "passed_later": 1,
                "value": self._interval(0.32, 0.02),
            }
        return {
            "name": self.phases[place],
            "owner": "Detection engineering and policy operations",
            "regions": list(self.places[: 1 + place]),
            "moves": ["enforcement.auto.recall → 75% over 21 days"],
            "start": self._date(start),
            "end": self._date(end),
            "start_day": start,
            "end_day": end,
            "afterwards": "keep",
            "depends_on": self.phases[place - 1 : place] if place else [],
            "cost": {"once": 1201.0, "a_day": 8.5},
            "began": self._chance(),
            "on_time": 0,
            "delay": 11.0,
            "undone": self._chance(),
            "gate": gate,
        }

    def _contributions(self) -> list[dict[str, Any]]:
        return (
            [
                {
                    "phase": phase,
                    "target": name,
                    "outcome": outcome,
                    "unit": OUTCOMES[outcome].unit,
                    "better": OUTCOMES[outcome].better,
                    **self._judged_effect(self._size(outcome)),
                    "without": self._chance(),
                    "gained": 2,
                    "lost": 1,
                    "p": 0.43,
                }
                for phase in self.phases
                for name, outcome, _ in self.asked
            ]
            if len(self.phases) > 1
            else []
        )

    def _money(self) -> dict[str, Any]:
        total = float(self.rng.uniform(20_000, 44_000))
        days = list(range(6, DAYS, 7))
        return {
            "total": self._interval(total, 1234.0),
            "least": total * 0.8,
            "most": total * 1.2,
            "within": self._chance(),
            "market": self._interval(1733.0, 2001.0),
            "by_phase": {phase: self._interval(total / len(self.phases), 55.0) for phase in self.phases},
            "over_time": [
                {
                    "day": day,
                    "date": self._date(day),
                    "own": self._interval(total * day / DAYS, 300.0 + day),
                    "market": self._interval(1733.0 * day / DAYS, 222.0),
                }
                for day in days
            ],
        }

    def _change(self, place: str, outcome: str) -> dict[str, Any]:
        known, size = OUTCOMES[outcome], self._size(outcome)
        return {
            "place": place,
            "outcome": outcome,
            "label": known.label,
            "unit": known.unit,
            "better": known.better,
            "status_quo": self._interval(size, size * 0.02),
            **self._judged(size),
        }

    def _tier(self, tier: str, reading: str, label: str, unit: str, better: str) -> dict[str, Any]:
        return {
            "tier": tier,
            "reading": reading,
            "label": label,
            "unit": unit,
            "better": better,
            "status_quo": self._interval(3.17, 0.1),
            **self._judged(3.17),
        }

    def _failing(self, name: str) -> dict[str, Any]:
        limits = [
            {"name": "population.deterrence.certainty", "low": None, "high": 1.73, "p": 0.001},
            {"name": "population.creator.rule_visibility", "low": 0.41, "high": None, "p": 0.003},
        ]
        return {
            "target": name,
            "missed": 7,
            "futures": 16,
            "boxes": [{"limits": limits, "inside": 6, "failing": 5, "density": 0.83, "coverage": 0.71, "p": 0.004}],
        }

    def _sign(self, asked: tuple[str, str, str]) -> dict[str, Any]:
        sign = {
            "outcome": "review_backlog",
            "label": OUTCOMES["review_backlog"].label,
            "unit": OUTCOMES["review_backlog"].unit,
            "region": asked[2],
            "day": 97,
            "date": self._date(97),
            "above": True,
            "bound": 37.7,
            "area": 0.83,
            "p": 0.015,
            "right": 0.79,
            "lead": 103,
        }
        return {"target": asked[0], "missed": 83, "runs": 191, "sign": sign}

    def _assumption(self, place: int) -> dict[str, Any]:
        return {
            "name": f"population.behaviour.assumption_number_{place + 1}",
            "unit": "probability per offer",
            "base": 0.019 * (place + 1),
            "low": 0.01,
            "high": 0.47,
            "weight": 0.9 - place * 0.05,
            "p": 0.001 if place < 5 else 0.3,
            "target": self.asked[0][0],
        }

    def _series(self) -> pd.DataFrame:
        frames = []
        due = {(dt.date.fromisoformat(self._date(day)) - START).days for day in range(27, DAYS, 14)}
        days = sorted(due | {DAYS - 1})
        for arm in self._arms():
            for outcome in self.shown:
                for place, window in product(("all", *self.places), (WINDOW, 1)):
                    size = self._size(outcome)
                    middle = size * (1 + 0.1 * np.cumsum(self.rng.normal(0, 0.1, len(days))))
                    frames.append(
                        pd.DataFrame(
                            {
                                "arm": arm,
                                "outcome": outcome,
                                "place": place,
                                "window": window,
                                "day": days,
                                "date": [self._date(day) for day in days],
                                "mean": middle,
                                "low": middle * 0.96,
                                "high": middle * 1.04,
                                "p10": middle * 0.85,
                                "p25": middle * 0.93,
                                "p50": middle * 1.001,
                                "p75": middle * 1.06,
                                "p90": middle * 1.16,
                            }
                        )
                    )
        return pd.concat(frames, ignore_index=True)
