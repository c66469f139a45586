"""``sim explain`` as a Hydra application: one scenario, or one of its variants."""

from __future__ import annotations

import shlex
from collections.abc import Callable
from typing import TYPE_CHECKING

from sim.commands.arguments import Arguments
from sim.commands.hydra_main import run_hydra
from sim.config.composition import resolve
from sim.config.finding import place_of
from sim.config.scenarios import load_scenario, variant_names
from sim.errors import UserError, suggest
from sim.model.outcomes.dictionary import OUTCOMES
from sim.studies.experiment.options import whole_number, writable_outputs

if TYPE_CHECKING:
    from omegaconf import DictConfig

REPLICATIONS = 8
"""Seeds where the command line does not say how many: each costs 17 horizons."""


def run_explain_application(arguments: Arguments, argv: list[str], guard: Callable[[Callable[[], None]], int]) -> None:
    """Run ``explain``; parameters as for ``run_application``."""
    if arguments.multirun:
        raise UserError("sim explain has no --multirun: explain one scenario at a time")
    outputs = writable_outputs(arguments)
    name = named_arm(arguments)
    shown = asked_outcomes(arguments)
    words = list(arguments.overrides)
    if "--seeds" in arguments.given:
        words.append(f"replications={whole_number('--seeds', arguments.given['--seeds'])}")
    given = any(word.lstrip("+").startswith("replications=") for word in words)
    command = shlex.join(["sim", *argv])

    def task(composed: DictConfig) -> None:
        from sim.studies.explain.session import run_explain

        config = resolve(composed) | ({} if given else {"replications": REPLICATIONS})
        run_explain(config, load_scenario(name, config), shown, outputs, command, arguments.as_json)

    def job(composed: DictConfig) -> None:
        code = guard(lambda: task(composed))
        if code:
            raise SystemExit(code)

    run_hydra(job, [*arguments.hydra, *words])


def named_arm(arguments: Arguments) -> str:
    """Return the one scenario that is asked for, with its variant where it has some.

    Raises
    ------
    UserError
        If there is none or are several, or the variant is missing or unknown.
    """
    if len(arguments.words) != 1:
        listed = f" ({', '.join(arguments.words)})" if arguments.words else ", as in sim explain earlier_traffic_cut"
        raise UserError(f"sim {arguments.command} takes one scenario{listed}")
    word = arguments.words[0]
    place = place_of(word)
    names = variant_names(str(place.file))
    asked = arguments.given.get("--variant", "")
    if asked and place.variant:
        raise UserError(f"{word} names a variant already: leave out --variant")
    if asked and asked not in names:
        there = f" (there are {', '.join(names)})" if names else " (it has none)"
        raise UserError(f"no variant {asked!r} of {word}.{suggest(asked, names)}{there}")
    if names and not asked and not place.variant:
        raise UserError(f"{word} has {len(names)} variants: name one, as in --variant {names[0]} ({', '.join(names)})")
    return f"{word}.{asked}" if asked else word


def asked_outcomes(arguments: Arguments) -> tuple[str, ...]:
    """Return the outcomes that ``--outcome`` names, in order; none means the headline ones.

    Raises
    ------
    UserError
        On a name that names none.
    """
    named = [name.strip() for one in arguments.many("--outcome") for name in one.split(",") if name.strip()]
    for name in named:
        if name not in OUTCOMES:
            raise UserError(f"--outcome: no outcome {name!r}.{suggest(name, OUTCOMES)} (sim outcomes lists them)")
    return tuple(dict.fromkeys(named))

