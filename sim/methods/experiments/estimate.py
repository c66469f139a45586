"""What an estimator answers: an effect with its interval, absolute and in parts of the level without treatment."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from scipy.special import stdtr, stdtrit

from sim.methods.estimators import CONFIDENCE


@dataclass(frozen=True)
class Estimate:
    """An estimated effect of treating everybody, with a 95% interval.

    Attributes
    ----------
    estimator
        Name of the estimator.
    effect, error
        Treated minus untreated in the metric's unit, and its standard error.
    base
        Level without treatment, as this estimator sees it.
    relative, relative_error
        Effect over ``base``, as a share, with its standard error by the delta method; NaN where the base is 0.
    freedom
        Degrees of freedom of the t; infinite for a normal interval.
    low, high, p
        95% interval of ``effect`` and two-sided p-value of no effect.
    notes
        What a reader has to know: assumptions that are at stake, checks that failed.
    """

    estimator: str
    effect: float
    error: float
    base: float
    relative: float
    relative_error: float
    freedom: float
    low: float
    high: float
    p: float
    notes: tuple[str, ...] = ()

    @property
    def significant(self) -> bool:
        """Whether no effect is rejected at 5%."""
        return self.p <= 1 - CONFIDENCE

    @property
    def relative_interval(self) -> tuple[float, float]:
        """Return the 95% interval of ``relative``."""
        margin = quantile(self.freedom) * self.relative_error
        return self.relative - margin, self.relative + margin

    def noted(self, *notes: str) -> Estimate:
        """Return the same estimate with more notes."""
        return replace(self, notes=(*self.notes, *notes))


def estimated(
    estimator: str,
    effect: float,
    error: float,
    *,
    base: float,
    base_variance: float = 0.0,
    covariance: float = 0.0,
    freedom: float = math.inf,
) -> Estimate:
    """Return an estimate with its interval, p-value and relative form.

    Parameters
    ----------
    base_variance, covariance
        Variance of ``base``, and its covariance with ``effect``: for treated minus control, minus the base's variance.
    """
    if base:
        spread = error**2 + (effect / base) ** 2 * base_variance - 2 * effect / base * covariance
        relative, relative_error = effect / base, math.sqrt(max(spread, 0.0)) / abs(base)
    else:
        relative = relative_error = math.nan
    margin = quantile(freedom) * error
    return Estimate(
        estimator,
        float(effect),
        float(error),
        float(base),
        float(relative),
        float(relative_error),
        float(freedom),
        float(effect - margin),
        float(effect + margin),
        p_value(effect, error, freedom),
    )


def quantile(freedom: float, level: float = 1 - CONFIDENCE) -> float:
    """Return the two-sided quantile of Student's t (of the normal distribution for infinite degrees of freedom)."""
    return float(stdtrit(freedom, 1 - level / 2)) if freedom > 0 else math.nan


def p_value(effect: float, error: float, freedom: float) -> float:
    """Return the two-sided p-value of no effect; without any spread, 1 for no effect and 0 for one."""
    if math.isnan(error) or not freedom > 0:
        return math.nan
    if error == 0.0:
        return float(effect == 0.0)
    return float(2.0 * stdtr(freedom, -abs(effect / error)))
