"""``sim forecast`` and ``sim compare``."""

from __future__ import annotations

from typing import Any

from sim.config.scenarios import find_scenario, load_all, load_scenario
from sim.errors import UserError
from sim.studies.experiment.command import Asked, Command, Option, Task
from sim.studies.experiment.options import BASELINE, POSTERIOR, RESULTS, until_options, whole_number

SCALE = Option("--scale", "tell counts and money for so many real viewers, as in --scale 50000000", "VIEWERS",
               read=whole_number)


def _forecast(asked: Asked) -> Task:
    if len(asked.words) > 1:
        raise UserError(f"sim forecast takes one scenario; sim compare takes several ({', '.join(asked.words)})")
    for word in asked.words:
        find_scenario(word)

    def run(config: dict[str, Any], _study: dict[str, Any]) -> None:
        scenario = load_scenario([*asked.words, BASELINE][0], config)
        from sim.studies.compare.run import run_forecast
        from sim.studies.experiment.posterior import with_posterior

        drawn = with_posterior(config, asked.options.posterior, asked.overrides)
        run_forecast(drawn, scenario, asked.outputs, asked.command, asked.as_json,
                     stands_for=asked.options.scale or 0)

    return Task(asked.overrides, run)


def _compare(asked: Asked) -> Task:
    if not asked.words:
        raise UserError("sim compare needs a scenario or more, as in sim compare warn_first (sim scenarios lists them)")
    for word in asked.words:
        find_scenario(word)
    from sim.studies.experiment.until import until_of

    until = until_of(asked.options)

    def run(config: dict[str, Any], _study: dict[str, Any]) -> None:
        scenarios = load_all(asked.words, config)
        names = [one.name for one in scenarios]
        for name in names:
            if names.count(name) > 1:
                raise UserError(f"two scenarios are called {name}: give one of the files another name")
        from sim.studies.compare.run import run_compare
        from sim.studies.experiment.posterior import with_posterior

        drawn = with_posterior(config, asked.options.posterior, asked.overrides)
        run_compare(drawn, scenarios, asked.outputs, asked.command, asked.as_json, until=until,
                    stands_for=asked.options.scale or 0)

    return Task(asked.overrides, run)


FORECAST = Command(
    words="[SCENARIO]",
    about="Simulate one scenario, the status quo by default. Several seeds give every outcome, day by day, an "
    "interval; nothing is compared: sim compare says what a scenario changes.",
    examples=("forecast enforcement=strict population.viewers=5000 --json", "forecast quality_bonus days=60 seed=7"),
    answer=_forecast,
    options=(POSTERIOR, SCALE, *RESULTS),
)

COMPARE = Command(
    words="SCENARIO...",
    about="Simulate scenarios against the status quo on matched seeds. Whatever differs is their doing: effects on "
    "every outcome with intervals and verdicts, sentences and a page. Of a file with variants, every one is "
    "compared.",
    examples=(
        "compare quality_bonus earlier_traffic_cut warn_first market=us_uk_id_vn replications=24",
        "compare warn_first --until settled --outcome violation_view_rate,gmv_net --most 48",
    ),
    answer=_compare,
    options=(
        *until_options("the headline ones"),
        POSTERIOR,
        SCALE,
        *RESULTS,
    ),
)
