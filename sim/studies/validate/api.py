"""Validations from Python: ``validate(config, ["gini_views"])`` gives verdicts, and writes nothing unless asked to."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from sim.runs.plan import Config
from sim.runs.replication import ModelBuilder, build_ecosystem
from sim.studies.experiment.seeds import SeedStudy, answer_seeds, options_for
from sim.studies.validate.patterns import choose
from sim.studies.validate.plan import ValidationPlan
from sim.studies.validate.presenter import ValidatePresenter
from sim.studies.validate.run import begin_validate
from sim.studies.validate.summary import Validation


def validate(
    config: Config,
    names: Sequence[str] = (),
    *,
    outputs: str | Path | None = None,
    build: ModelBuilder = build_ecosystem,
    processes: int | None = None,
) -> Validation:
    """Measure patterns and return their verdicts.

    Parameters
    ----------
    config
        The resolved config: seeds, size of the market, and ``days`` as the longest that any trial may last.
    names
        Patterns, or first words of themes; all of them if empty.
    outputs
        Where to write the study's folder; nothing is written if not given.
    build, processes
        How to make a model, and over how many processes; for tests and extensions.

    Raises
    ------
    UserError
        On a name that names nothing, or when every seed failed.
    KeyboardInterrupt
        After Ctrl-C; what had finished is written, marked partial, if ``outputs`` was given, and calling again goes
        on from there.
    """
    plan = ValidationPlan(config, choose(names))
    run_options = options_for(config, build, processes)

    def begin(place: Path) -> SeedStudy:
        return begin_validate(plan, place, f"validate({list(names)})", run_options)

    return answer_seeds(begin, outputs, run_options, ValidatePresenter).validation
