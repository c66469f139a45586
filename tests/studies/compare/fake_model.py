"""A stand-in for the ecosystem: smooth synthetic tallies with known effects, in milliseconds.

It honours the contract that studies rely on: one seed fixes the luck of every day, all branches share it, and a
scenario changes only what its levers touch. A little luck of its own follows each lever, so that effects have an
interval.
"""

from __future__ import annotations

import zlib
from copy import deepcopy
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from sim.model.levers.schedule import Change, Scenario
from sim.model.outcomes.breakdowns import SLICE_FIELDS, TIER_FIELDS
from sim.model.outcomes.tallies import NAMES

if TYPE_CHECKING:
    from pathlib import Path

    from sim.runs.plan import Plan
    from sim.studies.compare.answer import Answer

CONFIG: dict[str, Any] = {
    "seed": 1,
    "replications": 3,
    "days": 40,
    "warmup_days": 30,
    "start_date": "2027-01-01",
    "market": {"take_rate": 0.06, "regions": {"us": {"share": 0.6, "values": {}}, "vn": {"share": 0.4, "values": {}}},
               "categories": {"beauty": {}, "home": {}}},
    "population": {"viewers": 20_000, "creators": 600},
    "network": {"kind": "generated"},
    "enforcement": {"milestones": {"at_risk": {"rating": 150, "traffic_cut": 0.5}}, "warnings": 0},
    "incentives": {"quality_bonus": {"amount": 0.0}},
    "engine": {"name": "compiled", "threads": 2},
}

SEVERAL = 8
"""Replications of the answer that tests share."""

DRAWS = 4096
PLACES = {name: zlib.crc32(name.encode()) % DRAWS for name in NAMES}  # a new tally changes no other's luck

LEVELS: dict[str, float] = {
    "viewers": 12_000,
    "dau": 4_600,
    "wau": 8_900,
    "viewers_active_30d_ago": 4_300,
    "viewers_active_30d_ago_back": 2_760,
    "mau": 10_400,
    "viewers_new_1d_ago": 40,
    "viewers_new_1d_ago_back": 17,
    "viewers_new_7d_ago": 40,
    "viewers_new_7d_ago_back": 18,
    "viewers_new_30d_ago": 40,
    "viewers_new_30d_ago_back": 19,
    "live_viewers": 2_600,
    "viewers_satisfied_micro": 8.6e9,
    "viewers_promoting_micro": 3.1e9,
    "viewers_detracting_micro": 1.4e9,
    "buyers_30d_ago": 150,
    "buyers_30d_ago_back": 90,
    "trust_micro": 7.1e9,
    "satisfaction_micro": 5.9e9,
    "impressions": 52_000,
    "views": 15_500,
    "follow_views": 3_100,
    "watch_centiminutes": 2.1e6,
    "clicks": 1_900,
    "orders": 160,
    "not_interested": 260,
    "quick_exits": 800,
    "reports": 9,
    "quality_viewed_micro": 15_500 * 0.61e6,
    "violating_views": 188,
    "views_live": 5_200,
    "quality_views": 11_200,
    "quality_views_live": 3_700,
    "unoriginal_views": 60,
    "pieces": 800,
    "violating_pieces": 14,
    "violating_lives": 4,
    "quality_live_minutes": 7_200,
    "not_as_described": 1.2,
    "complaints": 3.5,
    "disputes": 3.1,
    "newcomer_views": 1_500,
    "restricted_views": 700,
    "offers": 420,
    "live_minutes": 14_000,
    "quality_offered_micro": 420 * 0.57e6,
    "violating_offers": 11,
    "pilot_live_minutes": 900,
    "pilot_videos": 60,
    "gmv_placed": 660_000,
    "gmv_voided": 20_000,
    "gmv_returned": 82_000,
    "gmv_pending": 6.1e6,
    "gmv_live": 210_000,
    "orders_delivered": 155,
    "orders_returned": 21,
    "orders_delivered_live": 50,
    "orders_returned_live": 9,
    "bad_purchases": 13,
    "commission_paid": 71_000,
    "wrongly_hit_gmv": 5_200,
    "penalties": 8,
    "penalties_guilty": 6,
    "penalties_within_30d": 2,
    "points_deducted": 150,
    "offers_stopped": 5,
    "minutes_to_act": 70,
    "appeals_filed": 1.2,
    "appeals_decided": 1.1,
    "appeals_overturned": 0.25,
    "appeals_decided_innocent": 0.4,
    "appeals_overturned_innocent": 0.3,
    "appeal_days": 8,
    "review_backlog": 4,
    "review_queued": 3,
    "review_cost": 2_600,
    "incentive_cost": 900,
    "bonuses_checked": 50,
    "creators": 360,
    "creators_pilot": 30,
    "creators_restricted": 14,
    "creators_suspended": 3,
    "creators_cheating": 25,
    "creators_honest": 335,
    "rating": 68_000,
    "fairness_micro": 2.4e8,
    "awareness_micro": 1.7e8,
    "effort_micro": 1.9e8,
    "log_income_cheating_micro": 25 * 7.1e6,
    "log_income_honest_micro": 335 * 6.9e6,
    "creators_joined": 2.4,
    "creators_left": 2.3,
    "creators_reaching_1d": 2.4,
    "creators_kept_1d": 2.39,
    "creators_reaching_7d": 2.3,
    "creators_kept_7d": 2.2,
    "creators_reaching_180d": 2.0,
    "creators_kept_180d": 0.33,
    "creators_established_30d_ago": 240,
    "creators_established_30d_ago_kept": 218,
    "creators_live_7d": 330,
    "pilots_ended": 2.2,
    "pilots_graduated": 1.1,
    "first_offenders_30d_ago": 2.0,
    "first_offenders_30d_ago_broke": 0.8,
    "gini_income_micro": 0.88e6,
    "creators_reaching_30d": 2.2,
    "creators_kept_30d": 1.1,
    "creators_reaching_90d": 2.1,
    "creators_kept_90d": 0.46,
    "gini_views_micro": 0.87e6,
    "gini_gmv_micro": 0.91e6,
    "ban_return_attempts": 0.2,
    "ban_returns_undetected": 0.1,
    "warnings": 0.3,
    "removals": 0.1,
}

EFFECTS: dict[str, dict[str, float]] = {
    "incentives.quality_bonus.amount": {
        "quality_viewed_micro": 0.020,
        "quality_offered_micro": 0.017,
        "effort_micro": 0.04,
        "incentive_cost": 2.4,
        "gmv_placed": 0.004,
        "viewers_active_30d_ago_back": 0.003,
        "bad_purchases": -0.05,
    },
    "enforcement.milestones.at_risk.rating": {
        "violating_views": -0.16,
        "violating_offers": -0.02,
        "quality_viewed_micro": 0.009,
        "wrongly_hit_gmv": 0.38,
        "restricted_views": 0.4,
        "creators_kept_90d": -0.12,
        "creators_left": 0.05,
        "review_cost": 0.03,
    },
    "enforcement.warnings": {
        "violating_views": 0.04,
        "violating_offers": 0.05,
        "creators_kept_90d": 0.06,
        "wrongly_hit_gmv": -0.22,
        "points_deducted": -0.3,
        "fairness_micro": 0.02,
        "awareness_micro": 0.03,
    },
}

QUALITY_BONUS = Scenario(
    "quality_bonus",
    question="What if creators of measured quality above 0.65 earned a weekly bonus of $15?",
    why="Quality is what viewers come back for, and no incentive pays for it today.",
    expect={"quality": "up", "incentive_cost": "up by less than 50%"},
    changes=(Change("incentives.quality_bonus.amount", 1500, start=0),),
)
EARLIER_CUT = Scenario(
    "earlier_traffic_cut",
    question="What if the first traffic cut came at a health rating of 170 instead of 150?",
    why="Creators between 150 and 170 produce a third of repeat violations.",
    expect={"violation_view_rate": "down", "creator_retention_90d": "down by less than 1 pp"},
    changes=(Change("enforcement.milestones.at_risk.rating", 170, start=10, ramp=7),),
)
WARN_FIRST = Scenario(
    "warn_first",
    question="What if a first offence cost a warning and a lesson instead of points?",
    changes=(Change("enforcement.warnings", 1, start=10, until=30, regions=("us",)),),
)


FloatArray = NDArray[np.float64]


class FakeEcosystem:
    """Tallies that move around :data:`LEVELS`, and by :data:`EFFECTS` once a lever has moved."""

    def __init__(self, config: dict[str, Any], seed: int = 1) -> None:
        self.config, self.seed = config, seed
        self.regions = list(config["market"]["regions"])
        self.day = -int(config["warmup_days"])
        self.impressions = 0
        self.scenario = Scenario("status_quo")
        self.rows: list[dict[str, int]] = []
        self.tier_rows: list[dict[str, int]] = []
        self.slice_rows: list[dict[str, int]] = []
        luck = np.random.default_rng([seed, 0])
        own = 1 + 0.05 * luck.standard_normal(DRAWS)
        self.own_level = {name: float(own[PLACES[name]]) for name in NAMES}

    def step(self) -> None:
        """Simulate one day."""
        for region, share in enumerate(self._shares()):
            factors = self._factors(region)
            row = {"day": self.day, "region": region}
            draw = np.random.default_rng([self.seed, region, self.day + 1000])
            luck, dice = draw.standard_normal(DRAWS), draw.random(DRAWS)
            for name in NAMES:
                level = LEVELS.get(name, 0.0) * (1.0 if name.startswith("gini_") else share) * self.own_level[name]
                row[name] = self._count(name, level, factors.get(name, 0.0), luck, dice)
            for part, whole in (
                ("violating_views", "views"),
                ("penalties_guilty", "penalties"),
                ("creators_kept_30d", "creators_reaching_30d"),
                ("creators_kept_90d", "creators_reaching_90d"),
                ("appeals_overturned", "appeals_decided"),
            ):
                row[part] = min(row[part], row[whole])
            self.rows.append(row)
            self.impressions += row["impressions"]
            self._step_tiers(region, share, factors)
            self._step_slices(row)
        self.day += 1

    def branch(self, scenario: Scenario) -> FakeEcosystem:
        """Return a copy of the state, without the rows so far, on which the scenario applies."""
        twin = FakeEcosystem(self.config, self.seed)
        twin.day, twin.scenario, twin.impressions = self.day, scenario, self.impressions
        twin.own_level = deepcopy(self.own_level)
        return twin

    def tallies(self, last: int | None = None) -> dict[str, NDArray[np.int64]]:
        """Return one row a day and region, of the ``last`` days or of all."""
        return _columns(self.rows if last is None else self.rows[-last * len(self.regions) :])

    def tiers(self) -> dict[str, NDArray[np.int64]]:
        """Return one row a day, region and tier."""
        return _columns(self.tier_rows)

    def slices(self) -> dict[str, NDArray[np.int64]]:
        """Return one row a day, region, category and format."""
        return _columns(self.slice_rows)

    def fired(self) -> dict[int, int]:
        """Return the day on which each triggered change fired: a week after its earliest day, and a day a seed."""
        changes = self.scenario.changes
        return {place: one.start + 7 + self.seed for place, one in enumerate(changes) if one.when is not None}

    def undone(self) -> dict[int, int]:
        """No guardrail is ever hit."""
        return {}

    def watch(self, kind: str, id: int) -> None:
        """Any agent's life can be told."""

    def diary(self, kind: str, id: int) -> tuple[str, list[tuple[int, str]]]:
        """Return a made-up life."""
        return f"{kind} {id} · us · beauty", [(-12, "joined as a pilot"), (18, "took up bait price"), (61, "left")]

    def _shares(self) -> list[float]:
        return [float(region["share"]) for region in self.config["market"]["regions"].values()]

    def _factors(self, region: int) -> dict[str, float]:
        """Return how far each tally is from its status-quo level: slow to build up, as behaviour is."""
        factors: dict[str, float] = {}
        for change in self.scenario.changes:
            inside = self.day >= change.start and (change.until is None or self.day < change.until)
            if not inside or (change.regions and self.regions[region] not in change.regions):
                continue
            reached = 1 - np.exp(-(self.day - change.start + 1) / 20)
            luck = np.random.default_rng([self.seed, region, len(change.name)]).standard_normal(DRAWS)
            for name, size in EFFECTS.get(change.name, {}).items():
                factors[name] = factors.get(name, 0.0) + reached * size * (1 + 0.25 * luck[PLACES[name]])
            if EFFECTS.get(change.name):
                daily = np.random.default_rng([self.seed, region, self.day + 1000, len(change.name)])
                wobbles = 0.002 * daily.standard_normal(DRAWS)
                for name in NAMES:
                    factors[name] = factors.get(name, 0.0) + wobbles[PLACES[name]]
        return factors

    def _count(self, name: str, level: float, factor: float, luck: FloatArray, dice: FloatArray) -> int:
        place = PLACES[name]
        if name.startswith("gini_"):
            return int(level * (1 + factor))
        week = 1 + 0.06 * np.sin(2 * np.pi * self.day / 7) if name in ("dau", "views", "impressions") else 1.0
        if level > 1e4:
            return int(level * week * (1 + 0.02 * luck[place]) * (1 + factor))
        return int(np.floor(level * week * (1 + factor) + dice[place]))

    def _step_tiers(self, region: int, share: float, factors: dict[str, float]) -> None:
        for tier, (creators, weight) in enumerate(((60, 0.05), (200, 0.15), (80, 0.3), (20, 0.5))):
            hit = 1 + factors.get("wrongly_hit_gmv", 0.0) * (-0.05 if tier < 2 else 0.002)
            gain = 1 + factors.get("quality_offered_micro", 0.0) * (tier - 0.5)
            luck = 1 + 0.05 * np.random.default_rng([self.seed, region, self.day + 1000, 500 + tier]).standard_normal()
            self.tier_rows.append(
                {
                    "day": self.day,
                    "region": region,
                    "tier": tier,
                    "creators": int(creators * share),
                    "views": int(15_500 * share * weight * hit * luck),
                    "gmv": int(660_000 * share * weight * hit * gain * luck),
                    "income": int(75_000 * share * weight * hit * gain * luck),
                    "left": int(luck * 40) % 3 if tier < 2 else int(luck > 1.07),
                    "penalised": int(self.day % 2 == 0 and tier == 1),
                }
            )
            rest = [name for name in TIER_FIELDS if name not in self.tier_rows[-1]]
            self.tier_rows[-1] |= {name: int(creators * share) for name in rest}

    def _step_slices(self, row: dict[str, int]) -> None:
        """Split the region's counts over categories (evenly) and formats (a third LIVE), the rest to the last."""
        left = {name: row[name] for name in SLICE_FIELDS}
        places = [(category, form) for category in range(2) for form in range(2)]
        for place, (category, form) in enumerate(places):
            last = place == len(places) - 1
            part = {name: left[name] if last else row[name] // (3 if form else 6) for name in SLICE_FIELDS}
            left = {name: left[name] - part[name] for name in SLICE_FIELDS}
            where = {"day": self.day, "region": row["region"], "category": category, "format": form}
            self.slice_rows.append(where | part)


@cache
def small_answer() -> Answer:
    """Return a comparison of the three scenarios, run once for all tests that only read it."""
    # Worker processes import this file for its model alone, and should not wait for charts.
    from sim.runs.plan import plan_comparison

    config = CONFIG | {"replications": SEVERAL}  # three seeds decide nothing among so many effects
    return answer_of(plan_comparison(config, [QUALITY_BONUS, EARLIER_CUT, WARN_FIRST], "sim compare a b c"))


def write_answer(answer: Answer, outputs: Path) -> Path:
    """Write an answer under a folder and return its own."""
    from sim.studies.compare.folder import write_folder

    folder = answer.analysis.plan.folder(outputs)
    write_folder(answer, folder)
    return folder


def answer_of(plan: Plan, processes: int = 1) -> Answer:
    """Return what this model answers to a plan; nothing is left on disk."""
    from sim.studies.compare.run import answer_plan
    from sim.studies.experiment.seeds import options_for

    return answer_plan(plan, None, options_for(plan.config, FakeEcosystem, processes))[0]


def _columns(rows: list[dict[str, int]]) -> dict[str, NDArray[np.int64]]:
    return {name: np.array([row[name] for row in rows], dtype=np.int64) for name in rows[0]} if rows else {}
