"""What a command says of itself when asked for help."""

from __future__ import annotations

import shutil
import textwrap
from argparse import RawDescriptionHelpFormatter
from functools import partial

from sim.commands.arguments import parser_of
from sim.config.folders import group_options, groups
from sim.studies.experiment.command import Command

OVERRIDES = (
    "Overrides are Hydra's: seed=7 days=60 population.viewers=50000 enforcement=strict enforcement.auto.recall=0.8"
)


def command_help(name: str, command: Command) -> str:
    """Return usage, purpose, examples, options, and what may be overridden."""
    parser = parser_of(command)
    parser.formatter_class = partial(RawDescriptionHelpFormatter, max_help_position=28)
    parser.usage = f"sim {name} {command.words}{' [overrides]' if command.overrides else ''} [options]"
    about = textwrap.fill(command.about, shutil.get_terminal_size().columns - 2)
    parser.description = "\n".join([about, "", "examples:", *(f"  sim {line}" for line in command.examples)])
    if command.overrides:
        parser.epilog = f"{OVERRIDES}\n{group_lines(*(() if command.study else ('study',)))}"
    return parser.format_help().rstrip()


def group_lines(*but: str) -> str:
    """Return config groups with their options, one a line, but for some."""
    listed = [f"  {group:<13} {', '.join(group_options(group))}" for group in groups() if group not in but]
    return "\n".join(["Groups and their options:", *listed])
