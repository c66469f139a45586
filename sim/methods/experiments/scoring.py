"""Design and estimator against the truth that only a simulator knows, each score with its Monte-Carlo error.

A world is one market; the truth of each is what treating everybody brings there, in the days of the test and after a
launch. Of the error against the launch, *interference* is how far the estimate is from the truth of its own days on
average, *horizon* how far those days are from the launch, *sampling* the rest. The mean square splits so exactly.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, fields

import numpy as np

from sim.errors import UserError
from sim.methods.estimators import CONFIDENCE, FloatArray


@dataclass(frozen=True)
class Score:
    """A number over worlds and its Monte-Carlo standard error."""

    value: float
    error: float


@dataclass(frozen=True)
class Scorecard:
    """What a design and an estimator are worth for a metric.

    Attributes
    ----------
    truth, window, estimate
        Mean effect after launch, in the days of the test, and as estimated.
    bias, interference, horizon
        Estimate less launch, split: estimate less window, and window less launch.
    sampling, rmse
        Standard deviation of the error, and root mean square of it, against the launch.
    coverage
        Share of intervals that hold the truth of the test's own days, and that hold the launch.
    power
        Share of worlds in which the test claims an effect.
    right
        Share that claims one of the launch's sign.
    wrong_sign, exaggeration
        Among claims: share of the wrong sign; mean size over the mean size of the launch's effect.
    """

    truth: Score
    window: Score
    estimate: Score
    bias: Score
    interference: Score
    horizon: Score
    sampling: Score
    rmse: Score
    coverage: Score
    coverage_of_launch: Score
    power: Score
    right: Score
    wrong_sign: Score
    exaggeration: Score
    worlds: int

    def flat(self) -> dict[str, float]:
        """Return all scores, and their errors as ``NAME_mc``."""
        told: dict[str, float] = {"worlds": float(self.worlds)}
        for one in fields(self):
            score = getattr(self, one.name)
            if isinstance(score, Score):
                told |= {one.name: score.value, f"{one.name}_mc": score.error}
        return told


def scored(
    effect: FloatArray, low: FloatArray, high: FloatArray, p: FloatArray, window: FloatArray, launch: FloatArray
) -> Scorecard:
    """Return the scorecard of estimates, a world each, all in one unit.

    Parameters
    ----------
    effect, low, high, p
        Estimate, 95% interval and p-value in each world.
    window, launch
        True effect in each world, in the days of the test and after a launch.

    Raises
    ------
    UserError
        With fewer than two worlds, or estimates that are not defined: an estimator that fails in some worlds is no
        better for leaving them out.
    """
    worlds = effect.size
    if worlds < 2 or not np.isfinite(np.concatenate([effect, low, high, p, window, launch])).all():
        raise UserError("scores need at least two worlds, with an estimate, an interval and a truth in each")
    off = effect - launch
    claimed = p <= 1 - CONFIDENCE
    side = float(np.sign(launch.mean()))
    goes = np.sign(effect)
    size = abs(float(launch.mean()))
    return Scorecard(
        truth=_mean(launch),
        window=_mean(window),
        estimate=_mean(effect),
        bias=_mean(off),
        interference=_mean(effect - window),
        horizon=_mean(window - launch),
        sampling=_jackknifed(off, lambda one: float(one.std(ddof=1)) if one.size > 1 else math.nan),
        rmse=_jackknifed(off, lambda one: float(np.sqrt(np.mean(one**2)))),
        coverage=rate((low <= window) & (window <= high)),
        coverage_of_launch=rate((low <= launch) & (launch <= high)),
        power=rate(claimed),
        right=rate(claimed & (goes == side)) if side else Score(math.nan, math.nan),
        wrong_sign=rate(goes[claimed] != side) if side else Score(math.nan, math.nan),
        exaggeration=_scaled(_mean(np.abs(effect[claimed])), size),
        worlds=worlds,
    )


def split_of_square(effect: FloatArray, window: FloatArray, launch: FloatArray) -> dict[str, float]:
    """Return the mean square error against the launch, in parts that add up to it.

    ``interference`` and ``horizon`` squared, twice their product (``together``, negative where one hides the other),
    and ``sampling``.
    """
    across, later = float((effect - window).mean()), float((window - launch).mean())
    return {
        "interference": across**2,
        "horizon": later**2,
        "together": 2 * across * later,
        "sampling": float((effect - launch).var()),
    }


def rate(happened: np.ndarray) -> Score:
    """Return a share of worlds with its binomial error; never 0, since of n worlds none may be luck (n + 2 of them)."""
    count = happened.size
    if not count:
        return Score(math.nan, math.nan)
    guarded = (float(happened.sum()) + 1) / (count + 2)
    return Score(float(happened.mean()), math.sqrt(guarded * (1 - guarded) / (count + 2)))


def _mean(values: FloatArray) -> Score:
    if not values.size:
        return Score(math.nan, math.nan)
    error = float(values.std(ddof=1)) / math.sqrt(values.size) if values.size > 1 else math.nan
    return Score(float(values.mean()), error)


def _scaled(score: Score, size: float) -> Score:
    return Score(score.value / size, score.error / size) if size > 0 else Score(math.nan, math.nan)


def _jackknifed(values: FloatArray, of: Callable[[FloatArray], float]) -> Score:
    left = np.array([of(np.delete(values, one)) for one in range(values.size)])
    return Score(of(values), math.sqrt((values.size - 1) / values.size * float(((left - left.mean()) ** 2).sum())))
