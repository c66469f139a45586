"""Does the market answer? ``python benchmarks/answers.py [--seeds 12] [--out FILE]`` asks what a lead would ask first.

Policies on matched seeds, each against the status quo of the same warm market, and for each a statement that was
written down before anything was measured. A statement *holds* if the 95% interval over seeds (Student's t) lies wholly
where the statement says, *fails* if wholly elsewhere, and is *open* otherwise. Nothing is fitted to them.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any, NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import numpy as np
from scipy.stats import t as student

from sim.config import compose
from sim.config.policies import read_policies
from sim.model.ecosystem.model import Ecosystem
from sim.model.levers.schedule import Change, Scenario
from sim.model.outcomes.measure import period
from sim.model.state.schema import ACTIVE, LEFT

RECALL, SCALE = "enforcement.auto.recall", "enforcement.penalty.scale"
FIRST_CUT, OFF = "enforcement.milestones.at_risk", "enforcement"
YEAR, HALF, QUARTER = 365, 180, 90
Runs = dict[str, Any]


class Claim(NamedTuple):
    """A statement: what is compared, in which arm and days, and the bounds between which it holds."""

    says: str
    outcome: str
    arm: str
    low: float = -math.inf
    high: float = math.inf
    relative: bool = True  # ratio to the status quo, else difference from it
    against: str = "status quo"
    late: bool = False  # the last quarter of the run, else the first half-year


ARMS: dict[str, tuple[Change, ...]] = {
    "status quo": (),
    "recall .25": (Change(RECALL, 0.25),),
    "recall .5": (Change(RECALL, 0.5),),
    "recall .75": (Change(RECALL, 0.75),),
    "recall halved": (Change(RECALL, 0.335),),
    "no points": (Change(SCALE, 0.0),),
    "certainty +20%": (Change(RECALL, 0.804),),
    "severity +20%": (Change(SCALE, 1.2),),
    "first cut at 170": (Change(f"{FIRST_CUT}.rating", 170.0),),
    "no first cut": (Change(f"{FIRST_CUT}.traffic_cut", 0.0),),
    "suspension": (Change(f"{FIRST_CUT}.suspension_days", 7.0),),
    "freeze": (Change(f"{FIRST_CUT}.freeze_days", 30.0),),
    "commission -10": (Change("incentives.commission.extra", -0.10),),
    "commission +5": (Change("incentives.commission.extra", 0.05),),
    "GMV bonus 5%": (Change("incentives.gmv_bonus.share", 0.05),),
    "20 cents an hour": (Change("incentives.volume_bonus.per_hour", 20.0),),
    "false alarms x30": (Change("enforcement.auto.false_positive_rate", 0.021),),
    "top tenth exempt": (Change("enforcement.exemption.top_share", 0.1),),
}
CLAIMS = (
    Claim(
        "Without enforcement for a year, violating views are at least fourfold",
        "violation_view_rate",
        "off",
        4.0,
        late=True,
    ),
    Claim("... tactics at least threefold", "cheating_share", "off", 3.0, late=True),
    Claim("... trust falls by 0.05 or more", "trust", "off", high=-0.05, relative=False, late=True),
    Claim("... fewer viewers come", "daily_active_viewers", "off", high=1.0, late=True),
    Claim("Recall .25 leaves more violations than .5", "violating_offers", "recall .25", 1.0, against="recall .5"),
    Claim("Recall .5 leaves more violations than .75", "violating_offers", "recall .5", 1.0, against="recall .75"),
    Claim("Halved recall: at least 20% more violations", "violating_offers", "recall halved", 1.2),
    Claim("No points: at least 15% more violations", "violating_offers", "no points", 1.15),
    Claim(
        "Certainty deters more than severity", "violating_offers", "certainty +20%", high=1.0, against="severity +20%"
    ),
    Claim("A suspension deters", "violation_offer_rate", "suspension", high=1.0),
    Claim("A freeze of commission deters", "violation_offer_rate", "freeze", high=1.0),
    Claim("The cut of traffic deters", "violation_offer_rate", "no first cut", 1.0),
    Claim("The first cut at 170 makes more careful", "care", "first cut at 170", 0.0, relative=False),
    Claim(
        "Caught again within 90 days of a first penalty: 27% or less", "caught_again_90d_first", "status quo", high=0.27
    ),
    Claim("Ten points less commission: fewer hours", "live_hours", "commission -10", high=1.0),
    Claim(
        "... fewer established creators stay",
        "creator_retention_established",
        "commission -10",
        high=0.0,
        relative=False,
    ),
    Claim("20 cents an hour buy less than a third more hours", "live_hours", "20 cents an hour", high=1.33),
    Claim("Removing the top 5% of sellers lowers net GMV", "gmv_net", "top sellers gone", high=1.0),
    Claim("Half the traffic for a third of creators lowers net GMV", "gmv_net", "a third at half traffic", high=1.0),
    Claim(
        "Thirty times the false alarms: fewer newcomers stay",
        "creator_retention_30d",
        "false alarms x30",
        high=0.0,
        relative=False,
    ),
    Claim(
        "... fewer established creators stay",
        "creator_retention_established",
        "false alarms x30",
        high=0.0,
        relative=False,
    ),
    Claim("Exempting the top tenth is seen in the norm", "peer_norm", "top tenth exempt", 0.0, relative=False),
)
OUTCOMES = tuple({claim.outcome for claim in CLAIMS} | {"commission_paid", "gmv_bonus_cost", "live_hours"})
LONG = {claim.arm for claim in CLAIMS if claim.late}


def remove_top(model: Ecosystem) -> None:
    """Take the best-selling twentieth of open accounts away, for good."""
    creators = model.state.creators
    here = np.flatnonzero(creators.status <= ACTIVE)
    best = here[np.argsort(-creators.gmv_28d[here])[: len(here) // 20]]
    creators.status[best] = LEFT
    creators.ended[best] = model.clock


def halve_traffic(model: Ecosystem) -> None:
    """Hold every third account to half its traffic today."""
    creators = model.state.creators
    third = creators.id % 3 == 0
    creators.traffic_cut[third] = np.maximum(creators.traffic_cut[third], 0.5)


def measure(seed: int) -> Runs:
    """Return every arm's outcomes of the first half-year and of the last quarter of its run."""
    config, (off,) = read_policies([], compose([f"days={YEAR}"]), [], {"enforcement": ["none"]})
    warm = Ecosystem(config, seed=seed).run(config["warmup_days"])
    arms: dict[str, tuple[Scenario, Callable[[Ecosystem], None] | None, bool]] = {
        name: (Scenario(name, changes=changes), None, False) for name, changes in ARMS.items()
    }
    arms |= {
        "off": (off, None, False),
        "top sellers gone": (Scenario("top"), remove_top, False),
        "a third at half traffic": (Scenario("third"), halve_traffic, True),
    }
    found = {}
    for name, (scenario, act, daily) in arms.items():
        model = warm.branch(scenario)
        days = YEAR if name in LONG or name == "status quo" else HALF
        for day in range(days):
            if act and (daily or day == 0):
                act(model)
            model.step()
        tallies = model.tallies()
        last = int(max(tallies["day"]))
        first = last - days + 1
        spans = {"first": (first, first + HALF - 1), "late": (last - QUARTER + 1, last)}
        found[name] = {
            span: {one: period(tallies, *ends, None, OUTCOMES)[one] for one in OUTCOMES} for span, ends in spans.items()
        }
    return found


def judge(claim: Claim, runs: list[Runs]) -> dict[str, Any]:
    """Return what was measured of a claim over seeds, and whether it holds."""
    span = "late" if claim.late else "first"
    arm, base = (np.array([run[name][span][claim.outcome] for run in runs]) for name in (claim.arm, claim.against))
    level = claim.arm == claim.against
    values = arm if level else arm / base if claim.relative else arm - base
    values = values[np.isfinite(values)]
    mean, n = float(values.mean()), len(values)
    half = float(student.ppf(0.975, n - 1) * values.std(ddof=1) / math.sqrt(n)) if n > 1 else math.inf
    inside = claim.low <= mean - half and mean + half <= claim.high
    apart = mean + half < claim.low or mean - half > claim.high
    return {
        "says": claim.says,
        "outcome": claim.outcome,
        "unit": "level" if level else "ratio" if claim.relative else "difference",
        "mean": mean,
        "low": mean - half,
        "high": mean + half,
        "seeds": n,
        "verdict": "holds" if inside else "fails" if apart else "open",
    }


def equal_money(runs: list[Runs]) -> dict[str, float]:
    """Return hours bought by a dollar of commission against one of a GMV bonus, pooled over seeds."""

    def bought(arm: str, cost: str) -> float:
        hours, money = (
            sum(run[arm]["first"][one] - run["status quo"]["first"][one] for run in runs)
            for one in ("live_hours", cost)
        )
        return float(hours / money)

    return {"ratio": bought("commission +5", "commission_paid") / bought("GMV bonus 5%", "gmv_bonus_cost")}


def main() -> None:
    """Measure, tell, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=12)
    parser.add_argument("--first", type=int, default=1, help="first seed")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--out", type=Path)
    given = parser.parse_args()
    with ProcessPoolExecutor(given.jobs) as pool:
        runs = list(pool.map(measure, range(given.first, given.first + given.seeds)))
    rows = [judge(claim, runs) for claim in CLAIMS]
    for row in rows:
        span = f"[{row['low']:.3f}, {row['high']:.3f}]"
        print(f"{row['verdict']:6s} {row['says']:68s} {row['mean']:8.3f} {span} {row['unit']}")
    money = equal_money(runs)
    print(f"hours a dollar of commission buys against one of a GMV bonus: {money['ratio']:.2f}")
    if given.out:
        given.out.write_text(
            json.dumps({"first_seed": given.first, "claims": rows, "equal_money": money}, indent=1) + "\n"
        )


if __name__ == "__main__":
    main()
