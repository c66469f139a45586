"""``sim stress [POLICY...]``: policies are words, threats are named by an option; all shipped ones if none is."""

from __future__ import annotations

from sim.errors import UserError
from sim.studies.experiment.command import Asked, Command, Option
from sim.studies.experiment.options import POSTERIOR, RESULTS, SEEDS, YES, policies_to_come, run_options

_FEWEST_SEEDS = 3


def _stress(asked: Asked) -> None:
    """Run policies under threats."""
    from sim.config.composition import compose
    from sim.config.policies import must_exist, read_policies
    from sim.model.levers.schedule import Scenario
    from sim.runs.plan import STATUS_QUO
    from sim.studies.experiment.overrides import sized
    from sim.studies.experiment.posterior import with_posterior
    from sim.studies.stress.file import load_threats
    from sim.studies.stress.run import run_stress
    from sim.studies.stress.study import DAYS, sweep_of
    from sim.studies.stress.study import SEEDS as USUAL_SEEDS
    from sim.studies.stress.threat import Register

    names = list(dict.fromkeys(asked.words or [STATUS_QUO]))
    must_exist(names)
    overrides = sized([f"days={DAYS}", f"replications={USUAL_SEEDS}", *asked.overrides], asked.options.seeds)
    config, read = read_policies([one for one in names if one != STATUS_QUO], compose(overrides), overrides)
    config = with_posterior(config, asked.options.posterior, asked.overrides, asked.options.seeds)
    if int(config["replications"]) < _FEWEST_SEEDS:
        raise UserError(f"{config['replications']} seeds are too few: what chance does to a signal is read off "
                        f"unshocked markets of different seeds, at least {_FEWEST_SEEDS} of them")
    policies = {one.name: one for one in read} | ({STATUS_QUO: Scenario(STATUS_QUO)} if STATUS_QUO in names else {})
    ordered = sorted(policies.values(), key=lambda one: one.name != STATUS_QUO)
    threats = [one.strip() for one in (asked.options.threats or "").split(",") if one.strip()]
    register = Register(tuple(ordered), load_threats(threats, config))
    run_stress(sweep_of(register, config, asked.command), asked.outputs, run_options(asked, config))


STRESS = Command(
    words="[POLICY...]",
    about="Let threats loose on policies: likelihood, impact, time to detect and recover. It says, too, what each "
    "threat's action plans save. Without a policy, it is the status quo that is tried.",
    examples=("stress --threats detector_outage", "stress warn_first textbook --seeds 4 days=60"),
    answer=_stress,
    options=(
        Option("--threats", "which threats, names or files with commas; all of scenarios/threats by default", "NAMES"),
        POSTERIOR, SEEDS, YES, *RESULTS,
    ),
    composes=False,
    complete=policies_to_come,
)
