"""``sim picture`` as a Hydra application: one scenario, or one of its variants, one seed."""

from __future__ import annotations

import shlex
from collections.abc import Callable
from typing import TYPE_CHECKING

from sim.commands.arguments import Arguments
from sim.commands.hydra_main import run_hydra
from sim.config.composition import resolve
from sim.config.scenarios import load_scenario
from sim.errors import UserError
from sim.studies.experiment.options import whole_number, writable_outputs
from sim.studies.explain.command import named_arm

if TYPE_CHECKING:
    from omegaconf import DictConfig

DEFAULT = "whatif_20.rule_in_30_days"
"""The shipped question in which a tactic appears, spreads and is forbidden."""


def run_picture_application(arguments: Arguments, argv: list[str], guard: Callable[[Callable[[], None]], int]) -> None:
    """Run ``picture``; parameters as for ``run_application``."""
    if arguments.multirun:
        raise UserError("sim picture has no --multirun: draw one run at a time")
    if not arguments.words:
        arguments.words.append(DEFAULT)
    outputs = writable_outputs(arguments)
    name = named_arm(arguments)
    every = whole_number("--every", arguments.given["--every"]) if "--every" in arguments.given else 0
    command = shlex.join(["sim", *argv])

    def task(composed: DictConfig) -> None:
        from sim.studies.picture.run import run_picture

        config = resolve(composed)
        run_picture(config, load_scenario(name, config), outputs, command, tactic=arguments.given.get("--tactic", ""),
                    every=every, json_only=arguments.as_json)

    def job(composed: DictConfig) -> None:
        code = guard(lambda: task(composed))
        if code:
            raise SystemExit(code)

    run_hydra(job, [*arguments.hydra, *arguments.overrides])
