"""Studies from Python: ``compare("earlier_traffic_cut", seeds=12)`` gives frames, sentences and figures."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from sim.config import compose, load_scenario
from sim.config.scenarios import load_all
from sim.errors import UserError, quoted, suggest
from sim.methods.intervals import Effect
from sim.model.levers.schedule import Scenario
from sim.model.outcomes.dictionary import HEADLINE, OUTCOMES
from sim.runs.plan import STATUS_QUO, Plan, plan_comparison, plan_forecast
from sim.runs.replication import ModelBuilder, build_ecosystem
from sim.show.numbers import outcome_change, outcome_level, title
from sim.show.verdicts import verdict_words
from sim.show.words import counted
from sim.studies.compare.answer import Answer
from sim.studies.compare.charts.timeseries import draw_outcome
from sim.studies.compare.run import answer_plan
from sim.studies.compare.summary import daily_table, slices_table
from sim.studies.experiment.judging import JUDGED, judgement_numbers
from sim.studies.experiment.overrides import sized
from sim.studies.experiment.posterior import with_posterior
from sim.studies.experiment.seeds import options_for
from sim.studies.experiment.until import Until


class Study:
    """A finished comparison, or a forecast, which has no effects.

    Attributes
    ----------
    folder
        Where it was written, or ``None``.
    """

    def __init__(self, answer: Answer, folder: Path | None) -> None:
        self._answer = answer
        self.folder = folder

    @cached_property
    def effects(self) -> pd.DataFrame:
        """One row a scenario and outcome: mean (or middle seed), low, high, unit, visible from, what may be said."""
        rows = [
            (
                scenario,
                name,
                effect.paired.mean,
                effect.paired.low,
                effect.paired.high,
                OUTCOMES[name].unit,
                *((None,) * 3 if seen is None else (seen.day, seen.early, seen.late)),
                *judgement_numbers(self._answer.analysis.judgements[scenario][name]).values(),
            )
            for scenario, effects in self._answer.analysis.effects.items()
            for name, effect in effects.items()
            for seen in [effect.visible_from]
        ]
        days = ["visible_from", "visible_early", "visible_late"]
        columns = ["scenario", "outcome", "mean", "low", "high", "unit", *days, *JUDGED]
        return pd.DataFrame(rows, columns=columns).astype(dict.fromkeys([*days, "seeds_needed"], "Int64"))

    @cached_property
    def outcomes(self) -> pd.DataFrame:
        """One row a scenario (baseline included) and outcome: mean, low, high, unit."""
        rows = [
            (scenario, name, interval.mean, interval.low, interval.high, OUTCOMES[name].unit)
            for scenario, outcomes in self._answer.analysis.outcomes.items()
            for name, interval in outcomes.items()
        ]
        return pd.DataFrame(rows, columns=["scenario", "outcome", "mean", "low", "high", "unit"])

    @cached_property
    def daily(self) -> pd.DataFrame:
        """One row a scenario, replication, day and region (``all`` is the whole market), one column an outcome."""
        return pd.DataFrame(daily_table(self._answer.analysis))

    @cached_property
    def slices(self) -> pd.DataFrame:
        """One row a scenario, replication, day, region, product category and format: counts, and money in dollars."""
        return pd.DataFrame(slices_table(self._answer.analysis))

    @cached_property
    def expectations(self) -> pd.DataFrame:
        """One row an expectation: scenario, outcome, words, verdict, the effect that it was judged by, and its unit.

        The effect is against the variant that the words name (*lower than at_170*), else against the status quo.
        """
        rows = [
            (scenario, one.outcome, one.words, one.verdict, *_bounds(one.effect), OUTCOMES[one.outcome].unit)
            for scenario, judged in self._answer.judged.items()
            for one in judged
        ]
        columns = ["scenario", "outcome", "expected", "verdict", "mean", "low", "high", "baseline", "unit"]
        return pd.DataFrame(rows, columns=columns)

    @property
    def summary(self) -> dict[str, Any]:
        """The content of ``summary.json``."""
        return self._answer.summary

    @property
    def findings(self) -> dict[str, list[str]]:
        """Scenario → sentences."""
        return self._answer.findings

    def plot(self, outcome: str = "quality") -> Figure:
        """Return a figure of one outcome over time: levels, and paired differences to the status quo.

        Raises
        ------
        UserError
            If there is no such outcome.
        """
        if outcome not in OUTCOMES:
            raise UserError(f"no outcome {quoted(outcome)}.{suggest(outcome, OUTCOMES)}")
        return draw_outcome(self._answer.analysis, outcome)

    def __repr__(self) -> str:
        analysis = self._answer.analysis
        against = f" against {analysis.baseline}" if analysis.baseline else ""
        head = f"Study of {', '.join(one.name for one in analysis.compared or analysis.scenarios)}{against}"
        lines = [f"{head}: {counted(analysis.count, 'replication')} × {counted(analysis.plan.days, 'day')}"]
        for name in HEADLINE:
            level = outcome_level(name, analysis.outcomes[analysis.scenarios[0].name][name].mean)
            cells = [
                f"{outcome_change(name, analysis.effects[one.name][name])} "
                f"{verdict_words(analysis.judgements[one.name][name])}"
                for one in analysis.compared
            ]
            lines.append(f"  {title(name):<28} {level:>9}   {' | '.join(cells)}".rstrip())
        return "\n".join([*lines, f"  {self.folder}" if self.folder else "  (not written: pass outputs=...)"])


def compare(
    *scenarios: str | Path | Scenario,
    seeds: int | None = None,
    viewers: int | None = None,
    days: int | None = None,
    overrides: Sequence[str] = (),
    outputs: str | Path | None = None,
    until: str | None = None,
    settle: Sequence[str] = (),
    most: int | None = None,
    posterior: str | Path | None = None,
    stands_for: int = 0,
    build: ModelBuilder = build_ecosystem,
    processes: int | None = None,
) -> Study:
    """Compare scenarios with the status quo on the same draws.

    Parameters
    ----------
    scenarios
        Names of shipped scenarios, paths to YAML files, or :class:`Scenario` objects. Each variant
        of a file is compared.
    seeds
        Replications; the configuration's number if not given, as for the next two.
    viewers, days
        Viewers of the market and days of the horizon.
    overrides
        More overrides, as on the command line: ``["enforcement=strict", "seed=7"]``.
    outputs
        Where to write the study's folder; nothing is written if not given.
    until, settle, most
        ``"settled"`` adds seeds until the effects on the outcomes in ``settle`` (the headline ones if empty) are
        decided, ``most`` seeds at most.
    posterior
        A folder of `sim calibrate`, or what ships: assumptions that fit figures, one draw a seed.
    stands_for
        Real viewers that counts and money are told for; those simulated, if not given.
    build, processes
        How to make a model, and over how many processes; for tests and extensions.

    Returns
    -------
    Study
        Frames, sentences and figures of the answer.

    Raises
    ------
    UserError
        On a wrong scenario, override or value, or a place that cannot be written.
    KeyboardInterrupt
        After Ctrl-C; what had finished is written, marked partial, if ``outputs`` was given.
    """
    words = sized(overrides, seeds, viewers, days)
    config = with_posterior(compose(words), None if posterior is None else str(posterior), words, seeds)
    rule = None if until is None else Until.read(until, settle, most)
    config = config if rule is None else {**config, "replications": rule.looks[0]}
    loaded = load_all(scenarios, config)
    named = ", ".join(repr(one.name if isinstance(one, Scenario) else str(one)) for one in scenarios)
    plan = replace(plan_comparison(config, loaded, f"compare({named}, overrides={words})"), stands_for=stands_for)
    return _answered(plan, outputs, build, processes, rule)


def forecast(
    scenario: str | Path | Scenario = STATUS_QUO,
    *,
    seeds: int | None = None,
    viewers: int | None = None,
    days: int | None = None,
    overrides: Sequence[str] = (),
    outputs: str | Path | None = None,
    posterior: str | Path | None = None,
    stands_for: int = 0,
    build: ModelBuilder = build_ecosystem,
    processes: int | None = None,
) -> Study:
    """Forecast one scenario on its own: every outcome with its interval, and no effects.

    Parameters, results and errors are those of :func:`compare`; of a file with variants one has to be named.
    """
    words = sized(overrides, seeds, viewers, days)
    config = with_posterior(compose(words), None if posterior is None else str(posterior), words, seeds)
    found = scenario if isinstance(scenario, Scenario) else load_scenario(str(scenario), config)
    plan = plan_forecast(config, found, f"forecast({found.name!r}, overrides={words})")
    return _answered(replace(plan, stands_for=stands_for), outputs, build, processes)


def _bounds(effect: Effect | None) -> tuple[float, float, float, float]:
    if effect is None:
        return (math.nan,) * 4
    return (effect.paired.mean, effect.paired.low, effect.paired.high, effect.baseline)


def _answered(
    plan: Plan, outputs: str | Path | None, build: ModelBuilder, processes: int | None, until: Until | None = None
) -> Study:
    where = None if outputs is None else Path(outputs)
    return Study(*answer_plan(plan, where, options_for(plan.config, build, processes), until))
