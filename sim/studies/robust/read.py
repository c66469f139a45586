"""A test of robustness read back: policies × futures × seeds of every outcome, and all that is said of them.

A *policy* is an arm of the study (the status quo comes first), a *future* one of its points: a value for every
assumption that varies. Everything is worked out once, on first use.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import pandas as pd

from sim.config.conditions import Condition
from sim.config.matters import own_smallest
from sim.methods.robustness.boxes import Axis, holds
from sim.methods.robustness.dominance import Comparison, Standing, compared, standings
from sim.methods.robustness.measures import (
    MEASURES,
    FloatArray,
    MeasureName,
    Spread,
    measures,
    over_seeds,
    paired,
    regret,
)
from sim.methods.robustness.prim import FEWEST_EACH, Box, find_boxes
from sim.methods.robustness.satisficing import Kept, kept, kept_together
from sim.methods.two_way import FEWEST_SEEDS
from sim.model.outcomes.dictionary import OUTCOMES
from sim.model.outcomes.smallest.thresholds import Smallest, smallest_effect
from sim.runs.plan import STATUS_QUO
from sim.runs.rows import WHOLE_MARKET
from sim.show.words import counted
from sim.studies.experiment.read import StoredStudy, read_study
from sim.studies.robust.settings import Judged


@dataclass(frozen=True)
class Failing:
    """Where a policy fails, or, if it fails mostly, where it holds up.

    Attributes
    ----------
    what
        The condition that it is held to: those required, or not to do worse than the status quo on an outcome.
    turned
        Whether the boxes tell where it *holds up*, since it fails in most futures.
    seeds
        Over how many seeds it was judged: a rule is told only if it holds on each half of them.
    """

    policy: str
    what: str
    failures: int
    futures: int
    boxes: tuple[Box, ...]
    turned: bool = False
    seeds: int = FEWEST_SEEDS

    @property
    def checkable(self) -> bool:
        """Whether there are seeds enough to see if a rule holds on each half of them."""
        return self.seeds >= FEWEST_SEEDS


class RobustStudy:
    """What a study of policies over futures says.

    Attributes
    ----------
    study
        The study as a sweep's frames have it.
    seeds
        Which of its seeds count, by their place; all by default.
    """

    def __init__(self, study: StoredStudy, seeds: slice = slice(None)) -> None:
        self.study, self.seeds = study, seeds
        self.judged = Judged.from_json(study.about["judged"])

    @property
    def policies(self) -> list[str]:
        """Names of the policies, the status quo first."""
        return self.study.scenarios

    @property
    def outcomes(self) -> list[str]:
        """The outcomes that policies are judged by."""
        return list(self.judged.outcomes)

    @property
    def futures(self) -> int:
        """How many futures there are."""
        return len(self.study.factor_values)

    def values(self, outcome: str, region: str = "") -> FloatArray:
        """Return an outcome as policies × futures × seeds, NaN where there is no run or it is undefined."""
        frame = self.study.regions
        frame = frame[frame["region"] == (region or WHOLE_MARKET)]
        seeds = {int(seed): place for place, seed in enumerate(sorted(self.study.plan["seed"].unique()))}
        arms = {name: place for place, name in enumerate(self.policies)}
        grid = np.full((len(arms), self.futures, len(seeds)), np.nan)
        places = ([arms[name] for name in frame["scenario"]], frame["point"].to_numpy(int),
                  [seeds[int(seed)] for seed in frame["seed"]])
        grid[places] = frame[outcome].to_numpy(float)
        return grid[:, :, self.seeds]

    def good(self, outcome: str) -> FloatArray:
        """Return an outcome put so that higher is better."""
        return self.sign(outcome) * self.values(outcome)

    @staticmethod
    def sign(outcome: str) -> float:
        """Return 1 where more of an outcome is better, -1 where less is."""
        return -1.0 if OUTCOMES[outcome].better == "down" else 1.0

    @cached_property
    def measures(self) -> dict[str, dict[MeasureName, Spread]]:
        """Outcome → measure → policies; put so that higher is better, except regret, which is a shortfall."""
        return {one: measures(self.good(one), self.judged.tail) for one in self.outcomes}

    def regrets(self, outcome: str) -> FloatArray:
        """Return the regret of each policy in each future, in the outcome's unit."""
        return over_seeds(regret(paired(self.good(outcome))))

    @cached_property
    def measures_table(self) -> pd.DataFrame:
        """One row a policy, outcome and measure: value, low, high, in the outcome's own unit and direction."""
        rows = []
        for outcome, found in self.measures.items():
            for name in MEASURES:
                sign = 1.0 if name.endswith("regret") else self.sign(outcome)
                spread = found[name]
                for place, policy in enumerate(self.policies):
                    ends = sorted((sign * spread.low[place], sign * spread.high[place]))
                    rows.append({"policy": policy, "outcome": outcome, "measure": name,
                                 "value": sign * spread.value[place], "low": ends[0], "high": ends[1],
                                 "unit": OUTCOMES[outcome].unit})
        return pd.DataFrame(rows)

    @cached_property
    def kept(self) -> dict[str, list[Kept]]:
        """Requirement (as written) → how each policy keeps it; all together under an empty name."""
        each = {str(one): self._kept(one) for one in self.judged.require}
        if not each:
            return {}
        together = [kept_together([found[place] for found in each.values()]) for place in range(len(self.policies))]
        return {**each, "": together}

    @cached_property
    def standings(self) -> dict[str, Standing]:
        """Policy → where it stands among the others, over all outcomes."""
        return dict(zip(self.policies, standings(self.comparison), strict=True))

    @cached_property
    def comparison(self) -> Comparison:
        """Every policy against every other, each outcome against the smallest change of it that matters."""
        smallest = [smallest_effect(one, self.levels, self.own_smallest) for one in self.outcomes]
        return compared([self.good(one) for one in self.outcomes], smallest)

    @cached_property
    def levels(self) -> dict[str, float]:
        """Every outcome's level under the status quo, over all futures."""
        place, found = self.policies.index(STATUS_QUO), {}
        for name in self.study.outcomes:
            values = self.values(name)[place]
            found[name] = float(np.nanmean(values)) if np.isfinite(values).any() else float("nan")
        return found

    @property
    def own_smallest(self) -> dict[str, Smallest]:
        """Outcome → the smallest change that somebody has set."""
        return own_smallest(next(iter(self.study.blueprint.bases.values())))

    @cached_property
    def failing(self) -> list[Failing]:
        """Where each policy fails; the status quo only where something is required."""
        what = " and ".join(str(one) for one in self.judged.require) or (
            f"no worse than the status quo on {self.outcomes[0]}")
        return [self._failing(name, what, place) for place, name in enumerate(self.policies)
                if self.judged.require or name != STATUS_QUO]

    def held(self, place: int) -> Kept:
        """Return where a policy keeps what it is held to, by these seeds."""
        if self.judged.require:
            return self.kept[""][place]
        good = self.good(self.outcomes[0])
        return kept(good[place], good[0], above=True)

    @cached_property
    def halves(self) -> tuple[RobustStudy, RobustStudy]:
        """The same study by every second of its seeds, and by the others."""
        every = range(self.study.counts["seeds"])[self.seeds]
        first, last, step = every.start, every.stop, every.step
        one, other = (RobustStudy(self.study, slice(first + skip, last, 2 * step)) for skip in (0, step))
        return one, other

    @cached_property
    def axes(self) -> list[Axis]:
        """The factors, each with its value in every future."""
        frame = self.study.factor_values
        found = []
        for one in self.study.factors:
            column = frame[one.name]
            if one.kind == "choice":
                options = tuple(str(level) for level in one.levels)
                found.append(Axis(one.name, np.array([options.index(value) for value in column], float), options))
            else:
                found.append(Axis(one.name, column.to_numpy(float)))
        return found

    def _kept(self, condition: Condition) -> list[Kept]:
        values = sum(self.values(name, condition.region) for name in condition.outcomes)
        assert isinstance(values, np.ndarray)
        bound = condition.bound * values[0] if condition.relative else np.float64(condition.bound)
        return [kept(one, bound, above=condition.above) for one in values]

    def _failing(self, policy: str, what: str, place: int) -> Failing:
        found = self.held(place)
        fails = found.fails
        turned = bool(fails.mean() > 0.5) if fails.size else False
        seeds = len(range(self.study.counts["seeds"])[self.seeds])
        enough = min(fails.sum(), (~fails).sum()) >= FEWEST_EACH and seeds >= FEWEST_SEEDS
        boxes = find_boxes(self._axes(found), ~fails if turned else fails) if enough else []
        kept_boxes = [box for box in boxes if self._on_each_half(box, place, turned)]
        return Failing(policy, what, int(fails.sum()), len(fails), tuple(kept_boxes), turned, seeds)

    def _on_each_half(self, box: Box, place: int, turned: bool) -> bool:
        """Whether a rule holds by each half of the seeds: one found by the luck of some does not by that of others."""
        for half in self.halves:
            found = half.held(place)
            if not holds(half._axes(found), box.limits, ~found.fails if turned else found.fails):
                return False
        return True

    def _axes(self, found: Kept) -> list[Axis]:
        return [Axis(one.name, one.values[found.known], one.options) for one in self.axes]

    def __repr__(self) -> str:
        return (f"{counted(len(self.policies), 'policy')} × {counted(self.futures, 'future')} × "
                f"{counted(self.study.counts['seeds'], 'seed')}\n"
                f"  {', '.join(self.policies)}\n  {self.study.folder}")


def open_robust(folder: str | Path) -> RobustStudy:
    """Return the test of robustness that a folder holds.

    Raises
    ------
    UserError
        If there is none.
    """
    return RobustStudy(read_study(folder))
