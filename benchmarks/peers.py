"""What a step costs in two peers and here: ``python benchmarks/peers.py --mesa-frames PYTHON --starsim PYTHON``.

A peer runs under an interpreter of its own (PEER_PYTHON names one for both), since none installs beside our pinned
packages. Peers and ours take turns, so that a busy machine is busy for all; benchmarks/peers.json keeps every run and
its medians. What is and what is not comparable stands in benchmarks/README.md.
"""

from __future__ import annotations

import argparse
import datetime
import json
import os
import sys
from pathlib import Path
from statistics import median
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # as a script, only this folder is on the path

from benchmarks import record
from benchmarks.machine import describe
from benchmarks.process import ROOT, call, run
from sim.model.version import code_version

SIZES = (100_000, 1_000_000)
OFFERS, WARM, DAYS = 20_000, 2, 5
FIGURES = ("agent_steps_per_s", "impressions_per_s")


def ours(agents: int, threads: int) -> dict[str, Any]:
    """Run whole days of our market, all phases on."""
    sizes = {"viewers": agents, "creators": OFFERS, "warm": WARM, "days": DAYS, "threads": threads}
    found = call("benchmarks.market", "throughput", sizes)
    return found | {"agent_steps_per_s": found["viewer_days_per_s"], "agents": agents}


def peer(python: str, script: str, *words: int) -> dict[str, Any]:
    """Run a peer's script under its own interpreter."""
    printed = run([python, f"benchmarks/{script}", *map(str, words)])
    found: dict[str, Any] = json.loads(printed.splitlines()[-1])
    return found


def round_of(agents: int, options: argparse.Namespace) -> dict[str, dict[str, Any]]:
    """Run everything once at one size."""
    found = {"ours, 1 thread": ours(agents, 1), "ours, 2 threads": ours(agents, 2)}
    if options.mesa_frames:
        found["mesa-frames"] = peer(options.mesa_frames, "peer_mesa_frames.py", agents, OFFERS, WARM, DAYS)
    if options.starsim:
        found["starsim"] = peer(options.starsim, "peer_starsim.py", agents, WARM, DAYS)
    return found


def main() -> int:
    """Measure, print and write."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    default = os.environ.get("PEER_PYTHON")
    parser.add_argument("--mesa-frames", default=default, help="interpreter that has mesa-frames")
    parser.add_argument("--starsim", default=default, help="interpreter that has starsim")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--out", type=Path, default=ROOT / "benchmarks/peers.json")
    options = parser.parse_args()
    if not (options.mesa_frames or options.starsim):
        parser.error("name a peer's interpreter: PEER_PYTHON, --mesa-frames or --starsim")
    sizes = {}
    for agents in SIZES:
        rounds = [round_of(agents, options) for _ in range(options.rounds)]
        medians = {
            name: {figure: median(turn[name][figure] for turn in rounds) for figure in FIGURES if figure in found}
            for name, found in rounds[0].items()
        }
        for name, figures in medians.items():
            print(f"{agents:>9,}  {name:16}", *(f"{value:>14,.0f} {figure}" for figure, value in figures.items()))
        sizes[str(agents)] = {"medians": medians, "rounds": rounds}
    date = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
    record.write(options.out, {"machine": describe(), "date": date, "code": code_version(), "sizes": sizes})
    return 0


if __name__ == "__main__":
    sys.exit(main())
