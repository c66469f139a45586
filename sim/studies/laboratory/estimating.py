"""Which estimators read which design, each given the test's tables and nothing else.

Where an estimator has to be tuned (a burn-in, how scarce viewers are), it answers once for each setting; worlds that
are kept for it choose (`sim.studies.laboratory.scoring`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
import pandas as pd

from sim.errors import UserError
from sim.methods.experiments.clustered import cluster_means, cluster_robust, wild_bootstrap
from sim.methods.experiments.cuped import cuped
from sim.methods.experiments.difference import difference_in_means
from sim.methods.experiments.difference_in_differences import group_time, two_way
from sim.methods.experiments.differences_in_q import differences_in_q
from sim.methods.experiments.estimate import Estimate
from sim.methods.experiments.exposure import hajek, probabilities
from sim.methods.experiments.exposure_regression import regression_on_exposure
from sim.methods.experiments.ranker import known_ranker
from sim.methods.experiments.ratio import ratio_of_sums
from sim.methods.experiments.switchback import switchback_blocks, switchback_lags
from sim.methods.experiments.synthetic import synthetic_control
from sim.methods.experiments.two_sided import two_sided_corrected, two_sided_naive
from sim.studies.laboratory.designs import Design
from sim.studies.laboratory.metrics import Judged

BALANCES = (0.1, 0.3, 1.0, 3.0, 10.0)
"""Arrivals over replenishment that the two-sided correction is tried with."""

REDRAWN = 400
"""Assignments drawn again for the chances of an exposure."""

Frames = Mapping[str, pd.DataFrame]
Redraw = Callable[[int], np.ndarray[Any, Any]]


@dataclass(frozen=True)
class Answer:
    """What an estimator says, or why it says nothing."""

    estimator: str
    option: str
    found: Estimate | None
    note: str


Way = tuple[str, str, Callable[[], Estimate]]


def answers(design: Design, judged: Judged, frames: Frames, block: int, redraw: Redraw) -> Iterator[Answer]:
    """Yield every estimator's answer for a design and a metric.

    Parameters
    ----------
    frames
        The design's tables, by name.
    block
        Days of a switchback's blocks.
    redraw
        Arms of all creators in a further assignment by the same design.
    """
    for table, ways in (("creators", _creators), ("viewers", _viewers), ("cells", _cells), ("panel", _panel)):
        if table not in frames or table not in judged.tables or (table == "viewers" and _by_pairs(judged, frames)):
            continue
        for estimator, option, way in ways(design, judged, frames[table], block, redraw):
            try:
                with np.errstate(all="ignore"):  # a cluster of no views has no rate; what comes of it is looked at
                    yield _told(estimator, option, way())
            except (UserError, np.linalg.LinAlgError, ZeroDivisionError) as error:
                yield Answer(estimator, option, None, str(error))


def _by_pairs(judged: Judged, frames: Frames) -> bool:
    """Return whether pairs tell a metric, so that viewers alone are not asked."""
    return "cells" in frames and "cells" in judged.tables


def _told(estimator: str, option: str, found: Estimate) -> Answer:
    if not np.isfinite([found.effect, found.error, found.relative, found.relative_error]).all():
        return Answer(estimator, option, None, "the level without treatment is 0, or nothing varies")
    return Answer(estimator, option, found, "; ".join(found.notes))


def _creators(design: Design, judged: Judged, units: pd.DataFrame, _block: int, redraw: Redraw) -> Iterator[Way]:
    metric = judged.metric
    if design.groups:
        kept = judged.top == "kept"
        yield "cluster_means", "", lambda: cluster_means(units, metric)
        if not kept:
            yield "cluster_means_did", "", lambda: cluster_means(units, metric, before=True)
        if metric.bottom is None:
            yield "cluster_robust", "", lambda: cluster_robust(units, metric, before=not kept)
            yield "wild_bootstrap", "", lambda: wild_bootstrap(units, metric, before=not kept, count=199)
        return
    if metric.bottom is not None:
        yield "ratio", "", lambda: ratio_of_sums(units, metric)
        yield "ratio_cuped", "", lambda: ratio_of_sums(units, metric, before=True)
        return
    yield "difference", "", lambda: difference_in_means(units, metric)
    if judged.top == "kept":
        return
    yield "cuped", "", lambda: cuped(units, metric)
    yield "known_ranker", "", lambda: known_ranker(units, metric, "views")
    yield "regression_on_exposure", "", lambda: regression_on_exposure(units, metric, before=True)
    yield "hajek", "", lambda: hajek(units, metric, probabilities(units, redraw, REDRAWN))


def _viewers(_design: Design, judged: Judged, units: pd.DataFrame, _block: int, _redraw: Redraw) -> Iterator[Way]:
    metric = judged.metric
    if metric.bottom is not None:
        yield "ratio", "", lambda: ratio_of_sums(units, metric)
        yield "ratio_cuped", "", lambda: ratio_of_sums(units, metric, before=True)
        return
    yield "difference", "", lambda: difference_in_means(units, metric)
    if judged.top != "kept":
        yield "cuped", "", lambda: cuped(units, metric)


def _cells(_design: Design, judged: Judged, cells: pd.DataFrame, _block: int, _redraw: Redraw) -> Iterator[Way]:
    metric = judged.metric
    yield "two_sided_naive", "", lambda: two_sided_naive(cells, metric)
    for k in (1.0, 2.0):
        for balance in BALANCES:
            yield (
                f"two_sided_corrected_{k:g}", f"balance {balance:g}",
                partial(two_sided_corrected, cells, metric, balance=balance, k=k),
            )


def collapsed(panel: pd.DataFrame, sums: Sequence[str]) -> pd.DataFrame:
    """Return a panel in which arms are steady with one row before the test and one in it for each cluster.

    Days of one cluster go together, so nothing is lost; a cluster that nothing is known of at either time is left out.
    """
    whole = panel.assign(day=np.where(panel["day"] < 0, -1, 0))
    found = whole.groupby(["cluster", "day"], as_index=False).agg(
        {"arm": "max", "units": "sum", **dict.fromkeys(sums, "sum")}
    )
    empty = found.loc[found[sums[-1]] == 0, "cluster"] if len(sums) > 1 else found.loc[found["units"] == 0, "cluster"]
    return found[~found["cluster"].isin(empty)].reset_index(drop=True)


def _panel(design: Design, judged: Judged, panel: pd.DataFrame, block: int, _redraw: Redraw) -> Iterator[Way]:
    metric = judged.metric
    if design.name == "switchback":
        for burn_in in sorted({0, 1, min(3, block - 1)}):
            yield (
                "switchback_blocks", f"burn-in {burn_in}",
                partial(switchback_blocks, panel, metric, block=block, burn_in=burn_in),
            )
        days = int(panel["day"].max()) + 1
        for lags in sorted({0, 2, 6}):
            if lags < days // 3:
                yield "switchback_lags", f"lags {lags}", partial(switchback_lags, panel, metric, lags=lags)
        for trace in (0.0, 0.9):
            yield (
                "differences_in_q", f"trace {trace:g}",
                partial(differences_in_q, panel, metric, ("active",), trace=trace),
            )
        return
    if design.name == "stepped":
        yield "group_time", "", lambda: group_time(panel, metric)
    steady = panel if design.name == "stepped" else collapsed(panel, metric.sums)
    yield "difference_in_differences", "", lambda: two_way(steady, metric, jackknife=True)
    if design.name == "region":
        yield "synthetic_control", "", lambda: synthetic_control(panel, metric)
