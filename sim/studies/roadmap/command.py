"""``sim roadmap FILE...``: each roadmap is a study of its own, run or gone on with, in turn."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from dataclasses import replace

from sim.errors import UserError
from sim.studies.experiment.command import Asked, Command, Option
from sim.studies.experiment.options import (
    ASSUME,
    FUTURES,
    POSTERIOR,
    RESULTS,
    SEEDS,
    YES,
    run_options,
    until_options,
    whole_number,
)

_FEWEST_FUTURES = 8


def _roadmap(asked: Asked) -> None:
    """Run every roadmap that is named; all are read before any runs."""
    from sim.studies.experiment.assume import assumed, default_assumptions
    from sim.studies.experiment.overrides import sized
    from sim.studies.experiment.posterior import with_posterior
    from sim.studies.experiment.until import until_of
    from sim.studies.roadmap.file import load_roadmap
    from sim.studies.roadmap.run import outcomes_of, run_roadmap
    from sim.studies.roadmap.sharpness import sharpness_words
    from sim.studies.roadmap.sizes import size_warnings
    from sim.studies.roadmap.study import sweep_of

    if not asked.words:
        raise UserError("sim roadmap needs a file or more, as in sim roadmap safer_growth")
    overrides, assume = sized(asked.overrides, asked.options.seeds), asked.options.assume
    futures = asked.options.futures or 0
    if 0 < futures < _FEWEST_FUTURES:
        raise UserError(f"--futures {futures}: fewer than {_FEWEST_FUTURES} futures tell no assumption from another")
    if assume is not None and not futures:
        raise UserError("--assume says what differs between futures: give --futures too, as in --futures 32")
    if asked.options.posterior and futures:
        raise UserError("--posterior and --futures both say what assumptions are: leave one of them out")
    until = until_of(asked.options, ())
    if until is not None and asked.options.seeds:
        raise UserError("--seeds and --until both say how many seeds there are: --most is the cap of --until")
    studies = []
    for word in asked.words:
        roadmap, config = load_roadmap(word, overrides)
        config = with_posterior(config, asked.options.posterior, overrides, asked.options.seeds)
        for line in size_warnings(roadmap, config, overrides):
            print(f"sim: {line}", file=sys.stderr)
        factors = (assumed(assume, config) or default_assumptions()) if futures else {}
        sweep = sweep_of(roadmap, config, asked.command, futures=futures, assume=factors)
        rule = None if until is None else replace(until, outcomes=outcomes_of(roadmap, until.outcomes))
        studies.append((sweep, run_options(asked, config), rule))
    wanted = None if asked.options.sharp is None else asked.options.sharp / 100
    for sweep, options, rule in studies:
        print(f"sim: {sharpness_words(sweep.seeds if rule is None else rule.cap, wanted)}", file=sys.stderr)
        run_roadmap(sweep, asked.outputs, options, rule)


def _roadmaps(before: Sequence[str]) -> Iterable[str]:
    from sim.studies.roadmap.file import SHIPPED

    return (name for name in SHIPPED.names() if name not in before)


ROADMAP = Command(
    words="FILE...",
    about="Run a plan of phases, gates and targets over countries, with its alternatives. It says whether targets are "
    "met, which gates hold, what it costs and what each phase adds, as a page, a deck and a workbook. A file is "
    "a name of scenarios/roadmaps or a path to a YAML file of your own.",
    examples=("roadmap safer_growth --until settled --most 24", "roadmap safer_growth --futures 32 --assume "
              "population.deterrence.certainty,population.awareness.start"),
    answer=_roadmap,
    options=(
        FUTURES, ASSUME, POSTERIOR, SEEDS,
        Option("--sharp", "how sharp chances are to be: half the width of their interval in points (default: 10); says "
               "before the runs how many seeds that takes", "POINTS", read=whole_number),
        *until_options("those of its targets"), YES, *RESULTS,
    ),
    composes=False,
    complete=_roadmaps,
)
