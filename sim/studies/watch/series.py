"""A desk's runs as arrays: what was seen day by day, and how far harm is from its counterfactual."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cached_property

import numpy as np
import pandas as pd
from numpy.random import default_rng
from numpy.typing import NDArray

from sim.model.outcomes.smallest.thresholds import smallest_effect
from sim.runs.plan import STATUS_QUO
from sim.runs.rows import WHOLE_MARKET
from sim.studies.experiment.read import StoredStudy
from sim.studies.watch.events import Event, Harm
from sim.studies.watch.indicators import INDICATORS, Indicator
from sim.studies.watch.recipe import WATCHED
from sim.studies.watch.study import Desk

FloatArray = NDArray[np.float64]


class WatchRuns:
    """What the runs of a desk left.

    Attributes
    ----------
    study
        The study as a sweep's frames have it.
    """

    def __init__(self, study: StoredStudy) -> None:
        self.study = study
        self.desk = Desk.of(study.about["judged"]["desk"])

    @cached_property
    def seeds(self) -> list[int]:
        """The seeds, in order."""
        first = int(self.study.about["first_seed"])
        return list(range(first, first + int(self.study.about["seeds"])))

    @cached_property
    def days(self) -> NDArray[np.int64]:
        """The days that are kept, the last ones of the warm-up first (they are negative)."""
        return np.unique(self._frame["day"].to_numpy(np.int64))

    @cached_property
    def places(self) -> list[str]:
        """The whole market, then its regions."""
        return [WHOLE_MARKET, *sorted(set(self._frame["place"]) - {WHOLE_MARKET})]

    @cached_property
    def weekend(self) -> NDArray[np.bool_]:
        """Whether each day is one."""
        config = next(iter(self.study.blueprint.bases.values()))
        first = date.fromisoformat(str(config["start_date"]))
        return np.array([(first + timedelta(int(day))).weekday() >= 5 for day in self.days])

    def column(self, arm: str, place: str, name: str) -> FloatArray:
        """Return a column as seeds × days, NaN where there is no run or it is undefined."""
        grid = np.full((len(self.seeds), len(self.days)), np.nan)
        rows = self._by_arm.get((arm, place))
        if rows is not None:
            grid[rows["seed"].to_numpy(int) - self.seeds[0], rows["day"].to_numpy(int) - self.days[0]] = rows[name]
        return grid

    def seen(self, arm: str, indicator: Indicator, place: str = WHOLE_MARKET) -> FloatArray:
        """Return an indicator as seeds × days, as the platform sees it."""
        values = self.column(arm, place, indicator.outcome)
        if indicator.sample is None:
            return values
        number, where = list(INDICATORS).index(indicator.name), self.places.index(place)
        luck = np.stack([default_rng([seed, number, where]).random(len(self.days)) for seed in self.seeds])
        return indicator.sample.seen(values, luck)

    def harmful(self, event: Event, harm: Harm) -> FloatArray:
        """Return how much worse than its counterfactual an event makes what is feared, seeds × days."""
        gap = (self.column(event.arm, WHOLE_MARKET, harm.column)
               - self.column(STATUS_QUO, WHOLE_MARKET, harm.column))
        return gap if harm.rises else -gap

    def least(self, harm: Harm) -> float:
        """Return the smallest change of what is feared that matters in this market."""
        calm = self.study.runs[self.study.runs["scenario"] == STATUS_QUO]
        levels = {name: float(calm[name].mean()) for name in self.study.outcomes}
        return smallest_effect(harm.outcome, levels)

    def place_of(self, day: float) -> float:
        """Return the column of a day."""
        return day - float(self.days[0])

    @cached_property
    def _frame(self) -> pd.DataFrame:
        frame = self.study.kept(WATCHED, self.study.table(WATCHED).schema)
        frame = frame.drop_duplicates(["key", "place", "day"], keep="last")
        return frame.merge(self.study.plan[["key", "scenario", "seed"]], on="key")

    @cached_property
    def _by_arm(self) -> dict[tuple[str, str], pd.DataFrame]:
        return {(str(arm), str(place)): rows for (arm, place), rows in self._frame.groupby(["scenario", "place"])}
