"""What a threat does: to each outcome that is feared for, to sales in a year, and as a class on the matrix."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from sim.methods.intervals import CONFIDENCE, Interval, mean_interval
from sim.model.levers.schedule import Scenario
from sim.model.outcomes.dictionary import OUTCOMES
from sim.studies.stress.arms import shocked_name
from sim.studies.stress.results import Harm, Impact, LikelihoodResult, Loss, Span
from sim.studies.stress.runs import StressRuns
from sim.studies.stress.scales import class_of, impact_score, is_cost, likelihood_score
from sim.studies.stress.threat import Threat

FloatArray = NDArray[np.float64]
MONEY = "gmv_net"
YEAR = 365


def worse_by(outcome: str, difference: FloatArray) -> FloatArray:
    """Return a difference as a worsening: positive where the outcome gets worse."""
    return -difference if OUTCOMES[outcome].better == "up" else difference


def harms(runs: StressRuns, policy: Scenario, threat: Threat) -> tuple[Harm, ...]:
    """Return each feared outcome: level of the counterfactual, change, and the worsening as a share.

    The share is of the counterfactual's level; of money that is better not there, it is of its net GMV.
    """
    rows, sales = [], float(np.nanmean(runs.outcome(policy.name, MONEY)))
    for name in threat.looked_at:
        counterfactual = runs.outcome(policy.name, name)
        change = runs.outcome(shocked_name(policy.name, threat.name), name) - counterfactual
        both = ~np.isnan(change)
        level = float(counterfactual[both].mean()) if both.any() else float("nan")
        effect = mean_interval(change)
        worse = mean_interval(worse_by(name, change))
        whole = sales if is_cost(name) else level
        share = worse.scaled(1 / abs(whole)) if whole else Interval(np.nan, np.nan, np.nan, 0)
        rows.append(Harm(
            outcome=name, label=OUTCOMES[name].label, unit=OUTCOMES[name].unit, better=OUTCOMES[name].better,
            counterfactual=level, effect=effect, share=share, of_sales=is_cost(name), feared=name in threat.harms,
            verdict=_verdict(worse), score=_scores(name, share),
        ))
    return tuple(rows)


def impact_of(harms: Sequence[Harm]) -> Impact:
    """Return the class of a threat: that of the outcome that is clearly hurt most; the lowest if none clearly is.

    Its range reaches from the class that the intervals cannot go below to the one that they cannot go above.
    """
    known = [(one, one.score) for one in harms if one.score is not None and one.feared]
    hurt = [(one, score) for one, score in known if one.verdict == "worse"]
    top = max((score.high for _, score in known), default=1.0)
    if not hurt:
        return Impact(1, 1, class_of(top), Span(0.75, 0.5, top), None, False)
    worst, mean = max(((one, score.mean) for one, score in hurt), key=lambda each: each[1])
    low = max(score.low for _, score in hurt)
    span = Span(mean, min(low, mean), max(top, mean))
    return Impact(class_of(mean), class_of(low), class_of(span.high), span, worst.outcome, True)


def likelihood_of(threat: Threat) -> LikelihoodResult:
    """Return a threat's chance a year with its class; the class is that of the range's middle."""
    given = threat.likelihood
    middle = (given.low + given.high) / 2
    score = Span(*map(likelihood_score, (middle, given.low, given.high)))
    return LikelihoodResult(given.low, given.high, middle, given.basis, score, class_of(score.mean),
                            class_of(score.low), class_of(score.high))


def loss_of(runs: StressRuns, policy: Scenario, threat: Threat) -> Loss:
    """Return the net GMV that one event costs within the run, and what that is in a year by likelihood.

    The range of the yearly loss takes both ends of the likelihood and of the interval; its middle is the product of
    both middles. Where the loss cannot be told from noise, neither can the yearly one.
    """
    counterfactual = runs.outcome(policy.name, MONEY)
    lost = (counterfactual - runs.outcome(shocked_name(policy.name, threat.name), MONEY)) * runs.days
    event = mean_interval(lost)
    share = mean_interval(lost / (counterfactual * runs.days))
    sales = float(np.nanmean(counterfactual)) * YEAR if np.isfinite(counterfactual).any() else float("nan")
    given = threat.likelihood
    ends = [chance * end for chance in (given.low, given.high) for end in (event.low, event.high)]
    year = ((given.low + given.high) / 2 * event.mean, min(ends), max(ends))
    of_sales = Span(*(value / sales if sales else float("nan") for value in year))
    return Loss(event, share, _verdict(event), Span(*year), of_sales)


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


def _scores(outcome: str, share: Interval) -> Span | None:
    if not share.bounded:
        return None
    return Span(*(impact_score(outcome, end) for end in (share.mean, share.low, share.high)))
