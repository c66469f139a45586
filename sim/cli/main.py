"""The command ``sim``: sorts the words, hands over, and tells errors to people in one line.

Exit codes: 0 done, 1 done but some runs failed, 2 something to put right (trouble of the machine too), 130 stopped with
Ctrl-C.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from concurrent.futures import BrokenExecutor

from sim import __version__
from sim.commands.arguments import COMMANDS, FOLDERS, LISTINGS, STUDIES, SWEEPS, Arguments, check_options, sort_words
from sim.errors import UserError, suggest
from sim.runs.trouble import MachineTroubleError, trouble_in


def main(argv: list[str] | None = None) -> int:
    """Run a command line.

    Parameters
    ----------
    argv
        Words after ``sim``; those of the process if not given.

    Returns
    -------
    int
        Exit code.
    """
    words = sys.argv[1:] if argv is None else argv
    try:
        return _guard(lambda: _dispatch(sort_words(words), words))
    except SystemExit as leaving:
        # From Hydra, or from a guarded job inside it that has told its error already.
        return leaving.code if isinstance(leaving.code, int) else int(leaving.code is not None)


def _guard(action: Callable[[], None]) -> int:
    """Run something and tell its error, if it is one for people."""
    try:
        action()
        sys.stdout.flush()
        return 0
    except UserError as error:
        return _tell(str(error), 2)
    except KeyboardInterrupt:
        return _tell("stopped; what was finished is kept", 130)
    except BrokenPipeError:
        # The reader (head, less) has left: there is nobody to tell.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except (OSError, MemoryError, BrokenExecutor, MachineTroubleError) as error:
        trouble = trouble_in(error)
        if trouble is None:
            raise
        where = f"{error.filename}: " if isinstance(error, OSError) and error.filename else ""
        return _tell(f"cannot write or read {where}{trouble}" if trouble.disk else str(trouble), 2)


def _tell(message: str, code: int) -> int:
    print(f"sim: {' '.join(message.split())}", file=sys.stderr)
    return code


def _dispatch(arguments: Arguments, argv: list[str]) -> None:
    command = arguments.command
    if arguments.version:
        print(f"sim {__version__}")
    elif arguments.completion:
        from sim.cli.completion import complete

        complete(arguments.overrides)
    elif command and command not in COMMANDS:
        raise UserError(f"no command {command!r}.{suggest(command, COMMANDS)} (sim has {', '.join(COMMANDS)})")
    elif arguments.help or (not command and not arguments.overrides and not arguments.hydra):
        print(_help())
    elif not command and "--hydra-help" not in arguments.hydra:
        raise UserError(f"which command? sim has {', '.join(COMMANDS)} (sim --help)")
    elif command in FOLDERS:
        from sim.cli.folders import run_on_folder

        check_options(arguments)
        run_on_folder(arguments)
    elif command in SWEEPS:
        from sim.studies.sweep.command import run_sweep_application

        check_options(arguments)
        run_sweep_application(arguments, argv, _guard)
    elif command == "robust":
        from sim.studies.robust.command import run_robust_application

        check_options(arguments)
        run_robust_application(arguments, argv, _guard)
    elif command == "explain":
        from sim.studies.explain.command import run_explain_application

        check_options(arguments)
        run_explain_application(arguments, argv, _guard)
    elif command == "picture":
        from sim.studies.picture.command import run_picture_application

        check_options(arguments)
        run_picture_application(arguments, argv, _guard)
    elif command == "roadmap":
        from sim.studies.roadmap.command import run_roadmap

        check_options(arguments)
        run_roadmap(arguments, argv)
    elif command == "stress":
        from sim.studies.stress.command import run_stress_command

        check_options(arguments)
        run_stress_command(arguments, argv)
    elif command == "optimise":
        from sim.studies.optimise.command import run_optimise_application

        check_options(arguments)
        run_optimise_application(arguments, argv, _guard)
    elif command in LISTINGS:
        from sim.cli.listing import show_listing

        check_options(arguments)
        show_listing(arguments)
    else:
        from sim.commands.hydra_main import run_application

        arguments.command = command or "forecast"
        check_options(arguments)
        run_application(arguments, argv, _guard)


def _help() -> str:
    from sim.config.folders import group_options, groups

    rows = "\n".join(f"  {name:<12} {text}" for name, text in (STUDIES | FOLDERS | LISTINGS).items())
    options = "\n".join(f"  {group:<13} {', '.join(group_options(group))}" for group in groups())
    return f"""sim COMMAND [SCENARIO...] [overrides]

{rows}

A scenario is a name that `sim scenarios` lists, or a path to a YAML file of your own.
Overrides are Hydra's: seed=7 days=60 population.viewers=50000 enforcement=strict enforcement.auto.recall=0.8
Groups and their options:
{options}

  --outputs DIR        where results go (default: outputs); the last line printed is the folder written
  --json               print the summary alone
  --only PATTERN...    some of the patterns of sim validate, or the first word of their theme
  --seeds N            seeds of every point (sweep, sensitivity, robust, optimise, explain, roadmap, stress,
                       expand)
  --points N           points of a design that can grow (expand)
  --futures N          how many futures (robust, optimise, roadmap)
  --assume NAMES       what differs between futures: names with commas, a YAML file, or all (robust, optimise, roadmap)
  --require "..."      what a policy has to keep, as in "violation_view_rate < 0.01" (robust; several times)
  --variant NAME       which of a scenario's variants (explain, picture)
  --tactic NAME        which tactic to follow, in place of the one that appears or is used most (picture)
  --every N            days from frame to frame of the animation (picture)
  --outcome NAMES      what to tell of, in place of the headline outcomes (explain; several times)
  --threats NAMES      which threats, names or files with commas; all of scenarios/threats by default (stress)
  --objective OUTCOME  what is searched for (optimise; several times)
  --budget "..."       what a candidate has to keep, as in "governance_cost + incentive_cost < 40" (optimise)
  --trials N           candidates in all (optimise)
  --yes                agree to a large study, to mixing versions, to setting damaged parts aside
  -m, --multirun       one study a job, as in seed=1,2,3 or enforcement=strict,lenient
  --cfg job            show the configuration and stop; --info shows how it was put together
  -sc install=bash     tab completion: eval "$(sim -sc install=bash)" (zsh and fish too)
  --help, --version, --hydra-help

  sim compare quality_bonus earlier_traffic_cut warn_first
  sim forecast enforcement=strict population.viewers=5000 --json
  sim story creator 17 warn_first"""


if __name__ == "__main__":
    sys.exit(main())
