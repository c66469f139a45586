"""Response surfaces from Python: ``surface("enforcement.auto.recall", seeds=4)`` gives tidy frames and figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from sim.config import compose
from sim.methods.designs.settings import DesignSettings
from sim.runs.worker import REAL, ModelFactory
from sim.runs.workforce import Workforce
from sim.studies.experiment.overrides import sized
from sim.studies.experiment.progress import ctrl_c_handed_on
from sim.studies.experiment.run import RunOptions, carry_out, prepare
from sim.studies.surface.plan import plan_surface
from sim.studies.surface.settings import shown_first
from sim.studies.surface.study import SurfaceStudy


def surface(
    *levers: str,
    doses: Mapping[str, Sequence[float]] | None = None,
    outcomes: Sequence[str] = (),
    seeds: int | None = None,
    viewers: int | None = None,
    days: int | None = None,
    overrides: Sequence[str] = (),
    outputs: str | Path = "outputs",
    yes: bool = False,
    factory: ModelFactory = REAL,
) -> SurfaceStudy:
    """Run every dose of some levers; what is finished in ``outputs`` already is not done again.

    Parameters
    ----------
    levers
        Names, or starts of names that end in ``*``; those that matter most if none is given here and in ``doses``.
    doses
        Lever → doses in its own unit, in place of those over its legal range.
    outcomes
        Which are shown; the headline and a few more if empty. Tables have all of them.
    seeds, viewers, days, overrides, outputs
        As for :func:`sim.compare`.
    yes
        Agree to a large study.
    factory
        How to make a model; for tests and extensions.

    Raises
    ------
    UserError
        On an unknown lever or outcome, or a dose out of range.
    KeyboardInterrupt
        After Ctrl-C; what was finished is kept, and calling again goes on from there.
    """
    config = compose(sized(overrides, seeds, viewers, days))
    settings = DesignSettings.of({"outcomes": list(outcomes or shown_first())})
    own = {name: list(values) for name, values in (doses or {}).items()}
    asked = plan_surface(config, levers, own, settings, f"surface{(*levers, *own)}")
    run_options = RunOptions(Workforce.of(config), factory, consent=yes)
    with ctrl_c_handed_on():
        folder = prepare(asked, Path(outputs), run_options)
        carry_out(folder, run_options)
        return SurfaceStudy(folder)
