"""What a test is judged by: outcomes of the dictionary that can be told of one creator, one viewer or one region."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sim.errors import UserError, quoted, suggest
from sim.methods.experiments.frames import Metric
from sim.model.outcomes.dictionary import OUTCOMES
from sim.studies.laboratory.designs import Table

CREATOR_SUMS: Final = (
    "impressions", "views", "quality", "violating", "orders", "gmv", "gmv_net", "income", "kept",
)
"""Sums of one creator over days. ``quality`` is views times quality, ``violating`` views of violating offers."""

VIEWER_SUMS: Final = ("views", "quality", "orders", "gmv", "gmv_net", "active", "kept")
"""Sums of one viewer over days; ``active`` counts days with a visit."""


@dataclass(frozen=True)
class Judged:
    """An outcome as a test can measure it.

    Attributes
    ----------
    name
        Of the outcome in the dictionary.
    top, bottom
        Sums; without a bottom it is the mean over units.
    tables
        Which tables have it.
    what
        How the test's own version is put, where it differs from the dictionary's.
    """

    name: str
    top: str
    bottom: str | None
    tables: tuple[Table, ...]
    what: str = ""

    @property
    def metric(self) -> Metric:
        """What estimators take."""
        return Metric(self.name, self.top, self.bottom)

    @property
    def label(self) -> str:
        """What it is called."""
        return OUTCOMES[self.name].label

    @property
    def up_is_better(self) -> bool:
        """Whether more of it is better."""
        return OUTCOMES[self.name].better == "up"


_EVERY: tuple[Table, ...] = ("creators", "viewers", "cells", "panel")
_SEEN: tuple[Table, ...] = ("creators", "viewers", "panel")

METRICS: Final = {
    one.name: one
    for one in (
        Judged("gmv_net", "gmv_net", None, _EVERY),
        Judged("gmv", "gmv", None, _EVERY),
        Judged("quality", "quality", "views", _SEEN),
        Judged("violation_view_rate", "violating", "views", ("creators", "panel")),
        Judged("creator_retention_30d", "kept", None, ("creators",),
               "creators there as the test began who are still there at its end"),
        Judged("viewer_retention_30d", "kept", None, ("viewers",),
               "viewers there as the test began who are still there at its end"),
    )
}

DEFAULT: Final = ("gmv_net", "quality", "creator_retention_30d")


def metric_of(name: str) -> Judged:
    """Return an outcome that a test can measure, the nearest one being told where it cannot."""
    if name in METRICS:
        return METRICS[name]
    told = f"(there are {', '.join(METRICS)})"
    if name in OUTCOMES:
        raise UserError(f"{name} is an outcome of the whole market, which no test reads off its units {told}")
    raise UserError(f"no metric {quoted(name)}.{suggest(name, METRICS)} {told}")


def stop_unless_measured(metric: Judged, tables: Sequence[tuple[str, tuple[Table, ...]]]) -> None:
    """Stop where none of some designs can measure a metric.

    Parameters
    ----------
    tables
        Each design's label and tables.

    Raises
    ------
    UserError
        Naming the side that it is of.
    """
    if not any(set(metric.tables) & set(have) for _, have in tables):
        side = "creators" if "creators" in metric.tables else "viewers"
        labels = " or ".join(label for label, _ in tables)
        raise UserError(f"{metric.name} is a metric of {side}, which a test {labels} does not split: add a design of "
                        f"{side}, or another metric")
