"""Starsim's own smallest world, an SIS infection on its random network, with common random numbers on (its default).

Runs under an interpreter of its own (see benchmarks/README.md): ``python peer_starsim.py AGENTS WARM DAYS`` prints one
JSON. The task is not ours (it has no feed, no offers and no money); it is what a step costs in the framework whose
random numbers are kept in step between scenarios as ours are.
"""

from __future__ import annotations

import json
import platform
import sys
import time
from importlib.metadata import version

import starsim as ss


def main() -> None:
    """Time whole days after a few warm ones."""
    agents, warm, days = (int(word) for word in sys.argv[1:4])
    sim = ss.Sim(
        n_agents=agents, diseases=ss.SIS(), networks=ss.RandomNet(), start=ss.days(0), dur=ss.days(warm + days + 1),
        dt=ss.days(1), rand_seed=1, verbose=0,
    )
    sim.init()
    for _ in range(warm):
        sim.run_one_step()
    started, cpu = time.perf_counter(), time.process_time()
    for _ in range(days):
        sim.run_one_step()
    wall, cpu = time.perf_counter() - started, time.process_time() - cpu
    print(json.dumps({
        "agents": agents, "days": days, "wall_s": wall, "cpu_s": cpu, "agent_steps_per_s": agents * days / wall,
        "python": platform.python_version(),
        "versions": {name: version(name) for name in ("starsim", "numpy", "numba")},
        "common_random_numbers": True,
    }))


if __name__ == "__main__":
    main()
