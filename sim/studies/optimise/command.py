"""``sim optimise``: levers are what is searched, assumptions what differs between futures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sim.errors import UserError
from sim.studies.experiment.command import Asked, Command, Option, Task
from sim.studies.experiment.options import (
    ASSUME,
    FUTURES,
    POSTERIOR,
    RESULTS,
    SEEDS,
    YES,
    listed,
    policies_to_come,
    run_options,
    whole_number,
)

if TYPE_CHECKING:
    from sim.runs.blueprint import Factor

_USAGE = "sim optimise enforcement.auto.recall=range --objective violation_view_rate"


def _optimise(asked: Asked) -> Task:
    from sim.config.policies import must_exist
    from sim.studies.experiment.overrides import sized, sort_overrides

    must_exist(asked.words)
    words = sort_overrides(sized(asked.overrides, asked.options.seeds))
    for group in words.choices:
        raise UserError(f"sim optimise searches levers, not the options of {group}: name levers, as in {_USAGE}")
    counts = {"points": asked.options.futures, "trials": asked.options.trials}
    words.study += [f"study.{name}={count}" for name, count in counts.items() if count]

    def run(config: dict[str, Any], study: dict[str, Any]) -> None:
        from sim.config.names import region_names
        from sim.config.policies import NONE, TEXTBOOK, read_policies
        from sim.methods.designs.settings import DesignSettings
        from sim.studies.experiment.posterior import futures_of, read_posterior
        from sim.studies.optimise import run as search_room
        from sim.studies.optimise.plan import Search
        from sim.studies.optimise.settings import SearchSettings

        objectives = [name for one in asked.options.objective for name in one.replace(",", " ").split()]
        settings = SearchSettings.of(
            {**study, "objectives": objectives or study.get("objectives")},
            listed(study.get("budget"), "study.budget", asked.options.budget, "--budget"), region_names(config),
        )
        futures, design_seed = int(study.get("points", 1)), int(study.get("seed", 1))
        named = [*(str(one) for one in study.get("policies") or ()), *asked.words, NONE, TEXTBOOK]
        must_exist(named)
        base, rivals = read_policies(list(dict.fromkeys(named)), config, words.plain)
        factors = {**(study.get("factors") or {}), **words.factors}
        design = DesignSettings("latin_hypercube", points=futures)
        if asked.options.posterior:
            if asked.options.assume or futures < 2:
                raise UserError("--posterior says what futures are: leave --assume out, and say how many, as in "
                                "--futures 8")
            drawn, design = futures_of(read_posterior(asked.options.posterior, base), design)
            factors, futures = {**factors, **drawn}, design.points
        levers, assumptions = _factors(asked.options.assume, factors, study.get("assume"), base, futures)
        search = Search(
            base, levers, assumptions, tuple(one for one in rivals if one.changes), settings,
            futures if assumptions else 1, design_seed, int(config["replications"]), int(config["seed"]),
            asked.command, design.design,
        )
        search_room.run_optimise(search, asked.outputs, run_options(asked, config))

    return Task(words.composed("optimise"), run)


def _factors(
    assume: str | None, written: dict[str, Any], default: Any, base: dict[str, Any], futures: int
) -> tuple[tuple[Factor, ...], tuple[Factor, ...]]:
    """Return what is searched, and what differs between futures."""
    from sim.methods.designs.factors import read_factors
    from sim.studies.experiment.assume import assumed

    others = assumed(assume, base)  # a lever there is somebody else's to set
    if not {**others, **written}:
        raise UserError(f"nothing to search: name a lever and its range or values, as in {_USAGE}")
    found = read_factors({**others, **written}, base)
    levers = tuple(one for one in found if one.kind == "lever" and one.name not in others)
    assumptions = tuple(one for one in found if one not in levers)
    if not levers:
        article = "an" if found[0].kind[0] in "aeiou" else "a"
        raise UserError(f"{found[0].name} is {article} {found[0].kind}, and there is no lever to search (as in "
                        f"{_USAGE})")
    if assumptions and futures == 1:
        raise UserError(f"{assumptions[0].name} differs between futures: say how many, as in --futures 8")
    if not assumptions and futures > 1:
        assumptions = tuple(read_factors(default or {}, base))
    return levers, assumptions


OPTIMISE = Command(
    words="[POLICY...] LEVER=RANGE...",
    about="Search levers for objectives within budgets. The best trade-offs are run again on fresh seeds, beside the "
    "policies that are named, none and textbook. With --futures, a candidate is judged over many futures.",
    examples=(
        "optimise enforcement.auto.recall=range enforcement.warnings=0,1,2 --trials 64",
        'optimise warn_first enforcement.auto.recall=range --objective violation_view_rate,gmv_net --futures 8 '
        '--budget "governance_cost + incentive_cost < 40"',
    ),
    answer=_optimise,
    options=(
        Option("--objective", "what is searched for (several times)", "OUTCOME", several=True),
        Option("--budget", 'what a candidate has to keep, as in "governance_cost < 40" (several times)',
               "CONDITION", several=True),
        Option("--trials", "candidates in all", "N", read=whole_number),
        FUTURES, ASSUME, POSTERIOR, SEEDS, YES, *RESULTS,
    ),
    study="optimise",
    one_at_a_time="it varies values itself",
    complete=policies_to_come,
)
