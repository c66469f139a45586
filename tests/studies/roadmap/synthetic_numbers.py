"""The numbers of a roadmap that never ran: chances, intervals, dates, and what is said about the runs."""

from __future__ import annotations

import datetime as dt
from typing import Any

import numpy as np

from sim.methods.as_json import plain
from sim.methods.chance import exact_interval
from sim.model.outcomes.dictionary import OUTCOMES
from tests.studies.judged import judged

START, DAYS = dt.date(2027, 1, 1), 365
PLACES = ("us", "uk", "id", "th", "vn", "my", "ph", "sg", "br", "mx")
ASKED = (
    "violation_view_rate",
    "creator_retention_30d",
    "gmv_net",
    "fairness",
    "viewer_retention_30d",
    "wrongly_hit_gmv",
)
RUNS = 12
LONG = "protect new creators in every market that opens this year"


class Numbers:
    """Draws what a store may hold; the same seed, the same numbers."""

    def __init__(self, targets: int, places: int, ways: int, phases: int, seed: int) -> None:
        self.rng = np.random.default_rng(seed)
        self.places = PLACES[:places]
        self.ways = ["plan", *(f"alternative_number_{place}_with_a_long_name" for place in range(1, ways))]
        self.phases = [f"phase_{place + 1}_{LONG.replace(' ', '_')[: 12 + 9 * (place % 4)]}" for place in range(phases)]
        self.asked = [
            (
                f"target {place + 1} to {LONG[: 14 + 8 * (place % 5)]}",
                ASKED[place % len(ASKED)],
                self.places[place % places] if place % 3 == 2 else "",
            )
            for place in range(targets)
        ]
        self.shown = list(dict.fromkeys([*(one[1] for one in self.asked), "violation_view_rate", "gmv_net"]))

    def _size(self, outcome: str) -> float:
        unit = OUTCOMES[outcome].unit
        return 0.3 if unit.startswith(("fraction", "0-1")) else 5123.0

    def _interval(self, mean: float, half: float) -> dict[str, Any]:
        low, high = mean - half, mean + half
        verdict = "up" if low > 0 else "down" if high < 0 else "within noise"
        return {"mean": mean, "low": low, "high": high, "verdict": verdict, "count": RUNS}

    def _chance(self) -> dict[str, Any]:
        met = int(self.rng.integers(0, RUNS + 1))
        low, high = exact_interval(met / RUNS, RUNS)
        return {"met": met, "runs": RUNS, "share": met / RUNS, "low": low, "high": high}

    def _effect(self, outcome_size: float) -> dict[str, Any]:
        return self._interval(
            float(self.rng.normal(0, 0.05)) * outcome_size, float(self.rng.uniform(0.02, 0.07)) * outcome_size
        )

    def _judged_effect(self, outcome_size: float) -> dict[str, Any]:
        effect = self._effect(outcome_size)
        return {"effect": effect, "judged": plain(judged(effect, 0.02 * outcome_size))}

    def _judged(self, outcome_size: float) -> dict[str, Any]:
        found = {way: self._judged_effect(outcome_size) for way in self.ways}
        return {name: {way: one[name] for way, one in found.items()} for name in ("effect", "judged")}

    def _date(self, day: int) -> str:
        return (START + dt.timedelta(day)).isoformat()

    def _about(self) -> dict[str, Any]:
        end = START + dt.timedelta(DAYS - 1)
        return {
            "name": "a_plan_for_everybody",
            "question": f"Can we {LONG}, {LONG[13:]}, and stay within the budget?",
            "owner": "Head of governance",
            "path": "scenarios/roadmaps/a_plan_for_everybody.yaml",
            "start": START.isoformat(),
            "end": end.isoformat(),
            "days": DAYS,
            "regions": list(self.places),
            "budget": 41_235.0,
            "futures": 16,
            "seeds": RUNS,
            "varied": 16,
            "matched": 191,
            "arms": self._arms(),
            "runs": 2880,
            "finished": 2880,
            "failed": 0,
            "window": 28,
            "viewers": 20_011,
            "creators": 601,
            "warmup_days": 61,
            "first_seed": 1,
            "command": "sim roadmap a_plan_for_everybody --futures 16 --seeds 12",
            "key": "3fa91c",
            "created": "2027-01-04T10:11:12+00:00",
            "environment": {"code": "0.1.0", "numpy": "2.4"},
        }

    def _arms(self) -> list[str]:
        return ["status_quo", *self.ways]
