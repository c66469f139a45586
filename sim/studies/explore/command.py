"""``sim explore``: scenarios, ranges of levers, or the folder of a sweep that is there."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sim.config.scenarios import find_scenario
from sim.errors import UserError
from sim.show.playing import EXPLORE_PAGE
from sim.studies.experiment.command import Asked, Command, Task
from sim.studies.experiment.opening import OPEN, open_page
from sim.studies.experiment.options import JOBS, RESULTS, SEEDS, YES, on_so_many, run_options


def _explore(asked: Asked) -> Task | None:
    from sim.studies.explore.run import explore_folder, is_folder

    folders = [word for word in asked.words if is_folder(word)]
    if folders:
        if len(asked.words) > 1 or asked.overrides:
            raise UserError(f"sim explore {folders[0]} makes a page of what is there: leave out everything else")
        from sim.studies.experiment.run import RunOptions

        written = explore_folder(Path(folders[0]).expanduser(), RunOptions(as_json=asked.as_json))
        open_page(written, asked.options.open, EXPLORE_PAGE)
        return None
    return _runs(asked)


def _runs(asked: Asked) -> Task:
    from sim.studies.experiment.overrides import sized, sort_overrides
    from sim.studies.explore.plan import SEEDS as USUAL

    for word in asked.words:
        find_scenario(word)
    said = any(word.startswith("replications=") for word in asked.overrides)
    seeds = asked.options.seeds or (None if said else USUAL)
    words = sort_overrides(on_so_many(sized(asked.overrides, seeds), asked.options.jobs))
    if words.choices:
        raise UserError(f"{next(iter(words.choices))} takes one option at a time: make one page for each")

    def run(config: dict[str, Any], settings: dict[str, Any]) -> None:
        from sim.methods.designs.settings import DesignSettings
        from sim.studies.explore.plan import plan_exploration
        from sim.studies.explore.run import run_exploration

        usual = settings.pop("factors", None) or {}
        plan = plan_exploration(config, asked.words, words.factors, usual, DesignSettings.of(settings), asked.command)
        written = run_exploration(plan, asked.outputs, run_options(asked, config))
        open_page(written, asked.options.open, EXPLORE_PAGE)

    return Task(words.composed("explore"), run)


EXPLORE = Command(
    words="[SCENARIO...] [LEVER=RANGE...] | FOLDER",
    about="Write a page to play with: levers as sliders, answered at once, in one file that needs no network. Its "
    "answers come from formulas fitted to runs that fill the levers' box, each with its error; of a sweep's folder the "
    "page is made without a further run.",
    examples=(
        "explore warn_first quality_bonus population.viewers=5000 --jobs 2",
        "explore enforcement.auto.recall=range 'enforcement.warnings=interval(0,3)' study.points=48 --seeds 4",
    ),
    answer=_explore,
    options=(SEEDS, JOBS, YES, OPEN, *RESULTS),
    study="explore",
    one_at_a_time="it varies values itself",
)
