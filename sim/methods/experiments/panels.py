"""A panel of clusters × days as arrays, which estimators over time share."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from sim.errors import UserError
from sim.methods.estimators import FloatArray
from sim.methods.experiments.frames import PANEL, Metric, checked, values


@dataclass(frozen=True)
class Panel:
    """A metric by cluster and day.

    Attributes
    ----------
    clusters
        Labels, in order.
    days
        Days, ascending; those below 0 lie before the test.
    top, bottom
        Clusters × days: the metric's sum, and what it is told per: the ratio's bottom, or units.
    arm
        Clusters × days.
    """

    clusters: tuple[object, ...]
    days: FloatArray
    top: FloatArray
    bottom: FloatArray
    arm: FloatArray

    @property
    def level(self) -> FloatArray:
        """Clusters × days of the metric itself; NaN where there is nothing to tell it per."""
        empty = np.full(self.top.shape, np.nan)
        result: FloatArray = np.divide(self.top, self.bottom, out=empty, where=self.bottom > 0)
        return result

    @property
    def before(self) -> np.ndarray:
        """Which days lie before the test."""
        return np.asarray(self.days < 0)


def panel_of(frame: pd.DataFrame, metric: Metric) -> Panel:
    """Return a table of clusters × days as arrays.

    Raises
    ------
    UserError
        If a cluster lacks a day that others have.
    """
    checked(frame, PANEL, metric.sums)
    clusters, row = np.unique(np.asarray(frame["cluster"]), return_inverse=True)
    days, column = np.unique(values(frame, "day"), return_inverse=True)
    if len(frame) != clusters.size * days.size:
        missing = np.ones((clusters.size, days.size), bool)
        missing[row, column] = False
        which, when = np.argwhere(missing)[0]
        raise UserError(f"cluster {clusters[which]} has no row for day {days[when]:g}, which other clusters have")

    def spread(name: str) -> FloatArray:
        table = np.zeros((clusters.size, days.size))
        table[row, column] = values(frame, name)
        return table

    return Panel(tuple(clusters.tolist()), days, spread(metric.top), spread(metric.bottom or "units"), spread("arm"))
