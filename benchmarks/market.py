"""Measures that run a market in this process: throughput, threads, engines, a day, a what-if, ten million viewers.

Compilation is no part of them: each first lets a small market live through everything that can happen.
"""

from __future__ import annotations

import cProfile
import pstats
import time
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.machine import peak_bytes
from sim.config import compose, load_scenario
from sim.model.ecosystem.model import Ecosystem

EVENTFUL = (  # bans, returns, reports and appeals within weeks, so that every loop gets compiled
    "enforcement=strict", "enforcement.escalations.same_policy.count=2", "enforcement.review.share=0.5",
    "enforcement.reports.threshold=1",
    "enforcement.linked_accounts.recall=0", "population.creator.ban_return=1", "population.creator.ban_return_days=3",
    "incentives.training.coverage=1", "population.creator.experiment=0.4",
)


def build(viewers: int, creators: int, threads: int = 1, engine: str = "compiled", *overrides: str) -> Ecosystem:
    """Return the default market at some size, on its first morning."""
    return Ecosystem(compose([
        f"population.viewers={viewers}", f"population.creators={creators}", f"engine={engine}",
        f"engine.threads={threads}", *overrides,
    ]))


def compile_all() -> None:
    """Compile (or load) every loop."""
    build(300, 60, 2, "compiled", *EVENTFUL).run(40)


def timed(model: Ecosystem, days: int) -> list[float]:
    """Return the wall time of each of ``days`` days."""
    spent = []
    for _ in range(days):
        started = time.perf_counter()
        model.step()
        spent.append(time.perf_counter() - started)
    return spent


def throughput(viewers: int, creators: int, warm: int, days: int, threads: int) -> dict[str, Any]:
    """Run whole days and count impressions and viewer-days by the second."""
    compile_all()
    model = build(viewers, creators, threads).run(warm)
    before, cpu = model.impressions, time.process_time()
    spent = timed(model, days)
    wall, cpu = sum(spent), time.process_time() - cpu
    return {
        "impressions_per_s": (model.impressions - before) / wall, "viewer_days_per_s": viewers * days / wall,
        "impressions_per_cpu_s": (model.impressions - before) / cpu,
        "impressions": model.impressions - before, "wall_s": wall, "cpu_s": cpu, "days_s": spent,
    }


def day(viewers: int, creators: int, warm: int, days: int) -> dict[str, Any]:
    """Time single days on one thread: with few viewers, what a day costs whoever is there."""
    compile_all()
    model = build(viewers, creators).run(warm)
    cpu = time.process_time()
    spent = timed(model, days)
    return {"median_ms": 1e3 * float(np.median(spent)), "cpu_ms": 1e3 * (time.process_time() - cpu) / days}


def threads(viewers: int, creators: int, warm: int, days: int) -> dict[str, Any]:
    """Run one market on one thread and its twin on two, a day each in turn, so that noise hits both."""
    compile_all()
    models = [build(viewers, creators, count).run(warm) for count in (1, 2)]
    spent: list[list[float]] = [[], []]
    for day in range(days):
        for which in (0, 1) if day % 2 else (1, 0):
            spent[which] += timed(models[which], 1)
    check_same(models[0], models[1])
    one, two = (float(np.median(times)) for times in spent)
    return {"speedup": one / two, "one_thread_day_s": one, "two_threads_day_s": two, "days_s": spent}


def engines(viewers: int, creators: int, warm: int, days: int) -> dict[str, Any]:
    """Run the objects engine and the compiled one (on 1 and on 2 threads) on one market and check for the same bits.

    The objects engine is also profiled, in a run of its own, to show that its time goes into agents' behaviour.
    """
    compile_all()
    objects = build(viewers, creators, 1, "objects").run(warm)
    before = objects.impressions
    slow = sum(timed(objects, days))
    fast = []
    for count in (1, 2):
        compiled = build(viewers, creators, count).run(warm)
        fast.append(sum(timed(compiled, days)))
        check_same(compiled, objects)
    watched = build(viewers, creators, 1, "objects").run(warm)
    profile = cProfile.Profile()
    profile.runcall(watched.run, max(1, days // 3))
    return {
        "speedup": slow / fast[1], "speedup_one_thread": slow / fast[0], "objects_s": slow, "compiled_s": fast[1],
        "compiled_one_thread_s": fast[0], "objects_impressions_per_s": (objects.impressions - before) / slow,
        "objects_profile": hottest(profile, 10),
    }


def check_same(left: Ecosystem, right: Ecosystem) -> None:
    """Raise unless both markets hold the same bits."""
    ours, theirs = left.write_back().arrays(), right.write_back().arrays()
    differing = [name for name in ours if ours[name].tobytes() != theirs[name].tobytes()]
    if differing or ours.keys() != theirs.keys():
        raise AssertionError(f"the two markets differ in {', '.join(differing)}")


def hottest(profile: cProfile.Profile, rows: int) -> list[dict[str, Any]]:
    """Return the functions in which a profiled run spent most time of its own."""
    stats: dict[tuple[str, int, str], Any] = pstats.Stats(profile).stats  # type: ignore[attr-defined]
    total = sum(entry[2] for entry in stats.values())
    ranked = sorted(stats.items(), key=lambda item: -item[1][2])[:rows]
    return [
        {
            "function": f"{'/'.join(Path(file).parts[-2:])}:{line} {name}" if line else name,
            "calls": calls, "own_s": round(own, 4), "share": round(own / total, 4),
        }
        for (file, line, name), (_, calls, own, _, _) in ranked
    ]


def what_if(viewers: int, creators: int, warm: int, days: int, threads: int) -> dict[str, Any]:
    """Branch a scenario off a warm market and run it; the first branch is not timed."""
    compile_all()
    overrides = (f"warmup_days={warm}", f"days={days}")
    model = build(viewers, creators, threads, "compiled", *overrides).run(warm)
    scenario = load_scenario("earlier_traffic_cut", model.config)
    model.branch(scenario).run(days)
    started, cpu = time.perf_counter(), time.process_time()
    twin = model.branch(scenario)
    branched = time.perf_counter()
    before = twin.impressions
    twin.run(days)
    wall, cpu = time.perf_counter() - started, time.process_time() - cpu
    return {"wall_s": wall, "cpu_s": cpu, "branch_s": branched - started, "impressions": twin.impressions - before}


def memory(viewers: int, creators: int, days: int, threads: int) -> dict[str, Any]:
    """Build a huge market and run it; wall time counts its building too."""
    compile_all()
    started = time.perf_counter()
    model = build(viewers, creators, threads)
    built = time.perf_counter()
    spent = timed(model, days)
    return {
        "wall_s": time.perf_counter() - started, "build_s": built - started, "days_s": spent,
        "impressions": model.impressions, "impressions_per_s": model.impressions / sum(spent),
        "peak_gb": peak_bytes() / 1e9,
    }


def footprint(viewers: int, creators: int, days: int) -> dict[str, Any]:
    """Return what this market's viewers hold, and what this process has resident after some days."""
    from benchmarks.machine import resident_bytes
    from sim.model.state.schema import MAX_ORDERS

    model = build(viewers, creators)
    orders = 0
    for _ in range(days):
        model.step()
        orders = max(orders, int(model.engine.order_count.sum()))
    rows = model.engine.order_rows
    table = model.state.viewers
    assert len(rows) >= MAX_ORDERS * table.n
    return {
        "viewers": table.n, "state": table.nbytes / table.n, "scratch_touched": orders * rows.itemsize * 3 / table.n,
        "scratch_reserved": rows.nbytes / table.n, "resident_bytes": resident_bytes(), "peak_bytes": peak_bytes(),
    }
