"""What a search came to: the front's finalists on seeds and futures that the search has not seen, beside their rivals.

The best of many noisy candidates is partly the luckiest (the winner's curse). So nothing of the search's own scores is
reported as a result: the finalists are run again, and what they lose by that is told. Choosing among them would flatter
the chosen one again, if only a little; so one third of the fresh seeds choose, and the other two thirds report.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from sim.config.conditions import Condition
from sim.methods.intervals import Interval
from sim.methods.robustness.measures import over_seeds
from sim.methods.significance import effect_p
from sim.methods.verdicts import Judgement, Question, judge_family
from sim.model.levers.schedule import Change, Scenario
from sim.model.outcomes.smallest.thresholds import smallest_effect
from sim.runs.blueprint import Blueprint, read_scenario
from sim.runs.environment import environment
from sim.runs.plan import STATUS_QUO
from sim.studies.experiment.plan import Sweep, arms
from sim.studies.experiment.run import RunOptions, carry_out, prepare
from sim.studies.optimise.front import best_first, finalists
from sim.studies.optimise.memory import Trial
from sim.studies.optimise.read import SearchStudy
from sim.studies.robust.decision import difference
from sim.studies.robust.read import RobustStudy
from sim.studies.robust.settings import Judged

PREFIX = "optimised_"


@dataclass(frozen=True)
class Promise:
    """What the search promised of a finalist on an objective, and what fresh runs give: effects on the status quo."""

    finalist: str
    outcome: str
    searched: float
    fresh: Interval

    @property
    def kept(self) -> float:
        """Share of the promise that fresh runs keep; NaN where there was none to speak of."""
        return self.fresh.mean / self.searched if self.searched else float("nan")


@dataclass(frozen=True)
class Optimised:
    """A search with its fresh runs.

    Attributes
    ----------
    trials
        Every candidate.
    chosen
        The finalists, the search's best compromise first; they are called ``optimised_1`` and so on.
    fresh, chooser
        Their runs and their rivals' on the seeds that report, and on those that choose.
    """

    search: SearchStudy
    trials: list[Trial]
    chosen: list[Trial]
    fresh: RobustStudy
    chooser: RobustStudy

    @property
    def names(self) -> list[str]:
        """Names of the finalists."""
        return [f"{PREFIX}{place}" for place in range(1, len(self.chosen) + 1)]

    @cached_property
    def within_budget(self) -> dict[str, bool]:
        """Policy → whether it keeps every budget on the fresh runs, on average."""
        return self._within_budget(self.fresh)

    @cached_property
    def recommended(self) -> str:
        """The finalist that is the best compromise on the choosing seeds, among those within budget if any is."""
        within = self._within_budget(self.chooser)
        able = [name for name in self.names if within[name]] or self.names
        scores = np.array([self._scores(name) for name in able])
        return able[best_first(scores, self._scores(STATUS_QUO))[0]]

    @cached_property
    def promises(self) -> list[Promise]:
        """What the search promised and what fresh runs give, of every finalist and objective."""
        return [self._promise(place, outcome) for place in range(len(self.chosen))
                for outcome in self.search.settings.objectives]

    def effect(self, policy: str, outcome: str, against: str = STATUS_QUO) -> Interval:
        """Return the difference between a policy and another on the fresh runs, over futures and seeds."""
        return difference(self.fresh, outcome, policy, against).paired

    @cached_property
    def judgements(self) -> dict[tuple[str, str], Judgement]:
        """Rival (the status quo among them) and objective → what may be said of how the recommended one differs.

        All that is said of it is judged together (Holm).
        """
        rivals = [one for one in self.fresh.policies if one not in self.names]
        effects = {(rival, outcome): difference(self.fresh, outcome, self.recommended, rival)
                   for rival in rivals for outcome in self.search.settings.objectives}
        return judge_family({
            key: Question(one.paired, effect_p(one), self._smallest(key[1]), one.luck) for key, one in effects.items()
        }, "holm")

    def _smallest(self, outcome: str) -> float:
        return smallest_effect(outcome, self.fresh.levels, self.fresh.own_smallest)

    def _promise(self, place: int, outcome: str) -> Promise:
        search = self.search
        gaps = search.cells(self.chosen[place].values, outcome) - search.cells(search.status_quo, outcome)
        return Promise(self.names[place], outcome, float(over_seeds(over_seeds(gaps))),
                       self.effect(self.names[place], outcome))

    def _scores(self, policy: str) -> list[float]:
        place = self.chooser.policies.index(policy)
        return [self.search.score(self.chooser.values(one)[place], one) for one in self.search.settings.objectives]

    def _within_budget(self, runs: RobustStudy) -> dict[str, bool]:
        budgets = self.search.settings.budget
        return {
            policy: all(_keeps(runs, place, one) for one in budgets) for place, policy in enumerate(runs.policies)
        }


def _keeps(runs: RobustStudy, place: int, budget: Condition) -> bool:
    """Return whether a policy keeps a budget, on average over futures and seeds."""
    values = sum(over_seeds(over_seeds(runs.values(name, budget.region))) for name in budget.outcomes)
    assert isinstance(values, np.ndarray)
    bound = budget.bound * (values[0] if budget.relative else 1.0)
    return bool(values[place] >= bound if budget.above else values[place] <= bound)


def as_scenario(name: str, trial: Trial, question: str) -> Scenario:
    """Return a candidate as a scenario that sets its levers on day 0."""
    changes = tuple(Change(lever, float(value)) for lever, value in trial.values.items())
    return Scenario(name, question=question, changes=changes)


def fresh_sweep(search: SearchStudy, chosen: Sequence[Trial], rivals: Sequence[Scenario]) -> Sweep:
    """Return the fresh runs that a front's finalists and their rivals are to have."""
    about, settings = search.study.about, search.settings
    found = [
        as_scenario(f"{PREFIX}{place}", one, "What if the levers were set as the search found them?")
        for place, one in enumerate(chosen, 1)
    ]
    base = next(iter(search.study.blueprint.bases.values()))
    blueprint = Blueprint({"": base}, arms([*found, *rivals]), search.assumptions)
    design = search.study.settings
    futures = type(design)("latin_hypercube" if search.assumptions else "grid", points=design.points,
                           seed=design.seed + 1, outcomes=settings.objectives)
    judged = Judged(settings.objectives, settings.budget, settings.tail)
    first = int(about["first_seed"]) + int(about["seeds"])
    return Sweep("robust", blueprint, futures, settings.fresh_runs, first, about["command"], judged.to_json())


def score_again(search: SearchStudy, trials: list[Trial], run_options: RunOptions) -> Optimised:
    """Run a search's finalists and their rivals on fresh seeds and futures, and return what the search came to.

    Raises
    ------
    UserError
        When every run failed, or rows cannot be written.
    InterruptedStudyError
        After Ctrl-C.
    """
    chosen = finalists(trials, search.settings.finalists, search.scores(search.status_quo))
    rivals = [read_scenario(one) for one in search.study.about["rivals"]]
    asked = fresh_sweep(search, chosen, rivals)
    place = search.study.folder / f"fresh-{asked.key(environment()['code'])}"
    study = prepare(asked, search.study.folder, replace(run_options, consent=True), place)
    runs = carry_out(study, run_options)
    choosing = search.settings.choosing_seeds
    return Optimised(search, trials, chosen, RobustStudy(runs, slice(choosing, None)),
                     RobustStudy(runs, slice(choosing)))
