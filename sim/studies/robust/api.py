"""Robustness from Python: ``robust("warn_first", "none", futures=16)`` gives frames, regrets and boxes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from sim.config import compose
from sim.config.names import region_names
from sim.config.policies import read_policies
from sim.methods.designs.settings import DesignSettings
from sim.model.levers.schedule import Scenario
from sim.runs.worker import REAL, ModelFactory
from sim.runs.workforce import Workforce
from sim.studies.experiment.assume import default_assumptions
from sim.studies.experiment.overrides import sized
from sim.studies.experiment.progress import ctrl_c_handed_on
from sim.studies.experiment.run import RunOptions, carry_out, prepare
from sim.studies.robust.plan import plan_robust
from sim.studies.robust.read import RobustStudy
from sim.studies.robust.settings import Judged


def robust(
    *policies: str | Path | Scenario,
    assume: Mapping[str, Any] | None = None,
    futures: int = 32,
    seeds: int | None = None,
    require: Sequence[str] = (),
    judge_by: Sequence[str] = (),
    tail: float | None = None,
    viewers: int | None = None,
    days: int | None = None,
    overrides: Sequence[str] = (),
    outputs: str | Path = "outputs",
    yes: bool = False,
    factory: ModelFactory = REAL,
) -> RobustStudy:
    """Run policies in many futures; what is finished in ``outputs`` already is not done again.

    Parameters
    ----------
    policies
        ``"none"``, ``"textbook"``, names, paths or objects of scenarios; the status quo is added.
    assume
        Name → ``"range"``, a list of values, or ``{"low": …, "high": …}``; the short list of ``study=robust`` if not
        given.
    require
        Conditions such as ``"violation_view_rate < 1%"``.
    judge_by
        Outcomes, in the order in which they are told.
    tail
        Share of the futures that is the tail.
    seeds, viewers, days, overrides, outputs
        As for :func:`sim.compare`.
    yes
        Agree to a large study.
    factory
        How to make a model; for tests and extensions.

    Raises
    ------
    UserError
        On anything wrong with policies, assumptions or requirements.
    KeyboardInterrupt
        After Ctrl-C; what was finished is kept, and calling again goes on from there.
    """
    words = sized(overrides, seeds, viewers, days)
    config = compose(words)
    named = [str(one) for one in policies if not isinstance(one, Scenario)]
    base, found = read_policies(named, config, words)
    scenarios = [*found, *(one for one in policies if isinstance(one, Scenario))]
    judged = Judged.of(judge_by, [(one, "require") for one in require], tail, region_names(config))
    settings = DesignSettings("latin_hypercube", points=futures, outcomes=judged.outcomes)
    written = default_assumptions() if assume is None else assume
    asked = plan_robust(base, scenarios, written, settings, judged, f"robust{tuple(one.name for one in scenarios)}")
    run_options = RunOptions(Workforce.of(config), factory, consent=yes)
    with ctrl_c_handed_on():
        return RobustStudy(carry_out(prepare(asked, Path(outputs), run_options), run_options))
