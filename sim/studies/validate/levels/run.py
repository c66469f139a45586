"""``sim validate --levels``: run the seeds that are missing, print levels and verdicts, write the folder."""

from __future__ import annotations

from pathlib import Path

from sim.runs.plan import Config
from sim.runs.workforce import Workforce
from sim.studies.experiment.run import RunOptions, run_sweep
from sim.studies.validate.levels.plan import plan_levels
from sim.studies.validate.levels.presenter import LevelsPresenter


def run_levels(config: Config, outputs: Path | str, command: str, as_json: bool = False) -> Path:
    """Measure levels, print them, write the folder and return it; a level outside its range is no failure.

    Raises
    ------
    UserError
        Where results cannot be written, or when every seed failed.
    SystemExit
        With code 130 after Ctrl-C, and 1 where seeds failed; those that finished are kept.
    """
    options = RunOptions(Workforce.of(config), consent=True, failed_again=True, as_json=as_json)
    return run_sweep(plan_levels(config, command), Path(outputs), options, LevelsPresenter)
