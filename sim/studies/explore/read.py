"""From stored runs to formulas: what moves of the levers do to each outcome in each region, and how sure that is."""

from __future__ import annotations

import math
import shlex
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from sim.errors import UserError, quoted
from sim.methods.estimators import FloatArray, Interval
from sim.methods.moves import Moves, fit_moves
from sim.methods.verdicts import Judgement, Question, judge
from sim.model.outcomes.dictionary import HEADLINE
from sim.model.outcomes.smallest.thresholds import smallest_effect
from sim.runs.blueprint import Factor
from sim.runs.folder import StudyFolder
from sim.runs.plan import STATUS_QUO, Config
from sim.runs.rows import WHOLE_MARKET
from sim.studies.experiment.overrides import sort_overrides
from sim.studies.experiment.read import StoredStudy
from sim.studies.explore.presets import Preset, presets

FEWEST_POINTS = 16
TRUST = ((0.8, "close"), (0.5, "fair"), (0.3, "rough"))
"""Share of the differences between other points, under other seeds, from which a formula is called so."""
UNTOLD = "not told"
GROUPS: Mapping[str, tuple[str, ...]] = {
    "Viewers": ("violation_view_rate", "viewer_retention_30d", "return_rate", "bad_purchase_rate"),
    "New creators": ("creator_retention_90d", "creator_retention_30d", "newcomer_view_share"),
    "Established creators": ("creator_retention_established", "fairness"),
    "Small and middle creators": ("mid_income_share", "gini_income"),
    "Creators hit by mistake": ("wrongly_hit_gmv",),
    "Creators who use tactics": ("cheating_premium",),
    "The platform": ("platform_net_value", "gmv_net", "governance_cost", "incentive_cost"),
}
"""Who is asked for when it is told who gains and who loses, and by which outcomes."""
AGAINST = ("cheating_premium",)
"""Outcomes of which better for the market is worse for the group that they stand for."""
_SLIDERS = ("lever", "assumption")


@dataclass(frozen=True)
class Answer:
    """What is known of one outcome in one region.

    Attributes
    ----------
    today
        Its level today, mean over seeds.
    smallest
        The smallest change that matters, in its unit; NaN where that is not known.
    """

    outcome: str
    region: str
    moves: Moves
    today: float
    smallest: float

    @property
    def trust(self) -> str:
        """How far the formula may be trusted: *close*, *fair*, *rough*, or *not told*."""
        return next((word for least, word in TRUST if self.moves.r2 >= least), UNTOLD)


class StoredExploration(StoredStudy):
    """A study that a page to play with is made of."""

    def __init__(self, study: StudyFolder) -> None:
        super().__init__(study)
        told = [] if self.factors else ["nothing varies in it"]
        for one in self.factors:
            if one.kind not in _SLIDERS:
                told.append(f"{one.name} is a {one.kind}")
            elif not (bounds(one)[0] <= float(one.base) <= bounds(one)[1] and bounds(one)[0] < bounds(one)[1]):
                told.append(f"{one.name} is {float(one.base):g} today and was tried from {bounds(one)[0]:g} to "
                            f"{bounds(one)[1]:g}: nothing says what a move from today does")
        if told:
            raise UserError(f"no sliders can be made of it: {told[0]}", path=self.folder)

    @property
    def config(self) -> Config:
        """The market that it ran in."""
        return next(iter(self.blueprint.bases.values()))

    @property
    def plain(self) -> list[str]:
        """The overrides that its market was composed from, as its command line had them."""
        try:
            words = shlex.split(str(self.about.get("command", "")))
        except ValueError:
            return []
        typed = [one for one in words[2:] if "=" in one and not one.startswith("-")]
        return sort_overrides(typed).plain if words[:1] == ["sim"] else []

    @cached_property
    def presets(self) -> list[Preset]:
        """The ready scenarios that its levers can set; those that it was asked for first."""
        return presets(self.factors, self.config, list(self.about.get("judged", {}).get("scenarios", ())))

    @cached_property
    def today(self) -> FloatArray:
        """Today's values as a place in [-1, 1]."""
        return self.place({one.name: float(one.base) for one in self.factors})

    @property
    def places(self) -> list[str]:
        """The whole market, then its regions; alone where there is one."""
        found = list(dict.fromkeys(self.regions["region"]))
        return [WHOLE_MARKET, *(one for one in found if one != WHOLE_MARKET)] if len(found) > 2 else [WHOLE_MARKET]

    @property
    def told(self) -> list[str]:
        """The outcomes that are answered: those shown first, then those of the groups."""
        every = [*(self.settings.outcomes or HEADLINE), *(one for of in GROUPS.values() for one in of)]
        return [one for one in dict.fromkeys(every) if one in self.outcomes]

    def place(self, values: Mapping[str, float]) -> FloatArray:
        """Return values of the levers as a place in [-1, 1].

        Raises
        ------
        UserError
            If one lies outside what was tried.
        """
        found = []
        for one in self.factors:
            low, high = bounds(one)
            value = float(values.get(one.name, float(one.base)))
            if not low <= value <= high and value != float(one.base):
                raise UserError(f"{one.name} was tried from {low:g} to {high:g}: nothing is known of {value:g}")
            found.append(2.0 * (value - low) / (high - low) - 1.0)
        return np.array(found)

    @cached_property
    def answers(self) -> dict[tuple[str, str], Answer]:
        """Region and outcome → what is known; without outcomes that are undefined at too many points."""
        runs = self.regions[self.regions["scenario"] == STATUS_QUO]
        inputs = np.array([self.place(row) for row in self.factor_values.to_dict("records")])
        found: dict[tuple[str, str], Answer] = {}
        for region in self.places:
            rows = runs[runs["region"] == region]
            grids = {name: rows.pivot_table(index="point", columns="seed", values=name, dropna=False)
                     for name in self.told}
            fitted = {name: self._fit(grid.to_numpy(float), inputs[grid.index.to_numpy(int)])
                      for name, grid in grids.items() if len(grid)}
            levels = {name: level for name, (_, level) in fitted.items()}
            for name, (moves, level) in fitted.items():
                if moves is not None:
                    found[region, name] = Answer(name, region, moves, level, smallest_effect(name, levels))
        if not found:
            raise UserError(f"{len(self.factor_values)} points are too few to play with: at least {FEWEST_POINTS} "
                            "whose runs finished (sim expand FOLDER --points N)", path=self.folder)
        return found

    def _fit(self, values: FloatArray, inputs: FloatArray) -> tuple[Moves | None, float]:
        """Return what moves do to an outcome (points × seeds), and its level today."""
        whole = np.isfinite(values).all(axis=1)
        if whole.sum() < max(FEWEST_POINTS, 0.9 * len(values)):
            return None, math.nan
        moves = fit_moves(inputs[whole], values[whole])
        now = [row for row, place in zip(values[whole], inputs[whole], strict=True) if np.allclose(place, self.today)]
        return moves, float(np.mean(now[0])) if now else moves.level(self.today)

    def estimate(self, answer: Answer, values: Mapping[str, float]) -> tuple[Interval, Judgement]:
        """Return what moving levers from today's values does to an outcome, and what may be said of it."""
        effect = answer.moves.change(self.today, self.place(values))
        return effect, judge(Question(effect, 0.0, answer.smallest), 0.0, equivalence=0.0)

    def answer(self, outcome: str, region: str = WHOLE_MARKET) -> Answer:
        """Return what is known of an outcome.

        Raises
        ------
        UserError
            If nothing is.
        """
        if (region, outcome) not in self.answers:
            raise UserError(f"nothing is known of {quoted(outcome)} in {quoted(region)}", path=self.folder)
        return self.answers[region, outcome]


def bounds(factor: Factor) -> tuple[float, float]:
    """Return the lowest and the highest value that was tried of a factor."""
    low, high = (min(factor.levels), max(factor.levels)) if factor.levels else (factor.low, factor.high)
    return float(low), float(high)
