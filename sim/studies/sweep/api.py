"""Sweeps from Python: ``sweep({"enforcement.auto.recall": [0.3, 0.5]}, seeds=4)`` gives tidy frames and figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from sim.config import compose
from sim.methods.designs.settings import DesignSettings
from sim.model.levers.schedule import Scenario
from sim.runs.worker import REAL, ModelFactory
from sim.runs.workforce import Workforce
from sim.studies.experiment.overrides import sized
from sim.studies.experiment.progress import ctrl_c_handed_on
from sim.studies.experiment.run import RunOptions, carry_out, prepare
from sim.studies.sweep.plan import plan_sweep
from sim.studies.sweep.sensitivity import COLUMNS
from sim.studies.sweep.study import SweepStudy


def sweep(
    factors: Mapping[str, Any],
    *scenarios: str | Path | Scenario,
    design: str = "grid",
    seeds: int | None = None,
    viewers: int | None = None,
    days: int | None = None,
    overrides: Sequence[str] = (),
    outputs: str | Path = "outputs",
    yes: bool = False,
    factory: ModelFactory = REAL,
    **settings: Any,
) -> SweepStudy:
    """Run many points over levers and assumptions; what is finished in ``outputs`` already is not done again.

    Parameters
    ----------
    factors
        Parameter name (or a start that ends in ``.*``) to ``"range"``, a list of values, or ``{"low": …, "high": …}``.
    scenarios
        Names, paths or objects; each is run at every point besides the status quo.
    design
        One of `sim.methods.designs.settings.DESIGNS`.
    seeds, viewers, days
        As for :func:`sim.compare`.
    overrides
        More overrides, as on the command line; ``execution=serial`` among them.
    yes
        Agree to a large study.
    factory
        How to make a model; for tests and extensions.
    settings
        More of the design: ``points``, ``levels``, ``width``, ``seed``, ``daily``, ``outcomes``.

    Raises
    ------
    UserError
        On anything wrong with the factors, the design or the place of results.
    KeyboardInterrupt
        After Ctrl-C; what was finished is kept, and calling again goes on from there.
    """
    config = compose(sized(overrides, seeds, viewers, days))
    study = "sensitivity" if design in COLUMNS else "sweep"
    asked = plan_sweep(study, config, factors, scenarios, DesignSettings.of({"design": design, **settings}),
                       f"sweep({dict(factors)})")
    run_options = RunOptions(Workforce.of(config), factory, consent=yes)
    with ctrl_c_handed_on():
        folder = prepare(asked, Path(outputs), run_options)
        carry_out(folder, run_options)
        return SweepStudy(folder)
