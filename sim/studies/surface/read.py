"""From stored runs to response curves: each lever's doses, and what each of them does to each outcome."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from sim.config.names import parameters_of
from sim.methods.intervals import Effect, FloatArray, Interval, mean_interval, paired_effect
from sim.model.outcomes.smallest.thresholds import smallest_effect
from sim.model.parameters import Parameter
from sim.runs.plan import STATUS_QUO
from sim.show.catalogue import Lever, lever_of
from sim.studies.experiment.read import StoredStudy
from sim.studies.surface.plan import todays
from sim.studies.surface.verdicts import CurveVerdict, DoseVerdict, among_doses, curve_verdict


@dataclass(frozen=True)
class Surface:
    """One lever of a study.

    Attributes
    ----------
    today
        Its value in each region, without those that are alike.
    doses
        Every dose but today's, in ascending order, with the scenario that sets it.
    """

    lever: Lever
    parameter: Parameter
    today: tuple[float, ...]
    doses: tuple[tuple[float, str], ...]

    @property
    def allowed(self) -> tuple[float, float]:
        """The lever's legal range."""
        return self.parameter.low, self.parameter.high

    @property
    def every_dose(self) -> list[float]:
        """All doses, today's among them where it is one in every region."""
        own = [dose for dose, _ in self.doses]
        return sorted([*own, *self.today]) if len(self.today) == 1 else own


@dataclass(frozen=True)
class Response:
    """What the doses of a lever do to one outcome.

    Attributes
    ----------
    effects
        A dose an entry, as in `Surface.doses`.
    material
        The smallest change that matters.
    """

    surface: Surface
    outcome: str
    effects: tuple[Effect, ...]
    material: float

    @property
    def verdict(self) -> CurveVerdict:
        """What may be said of all doses together."""
        return curve_verdict([one.paired for one in self.effects], self.material)

    @property
    def verdicts(self) -> list[DoseVerdict]:
        """What may be said of each dose; one that moves it by itself and not among so many is undecided."""
        return [among_doses(one.paired, self.material, len(self.effects)) for one in self.effects]

    @property
    def still(self) -> bool:
        """Whether no dose changes a single count of it."""
        return all(one.paired.low == one.paired.high == 0.0 for one in self.effects)


class StoredSurface(StoredStudy):
    """Response surfaces, finished or not."""

    @cached_property
    def surfaces(self) -> list[Surface]:
        """The levers, in the order in which they were asked for."""
        config = self.blueprint.bases[""]
        every = parameters_of(config)
        doses: dict[str, list[tuple[float, str]]] = {}
        for one in self.blueprint.scenarios:
            if one.changes:
                change = one.changes[0]
                doses.setdefault(change.name, []).append((change.to, one.name))
        return [
            Surface(lever_of(name, every[name]), every[name], tuple(sorted(set(todays(config, name)))),
                    tuple(sorted(found)))
            for name, found in doses.items()
        ]

    @cached_property
    def levels(self) -> dict[str, float]:
        """Today's level of every outcome, mean over seeds."""
        return {name: mean_interval(self._levels(name)[STATUS_QUO]).mean for name in self.outcomes}

    def response(self, surface: Surface, outcome: str) -> Response:
        """Return what a lever's doses do to an outcome."""
        levels = self._levels(outcome)
        effects = tuple(
            paired_effect(levels[scenario], levels[STATUS_QUO]) if scenario in levels else _NOTHING
            for _, scenario in surface.doses
        )
        return Response(surface, outcome, effects, smallest_effect(outcome, self.levels))

    @cached_property
    def responses(self) -> dict[str, list[Response]]:
        """Lever → what its doses do to the outcomes that are shown."""
        return {one.lever.lever: [self.response(one, outcome) for outcome in self.told] for one in self.surfaces}

    @property
    def told(self) -> list[str]:
        """The outcomes that are shown, as far as rows have them."""
        return [name for name in self.shown if name in self.outcomes]

    def doses(self) -> pd.DataFrame:
        """Return one row a lever and dose."""
        return pd.DataFrame([
            {"lever": one.lever.lever, "name": one.lever.name, "dose": dose, "words": one.lever.dose_words(dose),
             "scenario": scenario, "today": one.today[0], "today_highest": one.today[-1], "allowed_low": one.allowed[0],
             "allowed_high": one.allowed[1], "unit": one.parameter.unit}
            for one in self.surfaces for dose, scenario in one.doses
        ])

    def effects(self) -> pd.DataFrame:
        """Return one row a lever, dose and outcome (every outcome): effect with interval, verdict."""
        rows = []
        for one in self.surfaces:
            for outcome in self.outcomes:
                found = self.response(one, outcome)
                for (dose, _), effect, verdict in zip(one.doses, found.effects, found.verdicts, strict=True):
                    paired = effect.paired
                    rows.append({
                        "lever": one.lever.lever, "dose": dose, "outcome": outcome, "baseline": effect.baseline,
                        "mean": paired.mean, "low": paired.low, "high": paired.high, "seeds": paired.count,
                        "material": found.material, "verdict": verdict,
                    })
        return pd.DataFrame(rows)

    def _levels(self, outcome: str) -> dict[str, FloatArray]:
        return {name: self._cube[self._places[name], :, self._columns[outcome]] for name in self._places}

    @cached_property
    def _columns(self) -> dict[str, int]:
        return {name: place for place, name in enumerate(self.outcomes)}

    @cached_property
    def _places(self) -> dict[str, int]:
        return {name: place for place, name in enumerate(self.scenarios)}

    @cached_property
    def _cube(self) -> FloatArray:
        """Every outcome of every run: scenarios × seeds × outcomes, NaN where there is no run."""
        seeds = {int(seed): place for place, seed in enumerate(sorted(self.plan["seed"].unique()))}
        cube = np.full((len(self._places), len(seeds), len(self.outcomes)), np.nan)
        rows = [self._places[name] for name in self.runs["scenario"]]
        columns = [seeds[int(seed)] for seed in self.runs["seed"]]
        cube[rows, columns] = self.runs[self.outcomes].to_numpy(float)
        return cube


_UNKNOWN = Interval(float("nan"), float("nan"), float("nan"), 0)
_NOTHING = Effect(_UNKNOWN, _UNKNOWN, float("nan"))
