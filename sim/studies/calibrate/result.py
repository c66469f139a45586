"""What a calibration comes to: draws that fit, what figures tell of each assumption, and how well figures are met."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from sim.methods.calibration.emulator import FloatArray
from sim.methods.calibration.known import (
    Direction,
    Told,
    contraction,
    directions,
    effective_number,
    inverse_r2,
    verdicts,
)
from sim.methods.calibration.likelihood import Observed, log_likelihood, means
from sim.methods.calibration.sampling import draws
from sim.methods.calibration.weighing import UNFIT, effective_share, smoothed, weights
from sim.studies.calibrate.assumptions import Assumption
from sim.studies.calibrate.fit import Fit, fit
from sim.studies.calibrate.read import StoredCalibration
from sim.studies.calibrate.targets import Target
from sim.studies.calibrate.waves import Nothing, nothing_fits

LEVEL = 0.9
"""Share of draws inside the intervals that are told."""

ENOUGH = 0.3
"""Effective share of draws, under the emulators of all runs, from which the draws are taken to have settled."""

_POINTS = 40


@dataclass(frozen=True)
class Known:
    """What the figures say of one assumption; places are on its own scale, values in its unit.

    Attributes
    ----------
    low, middle, high
        Of the draws.
    contraction, r2
        Share of the prior's variance that is gone; share that regressing the assumption on the figures explains.
    tells
        Labels of the figures without which most of what is known of it would be gone, strongest first.
    """

    assumption: Assumption
    low: float
    middle: float
    high: float
    contraction: float
    r2: float
    told: Told
    tells: tuple[str, ...]


@dataclass(frozen=True)
class Met:
    """How a target is met by runs that were drawn from the fit.

    Attributes
    ----------
    value
        The figure, in the KPI's unit where the target is a level, else on its scale.
    low, middle, high
        What runs give, the market's own luck in it.
    alone_low, alone_high
        What the other figures alone lead one to expect; NaN for what took no part.
    """

    target: Target
    value: float
    low: float
    middle: float
    high: float
    alone_low: float
    alone_high: float

    @property
    def inside(self) -> bool:
        """Whether the figure lies in what runs give."""
        return self.low <= self.value <= self.high

    @property
    def expected(self) -> bool:
        """Whether the other figures led one to expect it; true where nothing can be said."""
        return not np.isfinite(self.alone_low) or self.alone_low <= self.value <= self.alone_high


class Calibrated:
    """A calibration that has run.

    Attributes
    ----------
    study
        Its runs.
    """

    def __init__(self, study: StoredCalibration) -> None:
        self.study = study

    @cached_property
    def fit(self) -> Fit:
        """Emulators fitted to all runs."""
        return fit(self.study)

    @cached_property
    def draws(self) -> FloatArray:
        """Places that fit (draws × assumptions)."""
        settings = self.study.settings
        return self.fit.draws(settings.draws, settings.seed)

    @cached_property
    def nothing(self) -> Nothing | None:
        """Why no assumptions fit, if none do."""
        found = nothing_fits(self.fit.observed, len(self.study.assumptions), self.study.settings.seed)
        if found is None:
            return None
        return Nothing(found.place, tuple((self.fit.targets[int(place)].label, off) for place, off in found.missed))

    @cached_property
    def settled(self) -> float:
        """Effective share of the last wave's points under the emulators of all runs: 1 where nothing moved."""
        before = sum(self.study.settings.waves(len(self.study.assumptions))[:-1])
        places = self._last_wave
        if not len(places):
            return float("nan")
        earlier = fit(self.study, before)
        ratio = self.fit.density(places) - earlier.density(places)
        return effective_share(weights(ratio))

    @cached_property
    def directions(self) -> list[Direction]:
        """Combinations of assumptions by how strongly the figures rule them."""
        return directions(self.fit.observed, self.draws[:: max(1, len(self.draws) // _POINTS)])

    @cached_property
    def worth(self) -> float:
        """How many assumptions' worth the figures tell."""
        return effective_number(self.directions)

    @cached_property
    def known(self) -> list[Known]:
        """What the figures say of each assumption."""
        lost, share = contraction(self.draws), inverse_r2(self.fit.places, self.fit.outputs)
        told = verdicts(lost, share, self.directions)
        ends = np.quantile(self.draws, [(1 - LEVEL) / 2, 0.5, (1 + LEVEL) / 2], axis=0)
        return [
            Known(one, one.value(float(ends[0, place])), one.value(float(ends[1, place])),
                  one.value(float(ends[2, place])), float(lost[place]), float(share[place]), told[place],
                  self._tells(place, float(lost[place])))
            for place, one in enumerate(self.study.assumptions)
        ]

    def takes_part(self, target: Target) -> bool:
        """Whether a target had a say in the fit."""
        return target.name in {one.name for one in self.fit.targets}

    @cached_property
    def met(self) -> list[Met]:
        """How every target is met by the runs of the last wave, held-out ones too."""
        return [self._met(place, one) for place, one in enumerate(self.study.targets)]

    @cached_property
    def _without(self) -> list[tuple[FloatArray, FloatArray]]:
        """Draws and weights without each target that took part."""
        found = []
        for place in range(len(self.fit.targets)):
            kept = [one for one in range(len(self.fit.targets)) if one != place]
            rest = self.fit.observed.only(kept)
            covariance = self.fit.covariance[np.ix_(kept, kept)]
            if not kept:
                found.append((self.draws, np.full(len(self.draws), 1.0 / len(self.draws))))
                continue
            ratio = log_likelihood(rest, self.draws, covariance) - self.fit.density(self.draws)
            weighed, tail = smoothed(ratio)
            if tail > UNFIT:
                anew = _sampled(rest, covariance, self.draws.shape, self.study.settings.seed)
                found.append((anew, np.full(len(anew), 1.0 / len(anew))))
            else:
                found.append((self.draws, weighed))
        return found

    def _tells(self, place: int, lost: float) -> tuple[str, ...]:
        """Return the targets without which most of an assumption's contraction would be gone."""
        if lost < ENOUGH:
            return ()
        losses = []
        for target, (points, weighed) in zip(self.fit.targets, self._without, strict=True):
            middle = float(np.sum(weighed * points[:, place]))
            variance = float(np.sum(weighed * (points[:, place] - middle) ** 2))
            losses.append((lost - (1.0 - 3.0 * variance), target.label))
        ordered = sorted(losses, reverse=True)
        return tuple(label for fall, label in ordered[:3] if fall > 0.1 * lost)

    @cached_property
    def _last_wave(self) -> FloatArray:
        waves = self.study.settings.waves(len(self.study.assumptions))
        last = self.study.runs["run"].to_numpy() >= sum(waves[:-1]) if len(waves) > 1 else np.zeros(0, bool)
        return self.study.places[last] if len(last) else self.study.places[:0]

    def _met(self, place: int, target: Target) -> Met:
        last = self.study.runs["run"].to_numpy() >= sum(self.study.settings.waves(len(self.study.assumptions))[:-1])
        if last.sum() < len(self.study.assumptions):
            last = np.ones(len(last), bool)
        found = self.study.outputs[last, place]
        found = found[np.isfinite(found)]
        ends = np.quantile(found, [(1 - LEVEL) / 2, 0.5, (1 + LEVEL) / 2]) if len(found) else np.full(3, np.nan)
        alone = self._alone(target)
        told = [_in_unit(target, one) for one in (target.value, *ends, *alone)]
        return Met(target, *told)

    def _alone(self, target: Target) -> tuple[float, float]:
        """Return what the other figures alone lead one to expect of a target."""
        names = [one.name for one in self.fit.targets]
        if target.name not in names or len(names) < 2:
            return float("nan"), float("nan")
        place = names.index(target.name)
        points, weighed = self._without[place]
        emulator, variance = self.fit.observed.emulators[place], self.fit.observed.variance[place]
        expected = means([emulator], points)[:, 0]
        middle = float(np.sum(weighed * expected))
        within = float(np.sum(weighed * (expected - middle) ** 2)) + emulator.noise + float(variance)
        half = 1.645 * np.sqrt(within)
        return middle - half, middle + half


def settled_words(share: float) -> bool:
    """Whether draws have settled."""
    return not np.isfinite(share) or share >= ENOUGH


def missed(found: Sequence[Met]) -> list[Met]:
    """Return the targets that took part and that the runs do not meet."""
    return [one for one in found if one.target.use == "fit" and not one.inside]


def _in_unit(target: Target, value: float) -> float:
    """Return a target's value in its KPI's unit where it is a level, as it is else."""
    return float(target.kpi.back(value)) if target.is_level and np.isfinite(value) else float(value)


def _sampled(observed: Observed, covariance: FloatArray, shape: tuple[int, ...], seed: int) -> FloatArray:
    return draws(lambda inputs: log_likelihood(observed, inputs, covariance), shape[1], shape[0], seed)
