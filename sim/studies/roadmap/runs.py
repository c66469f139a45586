"""A roadmap's runs as arrays: every reading of every alternative as futures × seeds × days."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.methods.doubt import IntArray
from sim.runs.facts import MARK, OUTCOME, TIER
from sim.runs.plan import STATUS_QUO
from sim.runs.rows import WHOLE_MARKET
from sim.studies.experiment.looks import Looks, read_looks
from sim.studies.experiment.posterior import draws_of
from sim.studies.experiment.read import StoredStudy
from sim.studies.roadmap.plan import Bound, Roadmap

FloatArray = NDArray[np.float64]


class RoadmapRuns:
    """What the runs of a roadmap left, and the plan that they carried out.

    Attributes
    ----------
    study
        The study as a sweep's frames have it.
    """

    def __init__(self, study: StoredStudy) -> None:
        self.study = study
        self.roadmap = Roadmap.of(study.about["judged"]["roadmap"])

    @property
    def shape(self) -> tuple[int, int]:
        """How many futures and seeds there are."""
        return len(self.study.factor_values) or 1, len(self._seeds)

    @cached_property
    def draws(self) -> IntArray | None:
        """Which draw of the assumptions each seed lives; ``None`` where they are what the configuration says."""
        return draws_of(next(iter(self.study.blueprint.bases.values())), list(self._seeds))

    @property
    def arms(self) -> list[str]:
        """The status quo, the plan, its alternatives."""
        return [STATUS_QUO, *(one.name for one in self.roadmap.alternatives)]

    @cached_property
    def looks(self) -> Looks:
        """All looks at the study, by the places of the seeds that each saw; the present one last."""
        seen = np.flatnonzero(self.finished.any(axis=0))
        return read_looks(self.study.folder).with_present([int(one) for one in seen])

    def of_seeds(self, seeds: Sequence[int]) -> RoadmapRuns:
        """Return the runs of some seeds, by their places, as if no other had finished."""
        mask = np.isin(np.arange(self.shape[1]), seeds)
        if (mask | ~self.finished.any(axis=0)).all():
            return self
        some = RoadmapRuns(self.study)
        some.finished = self.finished & mask
        return some

    @cached_property
    def days(self) -> NDArray[np.int64]:
        """The days on which readings were taken."""
        return np.array(self.study.about["record"]["days"], np.int64)

    @cached_property
    def places(self) -> list[str]:
        """The whole market, then every country."""
        return [WHOLE_MARKET, *self.roadmap.regions]

    def readings(self, arm: str, outcome: str, window: int, region: str = "") -> FloatArray:
        """Return an outcome as futures × seeds × days, NaN where there is no run or it is undefined."""
        grid = np.full((*self.shape, len(self.days)), np.nan)
        place = region or WHOLE_MARKET
        try:
            rows = self._outcomes.loc[(arm, outcome, window, place)]
        except KeyError:
            return grid
        rows = rows[rows["day"].isin(self.days)]
        grid[rows["future"], rows["seed"], np.searchsorted(self.days, rows["day"])] = rows["value"]
        return grid

    @property
    def daily(self) -> list[str]:
        """The outcomes of which every day's own reading was kept."""
        return list(self.study.about["record"].get("daily", ()))

    def each_day(self, arm: str, outcome: str, region: str = "") -> FloatArray:
        """Return the readings of single days of an outcome in `daily`, as futures × seeds × days of the run."""
        grid = np.full((*self.shape, self.roadmap.days), np.nan)
        try:
            rows = self._outcomes.loc[(arm, outcome, 1, region or WHOLE_MARKET)]
        except KeyError:
            return grid
        grid[rows["future"], rows["seed"], rows["day"]] = rows["value"]
        return grid

    def on_day(self, arm: str, bound: Bound) -> FloatArray:
        """Return the reading that a gate or a target is about, as futures × seeds."""
        values = self.readings(arm, bound.outcome, bound.window, bound.region)
        taken: FloatArray = values[:, :, int(np.searchsorted(self.days, bound.day))]
        return taken

    def asked(self, bound: Bound) -> FloatArray:
        """Return what a gate or a target asks of each run: its bound, or a share of what the status quo reads."""
        if bound.of_status_quo:
            return bound.bound * self.on_day(STATUS_QUO, bound)
        return np.full(self.shape, bound.bound)

    def whole(self, arm: str, outcome: str) -> FloatArray:
        """Return an outcome over the whole run as futures × seeds, NaN where a run is missing in some arm."""
        grid = np.full(self.shape, np.nan)
        rows = self._by_arm.get(arm)
        if rows is not None:
            grid[rows["point"], rows["seed"].map(self._seeds)] = rows[outcome]
        return np.where(self.finished, grid, np.nan)

    def mark(self, arm: str, label: str) -> tuple[FloatArray, FloatArray]:
        """Return the days on which a mark was reached and undone, as futures × seeds, NaN where it was not."""
        reached, undone = np.full(self.shape, np.nan), np.full(self.shape, np.nan)
        rows = self._facts[(self._facts["kind"] == MARK) & (self._facts["scenario"] == arm)]
        rows = rows[rows["name"] == label]
        reached[rows["future"], rows["seed"]] = rows["day"]
        undone[rows["future"], rows["seed"]] = rows["value"]
        return reached, undone

    def tier(self, arm: str, tier: str, field: str) -> FloatArray:
        """Return what a tier of creators counted over the run, as futures × seeds."""
        grid = np.full(self.shape, np.nan)
        rows = self._facts[(self._facts["kind"] == TIER) & (self._facts["scenario"] == arm)]
        rows = rows[(rows["place"] == tier) & (rows["name"] == field)]
        grid[rows["future"], rows["seed"]] = rows["value"]
        return grid

    @cached_property
    def finished(self) -> NDArray[np.bool_]:
        """Which futures × seeds have finished in every arm; the others are left out, so that all have the same luck."""
        done = self.study.runs.groupby(["point", "seed"])["scenario"].nunique()
        grid = np.zeros(self.shape, bool)
        for (point, seed), arms in done.items():
            grid[int(point), self._seeds[int(seed)]] = arms == len(self.study.scenarios)
        return grid

    @cached_property
    def _seeds(self) -> dict[int, int]:
        return {int(seed): place for place, seed in enumerate(sorted(self.study.plan["seed"].unique()))}

    @cached_property
    def _by_arm(self) -> dict[str, pd.DataFrame]:
        return {str(arm): rows for arm, rows in self.study.runs.groupby("scenario")}

    @cached_property
    def _facts(self) -> pd.DataFrame:
        frame = self.study.facts().rename(columns={"point": "future"})
        frame["seed"] = frame["seed"].map(self._seeds)
        return frame[self.finished[frame["future"], frame["seed"]]]

    @cached_property
    def _outcomes(self) -> pd.DataFrame:
        frame = self._facts[self._facts["kind"] == OUTCOME]
        return frame.set_index(["scenario", "name", "window", "place"])[["future", "seed", "day", "value"]].sort_index()
