"""``sim roadmap FILE...``: each roadmap is a study of its own, run or gone on with, in turn."""

from __future__ import annotations

import shlex

from sim.commands.arguments import Arguments
from sim.errors import UserError
from sim.studies.experiment.assume import assumed
from sim.studies.experiment.options import whole_number, writable_outputs

FEWEST_FUTURES = 8


def run_roadmap(arguments: Arguments, argv: list[str]) -> None:
    """Run every roadmap that is named; all are read before any runs.

    Raises
    ------
    UserError
        On a file that is wrong, an override that a roadmap does not take, or too few futures to tell any apart.
    """
    from sim.runs.workforce import Workforce
    from sim.studies.experiment.run import RunOptions, run_sweep
    from sim.studies.roadmap.file import load_roadmap
    from sim.studies.roadmap.presenter import RoadmapPresenter
    from sim.studies.roadmap.study import sweep_of
    from sim.studies.robust.api import default_assumptions

    if not arguments.words:
        raise UserError("sim roadmap needs a file or more, as in sim roadmap safer_growth")
    if arguments.hydra:
        raise UserError(f"sim roadmap has no {arguments.hydra[0]}: it composes its own configuration")
    outputs = writable_outputs(arguments)
    overrides = list(arguments.overrides)
    if "--seeds" in arguments.given:
        overrides.append(f"replications={whole_number('--seeds', arguments.given['--seeds'])}")
    futures = whole_number("--futures", arguments.given["--futures"]) if "--futures" in arguments.given else 0
    if 0 < futures < FEWEST_FUTURES:
        raise UserError(f"--futures {futures}: fewer than {FEWEST_FUTURES} futures tell no assumption from another")
    if "--assume" in arguments.given and not futures:
        raise UserError("--assume says what differs between futures: give --futures too, as in --futures 32")
    command = shlex.join(["sim", *argv])
    sweeps = []
    for word in arguments.words:
        roadmap, config = load_roadmap(word, overrides)
        assume = (assumed(arguments.given.get("--assume"), config) or default_assumptions()) if futures else {}
        sweep = sweep_of(roadmap, config, command, futures=futures, assume=assume)
        sweeps.append((sweep, RunOptions(Workforce.of(config), consent="--yes" in arguments.given,
                                     as_json=arguments.as_json)))
    for sweep, run_options in sweeps:
        run_sweep(sweep, outputs, run_options, RoadmapPresenter)
