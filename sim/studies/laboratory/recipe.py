"""One run of a laboratory: a market with nobody treated, everybody, some by a design, or a share for the curve.

All runs of a world share warm-up, the days before the test, and draws. What an analyst could have is written as tables
(`units`, `cells`, `panel`, `exposure`), what estimators make of them as `estimates`, and the truth apart. This file
runs inside worker processes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa

from sim.model.ecosystem import arms
from sim.model.levers.schedule import Scenario
from sim.model.levers.trial import Trial
from sim.runs.plan import STATUS_QUO
from sim.runs.recipe import RUNS, Batches, Bench
from sim.runs.rows import finished_rows
from sim.studies.laboratory.designs import DESIGNS, Design
from sim.studies.laboratory.estimating import answers
from sim.studies.laboratory.frames import (
    Recording,
    cells_frame,
    creator_arms,
    creators_frame,
    panel_frame,
    viewers_frame,
)
from sim.studies.laboratory.keeping import kept_tables, numbers, reach
from sim.studies.laboratory.plan import LAUNCH, TEST
from sim.studies.laboratory.ranks import Ranks
from sim.studies.laboratory.recording import Cohort, Recorder, Sums
from sim.studies.laboratory.settings import LAUNCH_DAYS, Ask
from sim.studies.laboratory.tables import (
    ESTIMATES,
    SCHEMAS,
    TESTED,
    TRUTH,
    batch,
    joined,
)

Array = np.ndarray[Any, Any]
Batch = dict[str, list[pa.RecordBatch]]
_WEEK = (1 << 8) - 2
"""The seven days before today in a viewer's mask of days with a visit."""


@dataclass(frozen=True)
class Started:
    """A market as the test begins, and what was recorded of the days before; nothing of it is changed any more."""

    market: Any
    before: Recorder
    daily: dict[int, Sums]
    active: dict[int, Array]
    cohort: Cohort


@dataclass(frozen=True)
class LaboratoryRuns:
    """Runs of a laboratory."""

    ask: Ask

    @property
    def tables(self) -> Mapping[str, pa.Schema]:
        """The tables of a test, the estimates, and the truth."""
        return SCHEMAS

    @property
    def warm(self) -> bool:
        """Every run starts from a warm market."""
        return True

    def run(self, bench: Bench) -> Batches:
        """Do a run and return its rows."""
        bench.stage("the days before the test")
        started = bench.memory.setdefault("started", None) or self._start(bench)
        bench.memory["started"] = started
        bench.stage("simulation")
        name, scenario = bench.job.scenario, bench.scenario
        market: Any = started.market.branch(scenario)
        ranks = self._ranks(market, scenario)
        recording = self._record(bench, started, market, ranks)
        bench.stage("measuring")
        tallies = market.tallies()
        rows = finished_rows(
            bench.report(), list(market.regions), self.ask.days,
            {**tallies, "day": tallies["day"] - self.ask.pre}, market.tiers(),
            market.impressions - started.market.impressions,
        )
        found: Batch = {table: [] for table in SCHEMAS}
        if name.startswith(TEST):
            bench.stage("estimating")
            assert scenario.trial is not None
            self._analyse(bench, found, DESIGNS[name.removeprefix(TEST)], scenario.trial, recording, 0)
        if name == STATUS_QUO:
            bench.stage("false alarms")
            for design in self.ask.chosen:
                trial = design.trial(self.ask.share, self.ask.days, self.ask.pre, self.ask.block)
                for again in range(1, self.ask.again + 1):
                    self._analyse(bench, found, design, replace(trial, again=again), recording, again)
        if not name.startswith(TEST):
            bench.stage("the truth")
            truth = self._window(recording)
            if name in (STATUS_QUO, LAUNCH):
                self._launch(bench, market, recording, truth)
            columns = {one: [row[one] for row in truth] for one in ("metric", "side", "window", "launch")}
            found[TRUTH].append(batch(TRUTH, bench.job.key, bench.job.seed, name, columns))
        return {**{table: joined(table, parts) for table, parts in found.items()}, RUNS: rows}

    def _start(self, bench: Bench) -> Started:
        """Live the days before the test, recorded."""
        assert bench.market is not None
        market: Any = bench.market.branch(Scenario(STATUS_QUO))
        recorder = Recorder.begin(market, self.ask.measured)
        daily: dict[int, Sums] = {}
        active: dict[int, Array] = {}
        for day in range(-self.ask.pre, 0):
            active[day] = _active(market)
            recorder.step(market)
            daily[day] = recorder.today
            bench.breathe()
        state = market.state
        state.founders = state.creators.n
        if any(design.groups == "community" for design in self.ask.chosen):
            state.communities = arms.communities(state, bench.job.seed)
        return Started(market, recorder, daily, active, Cohort.of(state))

    def _ranks(self, market: Any, scenario: Scenario) -> Ranks:
        by_account = scenario.trial is not None and scenario.trial.by_account
        ranks = Ranks(by_account)
        ranks.seed = market.root
        if scenario.name == STATUS_QUO or scenario.name == f"{TEST}creator":
            market.engine.probe = ranks
        return ranks

    def _record(self, bench: Bench, started: Started, market: Any, ranks: Ranks) -> Recording:
        recorder = started.before.fresh()
        daily, active = dict(started.daily), dict(started.active)
        for day in range(self.ask.days):
            active[day] = _active(market)
            recorder.step(market)
            daily[day] = recorder.today
            bench.breathe()
        market.engine.probe = None
        n = started.market.state.creators.n
        untreated, treated = (
            np.pad(one, (0, max(0, n - len(one))))[:n] for one in (ranks.untreated_sum, ranks.treated_sum)
        )
        shown = (untreated > 0) & (treated > 0)
        boost = np.log(np.where(shown, treated, 1.0) / np.where(shown, untreated, 1.0))
        return Recording(
            bench.job.seed, started.market.state, market.state, started.cohort, started.before, recorder, daily, active,
            untreated / self.ask.days, boost,
        )

    def _window(self, recording: Recording) -> list[dict[str, Any]]:
        """Return each metric's level in the test's days: of its creators, of its viewers, and of the whole market."""
        rows: list[dict[str, Any]] = []
        trial = Trial("truth", "creator", 0.0)
        frames = {"creators": creators_frame(recording, trial), "viewers": viewers_frame(recording, trial)}
        for judged in self.ask.judged:
            for side in ("creators", "viewers"):
                if side in judged.tables:
                    columns = {name: frames[side][name].to_numpy() for name in judged.metric.sums}
                    level = _level(columns, judged.top, judged.bottom, mean=judged.bottom is None)
                    rows.append({"metric": judged.name, "side": side, "window": level, "launch": np.nan})
            if judged.top != "kept":
                level = _level(recording.during.creators, judged.top, judged.bottom)
                rows.append({"metric": judged.name, "side": "market", "window": level, "launch": np.nan})
        return rows

    def _launch(self, bench: Bench, market: Any, recording: Recording, truth: list[dict[str, Any]]) -> None:
        """Go on to the horizon's end, and read what its last days brought into the rows of the truth."""
        left = bench.days - self.ask.pre - self.ask.days
        recorder = recording.during.fresh() if left else recording.during
        for day in range(left):
            if day == left - LAUNCH_DAYS:
                recorder = recorder.fresh()
            recorder.step(market)
            bench.breathe()
        by_name = {judged.name: judged for judged in self.ask.judged}
        for row in truth:
            judged = by_name[row["metric"]]
            row["launch"] = _kept(recording, judged.tables[0]) if judged.top == "kept" else _level(
                recorder.creators, judged.top, judged.bottom
            )

    def _analyse(
        self, bench: Bench, found: Batch, design: Design, trial: Trial, recording: Recording, again: int
    ) -> None:
        """Make a design's tables and let every estimator read them; an untreated market's are not kept."""
        key, seed = bench.job.key, bench.job.seed
        frames = self._frames(design, trial, recording)
        if not again:
            for table, parts in kept_tables(frames).items():
                found[table] += [batch(table, key, seed, design.name, part) for part in parts]
            found[TESTED].append(batch(TESTED, key, seed, design.name, reach(design, trial, recording, self.ask.days)))

        def redraw(more: int) -> Array:
            return creator_arms(recording, replace(trial, again=1000 * (again + 1) + more))[0]

        rows = [
            {"metric": judged.name, "estimator": one.estimator, "option": one.option, "again": again, "note": one.note,
             **numbers(one.found)}
            for judged in self.ask.judged
            for one in answers(design, judged, frames, self.ask.block, redraw)
            if again <= 1 or one.estimator not in _COSTLY
        ]
        if rows:
            columns = {name: [row[name] for row in rows] for name in rows[0]}
            found[ESTIMATES].append(batch(ESTIMATES, key, seed, design.name, columns))

    def _frames(self, design: Design, trial: Trial, recording: Recording) -> dict[str, pd.DataFrame]:
        frames: dict[str, pd.DataFrame] = {}
        for table in design.tables:
            if any(table in judged.tables for judged in self.ask.judged):
                if table == "creators":
                    frames[table] = creators_frame(recording, trial)
                elif table == "viewers":
                    frames[table] = viewers_frame(recording, trial)
                elif table == "cells":
                    frames[table] = cells_frame(recording, trial)
                else:
                    frames[table] = panel_frame(recording, design, trial)
        return frames


_COSTLY = ("hajek", "wild_bootstrap")
"""Estimators whose false alarms are counted on one re-assignment a world."""


def _active(market: Any) -> Array:
    """Return the share of each region's viewers who came in the week before."""
    viewers, regions = market.state.viewers, len(market.regions)
    here = viewers.status == 0
    come = np.bincount(viewers.region[here], (viewers.activity[here] & (_WEEK >> 1)) > 0, regions)
    return come / np.maximum(np.bincount(viewers.region[here], minlength=regions), 1)


def _level(sums: Mapping[str, Array], top: str, bottom: str | None, *, mean: bool = False) -> float:
    whole = float(sums[top].sum())
    if bottom is not None:
        return whole / max(float(sums[bottom].sum()), 1e-12)
    return whole / max(1, len(sums[top])) if mean else whole


def _kept(recording: Recording, side: str) -> float:
    cohort, end = recording.cohort, recording.end
    return float((cohort.creators_kept(end) if side == "creators" else cohort.viewers_kept(end)).mean())
