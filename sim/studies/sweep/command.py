"""``sim sweep`` and ``sim sensitivity``: what varies is read first, the rest is composed.

The study's own settings are a config group (``study=latin_hypercube study.points=32``) that only such commands know.
"""

from __future__ import annotations

from functools import partial
from typing import Any

from sim.config.scenarios import find_scenario
from sim.studies.experiment.command import Asked, Command, Task
from sim.studies.experiment.options import RESULTS, SEEDS, YES, run_options

_DEFAULT = {"sweep": "grid", "sensitivity": "sobol_indices"}


def _sweep(study: str, asked: Asked) -> Task:
    from sim.studies.experiment.overrides import sized, sort_overrides

    for word in asked.words:
        find_scenario(word)
    words = sort_overrides(sized(asked.overrides, asked.options.seeds))

    def run(config: dict[str, Any], settings: dict[str, Any]) -> None:
        from sim.methods.designs.settings import DesignSettings
        from sim.studies.experiment.run import run_sweep
        from sim.studies.sweep.plan import plan_sweep
        from sim.studies.sweep.presenter import sweep_presenter

        factors = {**(settings.pop("factors", None) or {}), **words.factors}
        sweep = plan_sweep(study, config, factors, asked.words, DesignSettings.of(settings), asked.command,
                           choices=words.choices, plain=words.plain)
        run_sweep(sweep, asked.outputs, run_options(asked, config), sweep_presenter)

    return Task(words.composed(_DEFAULT[study]), run)


SWEEP = Command(
    words="[SCENARIO...] PARAMETER=VALUES...",
    about="Run many points over levers and assumptions. What varies is an override with several values (0.3,0.5), an "
    "interval(0.2,0.8) or a whole range; what does not is an override as anywhere. Each point runs the status "
    "quo and any scenarios on the same seeds; study=latin_hypercube study.points=32 is another design than every "
    "combination.",
    examples=(
        "sweep enforcement.auto.recall=0.3,0.5,0.7 enforcement.warnings=0,1,2 --seeds 4",
        "sweep warn_first enforcement.auto.recall=range study=latin_hypercube study.points=32 days=60",
    ),
    answer=partial(_sweep, "sweep"),
    options=(SEEDS, YES, *RESULTS),
    study="grid",
    one_at_a_time="it varies values itself",
)

SENSITIVITY = Command(
    words="[SCENARIO...] PARAMETER=RANGE...",
    about="Say which factors matter: Sobol indices, Morris, tornado. That is how much of each outcome's variance each "
    "explains (study=sobol_indices, the default), which of many matter at all (study=morris), or how far each "
    "moves the outcomes by itself (study=tornado).",
    examples=(
        "sensitivity enforcement.auto.recall=range population.deterrence.certainty=range study.points=64",
        "sensitivity 'enforcement.review.*=range' study=morris --seeds 2",
    ),
    answer=partial(_sweep, "sensitivity"),
    options=(SEEDS, YES, *RESULTS),
    study="sobol_indices",
    one_at_a_time="it varies values itself",
)
