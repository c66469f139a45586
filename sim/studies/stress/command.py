"""``sim stress [POLICY...]``: policies are words, threats are named by an option; all shipped ones if none is."""

from __future__ import annotations

import shlex

from sim.commands.arguments import Arguments
from sim.errors import UserError
from sim.studies.experiment.options import whole_number, writable_outputs

FEWEST_SEEDS = 3


def run_stress_command(arguments: Arguments, argv: list[str]) -> None:
    """Run policies under threats.

    Raises
    ------
    UserError
        On a file that is wrong, or too few seeds to tell chance from anything.
    """
    from sim.config.composition import compose
    from sim.config.policies import must_exist, read_policies
    from sim.model.levers.schedule import Scenario
    from sim.runs.plan import STATUS_QUO
    from sim.runs.workforce import Workforce
    from sim.studies.experiment.run import RunOptions
    from sim.studies.stress.file import load_threats
    from sim.studies.stress.run import run_stress
    from sim.studies.stress.study import DAYS, SEEDS, sweep_of
    from sim.studies.stress.threat import Register

    if arguments.hydra:
        raise UserError(f"sim stress has no {arguments.hydra[0]}: it composes its own configuration")
    outputs = writable_outputs(arguments)
    names = list(dict.fromkeys(arguments.words or [STATUS_QUO]))
    must_exist(names)
    overrides = [f"days={DAYS}", f"replications={SEEDS}", *arguments.overrides]
    if "--seeds" in arguments.given:
        overrides.append(f"replications={whole_number('--seeds', arguments.given['--seeds'])}")
    config, read = read_policies([one for one in names if one != STATUS_QUO], compose(overrides), overrides)
    if int(config["replications"]) < FEWEST_SEEDS:
        raise UserError(f"{config['replications']} seeds are too few: what chance does to a signal is read off "
                        f"unshocked markets of different seeds, at least {FEWEST_SEEDS} of them")
    policies = {one.name: one for one in read} | ({STATUS_QUO: Scenario(STATUS_QUO)} if STATUS_QUO in names else {})
    ordered = sorted(policies.values(), key=lambda one: one.name != STATUS_QUO)
    chosen = [one.strip() for one in arguments.given.get("--threats", "").split(",") if one.strip()]
    register = Register(tuple(ordered), load_threats(chosen, config))
    run_options = RunOptions(Workforce.of(config), consent="--yes" in arguments.given, as_json=arguments.as_json)
    run_stress(sweep_of(register, config, shlex.join(["sim", *argv])), outputs, run_options)
