"""From what was recorded of a market to the tables of a test, for one assignment: what an analyst would be handed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from sim.methods.experiments.assignment import Side, buckets
from sim.methods.experiments.assignment import draws as draws_of
from sim.model.ecosystem import arms
from sim.model.levers.places import treated_regions
from sim.model.levers.trial import Trial
from sim.studies.laboratory.designs import Design
from sim.studies.laboratory.recording import Cohort, Recorder, Sums, unit_frame
from sim.studies.laboratory.tables import MONEY, PANEL_SUMS

Array = np.ndarray[Any, Any]
BUCKETS = 12
"""Buckets of viewers, and of creators, in each arm of a two-sided test."""


@dataclass
class Recording:
    """What was recorded of one market before and in a test.

    Attributes
    ----------
    start
        The market's state as the test began.
    end
        Its state at the end.
    daily
        Day of the test (negative before it) → sums of each account that day.
    active
        The same → share of each region's viewers who had come in the week before.
    weight, boost
        The ranker's mean weight of each account by the levers of those untreated, and what treatment adds to its log.
    """

    seed: int
    start: Any
    end: Any
    cohort: Cohort
    before: Recorder
    during: Recorder
    daily: dict[int, Sums]
    active: dict[int, Array]
    weight: Array
    boost: Array

    @property
    def regions(self) -> int:
        """How many regions there are."""
        return int(self.start.sizes[0])

    @property
    def days(self) -> list[int]:
        """Days before and in the test, ascending."""
        return sorted(self.daily)


def creator_arms(recording: Recording, trial: Trial) -> tuple[Array, Array]:
    """Return arm and cluster of each creator; without clusters everybody is one's own."""
    state, cohort = recording.start, recording.cohort
    arm = arms.treated(state, trial, recording.seed, trial.share)[cohort.first].astype(np.int8)
    cluster = arms.clusters(state, trial.groups)[cohort.first] if trial.groups else np.arange(len(cohort.owners))
    return arm, cluster


def viewer_arms(recording: Recording, trial: Trial) -> Array:
    """Return the arm of each viewer."""
    share = trial.share if trial.side == "viewer" else trial.viewers
    ids = recording.start.viewers.id[recording.cohort.viewers]
    return (arms.draws(recording.seed, trial, arms.VIEWER, ids) < share).astype(np.int8)


def creators_frame(recording: Recording, trial: Trial) -> pd.DataFrame:
    """Return the table of creators, with what the ranker knows of each."""
    state, end, cohort = recording.start, recording.end, recording.cohort
    arm, cluster = creator_arms(recording, trial)
    sums = cohort.creator_sums(end, recording.during.creators)
    before = cohort.creator_sums(end, recording.before.creators)
    first = cohort.first
    region, category = state.creators.region[first].astype(int), state.creators.category[first].astype(int)
    known = {"market": region * int(state.sizes[1]) + category, "weight": recording.weight[first],
             "boost": recording.boost[first]}
    about = {"unit": cohort.owners, "arm": arm, "cluster": cluster, "region": region}
    return pd.DataFrame(about | unit_frame(sums, cohort.creators_kept(end), before, viewers=False) | known)


def viewers_frame(recording: Recording, trial: Trial) -> pd.DataFrame:
    """Return the table of viewers."""
    rows, viewers = recording.cohort.viewers, recording.start.viewers
    most = int(rows.max()) + 1  # who came on the last day before the test has no sums from before
    sums, before = (
        {name: np.pad(column, (0, max(0, most - len(column))))[rows] for name, column in one.viewers.items()}
        for one in (recording.during, recording.before)
    )
    about = {"unit": viewers.id[rows], "arm": viewer_arms(recording, trial), "cluster": np.arange(len(rows)),
             "region": viewers.region[rows].astype(int)}
    return pd.DataFrame(about | unit_frame(sums, recording.cohort.viewers_kept(recording.end), before, viewers=True))


def cells_frame(recording: Recording, trial: Trial) -> pd.DataFrame:
    """Return the table of buckets of viewers × buckets of creators, in both arms of each."""
    cohort = recording.cohort
    sides = []
    for side, ids, arm in (
        (Side.VIEWER, recording.start.viewers.id[cohort.viewers], viewer_arms(recording, trial)),
        (Side.CREATOR, cohort.owners, creator_arms(recording, replace(trial, groups=""))[0]),
    ):
        bucket = buckets(draws_of(recording.seed, f"{trial.name} buckets", side, ids), BUCKETS)
        sides.append(arm * BUCKETS + bucket)
    viewer = np.full(recording.end.viewers.n, -1)
    viewer[cohort.viewers] = sides[0]
    unit = cohort.unit_of(recording.end)
    creator = np.where(unit >= 0, sides[1][unit], -1)
    pairs = np.concatenate(recording.during.pairs)
    here = (viewer[pairs[:, 0]] >= 0) & (creator[pairs[:, 1]] >= 0)
    size = 2 * BUCKETS
    cell = viewer[pairs[here, 0]] * size + creator[pairs[here, 1]]
    both = np.arange(size * size)
    of_viewer, of_creator = both // size, both % size
    columns = {
        "viewer_arm": of_viewer // BUCKETS, "viewer_bucket": of_viewer % BUCKETS, "creator_arm": of_creator // BUCKETS,
        "creator_bucket": of_creator % BUCKETS, "viewers": np.bincount(sides[0], minlength=size)[of_viewer],
        "creators": np.bincount(sides[1], minlength=size)[of_creator],
    }
    for name, at in zip(MONEY, (4, 2, 3), strict=True):
        columns[name] = np.bincount(cell, pairs[here, at], size * size)
    frame = pd.DataFrame(columns)
    return frame[(frame["viewers"] > 0) & (frame["creators"] > 0)].reset_index(drop=True)


def panel_frame(recording: Recording, design: Design, trial: Trial) -> pd.DataFrame:
    """Return the table of clusters × days: regions, or the clusters that creators are split by."""
    return _regions(recording, trial) if design.side == "region" else _clusters(recording, trial)


def _regions(recording: Recording, trial: Trial) -> pd.DataFrame:
    regions, days = recording.regions, recording.days
    units = np.bincount(recording.start.viewers.region[recording.cohort.viewers], minlength=regions)
    region_of = recording.end.creators.region
    rows = []
    for day in days:
        sums = recording.daily[day]
        arm = treated_regions(trial, recording.seed, regions, trial.start + day) if day >= 0 else [False] * regions
        by = {name: np.bincount(region_of[: len(sums[name])], sums[name], regions) for name in PANEL_SUMS}
        rows += [
            {"cluster": region, "day": day, "arm": int(arm[region]), "units": int(units[region]),
             "active": float(recording.active[day][region]), **{name: float(by[name][region]) for name in PANEL_SUMS}}
            for region in range(regions)
        ]
    return pd.DataFrame(rows)


def _clusters(recording: Recording, trial: Trial) -> pd.DataFrame:
    arm, cluster = creator_arms(recording, trial)
    names, code = np.unique(cluster, return_inverse=True)
    arm_of = np.zeros(len(names), int)
    arm_of[code] = arm
    unit = recording.cohort.unit_of(recording.end)
    group = np.where(unit >= 0, code[unit], -1)
    units = np.bincount(code, minlength=len(names))
    frames = []
    for day in recording.days:
        sums = recording.daily[day]
        here = group[: len(sums["views"])]
        inside = here >= 0
        by = {name: np.bincount(here[inside], sums[name][inside], len(names)) for name in PANEL_SUMS}
        about = {"cluster": names, "day": day, "arm": arm_of if day >= 0 else 0, "units": units, "active": 0.0}
        frames.append(pd.DataFrame(about | by))
    return pd.concat(frames, ignore_index=True)
