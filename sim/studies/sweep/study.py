"""A sweep or a sensitivity analysis read back, with what can be asked of it."""

from __future__ import annotations

import pandas as pd
from matplotlib.figure import Figure

from sim.studies.experiment.query import query
from sim.studies.experiment.read import StoredStudy
from sim.studies.sweep.charts import draw_study_outcome
from sim.studies.sweep.judging import main_effects
from sim.studies.sweep.precision import precision_table
from sim.studies.sweep.sensitivity import sensitivity


class SweepStudy(StoredStudy):
    """A sweep or a sensitivity analysis, finished or not."""

    def main_effects(self, *outcomes: str) -> pd.DataFrame:
        """Return what each factor does to outcomes (those shown first if none is named), with 95% intervals."""
        return main_effects(self, list(outcomes))

    def sensitivity(self, *outcomes: str) -> pd.DataFrame:
        """Return the indices of a sensitivity analysis."""
        return sensitivity(self, outcomes)

    def precision(self) -> pd.DataFrame:
        """Return how sure it is, and how many seeds would make it twice as sure."""
        return precision_table(self)

    def query(self, sql: str) -> pd.DataFrame:
        """Return the answer of a SQL query over `runs`, `regions`, `points`, `failures` and `plan`."""
        return query(self.folder, sql)

    def plot(self, outcome: str = "quality", scenario: str | None = None) -> Figure:
        """Return a figure of one outcome: what each factor does to it, and the outcome along factors."""
        self.values(outcome)  # tells a wrong name
        return draw_study_outcome(self, outcome, (), scenario or self.scenarios[-1])
