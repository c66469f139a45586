"""What a threat does: to each outcome that is feared for, to sales in a year, and as a class on the matrix."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from sim.methods.as_json import interval
from sim.methods.intervals import CONFIDENCE, Interval, mean_interval
from sim.model.levers.schedule import Scenario
from sim.model.outcomes.dictionary import OUTCOMES
from sim.studies.stress.arms import shocked_name
from sim.studies.stress.runs import StressRuns
from sim.studies.stress.scales import class_of, impact_score, is_cost, likelihood_score
from sim.studies.stress.threat import Threat

FloatArray = NDArray[np.float64]
MONEY = "gmv_net"
YEAR = 365


def worse_by(outcome: str, difference: FloatArray) -> FloatArray:
    """Return a difference as a worsening: positive where the outcome gets worse."""
    return -difference if OUTCOMES[outcome].better == "up" else difference


def harm_rows(runs: StressRuns, policy: Scenario, threat: Threat) -> list[dict[str, Any]]:
    """Return each feared outcome: level of the twin, change, and the worsening as a share.

    The share is of the twin's level; of money that is better not there, it is of the twin's net GMV.
    """
    rows, sales = [], float(np.nanmean(runs.outcome(policy.name, MONEY)))
    for name in threat.looked_at:
        twin = runs.outcome(policy.name, name)
        change = runs.outcome(shocked_name(policy.name, threat.name), name) - twin
        both = ~np.isnan(change)
        level = float(twin[both].mean()) if both.any() else float("nan")
        effect = mean_interval(change)
        worse = mean_interval(worse_by(name, change))
        whole = sales if is_cost(name) else level
        share = worse.scaled(1 / abs(whole)) if whole else Interval(np.nan, np.nan, np.nan, 0)
        rows.append({
            "outcome": name, "label": OUTCOMES[name].label, "unit": OUTCOMES[name].unit,
            "better": OUTCOMES[name].better, "twin": level, "effect": interval(effect), "share": interval(share),
            "of_sales": is_cost(name), "feared": name in threat.harms,
            "verdict": _verdict(worse), "score": _scores(name, share),
        })
    return rows


def class_row(harms: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the class of a threat: that of the outcome that is clearly hurt most; the lowest if none clearly is.

    Its range reaches from the class that the intervals cannot go below to the one that they cannot go above.
    """
    known = [one for one in harms if one["score"] is not None and one["feared"]]
    hurt = [one for one in known if one["verdict"] == "worse"]
    top = max((one["score"]["high"] for one in known), default=1.0)
    if not hurt:
        score = {"mean": 0.75, "low": 0.5, "high": top}
        return {"class": 1, "low": 1, "high": class_of(top), "score": score, "outcome": None, "clear": False}
    worst = max(hurt, key=lambda one: one["score"]["mean"])
    low = max(one["score"]["low"] for one in hurt)
    mean = worst["score"]["mean"]
    return {"class": class_of(mean), "low": class_of(low), "high": class_of(max(top, mean)),
            "score": {"mean": mean, "low": min(low, mean), "high": max(top, mean)}, "outcome": worst["outcome"],
            "clear": True}


def likelihood_row(threat: Threat) -> dict[str, Any]:
    """Return a threat's chance a year with its class; the class is that of the range's middle."""
    given = threat.likelihood
    middle = (given.low + given.high) / 2
    scores = {"low": likelihood_score(given.low), "mean": likelihood_score(middle),
              "high": likelihood_score(given.high)}
    return {"low": given.low, "high": given.high, "middle": middle, "basis": given.basis, "score": scores,
            "class": class_of(scores["mean"]), "low_class": class_of(scores["low"]),
            "high_class": class_of(scores["high"])}


def loss_row(runs: StressRuns, policy: Scenario, threat: Threat) -> dict[str, Any]:
    """Return the net GMV that one event costs within the run, and what that is in a year by likelihood.

    The range of the yearly loss takes both ends of the likelihood and of the interval; its middle is the product of
    both middles. Where the loss cannot be told from noise, neither can the yearly one.
    """
    twin = runs.outcome(policy.name, MONEY)
    lost = (twin - runs.outcome(shocked_name(policy.name, threat.name), MONEY)) * runs.days
    event = mean_interval(lost)
    share = mean_interval(lost / (twin * runs.days))
    sales = float(np.nanmean(twin)) * YEAR if np.isfinite(twin).any() else float("nan")
    given = threat.likelihood
    ends = [chance * end for chance in (given.low, given.high) for end in (event.low, event.high)]
    year = {"mean": (given.low + given.high) / 2 * event.mean, "low": min(ends), "high": max(ends)}
    return {
        "event": interval(event), "share_of_run": interval(share), "verdict": _verdict(event), "year": year,
        "share_of_year": {key: value / sales if sales else float("nan") for key, value in year.items()},
    }


def interval_at(values: FloatArray, level: float = CONFIDENCE) -> Interval:
    """Return mean and t interval over the defined values at a level of confidence."""
    usual = mean_interval(values)
    if not usual.bounded or usual.half_width == 0:
        return usual
    freedom = usual.count - 1
    wider = stats.t.ppf((1 + level) / 2, freedom) / stats.t.ppf((1 + CONFIDENCE) / 2, freedom)
    margin = usual.half_width * float(wider)
    return Interval(usual.mean, usual.mean - margin, usual.mean + margin, usual.count)


def _verdict(worse: Interval) -> str:
    return {"up": "worse", "down": "better", "within noise": "within noise"}[worse.verdict]


def _scores(outcome: str, share: Interval) -> dict[str, float] | None:
    if not share.bounded:
        return None
    return {key: impact_score(outcome, getattr(share, key)) for key in ("mean", "low", "high")}
