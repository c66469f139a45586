"""What a platform can see of itself day by day, and nothing that only a simulator knows.

Whether an offer breaks a rule is hidden; what is seen of it is a sample that reviewers label, with their errors and a
delay. What people feel is hidden; what is seen of it is a survey of so many.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from sim.methods.detection.baseline import Scale
from sim.model.outcomes.dictionary import OUTCOMES

FloatArray = NDArray[np.float64]


@dataclass(frozen=True)
class Sample:
    """A sample of a day through which a hidden share is seen.

    Attributes
    ----------
    size
        How many a day.
    finds, errs
        Chance that one which counts is labelled so, and that another one is.
    delay
        Days until the labels are there.
    """

    size: int
    finds: float = 1.0
    errs: float = 0.0
    delay: int = 0

    def seen(self, share: FloatArray, luck: FloatArray) -> FloatArray:
        """Return the share in a sample.

        Parameters
        ----------
        share
            The true one, runs × days.
        luck
            Uniform numbers of the same shape; the same in all arms of a seed, so that they differ by the event alone.
        """
        labelled = np.clip(share * self.finds + (1.0 - share) * self.errs, 0.0, 1.0)
        drawn = stats.binom.ppf(luck, self.size, np.nan_to_num(labelled)) / self.size
        found = np.full(share.shape, np.nan)
        end = share.shape[1] - self.delay
        found[:, self.delay :] = np.where(np.isnan(labelled), np.nan, drawn)[:, :end]
        return found


@dataclass(frozen=True)
class Indicator:
    """A daily figure of a platform.

    Attributes
    ----------
    name
        As files and tables have it.
    outcome
        The outcome that it is read from.
    scale
        Counts are whole numbers a day, shares ratios, amounts sums of money, people or hours.
    sample
        Through which it is seen, where it is not counted.
    label
        What it is called.
    """

    name: str
    outcome: str
    scale: Scale
    sample: Sample | None = None
    said: str = ""

    @property
    def label(self) -> str:
        """What it is called."""
        return self.said or OUTCOMES[self.outcome].label

    @property
    def unit(self) -> str:
        """The unit of its figures."""
        return OUTCOMES[self.outcome].unit


def _plain(scale: Scale, names: str) -> list[Indicator]:
    return [Indicator(name, name, scale) for name in names.split()]


_ALL = (
    *_plain("count", "report_cases appeals penalties warnings removals review_load cases_lapsed"),
    *_plain("share", "return_rate complaint_rate dispute_rate negative_feedback appeal_overturn_rate reinstated_share "
                     "creator_exit_rate restricted_share newcomer_view_share ctor refusal_rate time_to_enforce"),
    *_plain("amount", "review_backlog daily_active_viewers creators gmv_net live_hours incentive_cost"),
    Indicator("sampled_violations", "violation_offer_rate", "share", Sample(200, 0.85, 0.02, 2),
              "violations in a sample of 200 offers"),
    Indicator("creator_survey", "creator_csat", "share", Sample(50), "survey of 50 creators"),
    Indicator("viewer_survey", "viewer_csat", "share", Sample(200), "survey of 200 viewers"),
)
INDICATORS: dict[str, Indicator] = {one.name: one for one in _ALL}
"""Indicators by name."""


def outcomes_of(indicators: Iterable[Indicator]) -> tuple[str, ...]:
    """Return the outcomes that indicators are read from, each once."""
    return tuple(dict.fromkeys(one.outcome for one in indicators))
