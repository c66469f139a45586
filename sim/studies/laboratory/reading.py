"""A test that was run, read from an analyst's CSV files by the same estimators."""

from __future__ import annotations

import math
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from rich.table import Table
from rich.text import Text

from sim.errors import UserError
from sim.methods.experiments.balance import before_p, sample_ratio
from sim.methods.experiments.clustered import cluster_means, cluster_robust, wild_bootstrap
from sim.methods.experiments.cuped import cuped
from sim.methods.experiments.difference import difference_in_means
from sim.methods.experiments.difference_in_differences import group_time, two_way
from sim.methods.experiments.estimate import Estimate
from sim.methods.experiments.exposure_regression import regression_on_exposure
from sim.methods.experiments.frames import CELLS, EXPOSURE, KINDS, PANEL, PRE, UNITS, Kind, Metric
from sim.methods.experiments.ranker import known_ranker
from sim.methods.experiments.ratio import ratio_of_sums
from sim.methods.experiments.reading import read_test
from sim.methods.experiments.switchback import switchback_lags
from sim.methods.experiments.synthetic import synthetic_control
from sim.methods.experiments.two_sided import two_sided_naive
from sim.runs.store import as_json
from sim.show.terminal import in_one_piece
from sim.studies.laboratory.estimating import Way
from sim.studies.laboratory.words import READ, percent

WORST_RATIO = 0.001
"""p-value of the arms' sizes below which no result is to be read."""


@dataclass(frozen=True)
class Reading:
    """One estimator's answer on a table, or why there is none."""

    table: str
    metric: str
    estimator: str
    found: Estimate | None
    note: str


def read_folder(folder: Path, metrics: Sequence[str], share: float) -> tuple[list[Reading], list[str]]:
    """Return what every estimator says of a test's files, and what the checks before it say.

    Parameters
    ----------
    folder
        With some of ``units.csv``, ``cells.csv``, ``panel.csv`` and ``exposure.csv``.
    metrics
        Columns, or two with a stroke: ``gmv``, ``gmv/views``.
    share
        Share of units that the treated arm was meant to have.

    Raises
    ------
    UserError
        If there is none of them, or a line of one is not what it has to be.
    """
    there = {name: folder / f"{name}.csv" for name in KINDS if (folder / f"{name}.csv").is_file()}
    if not there:
        raise UserError(f"none of {', '.join(f'{name}.csv' for name in KINDS)} is in it: a test is read from these",
                        path=folder)
    asked = [Metric.parse(text) for text in metrics]
    if not asked:
        raise UserError("--metric names what to judge the test by: a column, or two with a stroke, as in gmv/views")
    sums = [one for metric in asked for one in metric.sums]
    frames = {name: read_test(path, KINDS[name], sums) for name, path in there.items()}
    found = [reading for name, frame in frames.items() for metric in asked
             for reading in _readings(KINDS[name], metric, frame)]
    return found, [line for name, frame in frames.items() for line in _checks(name, frame, asked, share)]


def _readings(kind: Kind, metric: Metric, frame: pd.DataFrame) -> Iterator[Reading]:
    for name, _, way in _ways(kind, metric, frame):
        try:
            yield Reading(kind.name, metric.name, name, way(), "")
        except (UserError, np.linalg.LinAlgError, ZeroDivisionError) as error:
            yield Reading(kind.name, metric.name, name, None, str(error))


def _ways(kind: Kind, metric: Metric, frame: pd.DataFrame) -> Iterator[Way]:
    """Yield the estimators that a table's columns allow."""
    before = all(PRE + name in frame for name in metric.sums)
    single = metric.bottom is None
    if kind is UNITS and "cluster" in frame:
        yield "cluster_means", "", lambda: cluster_means(frame, metric)
        if before:
            yield "cluster_means_did", "", lambda: cluster_means(frame, metric, before=True)
        if single:
            yield "cluster_robust", "", lambda: cluster_robust(frame, metric, before=before)
            yield "wild_bootstrap", "", lambda: wild_bootstrap(frame, metric, before=before)
    elif kind is UNITS:
        yield ("difference" if single else "ratio"), "", (
            lambda: difference_in_means(frame, metric) if single else ratio_of_sums(frame, metric)
        )
        if before:
            yield ("cuped" if single else "ratio_cuped"), "", (
                lambda: cuped(frame, metric) if single else ratio_of_sums(frame, metric, before=True)
            )
    elif kind is EXPOSURE and single:
        yield "regression_on_exposure", "", lambda: regression_on_exposure(frame, metric, before=before)
        if before and "views" in frame and PRE + "views" in frame:
            yield "known_ranker", "", lambda: known_ranker(frame, metric, "views")
    elif kind is CELLS:
        yield "two_sided_naive", "", lambda: two_sided_naive(frame, metric)
    elif kind is PANEL:
        yield from _panel_ways(metric, frame)


def _panel_ways(metric: Metric, frame: pd.DataFrame) -> Iterator[Way]:
    test = frame[frame["day"] >= 0].sort_values(["cluster", "day"])
    goes_back = bool((test.groupby("cluster")["arm"].diff() < 0).any())
    if goes_back:
        yield "switchback_lags", "", lambda: switchback_lags(frame, metric, lags=0)
        return
    yield "difference_in_differences", "", lambda: two_way(frame, metric, jackknife=True)
    if test.groupby("cluster")["arm"].nunique().max() > 1:
        yield "group_time", "", lambda: group_time(frame, metric)
    else:
        yield "synthetic_control", "", lambda: synthetic_control(frame, metric)


def _checks(name: str, frame: pd.DataFrame, metrics: Sequence[Metric], share: float) -> Iterator[str]:
    """Yield what has to be looked at before any result: sizes of the arms, and how they stood before."""
    if name not in ("units", "exposure"):
        return
    arm = np.asarray(frame["arm"], float)
    ratio = sample_ratio(arm, share)
    if ratio.p < WORST_RATIO:
        yield (f"{name}.csv: {int(arm.sum())} of {arm.size} units are treated where {share:.0%} were meant to be "
               f"(p {ratio.p:.1g}): find out why before reading on")
    for metric in metrics:
        if metric.bottom is None and PRE + metric.top in frame:
            p = before_p(np.asarray(frame[PRE + metric.top], float), arm)
            if p < 0.01:
                yield f"{name}.csv: the arms differed in {metric.top} before the test began (p {p:.2g})"


def print_readings(found: Sequence[Reading], checks: Sequence[str], *, json: bool) -> None:
    """Print the readings, as a table or as JSON."""
    if json:
        sys.stdout.write(as_json({"checks": list(checks), "readings": [_plain(one) for one in found]}))
        return
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for head in ("file", "metric", "read", "effect", "95% interval", "relative", "p"):
        table.add_column(head, justify="left" if head in ("file", "metric", "read") else "right")
    for one in found:
        name = READ.get(one.estimator, one.estimator)
        if one.found is None:
            table.add_row(f"{one.table}.csv", one.metric, name, Text("no answer", "dim"), "", "", "")
            continue
        e = one.found
        table.add_row(f"{one.table}.csv", one.metric, name, f"{e.effect:.4g}", f"{e.low:.4g} to {e.high:.4g}",
                      percent(e.relative) if math.isfinite(e.relative) else "–", f"{e.p:.3f}")
    with in_one_piece(sys.stdout) as out:
        for line in checks:
            out.print(Text(line, "yellow"))
        out.print(table)
        for one in found:
            if one.found is None:
                out.print(Text(f"{one.table}.csv, {one.metric}, {READ.get(one.estimator, one.estimator)}: {one.note}",
                               "dim"))


def _plain(one: Reading) -> dict[str, Any]:
    about: dict[str, Any] = {"table": one.table, "metric": one.metric, "estimator": one.estimator, "note": one.note}
    if one.found is None:
        return about
    e = one.found
    numbers = {"effect": e.effect, "error": e.error, "low": e.low, "high": e.high, "p": e.p, "relative": e.relative}
    return about | {name: value if math.isfinite(value) else None for name, value in numbers.items()}
