"""From the whole numbers of many replications to outcomes, effects, bands, regions and tiers.

An :class:`Analysis` is all that the table, the findings, the charts and the page are made of: whatever they show was
computed here, once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.config.matters import own_smallest
from sim.methods.doubt import IntArray
from sim.methods.intervals import Effect, FloatArray, Interval, level_interval, paired_effect
from sim.methods.onset import Onset, onset
from sim.model.levers.schedule import Scenario
from sim.model.outcomes.dictionary import OUTCOMES
from sim.model.outcomes.levels.ranges import standing
from sim.model.outcomes.measure import daily, period
from sim.model.outcomes.smallest.thresholds import Smallest
from sim.runs.plan import Plan
from sim.runs.replication import Arrays, Replication
from sim.studies.compare.size import sized, sized_effect
from sim.studies.experiment.judging import ONE_LOOK, Judgements, judged_effects, judged_places
from sim.studies.experiment.looks import Looks
from sim.studies.experiment.posterior import draws_of

WINDOW = 28
"""Days of the trailing window in which the first visible day of an effect is looked for, wherever one is told."""

WHOLE_MARKET = "all"
Values = dict[str, dict[str, FloatArray]]
"""Scenario → outcome → one value a replication."""


@dataclass(frozen=True)
class Analysis:
    """A study's replications, read as outcomes.

    Attributes
    ----------
    plan
        What was asked.
    replications
        What finished, in order of their seeds.
    looks
        Which of them the answers so far have seen, this one last; empty for one look at all of them.
    """

    plan: Plan
    replications: tuple[Replication, ...]
    looks: Looks = ONE_LOOK

    @property
    def count(self) -> int:
        """Replications finished."""
        return len(self.replications)

    @cached_property
    def draws(self) -> IntArray | None:
        """Which draw of the assumptions each replication lives; ``None`` where they are what the config says."""
        first = int(self.plan.config["seed"])
        return draws_of(self.plan.config, [first + one.index for one in self.replications])

    @property
    def scenarios(self) -> tuple[Scenario, ...]:
        """All scenarios, the baseline first in a comparison."""
        return self.plan.scenarios

    @property
    def baseline(self) -> str | None:
        """The scenario that effects are measured against."""
        return self.plan.baseline

    @property
    def compared(self) -> tuple[Scenario, ...]:
        """The scenarios that have effects."""
        return self.plan.scenarios[1:] if self.baseline else ()

    @property
    def regions(self) -> tuple[str, ...]:
        """Names of the regions, in the order of the config."""
        return self.replications[0].regions

    @cached_property
    def values(self) -> Values:
        """Every outcome over the horizon, whole market."""
        return self._period_values(None)

    @cached_property
    def regional_values(self) -> dict[str, Values]:
        """Every outcome over the horizon, region by region."""
        return {name: self._period_values(index) for index, name in enumerate(self.regions)}

    @cached_property
    def outcomes(self) -> dict[str, dict[str, Interval]]:
        """Scenario → outcome → mean (or middle replication) and interval over replications."""
        return {
            scenario: {
                name: sized(level_interval(one, middle=OUTCOMES[name].lopsided, draws=self.draws), name, self.plan)
                for name, one in outcomes.items()
            }
            for scenario, outcomes in self.values.items()
        }

    @cached_property
    def effects(self) -> dict[str, dict[str, Effect]]:
        """Scenario → outcome → paired effect against the baseline."""
        first = {
            scenario.name: {name: self.onset(scenario.name, name) for name in OUTCOMES}
            for scenario in self.compared
        }
        return self._effects(self.values, first)

    @cached_property
    def regional_effects(self) -> dict[str, dict[str, dict[str, Effect]]]:
        """Region → scenario → outcome → paired effect."""
        return {region: self._effects(values, {}) for region, values in self.regional_values.items()}

    @cached_property
    def judgements(self) -> Judgements:
        """Scenario → outcome → what may be said of its effect: one of four verdicts, all of a study judged together."""
        before = [self._effects(self._of_seeds(seeds), {}, self._seen(seeds)) for seeds in self.looks.seeds[:-1]]
        return judged_effects(self.effects, self.levels, self.own_smallest, self.looks, before)

    @cached_property
    def regional_judgements(self) -> dict[str, Judgements]:
        """Region → scenario → outcome → what may be said; all regions are judged together."""
        return judged_places(self.regional_effects, self.regional_levels, self.own_smallest, self.looks)

    @cached_property
    def own_smallest(self) -> dict[str, dict[str, Smallest]]:
        """Scenario → outcome → the smallest effect of interest that was set for it, where one was."""
        return {one.name: own_smallest(self.plan.config, one.matters) for one in self.compared}

    @cached_property
    def levels(self) -> dict[str, float]:
        """Outcome → its level under the baseline, mean over replications."""
        levels = self.outcomes[self.baseline or self.scenarios[0].name]
        return {name: one.mean for name, one in levels.items()}

    @cached_property
    def regional_levels(self) -> dict[str, dict[str, float]]:
        """Region → outcome → its level under the baseline."""
        reference = self.baseline or self.scenarios[0].name
        return {
            region: {
                name: level_interval(one, middle=OUTCOMES[name].lopsided).mean
                for name, one in values[reference].items()
            }
            for region, values in self.regional_values.items()
        }

    @cached_property
    def outside(self) -> frozenset[str]:
        """The outcomes whose level under the baseline lies outside the range that a real platform would show."""
        return frozenset(name for name in OUTCOMES if standing(name, self.levels) == "outside")

    def daily(self, scenario: str, outcome: str, region: str = WHOLE_MARKET, window: int = 1) -> FloatArray:
        """Return an outcome as replications × days, each day looking back over ``window`` days."""
        place = 0 if region == WHOLE_MARKET else 1 + self.regions.index(region)
        stacked: FloatArray = self._grids(window)[scenario][outcome][:, :, place]
        return stacked

    def all_daily(self, scenario: str) -> dict[str, FloatArray]:
        """Return every outcome as replications × days × (whole market, regions…)."""
        return self._grids(1)[scenario]

    @property
    def days(self) -> NDArray[np.int64]:
        """The days of the horizon."""
        return np.arange(self.plan.days)

    def narrowing(self) -> float:
        """Return how many times narrower pairing made the intervals: median over outcomes and scenarios."""
        ratios = [effect.narrowing for effects in self.effects.values() for effect in effects.values()]
        defined = [ratio for ratio in ratios if np.isfinite(ratio)]
        return float(np.median(defined)) if defined else float("nan")

    def fired(self, scenario: str) -> dict[int, list[tuple[int, int | None]]]:
        """Return when changes that hang on outcomes began and were undone, by place in the scenario: a pair a seed."""
        seen: dict[int, list[tuple[int, int | None]]] = {}
        for one in self.replications:
            undone = one.undone.get(scenario, {})
            for place, day in one.fired[scenario].items():
                seen.setdefault(place, []).append((day, undone.get(place)))
        return seen

    def changes_nothing(self, scenario: str) -> bool:
        """Return whether every tally of every replication equals the baseline's."""
        return self.baseline is not None and all(
            np.array_equal(column, one.tallies[self.baseline][name])
            for one in self.replications
            for name, column in one.tallies[scenario].items()
        )

    def _period_values(self, region: int | None) -> Values:
        values: Values = {}
        for scenario in self.scenarios:
            rows = [period(one.tallies[scenario.name], 0, self.plan.days - 1, region) for one in self.replications]
            values[scenario.name] = {name: np.array([row[name] for row in rows]) for name in OUTCOMES}
        return values

    def _of_seeds(self, seeds: Sequence[int]) -> Values:
        """Return every outcome over the horizon, of some replications alone."""
        seen = self._seen(seeds)
        return {name: {key: one[seen] for key, one in of.items()} for name, of in self.values.items()}

    def _seen(self, seeds: Sequence[int]) -> NDArray[np.bool_]:
        return np.array([one.index in seeds for one in self.replications])

    def _effects(
        self, values: Values, first: dict[str, dict[str, Onset | None]], seen: NDArray[np.bool_] | None = None
    ) -> dict[str, dict[str, Effect]]:
        if self.baseline is None:
            return {}
        draws = self.draws if self.draws is None or seen is None else self.draws[seen]
        reference = values[self.baseline]
        return {
            scenario.name: {
                name: sized_effect(paired_effect(
                    values[scenario.name][name], reference[name], first.get(scenario.name, {}).get(name),
                    middle=OUTCOMES[name].few, middle_level=OUTCOMES[name].lopsided, draws=draws,
                ), name, self.plan)
                for name in OUTCOMES
            }
            for scenario in self.compared
        }

    def onset(self, scenario: str, outcome: str) -> Onset | None:
        """Return from which day on the paired effect over the last `WINDOW` days stays clear of zero."""
        if self.baseline is None or self.count < 2:
            return None
        first, second = (self.daily(name, outcome, window=WINDOW) for name in (scenario, self.baseline))
        return onset(first - second, self.days)

    @cached_property
    def _cached_grids(self) -> dict[int, dict[str, dict[str, FloatArray]]]:
        return {}

    def _grids(self, window: int) -> dict[str, dict[str, FloatArray]]:
        """Return scenario → outcome → replications × days × places, computed once a window."""
        if window not in self._cached_grids:
            self._cached_grids[window] = {
                scenario.name: self._scenario_grid(scenario.name, window) for scenario in self.scenarios
            }
        return self._cached_grids[window]

    def _scenario_grid(self, scenario: str, window: int) -> dict[str, FloatArray]:
        places = 1 + len(self.regions)
        per_replication: list[dict[str, Any]] = []
        for one in self.replications:
            rows = daily(_joined(one.warmup, one.tallies[scenario]), window)
            horizon = rows["day"] >= np.int64(0)
            per_replication.append({name: rows[name][horizon].reshape(-1, places) for name in OUTCOMES})
        return {name: np.stack([rows[name] for rows in per_replication]) for name in OUTCOMES}


def _joined(warmup: Arrays, horizon: Arrays) -> Arrays:
    """Put the warm-up's last days before the horizon, so that trailing windows are full from its first day."""
    if not warmup:
        return horizon
    return {name: np.concatenate((warmup[name], column)) for name, column in horizon.items()}
