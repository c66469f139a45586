"""Pages to play with from Python: ``explore("warn_first", viewers=5000)`` gives formulas with their errors."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from sim.config import compose
from sim.config.folders import configs_folder
from sim.methods.designs.settings import DesignSettings
from sim.model.levers.schedule import Scenario
from sim.runs.worker import REAL, ModelFactory
from sim.runs.workforce import Workforce
from sim.studies.experiment.overrides import sized
from sim.studies.experiment.presenter import written
from sim.studies.experiment.progress import ctrl_c_handed_on
from sim.studies.experiment.run import RunOptions, carry_out, prepare
from sim.studies.explore.plan import SEEDS, plan_exploration
from sim.studies.explore.presenter import explore_presenter
from sim.studies.explore.read import StoredExploration


def explore(
    *scenarios: str | Path | Scenario,
    ranges: Mapping[str, Any] | None = None,
    points: int | None = None,
    seeds: int = SEEDS,
    viewers: int | None = None,
    days: int | None = None,
    overrides: Sequence[str] = (),
    outputs: str | Path = "outputs",
    yes: bool = False,
    factory: ModelFactory = REAL,
) -> StoredExploration:
    """Run what a page takes and write it; what is finished in ``outputs`` already is not done again.

    Parameters
    ----------
    scenarios
        Their levers become sliders, and they ready policies.
    ranges
        Lever → ``"range"`` or ``{"low": …, "high": …}``.
    points
        How many; as the group ``study=explore`` has it, if not given.
    seeds, viewers, days, overrides, outputs
        As for :func:`sim.compare`.
    yes
        Agree to a large study.
    factory
        How to make a model; for tests and extensions.

    Raises
    ------
    UserError
        On something that is no lever, or a box that cannot be filled.
    KeyboardInterrupt
        After Ctrl-C; what was finished is kept, and calling again goes on from there.
    """
    config = compose(sized(overrides, seeds, viewers, days))
    usual = yaml.safe_load((configs_folder() / "study" / "explore.yaml").read_text(encoding="utf-8"))
    settings = DesignSettings.of({"design": usual["design"], "points": points or usual["points"]})
    named = ", ".join(repr(one.name if isinstance(one, Scenario) else str(one)) for one in scenarios)
    asked = plan_exploration(config, scenarios, ranges or {}, usual["factors"], settings, f"explore({named})")
    run_options = RunOptions(Workforce.of(config), factory, consent=yes)
    with ctrl_c_handed_on():
        folder = prepare(asked, Path(outputs), run_options)
        presenter = explore_presenter(carry_out(folder, run_options))
    written(presenter, presenter.summary())
    return presenter.answer
