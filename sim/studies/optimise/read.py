"""A search read back: what every candidate scored, and whether it kept its budgets, from the rows of its runs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property

import numpy as np

from sim.config.conditions import Condition
from sim.methods.robustness.measures import FloatArray, over_seeds, tail_mean
from sim.model.outcomes.dictionary import OUTCOMES
from sim.runs.blueprint import Factor, Value
from sim.runs.folder import StudyFolder
from sim.runs.rows import WHOLE_MARKET
from sim.studies.experiment.read import StoredStudy
from sim.studies.optimise.plan import base_values, future_points
from sim.studies.optimise.settings import SearchSettings

_STATISTICS: Mapping[str, Callable[[FloatArray, float], FloatArray]] = {
    "mean": lambda values, _: over_seeds(values),
    "tail": lambda values, share: tail_mean(values, share),
    "worst": lambda values, _: values.min(axis=-1),
}


class SearchStudy:
    """The runs of a search so far.

    Attributes
    ----------
    study
        The same as a sweep's frames have it: points are candidates × futures.
    """

    def __init__(self, folder: StudyFolder) -> None:
        self.study = StoredStudy(folder)
        self.settings = SearchSettings.from_json(folder.about["search"])

    @property
    def levers(self) -> tuple[Factor, ...]:
        """What is searched."""
        return self.study.factors[: int(self.study.about["levers"])]

    @property
    def assumptions(self) -> tuple[Factor, ...]:
        """What differs between futures."""
        return self.study.factors[int(self.study.about["levers"]) :]

    @cached_property
    def futures(self) -> list[dict[str, Value]]:
        """The futures, each a value for every assumption."""
        design = self.study.settings
        return future_points(self.assumptions, design)

    def points_of(self, values: Mapping[str, Value]) -> list[dict[str, Value]]:
        """Return the points of a candidate: its values in every future."""
        return [{**values, **future} for future in self.futures]

    def planned(self, values: Mapping[str, Value]) -> list[int] | None:
        """Return the numbers of a candidate's points, future by future; ``None`` where the plan lacks one."""
        numbers = [self._numbers.get(tuple(point.values())) for point in self.points_of(values)]
        return None if None in numbers else [int(one) for one in numbers if one is not None]

    def cells(self, values: Mapping[str, Value], outcome: str, region: str = "") -> FloatArray:
        """Return an outcome of a candidate as futures × seeds, NaN where there is no run."""
        points = self.planned(values)
        grid = self._grid(outcome, region)
        if points is None:
            return np.full((len(self.futures), grid.shape[1]), np.nan)
        return grid[points]

    def failed(self, values: Mapping[str, Value]) -> bool:
        """Return whether a run of a candidate failed."""
        return bool(set(self.planned(values) or ()) & self._failed)

    def scores(self, values: Mapping[str, Value]) -> tuple[float, ...] | None:
        """Return a candidate's scores, higher being better; ``None`` if one is undefined."""
        found = tuple(self.score(self.cells(values, one), one) for one in self.settings.objectives)
        return found if all(np.isfinite(found)) else None

    def score(self, cells: FloatArray, outcome: str) -> float:
        """Return the score of an outcome's futures × seeds, higher being better."""
        means = over_seeds(sign(outcome) * cells)
        return float(_STATISTICS[self.settings.score](means, self.settings.tail))

    def violation(self, values: Mapping[str, Value]) -> tuple[float, ...] | None:
        """Return how far a candidate breaks each budget, as a share of its bound; ``None`` if one is undefined."""
        found = tuple(self._violation(values, one) for one in self.settings.budget)
        return found if all(np.isfinite(found)) else None

    @cached_property
    def status_quo(self) -> dict[str, Value]:
        """Candidate 0."""
        return base_values(self.levers)

    def _violation(self, values: Mapping[str, Value], budget: Condition) -> float:
        spent, bound = self._spent(values, budget), budget.bound
        if budget.relative:
            bound *= self._spent(self.status_quo, budget)
        over = bound - spent if budget.above else spent - bound
        return over / abs(bound) if bound else over

    def _spent(self, values: Mapping[str, Value], budget: Condition) -> float:
        total = sum(self.cells(values, name, budget.region) for name in budget.outcomes)
        assert isinstance(total, np.ndarray)
        return float(over_seeds(over_seeds(total)))

    def _grid(self, outcome: str, region: str) -> FloatArray:
        """Return an outcome as points × seeds."""
        if (outcome, region) not in self._grids:
            frame = self.study.regions
            frame = frame[frame["region"] == (region or WHOLE_MARKET)]
            seeds = {int(seed): place for place, seed in enumerate(sorted(self.study.plan["seed"].unique()))}
            grid = np.full((len(self.study.factor_values), len(seeds)), np.nan)
            grid[frame["point"].to_numpy(int), [seeds[int(seed)] for seed in frame["seed"]]] = frame[outcome]
            self._grids[outcome, region] = grid
        return self._grids[outcome, region]

    @cached_property
    def _grids(self) -> dict[tuple[str, str], FloatArray]:
        return {}

    @cached_property
    def _numbers(self) -> dict[tuple[Value, ...], int]:
        frame = self.study.factor_values
        return {tuple(row): number for number, row in enumerate(frame.itertuples(index=False, name=None))}

    @cached_property
    def _failed(self) -> set[int]:
        return {int(point) for point in self.study.failures["point"]}


def sign(outcome: str) -> float:
    """Return 1 where more of an outcome is better, -1 where less is."""
    return -1.0 if OUTCOMES[outcome].better == "down" else 1.0
