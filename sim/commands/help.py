"""What a command, or the whole program, says of itself when asked for help."""

from __future__ import annotations

import shutil
import textwrap
from argparse import RawDescriptionHelpFormatter
from functools import partial

from sim.commands.arguments import parser_of
from sim.config.folders import group_options, groups
from sim.studies.experiment.command import Command


def help_page(name: str, command: Command, listed: str = "") -> str:
    """Return usage, purpose, what is listed under it, examples, options, and what may be overridden."""
    parser = parser_of(command)
    parser.formatter_class = partial(RawDescriptionHelpFormatter, max_help_position=28)
    parser.usage = " ".join(["sim", *name.split(), command.words, *["[overrides]"] * command.overrides, "[options]"])
    about = textwrap.fill(command.about, shutil.get_terminal_size().columns - 2)
    parser.description = "\n".join([about, listed, "examples:", *(f"  sim {line}" for line in command.examples)])
    if command.overrides:
        known = [group for group in groups() if group != "study" or command.study]
        parser.epilog = "\n".join([
            "Overrides are Hydra's: seed=7 days=60 population.viewers=50000 enforcement=strict "
            "enforcement.auto.recall=0.8", "Groups and their options:",
            *(f"  {group:<13} {', '.join(group_options(group))}" for group in known)])
    return parser.format_help().rstrip()


def purpose(command: Command) -> str:
    """Return in a line what a command is for."""
    return command.about.partition(". ")[0].rstrip(".")
