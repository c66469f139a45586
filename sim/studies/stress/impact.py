"""What a threat does: to each outcome that is feared for, to sales in a year, and as a class on the matrix."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from sim.methods.intervals import Interval, mean_interval
from sim.model.levers.schedule import Scenario
from sim.model.outcomes.dictionary import OUTCOMES
from sim.studies.stress.arms import shocked_name
from sim.studies.stress.judging import MONEY, Judged, Names
from sim.studies.stress.results import Harm, Impact, LikelihoodResult, Loss, Span
from sim.studies.stress.runs import StressRuns
from sim.studies.stress.scales import class_of, impact_score, is_cost, likelihood_score
from sim.studies.stress.threat import Threat

YEAR = 365


def harms(runs: StressRuns, policy: Scenario, threat: Threat, judged: Mapping[Names, Judged]) -> tuple[Harm, ...]:
    """Return each feared outcome: level of the counterfactual, change, and the worsening as a share.

    The share is of the counterfactual's level; of money that is better not there, it is of its net GMV.

    Parameters
    ----------
    judged
        Every effect with what may be said of it.
    """
    rows, sales = [], float(np.nanmean(runs.outcome(policy.name, MONEY)))
    for name in threat.looked_at:
        found = judged[policy.name, threat.name, name]
        effect = found.effect.paired
        worse = Interval(-effect.mean, -effect.high, -effect.low, effect.count) if OUTCOMES[name].better == "up" else (
            effect)
        level = found.effect.baseline
        whole, little = sales if is_cost(name) else level, found.effect.relative is None
        tellable = whole and (is_cost(name) or not little)
        share = worse.scaled(1 / abs(whole)) if tellable else Interval(np.nan, np.nan, np.nan, 0)
        rows.append(Harm(
            outcome=name, label=OUTCOMES[name].label, unit=OUTCOMES[name].unit, better=OUTCOMES[name].better,
            counterfactual=level, effect=effect, share=share, of_sales=is_cost(name), feared=name in threat.harms,
            judged=found.judgement, score=_scores(name, share), of_little=little,
        ))
    return tuple(rows)


def impact_of(harms: Sequence[Harm]) -> Impact:
    """Return the class of a threat: that of the outcome that is hurt most by enough to matter; the lowest if none is.

    Its range reaches from the class that the intervals cannot go below to the one that they cannot go above.
    """
    feared = [one for one in harms if one.feared]
    decided = all(one.judged.decided for one in feared)
    known = [(one, one.score) for one in feared if one.score is not None]
    hurt = [(one, score) for one, score in known if one.side == "worse"]
    top = max((score.high for _, score in known), default=1.0)
    if not hurt:
        return Impact(1, 1, class_of(top), Span(0.75, 0.5, top), None, False, decided)
    worst, mean = max(((one, score.mean) for one, score in hurt), key=lambda each: each[1])
    low = max(score.low for _, score in hurt)
    span = Span(mean, min(low, mean), max(top, mean))
    return Impact(class_of(mean), class_of(low), class_of(span.high), span, worst.outcome, True, decided)


def likelihood_of(threat: Threat) -> LikelihoodResult:
    """Return a threat's chance a year with its class; the class is that of the range's middle."""
    given = threat.likelihood
    middle = (given.low + given.high) / 2
    score = Span(*map(likelihood_score, (middle, given.low, given.high)))
    return LikelihoodResult(given.low, given.high, middle, given.basis, score, class_of(score.mean),
                            class_of(score.low), class_of(score.high))


def loss_of(runs: StressRuns, policy: Scenario, threat: Threat, judged: Judged) -> Loss:
    """Return the net GMV that one event costs within the run, and what that is in a year by likelihood.

    The range of the yearly loss takes both ends of the likelihood and of the interval; its middle is the product of
    both middles. What may be said of the loss may be said of the yearly one.

    Parameters
    ----------
    judged
        The change in net GMV a day.
    """
    counterfactual = runs.outcome(policy.name, MONEY)
    lost = (counterfactual - runs.outcome(shocked_name(policy.name, threat.name), MONEY)) * runs.days
    change = judged.effect.paired.scaled(runs.days)
    event = Interval(-change.mean, -change.high, -change.low, change.count)
    share = mean_interval(lost / (counterfactual * runs.days))
    sales = float(np.nanmean(counterfactual)) * YEAR if np.isfinite(counterfactual).any() else float("nan")
    given = threat.likelihood
    ends = [chance * end for chance in (given.low, given.high) for end in (event.low, event.high)]
    year = ((given.low + given.high) / 2 * event.mean, min(ends), max(ends))
    of_sales = Span(*(value / sales if sales else float("nan") for value in year))
    return Loss(event, share, judged.judgement, Span(*year), of_sales)


def _scores(outcome: str, share: Interval) -> Span | None:
    if not share.bounded:
        return None
    return Span(*(impact_score(outcome, end) for end in (share.mean, share.low, share.high)))
