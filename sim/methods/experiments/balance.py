"""Before results are read: do the arms have the units they should, were they alike before, do A/A tests stay quiet?"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np
from scipy.special import chdtrc, ndtri
from scipy.stats import kstest

from sim.methods.estimators import CONFIDENCE, FloatArray
from sim.methods.experiments.difference import of_arrays

MISMATCH = 0.001
"""p-value of the sample ratio below which results are not read (Fabijan and others 2019)."""


@dataclass(frozen=True)
class SampleRatio:
    """How many units each arm has, and how far that is from the plan."""

    treated: int
    control: int
    share: float
    p: float

    @property
    def trustworthy(self) -> bool:
        """Whether the counts may have come about by luck."""
        return self.p >= MISMATCH


def sample_ratio(arm: FloatArray, share: float) -> SampleRatio:
    """Return the chi-square test of the arms' counts against the planned share.

    Count everybody assigned. Those who are left at the end differ by arm if treatment makes units leave.
    """
    treated = int((arm == 1).sum())
    wanted = share * arm.size
    square = (treated - wanted) ** 2 * (1 / wanted + 1 / (arm.size - wanted)) if 0 < share < 1 else np.inf
    return SampleRatio(treated, arm.size - treated, share, float(chdtrc(1, square)))


def imbalance(before: FloatArray, arm: FloatArray) -> float:
    """Return by how many standard deviations the arms differed before the test; above 0.1 look again."""
    spread = float(np.sqrt((before[arm == 1].var(ddof=1) + before[arm == 0].var(ddof=1)) / 2))
    gap = float(before[arm == 1].mean() - before[arm == 0].mean())
    return gap / spread if spread > 0 else 0.0


def before_p(before: FloatArray, arm: FloatArray) -> float:
    """Return the p-value of no difference before the test."""
    return of_arrays("before", before, arm).p


@dataclass(frozen=True)
class QuietTest:
    """Of tests in which nothing happened, how many claimed something.

    Attributes
    ----------
    rate, error
        Share rejected at 5%, with its standard error.
    low, high
        95% interval of the rate (Wilson 1927).
    uniform_p
        p-value that p-values are spread evenly (Kolmogorov and Smirnov).
    """

    rate: float
    error: float
    low: float
    high: float
    count: int
    uniform_p: float

    @property
    def quiet(self) -> bool:
        """Whether 5% lies in the interval: else the estimator is not offered for that metric."""
        return self.low <= 1 - CONFIDENCE <= self.high


def quiet_test(p_values: Iterable[float]) -> QuietTest:
    """Return what the p-values of A/A tests tell; undefined ones count as not rejected."""
    p = np.asarray(list(p_values), float)
    rate, z2, n = float((p <= 1 - CONFIDENCE).mean()), float(ndtri((1 + CONFIDENCE) / 2)) ** 2, p.size
    centre = (rate + z2 / (2 * n)) / (1 + z2 / n)
    margin = np.sqrt(z2 * (rate * (1 - rate) / n + z2 / (4 * n * n))) / (1 + z2 / n)
    defined = p[~np.isnan(p)]
    even = float(kstest(defined, "uniform").pvalue) if defined.size else float("nan")
    return QuietTest(
        rate, float(np.sqrt(rate * (1 - rate) / n)), float(centre - margin), float(centre + margin), n, even
    )


def reassigned(p_of: Callable[[FloatArray], float], again: Iterable[FloatArray]) -> QuietTest:
    """Return the A/A test of one unchanged log that is assigned again and again.

    Parameters
    ----------
    p_of
        p-value of the log under an assignment.
    again
        Assignments by the test's own mechanism: `sim.methods.experiments.assignment.draws` with ``again`` = 1, 2, …
    """
    return quiet_test([p_of(arm) for arm in again])
