"""``sim surface``: levers are words, doses of one's own are an override with several values."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sim.errors import UserError
from sim.studies.experiment.command import Asked, Command, Task
from sim.studies.experiment.options import JOBS, RESULTS, SEEDS, YES, on_so_many, run_options


def _surface(asked: Asked) -> Task:
    from sim.studies.experiment.overrides import sized, sort_overrides

    words = sort_overrides(on_so_many(sized(asked.overrides, asked.options.seeds), asked.options.jobs))
    if words.choices:
        raise UserError(f"{next(iter(words.choices))} takes one option at a time: run one study for each")

    def run(config: dict[str, Any], settings: dict[str, Any]) -> None:
        from sim.methods.designs.settings import DesignSettings
        from sim.studies.experiment.run import run_sweep
        from sim.studies.surface.plan import plan_surface
        from sim.studies.surface.presenter import surface_presenter

        written = {**(settings.pop("factors", None) or {}), **words.factors}
        own = {name: doses for name, doses in written.items() if doses != "range"}
        named = [*asked.words, *(name for name in written if name not in own)]
        asks = plan_surface(config, named, own, DesignSettings.of(settings), asked.command)
        run_sweep(asks, asked.outputs, run_options(asked, config), surface_presenter)

    return Task(words.composed("surface"), run)


def _levers_to_come(before: Sequence[str]) -> Iterable[str]:
    """Return the levers that a line may go on with."""
    from sim.show.catalogue import catalogue

    return (name for name in catalogue() if name not in before)


SURFACE = Command(
    words="[LEVER...] [LEVER=DOSES...]",
    about="Say what each dose of a lever does: one lever at a time, on the same seeds, over its whole legal range. "
    "What moves, what is flat and what is undecided is told in words and drawn. Without a lever, those that matter "
    "most.",
    examples=(
        "surface enforcement.auto.recall incentives.commission.extra --seeds 4",
        "surface enforcement.warnings=0,1,2,3 days=90 study.outcomes=[violating_offers,gmv_net] --jobs 2",
    ),
    answer=_surface,
    options=(SEEDS, JOBS, YES, *RESULTS),
    study="surface",
    one_at_a_time="it varies values itself",
    complete=_levers_to_come,
)
