"""A study read back as tidy frames: one row a run, a point, a failure.

Whoever reads a study gets the same frames in a notebook (``open_study("outputs/sweep/…").runs``), in SQL
(``sim query``) and on its page.
"""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from sim.errors import UserError, quoted, suggest
from sim.methods.designs.settings import DesignSettings
from sim.methods.intervals import FloatArray, mean_interval
from sim.model.outcomes.dictionary import HEADLINE, OUTCOMES
from sim.runs.blueprint import Blueprint, Factor
from sim.runs.folder import StudyFolder
from sim.runs.folder import open_study as open_folder
from sim.runs.plan import STATUS_QUO
from sim.runs.recipe import FACTS
from sim.runs.rows import ABOUT, WHOLE_MARKET
from sim.show.words import counted


class StoredStudy:
    """A study on the run engine, of whatever kind, finished or not.

    Attributes
    ----------
    folder
        Where it is.
    """

    def __init__(self, study: StudyFolder) -> None:
        self._study = study
        self.folder = study.path

    @property
    def about(self) -> dict[str, Any]:
        """The content of ``study.json``."""
        return self._study.about

    @cached_property
    def blueprint(self) -> Blueprint:
        """What its runs are made of."""
        return self._study.blueprint

    @cached_property
    def settings(self) -> DesignSettings:
        """Its design."""
        return DesignSettings.of(self.about.get("design", {}))

    @property
    def factors(self) -> tuple[Factor, ...]:
        """What varies."""
        return self.blueprint.factors

    @property
    def scenarios(self) -> list[str]:
        """Its arms, the status quo first."""
        return [one.name for one in self.blueprint.scenarios]

    @property
    def shown(self) -> list[str]:
        """The outcomes that are shown first."""
        return list(self.settings.outcomes) or HEADLINE

    @cached_property
    def plan(self) -> pd.DataFrame:
        """One row a run that was asked for: number, key, point, scenario, seed, warm-up, one column a factor."""
        return self._study.plan.to_pandas()

    @cached_property
    def regions(self) -> pd.DataFrame:
        """One row a finished run and region (``all`` is the whole market): the plan's columns, then the outcomes."""
        rows = self._rows
        told = [name for name in ("wall_s", "warmup_s", "worker", "impressions", "finished", "code") if name in rows]
        outcomes = [name for name in rows.columns if name not in ABOUT.names]
        joined = self.plan.merge(rows.loc[rows["status"] == "finished", ["key", "region", *outcomes, *told]], on="key")
        return joined.sort_values(["run", "region"], ignore_index=True)

    @cached_property
    def runs(self) -> pd.DataFrame:
        """One row a finished run, of the whole market."""
        return self.regions[self.regions["region"] == WHOLE_MARKET].drop(columns="region").reset_index(drop=True)

    @cached_property
    def failures(self) -> pd.DataFrame:
        """One row a failed run: the plan's columns, the stage, the message and the traceback."""
        rows = self._rows
        told = ["key", "stage", "message", "traceback", "finished", "worker"]
        return self.plan.merge(rows.loc[rows["status"] == "failed", told], on="key").sort_values(
            "run", ignore_index=True
        )

    @cached_property
    def points(self) -> pd.DataFrame:
        """One row a point, scenario and outcome: factors, mean, low, high, seeds."""
        names = [one.name for one in self.factors]
        rows = []
        for (point, scenario), group in self.runs.groupby(["point", "scenario"], sort=False):
            values = group[names].iloc[0].to_dict()
            for outcome in self.outcomes:
                interval = mean_interval(group[outcome].to_numpy(float))
                rows.append({"point": point, "scenario": scenario, **values, "outcome": outcome,
                             "mean": interval.mean, "low": interval.low, "high": interval.high,
                             "seeds": interval.count, "unit": OUTCOMES[outcome].unit})
        columns = ["point", "scenario", *names, "outcome", "mean", "low", "high", "seeds", "unit"]
        return pd.DataFrame(rows, columns=columns)

    @property
    def outcomes(self) -> list[str]:
        """The outcomes that its rows have."""
        return [name for name in OUTCOMES if name in self.runs.columns]

    def values(self, outcome: str, scenario: str = STATUS_QUO) -> FloatArray:
        """Return an outcome as points × seeds, NaN where there is no run.

        Of a scenario other than the status quo it is the difference to the status quo at the same point and seed.

        Raises
        ------
        UserError
            If there is no such outcome or scenario.
        """
        if outcome not in self.outcomes:
            raise UserError(f"no outcome {quoted(outcome)} in this study.{suggest(outcome, self.outcomes)}")
        if scenario not in self.scenarios:
            raise UserError(f"no scenario {quoted(scenario)} in this study.{suggest(scenario, self.scenarios)}")
        level = self._grid(outcome, scenario)
        return level if scenario == STATUS_QUO else level - self._grid(outcome, STATUS_QUO)

    @cached_property
    def factor_values(self) -> pd.DataFrame:
        """One row a point, one column a factor."""
        names = [one.name for one in self.factors]
        return self.plan.drop_duplicates("point").sort_values("point")[names].reset_index(drop=True)

    @property
    def counts(self) -> dict[str, int]:
        """How many runs there are, are finished, and failed; how many points and seeds."""
        return {
            "runs": len(self.plan), "finished": len(self.runs), "failed": len(self.failures),
            "points": len(self.factor_values), "seeds": int(self.plan["seed"].nunique()),
        }

    def _grid(self, outcome: str, scenario: str) -> FloatArray:
        seeds = {int(seed): place for place, seed in enumerate(sorted(self.plan["seed"].unique()))}
        grid = np.full((len(self.factor_values), len(seeds)), np.nan)
        chosen = self.runs[self.runs["scenario"] == scenario]
        grid[chosen["point"].to_numpy(int), [seeds[int(seed)] for seed in chosen["seed"]]] = chosen[outcome]
        return grid

    def table(self, name: str) -> Any:
        """Return a further table (Arrow), every run's rows in it once; ``None`` where nothing was kept.

        Raises
        ------
        UserError
            If something of it is damaged or gone.
        """
        return self._study.table(name)

    def kept(self, name: str, schema: pa.Schema) -> pd.DataFrame:
        """Return the rows of a further table that finished runs left; none where nothing was kept.

        Parameters
        ----------
        schema
            The table's columns.
        """
        found = self.table(name)
        frame: pd.DataFrame = (schema.empty_table() if found is None else found).to_pandas()
        return frame[frame["key"].isin(self.runs["key"])]

    def facts(self) -> pd.DataFrame:
        """Return what was recorded within the finished runs of a study that records, one row a fact.

        Columns are those of the facts, then scenario, point and seed of the run.

        Raises
        ------
        UserError
            If nothing was, or something of it is damaged or gone.
        """
        table = self.table(FACTS)
        if table is None:
            raise UserError(f"no facts of its runs: sim {self.about['study']} asks afresh", path=self.folder)
        frame = table.to_pandas().drop_duplicates(["key", "kind", "place", "name", "window", "day"], keep="last")
        frame = frame[frame["key"].isin(self.runs["key"])]
        return frame.merge(self.plan[["key", "scenario", "point", "seed"]], on="key")

    @cached_property
    def _rows(self) -> pd.DataFrame:
        table = self._study.rows()
        columns = [*ABOUT.names, *OUTCOMES]
        if table is None:
            return pd.DataFrame(columns=columns)
        kept_apart = [name for name in OUTCOMES if table[name].null_count == len(table)]
        any_finished = pc.any(pc.equal(table["status"], "finished")).as_py()
        return (table.drop_columns(kept_apart) if any_finished else table).to_pandas()

    def __repr__(self) -> str:
        counts = self.counts
        varied = ", ".join(one.name for one in self.factors)
        lines = [
            f"{self.about['study']} over {varied}: {counted(counts['points'], 'point')} × "
            f"{counted(len(self.scenarios), 'scenario')} × {counted(counts['seeds'], 'seed')} ({self.settings.design})",
            f"  {counts['finished']:,} of {counts['runs']:,} runs finished, {counts['failed']:,} failed",
            f"  {self.folder}",
        ]
        return "\n".join(lines)


def read_study(folder: str | Path) -> StoredStudy:
    """Return the study that a folder holds, to be read; a running one too.

    Raises
    ------
    UserError
        If there is none, or something in it is damaged.
    """
    return StoredStudy(open_folder(folder))
