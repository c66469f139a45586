"""``sim validate``."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sim.errors import UserError
from sim.studies.experiment.command import Asked, Command, Option, Task
from sim.studies.experiment.options import RESULTS


def _validate(asked: Asked) -> Task:
    from sim.studies.validate.patterns import choose

    names, only = asked.words, asked.options.only
    if asked.options.levels:
        return _levels(asked)
    if names and not only:
        raise UserError(f"sim validate takes patterns after --only, as in sim validate --only {names[0]}")
    if only and not names:
        raise UserError("--only needs a pattern or more, as in sim validate --only gini_views")
    choose(names)
    given = any(word.lstrip("+").startswith("replications=") for word in asked.overrides)

    def run(config: dict[str, Any], _study: dict[str, Any]) -> None:
        from sim.studies.validate.run import REPLICATIONS, run_validate

        sized = config if given else config | {"replications": REPLICATIONS}
        run_validate(sized, names, asked.outputs, asked.command, asked.as_json)

    return Task(asked.overrides, run)


def _levels(asked: Asked) -> Task:
    if asked.words or asked.options.only:
        raise UserError("--levels measures every outcome: leave out patterns and --only (sim query selects rows)")
    given = any(word.lstrip("+").startswith("replications=") for word in asked.overrides)

    def run(config: dict[str, Any], _study: dict[str, Any]) -> None:
        from sim.studies.validate.levels.plan import SEEDS
        from sim.studies.validate.levels.run import run_levels

        sized = config if given else config | {"replications": SEEDS}
        run_levels(sized, asked.outputs, asked.command, asked.as_json)

    return Task(asked.overrides, run)


def _patterns(before: Sequence[str]) -> Iterable[str]:
    from sim.studies.validate.patterns import patterns

    return (name for name in patterns() if name not in before)


VALIDATE = Command(
    words="[--only PATTERN... | --levels]",
    about="Measure the model against published patterns, each with a verdict. Misses are findings and no failure. "
    "--levels lists instead what each outcome of the status quo comes to, beside the range that a real platform would "
    "plausibly show.",
    examples=("validate --only gini_views bunching replications=8", "validate --levels replications=4"),
    answer=_validate,
    options=(Option("--only", "some of the patterns, named after it: a pattern, or the first word of a theme"),
             Option("--levels", "the level of every outcome against its plausible range, in place of patterns"),
             *RESULTS),
    complete=_patterns,
)
