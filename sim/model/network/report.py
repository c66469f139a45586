"""Print a network's patterns beside the published ones: ``python -m sim.model.network.report``.

Without arguments it generates the default network at several seeds and compares it with the mean of the seven MUSAE
communities; ``--like DE`` takes one community's size, settings and intervals instead.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import yaml

from sim.errors import UserError
from sim.model.network.communities import LIKE, nested
from sim.model.network.generator import generate
from sim.model.network.targets import Row, compare_with_targets, read_targets


def shared_folder() -> Path:
    """Return the folder of shared data: ``SIM_SHARED``, else ``shared`` beside the project."""
    return Path(os.environ.get("SIM_SHARED") or Path(__file__).resolve().parents[4] / "shared")


def table(runs: Sequence[Sequence[Row]]) -> str:
    """Return a Markdown table: the first run's values, and each pattern's range and verdicts over all runs."""
    lines = [
        "| pattern | measured | target | 95% interval | verdict | all seeds |",
        "|---|---:|---:|---|---|---|",
    ]
    for rows in zip(*runs, strict=True):
        first, values = rows[0], [row.measured for row in rows]
        verdicts = sorted({row.verdict for row in rows}, key=("inside", "near", "miss").index)
        lines.append(
            f"| {first.pattern} | {first.measured:.4g} | {first.target:.4g} | {first.low:.4g} to {first.high:.4g} "
            f"| {first.verdict} | {min(values):.4g} to {max(values):.4g}, {' and '.join(verdicts)} |"
        )
    return "\n".join(lines)


def _settings(arguments: Sequence[str]) -> dict[str, Any]:
    """Return ``name=value`` arguments as a flat mapping, with or without a leading ``network.``."""
    given: dict[str, Any] = {}
    for argument in arguments:
        name, equals, value = argument.partition("=")
        if not equals:
            raise UserError(f"'{argument}' is not name=value, such as ties.close_share=0.4")
        given[name.removeprefix("network.")] = yaml.safe_load(value)
    return given


def _seeds(text: str) -> list[int]:
    if not all(part.strip().isdecimal() for part in text.split(",")):
        raise UserError(f"--seeds is '{text}', not whole numbers with commas between")
    return [int(part) for part in text.split(",")]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the report; return 0, or 2 on a mistake in what was asked."""
    parser = argparse.ArgumentParser(prog="python -m sim.model.network.report", description=__doc__)
    parser.add_argument("--like", choices=sorted(LIKE), help="one community instead of the mean of all")
    parser.add_argument("--creators", type=int, help="creators (default: 5,000, or the community's own number)")
    parser.add_argument("--seeds", default="1,2,3,4,5", help="seeds with commas between (default: 1,2,3,4,5)")
    parser.add_argument("--targets", type=Path, help="targets.json (default: in the shared data folder)")
    parser.add_argument("settings", nargs="*", metavar="name=value", help="settings of the network group")
    asked = parser.parse_args(arguments)
    try:
        seeds = _seeds(asked.seeds)
        targets = read_targets(asked.targets or shared_folder() / "data" / "targets.json")
        creators, settings = LIKE[asked.like] if asked.like else (5000, {})
        network = nested({**settings, **_settings(asked.settings)})
        prefix = f"musae.{asked.like or 'all'}"
        runs = []
        for seed in seeds:
            graph = generate(seed, {"region": asked.creators or creators}, network)
            runs.append(compare_with_targets(graph, targets, prefix))
    except UserError as err:
        print(f"sim: {err}", file=sys.stderr)
        return 2
    print(f"{asked.creators or creators:,} creators, seed {seeds[0]} of {asked.seeds}, against {prefix}\n")
    print(table(runs))
    return 0


if __name__ == "__main__":
    sys.exit(main())
