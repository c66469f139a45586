"""The runs of a register as arrays: readings by seed and day, outcomes by seed, the day of each alarm."""

from __future__ import annotations

from functools import cached_property

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.methods.doubt import IntArray
from sim.model.levers.schedule import Scenario
from sim.runs.facts import OUTCOME
from sim.runs.rows import WHOLE_MARKET
from sim.studies.experiment.posterior import draws_of
from sim.studies.experiment.read import StoredStudy
from sim.studies.stress.arms import mitigated_name, shocked_name
from sim.studies.stress.noise import chance_distance, days_to_stay_within, first_beyond
from sim.studies.stress.threat import ActionPlan, Register, Threat, Watch

FloatArray = NDArray[np.float64]
WATCHED_AFTER = 28
"""Days for which the alarm stays on after a threat is over."""


class StressRuns:
    """What the runs of a register left.

    Attributes
    ----------
    study
        The study as a sweep's frames have it.
    """

    def __init__(self, study: StoredStudy) -> None:
        self.study = study
        self.register = Register.of(study.about["judged"]["register"])

    @property
    def days(self) -> int:
        """Length of the run."""
        return int(next(iter(self.study.blueprint.bases.values()))["days"])

    @cached_property
    def seeds(self) -> list[int]:
        """The seeds, in order."""
        first = int(self.study.about["first_seed"])
        return list(range(first, first + int(self.study.about["seeds"])))

    @cached_property
    def draws(self) -> IntArray | None:
        """Which draw of the assumptions each seed lives; ``None`` where they are what the configuration says."""
        return draws_of(next(iter(self.study.blueprint.bases.values())), self.seeds)

    def readings(self, arm: str, watch: Watch) -> FloatArray:
        """Return what is watched as seeds × days, NaN where there is no run or it is undefined."""
        grid = np.full((len(self.seeds), self.days), np.nan)
        try:
            rows = self._facts.loc[(arm, watch.outcome, watch.over, watch.region or WHOLE_MARKET)]
        except KeyError:
            return grid
        grid[rows["seed"] - self.seeds[0], rows["day"]] = rows["value"]
        return grid

    def outcome(self, arm: str, name: str) -> FloatArray:
        """Return an outcome over the whole run by seed, NaN where there is no run."""
        values = np.full(len(self.seeds), np.nan)
        rows = self._by_arm.get(arm)
        if rows is not None:
            values[rows["seed"].to_numpy(int) - self.seeds[0]] = rows[name]
        return values

    def bound(self, policy: str, threat: Threat) -> tuple[FloatArray, float]:
        """Return how far from its counterfactual a signal has to be (seeds × days), and what chance alone does."""
        counterfactual = self.readings(policy, threat.signal)
        chance = chance_distance(counterfactual, slice(threat.signal.over - 1, threat.start), self.watched(threat),
                                 threat.signal.rises)
        return np.maximum(_distance(counterfactual, threat.signal), chance), chance

    def watched(self, threat: Threat) -> slice:
        """Return the days on which the alarm is on."""
        return slice(threat.start, min(self.days, threat.end(self.days) + WATCHED_AFTER))

    def alarms(self, policy: str, threat: Threat) -> FloatArray:
        """Return by seed the day on which the threat is noticed: infinite if never, NaN without a run."""
        return first_beyond(self.apart(policy, threat, threat.signal), self.bound(policy, threat)[0],
                            self.watched(threat))

    def recoveries(self, policy: str, threat: Threat) -> FloatArray:
        """Return by seed the days from the threat's end to recovery (`stress.noise.days_to_stay_within`)."""
        bound = _distance(self.readings(policy, threat.recovery), threat.recovery)
        return days_to_stay_within(self.apart(policy, threat, threat.recovery), bound, threat.start,
                                   threat.end(self.days))

    def apart(self, policy: str, threat: Threat, watch: Watch) -> FloatArray:
        """Return shocked minus counterfactual in the direction watched."""
        gap = self.readings(shocked_name(policy, threat.name), watch) - self.readings(policy, watch)
        return gap if watch.rises else -gap

    def begins(self, policy: Scenario, threat: Threat, plan: ActionPlan) -> list[int | None]:
        """Return by seed the day on which a plan takes effect; ``None`` if it does not within the run."""
        alarms = self.alarms(policy.name, threat)
        since = alarms if plan.after == "detection" else np.where(np.isnan(alarms), np.nan, float(threat.start))
        return [int(day) + plan.delay if np.isfinite(day) and day + plan.delay < self.days else None for day in since]

    def planned(self, policy: Scenario, threat: Threat, plan: ActionPlan, name: str) -> FloatArray:
        """Return an outcome by seed under a plan; where it never takes effect, that is the threat without one."""
        values = self.outcome(shocked_name(policy.name, threat.name), name)
        for place, day in enumerate(self.begins(policy, threat, plan)):
            if day is not None:
                values[place] = self.outcome(mitigated_name(policy.name, threat.name, plan.name, day), name)[place]
        return values

    @cached_property
    def _by_arm(self) -> dict[str, pd.DataFrame]:
        return {str(arm): rows for arm, rows in self.study.runs.groupby("scenario")}

    @cached_property
    def _facts(self) -> pd.DataFrame:
        frame = self.study.facts()
        frame = frame[frame["kind"] == OUTCOME]
        return frame.set_index(["scenario", "name", "window", "place"])[["seed", "day", "value"]].sort_index()


def _distance(counterfactual: FloatArray, watch: Watch) -> FloatArray:
    """Return the distance from the counterfactual that was written, in the outcome's unit."""
    return np.abs(counterfactual) * watch.by if watch.relative else np.full(counterfactual.shape, watch.by)
