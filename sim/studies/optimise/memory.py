"""A search that a kill cannot derail: what was asked and told is in a file, and what is asked next follows from it.

Optuna's samplers draw from a generator that dies with the process. Here every trial gets a sampler of its own, seeded
by the search's seed and the trial's number, so that a search taken up again asks exactly what it would have asked.
Trials are asked in batches, all of one before any of it is told.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from sim.errors import UserError, needs
from sim.runs.blueprint import Factor, Value

if TYPE_CHECKING:
    import optuna

SamplerName = Literal["nsga2", "tpe"]
SAMPLERS: tuple[SamplerName, ...] = ("nsga2", "tpe")
State = Literal["waiting", "told", "impossible"]
_NAME = "search"


@dataclass(frozen=True)
class Trial:
    """One candidate: its levers' values, and once told, its scores (higher is better) and how far it breaks budgets.

    Attributes
    ----------
    state
        ``"impossible"`` if it could not be run or scored.
    violation
        One a budget; above 0 breaks it.
    """

    number: int
    values: dict[str, Value]
    state: State
    scores: tuple[float, ...] = ()
    violation: tuple[float, ...] = ()

    @property
    def feasible(self) -> bool:
        """Whether it was scored and keeps every budget."""
        return self.state == "told" and all(one <= 0 for one in self.violation)


@dataclass(frozen=True)
class Terms:
    """What a search asks; a file that was begun under other terms is another search.

    Attributes
    ----------
    objectives
        How many scores a candidate gets.
    batch
        Candidates that are asked before any of them is told; of NSGA-II the population.
    """

    levers: tuple[Factor, ...]
    objectives: int
    batch: int
    sampler: SamplerName = "nsga2"
    seed: int = 1


class Memory:
    """The trials of a search, in a SQLite file.

    Raises
    ------
    UserError
        If Optuna is not installed, or the file is damaged.
    """

    def __init__(self, path: Path, terms: Terms) -> None:
        needs("optuna", "sim optimise")
        import optuna

        optuna.logging.set_verbosity(optuna.logging.WARNING)
        self.terms = terms
        try:
            self._storage = _storage(path)
            self._study: optuna.Study = optuna.create_study(
                study_name=_NAME, storage=self._storage, directions=["maximize"] * terms.objectives,
                load_if_exists=True,
            )
        except Exception as error:
            raise UserError(f"the search's memory cannot be read ({_first_line(error)}): move it away, and the search "
                            "begins anew with every finished run at hand", path=path) from error

    @property
    def trials(self) -> list[Trial]:
        """Every candidate so far, in the order asked."""
        return [self._trial(one) for one in self._study.get_trials(deepcopy=False)]

    def batch(self, most: int) -> list[Trial]:
        """Return the candidates that wait to be scored, after asking for a new batch if none does.

        Parameters
        ----------
        most
            Trials in all; empty once they are told.
        """
        trials = self.trials
        waiting = [one for one in trials if one.state == "waiting"]
        begun = len(trials) % self.terms.batch
        told_here = any(one.state != "waiting" for one in trials[len(trials) - begun :]) if begun else False
        if waiting and (not begun or told_here):
            return waiting
        room = min(self.terms.batch - begun, most - len(trials))
        return [*waiting, *(self._ask(len(trials) + step) for step in range(room))]

    def tell(self, number: int, scores: Sequence[float] | None, violation: Sequence[float] = ()) -> None:
        """Write down what came of a candidate; ``None`` if it could not be run."""
        import optuna

        self._study.sampler = self._sampler(number)
        if scores is None:
            self._study.tell(number, state=optuna.trial.TrialState.FAIL)
            return
        study = self._storage.get_study_id_from_name(_NAME)
        trial = self._storage.get_trial_id_from_study_id_trial_number(study, number)
        for place, one in enumerate(violation):  # as Trial.set_constraint does, for a trial of an earlier process too
            self._storage.set_trial_system_attr(trial, f"constraints:{place}", float(one))
        self._study.tell(number, list(scores))

    def _ask(self, number: int) -> Trial:
        self._study.sampler = self._sampler(number)
        asked = self._study.ask({one.name: _distribution(one) for one in self.terms.levers})
        return self._trial(self._study.get_trials(deepcopy=False)[asked.number])

    def _trial(self, frozen: Any) -> Trial:
        states: dict[str, State] = {"COMPLETE": "told", "FAIL": "impossible", "PRUNED": "impossible"}
        state = states.get(frozen.state.name, "waiting")
        values = {one.name: _value(one, frozen.params[one.name]) for one in self.terms.levers}
        scores = tuple(frozen.values) if state == "told" else ()
        return Trial(frozen.number, values, state, scores, tuple(frozen.constraints.values()))

    def _sampler(self, number: int) -> Any:
        import optuna

        seed = (self.terms.seed * 1_000_003 + number) % 2**31
        if self.terms.sampler == "tpe":
            return optuna.samplers.TPESampler(seed=seed, n_startup_trials=self.terms.batch)
        return optuna.samplers.NSGAIISampler(seed=seed, population_size=self.terms.batch)


def _storage(path: Path) -> Any:
    """Return Optuna's SQLite storage, which waits for no disk.

    What SQLite has handed to the operating system survives the death of the process. A power cut may damage the file; a
    search that begins anew asks for the same candidates, and their runs are there.
    """
    import optuna
    from sqlalchemy import event

    storage = optuna.storages.RDBStorage(f"sqlite:///{path.resolve()}")
    event.listen(storage.engine, "connect", lambda connection, _: connection.execute("PRAGMA synchronous=OFF"))
    storage.engine.dispose()  # connections from here on
    return storage


def _distribution(lever: Factor) -> Any:
    """Return what Optuna draws from: levels by their place, whole numbers, or an interval."""
    from optuna.distributions import CategoricalDistribution, FloatDistribution, IntDistribution

    if lever.levels:
        if all(isinstance(level, int | float) for level in lever.levels):
            return IntDistribution(0, len(lever.levels) - 1)
        return CategoricalDistribution(tuple(range(len(lever.levels))))
    if lever.integer:
        return IntDistribution(round(lever.low), round(lever.high))
    return FloatDistribution(lever.low, lever.high)


def _value(lever: Factor, drawn: Any) -> Value:
    if lever.levels:
        return sorted(lever.levels)[int(drawn)] if _ordered(lever) else lever.levels[int(drawn)]
    return int(drawn) if lever.integer else float(f"{float(drawn):.4g}")


def _ordered(lever: Factor) -> bool:
    return all(isinstance(level, int | float) for level in lever.levels)


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0] if str(error) else type(error).__name__


