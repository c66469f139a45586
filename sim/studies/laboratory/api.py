"""The laboratory from Python."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sim.model.levers.schedule import Scenario
from sim.studies.experiment.run import PLAIN, RunOptions
from sim.studies.experiment.seeds import answer_seeds
from sim.studies.laboratory.plan import plan_laboratory
from sim.studies.laboratory.presenter import LaboratoryPresenter
from sim.studies.laboratory.run import begin_laboratory
from sim.studies.laboratory.scoring import Laboratory
from sim.studies.laboratory.settings import Ask


def experiment(
    config: Mapping[str, Any], scenario: Scenario, ask: Ask, outputs: str | Path, run_options: RunOptions = PLAIN
) -> Laboratory:
    """Test a scenario in the market by some designs, score them against the truth, and return what was found.

    Parameters
    ----------
    config
        The resolved config; its ``replications`` are the worlds.
    ask
        Designs, metrics, share and days.
    outputs
        Where results go.

    Raises
    ------
    UserError
        Where the test is impossible, or no world is whole.
    """
    plan = plan_laboratory(dict(config), scenario, ask, "sim.experiment")
    return answer_seeds(
        lambda place: begin_laboratory(plan, place, run_options), outputs, run_options, LaboratoryPresenter
    ).laboratory
