"""``sim watch [EVENT...]``: events are words; all threats and shocks that ship if none is named."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from pathlib import Path

from sim.errors import UserError, quoted
from sim.studies.experiment.command import Asked, Command, Option
from sim.studies.experiment.options import RESULTS, SEEDS, YES, run_options

_MOST_A_MONTH = 10.0


def _budget(option: str, written: str) -> float:
    """Return false alarms a month."""
    try:
        value = float(written)
    except ValueError:
        value = math.nan
    if not 0.01 <= value <= _MOST_A_MONTH:
        raise UserError(f"{option} is {quoted(written)}, not a number of false alarms a month between 0.01 and "
                        f"{_MOST_A_MONTH:g}")
    return value


def _watch(asked: Asked) -> None:
    """Run a desk, or apply thresholds to figures."""
    if asked.options.figures:
        _apply(asked)
        return
    if asked.options.thresholds:
        raise UserError("--thresholds goes with --figures: thresholds to be applied to them")
    from sim.config.composition import compose
    from sim.studies.experiment.overrides import sized
    from sim.studies.watch.events import library
    from sim.studies.watch.run import run_watch
    from sim.studies.watch.study import BUDGET, DAYS, FEWEST_SEEDS, Desk, sweep_of
    from sim.studies.watch.study import SEEDS as USUAL_SEEDS

    overrides = sized([f"days={DAYS}", f"replications={USUAL_SEEDS}", *asked.overrides], asked.options.seeds)
    config = compose(overrides)
    if int(config["replications"]) < FEWEST_SEEDS:
        raise UserError(f"{config['replications']} seeds are too few: half of them set thresholds that the others "
                        f"check, so at least {FEWEST_SEEDS}")
    names = list(dict.fromkeys(asked.words))
    budget = _budget("--budget", asked.options.budget[-1]) if asked.options.budget else BUDGET
    desk = Desk(library(names, config), budget)
    run_watch(sweep_of(desk, config, asked.command, [Path(one).stem for one in names]), asked.outputs,
              run_options(asked, config))


def _apply(asked: Asked) -> None:
    """Apply thresholds to a platform's own figures; nothing is run."""
    from sim.studies.watch.applying import apply_to_figures

    given = [*asked.words, *asked.overrides]
    if given:
        raise UserError(f"--figures applies thresholds and runs nothing: leave out {given[0]}")
    if asked.options.budget or asked.options.seeds:
        raise UserError("--figures applies thresholds as they are: leave out --budget and --seeds")
    apply_to_figures(Path(asked.options.figures), asked.options.thresholds, asked.as_json)


def _events(before: Sequence[str]) -> Iterable[str]:
    from sim.studies.stress.file import SHIPPED
    from sim.studies.watch.events import SHOCKS_BY_NAME

    return (name for name in (*SHIPPED.names(), *SHOCKS_BY_NAME) if name not in before)


WATCH = Command(
    words="[EVENT...]",
    about="An early-warning desk: which visible indicator warns first, of what, how early, at what price in false "
    "alarms. It writes thresholds as YAML and SQL, and --figures applies them to a platform's own daily or monthly "
    "figures.",
    examples=("watch detector_outage bad_purchase_shock --seeds 8", "watch --figures figures.csv"),
    answer=_watch,
    options=(
        Option("--budget", "false alarms a month that a rule may ring (default: 1)", "N", several=True),
        Option("--figures", "apply thresholds to these figures instead: date, indicator, value", "FILE.csv"),
        Option("--thresholds", "with --figures: thresholds.yaml of a desk (default: those that ship)", "FILE"),
        SEEDS, YES, *RESULTS,
    ),
    composes=False,
    complete=_events,
)
