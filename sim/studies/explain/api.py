"""Explanations from Python: ``explain("whatif_01.at_170", seeds=8)`` gives frames, sentences and figures."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from sim.config import compose, load_scenario
from sim.model.levers.schedule import Scenario
from sim.runs.replication import ModelBuilder, build_ecosystem
from sim.studies.experiment.overrides import sized
from sim.studies.experiment.seeds import answer_seeds, options_for
from sim.studies.explain.plan import plan_explanation
from sim.studies.explain.presenter import ExplainPresenter
from sim.studies.explain.run import begin_explain
from sim.studies.explain.study import ExplanationStudy


def explain(
    scenario: str | Path | Scenario,
    *,
    seeds: int | None = None,
    viewers: int | None = None,
    days: int | None = None,
    overrides: Sequence[str] = (),
    outputs: str | Path | None = None,
    build: ModelBuilder = build_ecosystem,
    processes: int | None = None,
) -> ExplanationStudy:
    """Tell what the effects of a scenario come through: deterrence, selection, allocation, learning, norms, or
    none of them.

    Parameters
    ----------
    scenario
        One scenario; of a file with variants one has to be named (``"whatif_01.at_170"``).
    seeds, viewers, days, overrides, outputs, build, processes
        As for :func:`sim.compare`.

    Raises
    ------
    UserError
        On a wrong scenario, override or value, a place that cannot be written, or where no seed is whole.
    KeyboardInterrupt
        After Ctrl-C; what had finished is written, marked partial, if ``outputs`` was given, and calling again goes
        on from there.
    """
    words = sized(overrides, seeds, viewers, days)
    config = compose(words)
    found = scenario if isinstance(scenario, Scenario) else load_scenario(str(scenario), config)
    plan = plan_explanation(config, found, f"explain({found.name!r}, overrides={words})")
    run_options = options_for(config, build, processes)
    begin = partial(begin_explain, plan, run_options=run_options)
    return answer_seeds(begin, outputs, run_options, ExplainPresenter).explanation
