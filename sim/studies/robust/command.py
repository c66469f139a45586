"""``sim robust``: policies are words, futures are what varies."""

from __future__ import annotations

from typing import Any

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
)


def _robust(asked: Asked) -> Task:
    from sim.config.policies import GROUPS, must_exist
    from sim.studies.experiment.overrides import sized, sort_overrides

    must_exist(asked.words)
    words = sort_overrides(sized(asked.overrides, asked.options.seeds))
    for group in words.choices:
        if group not in GROUPS:
            raise UserError(f"the options of {group} are no policies (those of {', '.join(GROUPS)} are): run one study "
                            "for each, or vary what it sets")
    if asked.options.futures:
        words.study.append(f"study.points={asked.options.futures}")

    def run(config: dict[str, Any], study: dict[str, Any]) -> None:
        from sim.config.names import region_names
        from sim.config.policies import read_policies
        from sim.methods.designs.settings import DesignSettings
        from sim.studies.experiment.assume import assumed
        from sim.studies.experiment.posterior import futures_of, read_posterior
        from sim.studies.experiment.run import run_sweep
        from sim.studies.robust.plan import plan_robust
        from sim.studies.robust.presenter import robust_presenter
        from sim.studies.robust.settings import KEYS, Judged

        own = {key: study.pop(key, None) for key in KEYS}
        varied = study.pop("factors", None) or {}
        written = {**varied, **assumed(asked.options.assume, config), **words.factors}
        settings = DesignSettings.of(study)
        require = listed(own["require"], "study.require", asked.options.require, "--require")
        if asked.options.posterior:
            if written:
                raise UserError(f"--posterior says what futures are, and so does {next(iter(written))}: leave one out")
            written, settings = futures_of(read_posterior(asked.options.posterior, config), settings)
        judged = Judged.of(settings.outcomes, require, own["tail"], region_names(config))
        named = list(dict.fromkeys([*(str(one) for one in own["policies"] or ()), *asked.words]))
        must_exist(named)
        base, policies = read_policies(named, config, words.plain, words.choices)
        if not [one for one in policies if one.changes]:
            raise UserError("sim robust needs a policy or more, as in sim robust warn_first none (sim scenarios lists "
                            "them)")
        sweep = plan_robust(base, policies, written or own["assume"] or {}, settings, judged, asked.command)
        run_sweep(sweep, asked.outputs, run_options(asked, config), robust_presenter)

    return Task(words.composed("robust"), run)


ROBUST = Command(
    words="POLICY... [PARAMETER=RANGE...]",
    about="Judge policies over many futures: regret, worst case, where each fails. A policy is a scenario, none, "
    "textbook, or an option of a group (enforcement=strict,strikes); futures differ in a short list of "
    "assumptions unless others are named.",
    examples=(
        'robust warn_first none textbook --futures 32 --require "violation_view_rate < 0.01"',
        "robust warn_first enforcement=strict,strikes --assume population.deterrence.certainty --futures 16",
    ),
    answer=_robust,
    options=(
        FUTURES, ASSUME, POSTERIOR,
        Option("--require", 'what a policy has to keep, as in "violation_view_rate < 0.01" (several times)',
               "CONDITION", several=True),
        SEEDS, YES, *RESULTS,
    ),
    study="robust",
    one_at_a_time="it varies values itself",
    complete=policies_to_come,
)
