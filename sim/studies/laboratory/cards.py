"""A design, an estimator and a metric, scored; and what a test takes."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from sim.methods.experiments.scoring import Score, Scorecard
from sim.methods.intervals import Interval
from sim.studies.laboratory.designs import Design
from sim.studies.laboratory.metrics import Judged

FALSE_ALARMS = (0.03, 0.07)
"""Rate of false alarms at 5% outside which an estimator is not offered, if Monte-Carlo error does not explain it."""


@dataclass(frozen=True)
class Card:
    """A design, an estimator and a metric, scored.

    Attributes
    ----------
    option
        The setting that was chosen on the worlds kept for it.
    scores
        ``None`` where the estimator has no answer in some world; ``why`` says why.
    decision
        Share of worlds in which whoever goes by the test (launch if it shows a gain for sure) decides rightly: a launch
        of which no gain is certain over all worlds is none to be made.
    false_alarms
        Rate at which it claims an effect of nothing.
    smallest
        Relative effect that it finds four times out of five.
    days_needed
        Days until it would find the launch's effect as surely, as its error falls with the root of the days; infinite
        where that takes more than a year or its bias is larger than the effect.
    """

    design: Design
    judged: Judged
    estimator: str
    option: str
    scores: Scorecard | None
    why: str
    decision: Score
    false_alarms: Score
    smallest: float
    days_needed: float

    @property
    def offered(self) -> bool:
        """Whether it claims an effect of nothing about as often as it says it does."""
        if self.scores is None or math.isnan(self.false_alarms.value):
            return False
        margin = 2 * self.false_alarms.error
        return FALSE_ALARMS[0] - margin <= self.false_alarms.value <= FALSE_ALARMS[1] + margin


@dataclass(frozen=True)
class Spent:
    """What a test takes: share of the market in it, and what it does to the market while it runs.

    Attributes
    ----------
    creators, viewers, time
        Shares that are treated.
    exposed
        Share of what is shown that is treated: the product of the three.
    harm
        Outcome → relative change of the whole market in the days of the test.
    money
        What treatment costs in these days, US dollars a day more than without.
    """

    creators: float
    viewers: float
    time: float
    harm: Mapping[str, Interval]
    money: Interval

    @property
    def exposed(self) -> float:
        """Share of what is shown that is treated."""
        return self.creators * self.viewers * self.time
