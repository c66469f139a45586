"""Explanations from Python: ``explain("whatif_01.at_170", seeds=8)`` gives frames, sentences and figures."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from sim.config import compose, load_scenario
from sim.model.levers.schedule import Scenario
from sim.runs.plan import plan_explanation
from sim.runs.replication import ModelBuilder, build_ecosystem
from sim.runs.store import check_writable
from sim.studies.explain.read import Explanation
from sim.studies.explain.session import run_twins


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
) -> Explanation:
    """Tell what the effects of a scenario come through: deterrence, selection, allocation, learning, or none of them.

    Parameters
    ----------
    scenario
        One scenario; of a file with variants one has to be named (``"whatif_01.at_170"``).
    seeds, viewers, days, overrides, outputs, build, processes
        As for :func:`sim.compare`.

    Raises
    ------
    UserError
        On a wrong scenario, override or value, or a place that cannot be written.
    KeyboardInterrupt
        After Ctrl-C; what had finished is written, marked partial, if ``outputs`` was given.
    """
    given = {"replications": seeds, "population.viewers": viewers, "days": days}
    words = [*overrides, *(f"{name}={value}" for name, value in given.items() if value is not None)]
    config = compose(words)
    found = scenario if isinstance(scenario, Scenario) else load_scenario(str(scenario), config)
    plan = plan_explanation(config, found, f"explain({found.name!r}, overrides={words})")
    if outputs is not None:
        check_writable(Path(outputs))
    session = run_twins(plan, build=build, processes=processes)
    if outputs is not None:
        session.write(Path(outputs))
    if session.execution.interrupted:
        raise KeyboardInterrupt
    return session.study
