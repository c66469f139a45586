"""What each factor does: response curves, and main effects with 95% intervals.

Points run the same seeds, so seeds are the unit wherever there are two or more: a level's mean over points is taken
seed by seed, and so is the difference between a factor's two ends. Where points are sampled, the main effect is a
factor's slope in a linear fit over all factors, times its span. Its interval holds what the fit leaves unexplained
(HC3) and how the slope differs from seed to seed: points and seeds are crossed (`sim.methods.two_way`), and under four
seeds there is none.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.methods.intervals import Effect, FloatArray, Interval, mean_interval, paired_effect, t_quantile
from sim.methods.two_way import FEWEST_SEEDS
from sim.model.outcomes.dictionary import OUTCOMES
from sim.runs.blueprint import Factor
from sim.runs.plan import STATUS_QUO
from sim.studies.experiment.read import StoredStudy

MOST_LEVELS, BINS = 12, 6
_FEWEST_FREE = 3
_BY_HAND = ("grid", "zip", "one_at_a_time")


@dataclass(frozen=True)
class CurvePoint:
    """An outcome where a factor has a value (or lies in a bin around it)."""

    value: Any
    interval: Interval


@dataclass(frozen=True)
class MainEffect:
    """What moving a factor from one end to the other does to an outcome, the other factors being what they were."""

    factor: Factor
    outcome: str
    scenario: str
    effect: Effect
    ends: tuple[Any, Any]

    @property
    def interval(self) -> Interval:
        """The difference with its 95% interval."""
        return self.effect.paired


def response_curve(study: StoredStudy, factor: Factor, outcome: str, scenario: str = STATUS_QUO) -> list[CurvePoint]:
    """Return an outcome (of a scenario: its effect) over a factor's values, averaged over the other factors.

    Where points are sampled, what the others do by the linear fit is taken out first: few points meet each bin, and
    the others are not the same in every one. The interval is then over points.
    """
    values = study.values(outcome, scenario)
    column = study.factor_values[factor.name].to_numpy()
    fit = None if study.settings.design in _BY_HAND else _fit(study, values)
    if fit is not None:
        values = fit.without_others(factor)[:, None]
    return [
        CurvePoint(where, _over_seeds(values[rows]))
        for where, rows in _levels(study, factor, column)
        if np.isfinite(values[rows]).any()
    ]


def main_effect(study: StoredStudy, factor: Factor, outcome: str, scenario: str = STATUS_QUO) -> MainEffect:
    """Return the difference that a factor makes between its two ends, with its interval."""
    values = study.values(outcome, scenario)
    fit = None if study.settings.design in _BY_HAND else _fit(study, values)
    if fit is not None and factor in fit.factors:
        return MainEffect(factor, outcome, scenario, _alone(fit.slope(factor)), factor.ends)
    levels = _levels(study, factor, study.factor_values[factor.name].to_numpy())
    if len(levels) < 2:
        return MainEffect(factor, outcome, scenario, _alone(Interval(math.nan, math.nan, math.nan, 0)), factor.ends)
    (low, first), (high, last) = levels[0], levels[-1]
    if values.shape[1] > 1:
        effect = paired_effect(_means(values[last]), _means(values[first]), middle=OUTCOMES[outcome].few)
    else:
        means = [mean_interval(values[rows].ravel()).mean for rows in (first, last)]
        effect = _alone(Interval(means[1] - means[0], math.nan, math.nan, 1))
    return MainEffect(factor, outcome, scenario, effect, (low, high))


def _alone(interval: Interval) -> Effect:
    return Effect(interval, interval, math.nan)


def _levels(study: StoredStudy, factor: Factor, column: Any) -> list[tuple[Any, Any]]:
    """Return a factor's values, in order, each with the points that have it; many values are binned."""
    found = list(dict.fromkeys(column.tolist()))
    usable = np.ones(len(column), bool)
    if study.settings.design == "one_at_a_time":
        usable = _others_at_base(study, factor)
    if factor.levels or len(found) <= MOST_LEVELS:
        ordered = [one for one in factor.levels if one in found] if factor.levels else []
        if len(ordered) < len(found):
            ordered = sorted(found)
        return [(one, np.flatnonzero((column == one) & usable)) for one in ordered]
    order = np.argsort(column, kind="stable")
    return [(float(np.mean(column[rows])), rows) for rows in np.array_split(order, BINS)]


def _others_at_base(study: StoredStudy, factor: Factor) -> Any:
    frame = study.factor_values
    others = [one for one in study.factors if one.name != factor.name]
    same = np.ones(len(frame), bool)
    for one in others:
        same &= (frame[one.name] == one.base).to_numpy()
    return same


def _means(values: FloatArray) -> FloatArray:
    """Return the mean over points, seed by seed; NaN for a seed that lacks a point."""
    means: FloatArray = values.mean(axis=0)
    return means


def _over_seeds(values: FloatArray) -> Interval:
    """Return mean and interval over seeds; over points where there is one seed only."""
    if values.shape[1] > 1:
        complete = mean_interval(_means(values))
        if complete.count > 1:
            return complete
    return mean_interval(values.ravel())


@dataclass(frozen=True)
class _Fit:
    """A linear fit of an outcome's means over all numeric factors, each counted in shares of its span."""

    factors: list[Factor]
    outcome: FloatArray
    shares: FloatArray
    values: FloatArray

    @cached_property
    def design(self) -> FloatArray:
        """A column of ones, then the shares."""
        return np.column_stack((np.ones(len(self.known)), self.shares[self.known]))

    @cached_property
    def known(self) -> NDArray[np.int64]:
        """The points that have an outcome."""
        return np.flatnonzero(np.isfinite(self.outcome))

    @cached_property
    def inverse(self) -> FloatArray:
        """The inverse of the design's cross products."""
        return np.asarray(np.linalg.pinv(self.design.T @ self.design), np.float64)

    @cached_property
    def coefficients(self) -> FloatArray:
        """Intercept and slopes."""
        coefficients: FloatArray = self.inverse @ self.design.T @ self.outcome[self.known]
        return coefficients

    def slope(self, factor: Factor) -> Interval:
        """Return a factor's slope times its span, with an interval over points (HC3) and seeds."""
        leverage = np.clip(np.einsum("ij,jk,ik->i", self.design, self.inverse, self.design), 0, 0.9999)
        residual = (self.outcome[self.known] - self.design @ self.coefficients) / (1 - leverage)
        variance = self.inverse @ (self.design.T * residual**2) @ self.design @ self.inverse
        place = 1 + self.factors.index(factor)
        freedom = len(self.known) - self.design.shape[1]
        mean = float(self.coefficients[place])
        of_points, (of_seeds, seeds) = max(float(variance[place, place]), 0.0), self._over_seeds(place)
        if seeds < FEWEST_SEEDS:
            return Interval(mean, math.nan, math.nan, len(self.known))
        total = of_points + of_seeds
        known_by = of_points**2 / freedom + of_seeds**2 / (seeds - 1)
        freedom = max(total**2 / known_by, 1.0) if known_by > 0 else float(freedom)
        margin = float(t_quantile(freedom)) * math.sqrt(total)
        return Interval(mean, mean - margin, mean + margin, len(self.known), freedom)

    def _over_seeds(self, place: int) -> tuple[float, int]:
        """Return what of a slope's variance its differing from seed to seed adds to that of points; and the seeds."""
        whole = self.values[self.known]
        whole = whole[:, np.isfinite(whole).all(axis=0)]
        count = whole.shape[1]
        if count < 2:
            return 0.0, count
        apart = whole - whole.mean(axis=1, keepdims=True)
        slopes = self.inverse @ self.design.T @ apart
        rest = apart - self.design @ slopes
        free = max((len(whole) - self.design.shape[1]) * (count - 1), 1)
        by_luck = float(self.inverse[place, place]) * float((rest**2).sum()) / free / count
        return max(float(slopes[place].var(ddof=1)) / count - by_luck, 0.0), count

    def without_others(self, factor: Factor) -> FloatArray:
        """Return the outcome at each point as if all other numeric factors stood at their mean."""
        slopes = self.coefficients[1:].copy()
        if factor in self.factors:
            slopes[self.factors.index(factor)] = 0.0
        adjusted: FloatArray = self.outcome - (self.shares - self.shares.mean(axis=0)) @ slopes
        return adjusted


def _fit(study: StoredStudy, values: FloatArray) -> _Fit | None:
    """Return the fit, or ``None`` where there are too few points for one."""
    numeric = [one for one in study.factors if one.kind != "choice" and one.high > one.low]
    defined = np.isfinite(values)
    outcome = np.divide(np.where(defined, values, 0.0).sum(axis=1), defined.sum(axis=1),
                        out=np.full(len(values), np.nan), where=defined.any(axis=1))
    frame = study.factor_values
    shares = np.column_stack(
        [(frame[one.name].to_numpy(float) - one.low) / (one.high - one.low) for one in numeric]
    ) if numeric else np.empty((len(frame), 0))
    fit = _Fit(numeric, outcome, shares, values)
    enough = len(fit.known) - fit.design.shape[1] >= _FEWEST_FREE
    return fit if numeric and enough and (shares[fit.known].std(axis=0) > 0).all() else None
