"""One agent's life under a scenario, as lines that can be read."""

from __future__ import annotations

import sys

from rich.table import Table
from rich.text import Text

from sim.model.levers.schedule import Scenario
from sim.runs.plan import STATUS_QUO, Config
from sim.runs.replication import ModelBuilder, build_ecosystem
from sim.show.terminal import in_one_piece


def run_story(
    config: Config,
    kind: str,
    id: int | str,
    scenario: Scenario | None,
    *,
    build: ModelBuilder = build_ecosystem,
) -> None:
    """Simulate one replication and print what happened to one agent.

    Parameters
    ----------
    config
        The resolved config; its seed is the life that is told.
    kind
        ``"creator"`` or ``"viewer"``.
    id
        The agent's identity, or the name that the network's files have for a creator.
    scenario
        The policy under which it lives; ``None`` is the status quo.

    Raises
    ------
    UserError
        If there is no such agent.
    """
    model = build(config, int(config["seed"]))
    model.watch(kind, id)
    for _ in range(int(config["warmup_days"])):
        model.step()
    twin = model.branch(scenario or Scenario(STATUS_QUO))
    for _ in range(int(config["days"])):
        twin.step()
    header, events = twin.diary(kind, id)
    lines = Table.grid(padding=(0, 2))
    lines.add_column(justify="right", no_wrap=True, style="dim")
    lines.add_column()
    for day, text in events:
        lines.add_row(f"day {day}", Text(text))
    with in_one_piece(sys.stdout) as out:
        out.print(Text(header, style="bold"))
        out.print(lines)
