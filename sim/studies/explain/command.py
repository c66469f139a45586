"""``sim explain``: one scenario, or one of its variants."""

from __future__ import annotations

from typing import Any

from sim.config.scenarios import load_scenario
from sim.errors import UserError, quoted, suggest
from sim.model.outcomes.dictionary import OUTCOMES
from sim.studies.experiment.command import Asked, Command, Option, Task
from sim.studies.experiment.options import RESULTS, SEEDS, VARIANT, one_arm

REPLICATIONS = 8
"""Seeds where the command line does not say how many: each costs 33 horizons."""


def _explain(asked: Asked) -> Task:
    name = one_arm(asked.words, asked.options.variant, "sim explain earlier_traffic_cut")
    shown = _outcomes(asked.options.outcome)
    seeds = [f"replications={asked.options.seeds}"] if asked.options.seeds else []
    overrides = [*asked.overrides, *seeds]
    given = any(word.lstrip("+").startswith("replications=") for word in overrides)

    def run(config: dict[str, Any], _study: dict[str, Any]) -> None:
        from sim.studies.explain.run import run_explain

        config |= {} if given else {"replications": REPLICATIONS}
        run_explain(config, load_scenario(name, config), shown, asked.outputs, asked.command, asked.as_json)

    return Task(overrides, run)


def _outcomes(written: list[str]) -> tuple[str, ...]:
    """Return the outcomes that are named, in order; none means the headline ones."""
    named = [name.strip() for one in written for name in one.split(",") if name.strip()]
    for name in named:
        if name not in OUTCOMES:
            raise UserError(f"--outcome: no outcome {quoted(name)}.{suggest(name, OUTCOMES)} (sim outcomes lists them)")
    return tuple(dict.fromkeys(named))


EXPLAIN = Command(
    words="SCENARIO",
    about="Tell how effects come about: deterrence, selection, allocation, learning, norms. Each channel is held where "
    "the status quo has it, alone and with others, on the same draws; what goes through none of them is told too.",
    examples=("explain earlier_traffic_cut --seeds 4", "explain whatif_01 --variant at_170 --outcome quality,gmv_net"),
    answer=_explain,
    options=(
        VARIANT,
        Option("--outcome", "what to tell of, not the headline outcomes (several times)", "NAMES", several=True),
        SEEDS, *RESULTS,
    ),
    one_at_a_time="explain one scenario at a time",
)
