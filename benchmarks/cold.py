"""Measures that need processes of their own: start-up, compilation and its cache, memory at two sizes."""

from __future__ import annotations

import os
import resource
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from benchmarks.process import call, run

SMALL_MARKET = """
import time
started = time.perf_counter()
from sim import Ecosystem, compose
model = Ecosystem(compose(["population.viewers=2000", "population.creators=100"]))
model.run({days})
print(time.perf_counter() - started)
"""


def levers() -> dict[str, Any]:
    """Time ``sim levers`` from the shell's point of view."""
    started = time.perf_counter()
    text = run([sys.executable, "-m", "sim", "levers"])
    return {"wall_s": time.perf_counter() - started, "lines": len(text.splitlines())}


def compiling() -> dict[str, Any]:
    """Compile every loop into an empty folder, as the first command of a fresh clone does."""
    with tempfile.TemporaryDirectory() as folder:
        before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
        run([sys.executable, "-m", "sim.runs.compiling"], os.environ | {"NUMBA_CACHE_DIR": folder})
        wall, after = time.perf_counter() - started, resource.getrusage(resource.RUSAGE_CHILDREN)
        versions = sum(1 for _ in Path(folder).rglob("*.nbc"))
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return {"wall_s": wall, "cpu_s": cpu, "versions": versions}


def cache(days: int) -> dict[str, Any]:
    """Run a small market with an empty cache folder, then again in a second process that finds it filled.

    ``compiled_again`` counts the compiled versions that the second process had to add.
    """
    with tempfile.TemporaryDirectory() as folder:
        environment = os.environ | {"NUMBA_CACHE_DIR": folder}
        spent, stored = [], []
        for _ in range(2):
            started = time.perf_counter()
            inside = float(run([sys.executable, "-c", SMALL_MARKET.format(days=days)], environment).split()[-1])
            spent.append((time.perf_counter() - started, inside))
            stored.append({path.name for path in Path(folder).rglob("*.nbc")})
        size = sum(path.stat().st_size for path in Path(folder).rglob("*") if path.is_file())
    return {
        "first_s": spent[0][0], "second_s": spent[1][0], "inside_s": [inside for _, inside in spent],
        "compiled_again": len(stored[1] - stored[0]), "stored": len(stored[0]), "cache_mb": size / 1e6,
    }


def viewer_bytes(viewers: int, creators: int, days: int) -> dict[str, Any]:
    """Measure a market and one of twice the viewers, each in a fresh process; the slope is what a viewer takes."""
    call("benchmarks.market", "compile_all", {})
    one, two = (
        call("benchmarks.market", "footprint", {"viewers": size, "creators": creators, "days": days})
        for size in (viewers, 2 * viewers)
    )
    more = two["viewers"] - one["viewers"]
    return {
        "state": two["state"], "state_and_scratch": two["state"] + two["scratch_touched"],
        "resident_slope": (two["resident_bytes"] - one["resident_bytes"]) / more,
        "peak_slope": (two["peak_bytes"] - one["peak_bytes"]) / more,
        "scratch_reserved": two["scratch_reserved"], "sizes": [one, two],
    }
