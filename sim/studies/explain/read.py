"""From stored runs of many seeds to what each effect comes through."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from sim.config.matters import own_smallest
from sim.methods.intervals import FloatArray
from sim.methods.shapley import Coalition
from sim.model.levers.schedule import Scenario
from sim.model.outcomes.dictionary import HEADLINE, OUTCOMES
from sim.runs.facts import CHANGE, facts_schema
from sim.runs.plan import STATUS_QUO
from sim.runs.recipe import FACTS
from sim.studies.experiment.read import StoredStudy
from sim.studies.explain.counterfactual.channels import CHANNELS
from sim.studies.explain.division import Division, divide
from sim.studies.explain.judging import judged_divisions
from sim.studies.explain.plan import EVERYTHING, ExplanationPlan
from sim.studies.explain.recipe import MARKETS, markets_schema


@dataclass(frozen=True)
class Explained:
    """What one seed left: every outcome over the horizon, under the status quo and in each run of the scenario.

    Attributes
    ----------
    baseline
        Outcome → value under the status quo.
    runs
        Channels let go → outcome → value under the scenario with the other channels held. With all let go it is the
        scenario itself.
    fired, undone
        Days on which changes of the scenario that hang on outcomes first began and were last undone, by name and place.
    impressions
        Of all runs, warm-up included.
    """

    index: int
    regions: tuple[str, ...]
    baseline: dict[str, float]
    runs: dict[Coalition, dict[str, float]]
    fired: dict[str, dict[int, int]]
    undone: dict[str, dict[int, int]]
    impressions: int
    network: dict[str, Any]


@dataclass(frozen=True)
class Explanation:
    """What the effects of one scenario come through.

    Attributes
    ----------
    plan
        What was asked.
    replications
        Seeds of which every run finished, in order.
    shown
        Outcomes that tables and pages tell of, in order.
    """

    plan: ExplanationPlan
    replications: tuple[Explained, ...]
    shown: tuple[str, ...] = tuple(HEADLINE)

    @property
    def scenario(self) -> Scenario:
        """The scenario explained."""
        return self.plan.scenario

    @property
    def count(self) -> int:
        """Replications finished."""
        return len(self.replications)

    @cached_property
    def divisions(self) -> dict[str, Division]:
        """Every outcome's effect in parts, with what may be said of each."""
        found = {name: divide(name, self._values(name, None), self._by_coalition(name)) for name in OUTCOMES}
        return judged_divisions(found, own_smallest(self.plan.config, self.scenario.matters), self.shown)

    @cached_property
    def parts(self) -> pd.DataFrame:
        """One row an outcome and part (``total`` first): mean, low, high, unit, verdict, share with its bounds."""
        rows = []
        for name, division in self.divisions.items():
            named = [("total", division.total, None, division.judgement),
                     *((one.name, one.effect, one.share, one.judgement) for one in division.parts)]
            for part, effect, share, judgement in named:
                paired = effect.paired
                bounds = (share.mean, share.low, share.high) if share is not None else (np.nan,) * 3
                said = ("", "") if judgement is None else (judgement.verdict, judgement.direction)
                rows.append((name, part, paired.mean, paired.low, paired.high, OUTCOMES[name].unit, *said, *bounds))
        columns = ["outcome", "part", "mean", "low", "high", "unit", "verdict", "direction", "share", "share_low",
                   "share_high"]
        return pd.DataFrame(rows, columns=columns)

    @cached_property
    def runs(self) -> dict[str, Any]:
        """The columns of ``counterfactuals.parquet``: replication, arm, whether each channel was let go, outcomes."""
        columns: dict[str, list[Any]] = {"replication": [], "arm": [], **{name: [] for name in (*CHANNELS, *OUTCOMES)}}
        for one in self.replications:
            arms = [(STATUS_QUO, frozenset[str](), one.baseline)]
            arms += [("scenario" if free == EVERYTHING else "counterfactual", free, values)
                     for free, values in one.runs.items()]
            for arm, free, values in arms:
                columns["replication"].append(one.index)
                columns["arm"].append(arm)
                for channel in CHANNELS:
                    columns[channel].append(channel in free)
                for outcome in OUTCOMES:
                    columns[outcome].append(values[outcome])
        return columns

    def _values(self, outcome: str, free: Coalition | None) -> FloatArray:
        read: Callable[[Explained], dict[str, float]] = (
            (lambda one: one.baseline) if free is None else (lambda one: one.runs[free])
        )
        return np.array([read(one)[outcome] for one in self.replications])

    def _by_coalition(self, outcome: str) -> dict[Coalition, FloatArray]:
        return {free: self._values(outcome, free) for free in self.replications[0].runs}


def explained_seeds(study: StoredStudy) -> list[Explained]:
    """Return the seeds of which every run is finished, in order; one that is not whole cannot be shared out."""
    changes, markets = study.kept(FACTS, facts_schema()), study.kept(MARKETS, markets_schema())
    found = []
    for seed, runs in study.runs.groupby("seed", sort=True):
        if len(runs) == len(study.scenarios):
            rows = runs.set_index("scenario")
            happened = changes[(changes["key"] == rows.at[study.scenarios[1], "key"]) & (changes["kind"] == CHANGE)]
            market = markets[markets["key"] == rows.at[study.scenarios[0], "key"]].iloc[0]
            found.append(_explained(study, int(seed), rows, happened, market))
    return found


def _explained(
    study: StoredStudy, seed: int, rows: pd.DataFrame, changes: pd.DataFrame, market: pd.Series[Any]
) -> Explained:
    status_quo, *arms = study.scenarios
    held, config = study.blueprint.held, study.blueprint.bases[""]
    free = {arm: EVERYTHING - set(held.get(arm, ())) for arm in arms}
    values = {str(arm): dict(zip(OUTCOMES, row, strict=True)) for arm, row in _outcomes(rows)}
    places = [int(name) for name in changes["name"]]
    undone = {place: int(day) for place, day in zip(places, changes["value"], strict=True) if day == day}
    return Explained(
        seed - int(study.about["first_seed"]), tuple(config["market"]["regions"]),
        values[status_quo], {free[arm]: values[arm] for arm in arms},
        {arms[0]: dict(zip(places, map(int, changes["day"]), strict=True))}, {arms[0]: undone},
        int(market["impressions"]) + int(rows["impressions"].sum()), json.loads(market["network"]),
    )


def _outcomes(rows: pd.DataFrame) -> list[tuple[Any, list[float]]]:
    columns = rows[list(OUTCOMES)]
    return list(zip(columns.index, columns.to_numpy(float).tolist(), strict=True))
