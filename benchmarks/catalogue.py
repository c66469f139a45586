"""What is measured, how often, and against which target: the reference figures of the project, in one list.

A *measure* is a function that runs in a process of its own and returns figures by name (`benchmarks.market`,
`benchmarks.cold`, `benchmarks.draws`); some of these have a target. The value reported is the median over the runs.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from statistics import median
from typing import Any


@dataclass(frozen=True)
class Figure:
    """One number that a measure returns; ``higher`` says whether more is better (targets are inclusive)."""

    name: str
    unit: str
    target: float | None = None
    higher: bool = True

    def meets(self, value: float) -> bool | None:
        """Return whether a value meets the target; ``None`` without one."""
        if self.target is None:
            return None
        return value >= self.target if self.higher else value <= self.target

    def summary(self, runs: list[dict[str, Any]]) -> dict[str, Any]:
        """Return the median over runs with target and verdict."""
        value = float(median(run[self.name] for run in runs))
        verdict = self.meets(value)
        return {
            "median": value, "unit": self.unit, "target": self.target, "better": "higher" if self.higher else "lower",
            "verdict": "no target" if verdict is None else "met" if verdict else "missed",
        }


@dataclass(frozen=True)
class Measure:
    """A measurement: where its function stands, its arguments at full and at quick size, and its figures."""

    name: str
    what: str
    module: str
    function: str
    figures: tuple[Figure, ...]
    arguments: dict[str, Any] = field(default_factory=dict)
    quick: dict[str, Any] = field(default_factory=dict)
    runs: int = 3

    def sized(self, quick: bool) -> dict[str, Any]:
        """Return the arguments, smaller where a quick look is asked for."""
        return self.arguments | (self.quick if quick else {})


MARKET, COLD, DRAWS, PAGES = "benchmarks.market", "benchmarks.cold", "benchmarks.draws", "benchmarks.pages"
REFERENCE = {"viewers": 1_000_000, "creators": 20_000, "warm": 10, "days": 10}
QUICK = {"viewers": 200_000, "creators": 4_000, "warm": 3, "days": 5}

MEASURES = (
    Measure(
        "throughput", "whole days of 1,000,000 viewers and 20,000 creators, all phases, 2 threads", MARKET,
        "throughput",
        (
            Figure("impressions_per_s", "impressions/s", 20e6), Figure("viewer_days_per_s", "viewer-days/s"),
            Figure("impressions_per_cpu_s", "impressions/CPU-s"),
        ),
        REFERENCE | {"threads": 2}, QUICK,
    ),
    Measure(
        "threads", "the same market on 1 and on 2 threads, day about", MARKET, "threads",
        (Figure("speedup", "x", 1.7),), REFERENCE, QUICK,
    ),
    Measure(
        "engines", "objects against compiled engine (2 threads) on the same market, same bits checked", MARKET,
        "engines",
        (
            Figure("speedup", "x", 100.0), Figure("speedup_one_thread", "x"),
            Figure("objects_impressions_per_s", "impressions/s"),
        ),
        {"viewers": 200_000, "creators": 5_000, "warm": 2, "days": 3}, {"viewers": 1_000, "creators": 50, "days": 3},
    ),
    Measure(
        "what_if", "a scenario of 20,000 viewers, 600 creators and 180 days, branched off a warm market, 2 threads",
        MARKET, "what_if",
        (Figure("wall_s", "s", 1.5, higher=False), Figure("cpu_s", "CPU-s", higher=False)),
        {"viewers": 20_000, "creators": 600, "warm": 90, "days": 180, "threads": 2}, {"warm": 14, "days": 60},
    ),
    Measure(
        "day_fixed", "a day of 200 viewers and 20 creators on 1 thread: what any day costs", MARKET, "day",
        (Figure("median_ms", "ms", 1.0, higher=False), Figure("cpu_ms", "CPU-ms", higher=False)),
        {"viewers": 200, "creators": 20, "warm": 20, "days": 300}, {"days": 100},
    ),
    Measure(
        "day_small", "a day of 5,000 viewers and 200 creators on 1 thread", MARKET, "day",
        (Figure("median_ms", "ms", higher=False), Figure("cpu_ms", "CPU-ms", higher=False)),
        {"viewers": 5_000, "creators": 200, "warm": 20, "days": 300}, {"days": 100},
    ),
    Measure(
        "viewer_bytes", "memory of one more viewer: columns, scratch space, and resident memory at twice the size",
        COLD, "viewer_bytes",
        (
            Figure("state", "bytes/viewer", 200.0, higher=False),
            Figure("state_and_scratch", "bytes/viewer", 200.0, higher=False),
            Figure("resident_slope", "bytes/viewer", 200.0, higher=False),
        ),
        {"viewers": 1_000_000, "creators": 20_000, "days": 5}, {"viewers": 200_000, "creators": 4_000}, runs=1,
    ),
    Measure(
        "levers", "`sim levers` in a fresh process", COLD, "levers", (Figure("wall_s", "s", 1.0, higher=False),), runs=5
    ),
    Measure(
        "compiling", "every loop compiled into an empty folder, two processes", COLD, "compiling",
        (
            Figure("wall_s", "s", 30.0, higher=False), Figure("cpu_s", "CPU-s", higher=False),
            Figure("versions", "functions", higher=False),
        ),
    ),
    Measure(
        "compile_cache", "import and 30 days of a small market: nothing cached, then in a second process", COLD,
        "cache",
        (
            Figure("first_s", "s", higher=False),
            Figure("second_s", "s", higher=False),
            Figure("compiled_again", "functions", 0.0, higher=False),
        ),
        {"days": 30}, {"days": 8}, runs=1,
    ),
    Measure(
        "memory", "10,000,000 viewers and 20,000 creators for 30 days", MARKET, "memory",
        (
            Figure("wall_s", "s", higher=False), Figure("peak_gb", "GB", 23.0, higher=False),
            Figure("impressions_per_s", "impressions/s"),
        ),
        {"viewers": 10_000_000, "creators": 20_000, "days": 30, "threads": 2},
        {"viewers": 500_000, "creators": 4_000, "days": 5}, runs=1,
    ),
    Measure(
        "draws", "uniformity and independence of keyed draws, 1e8 a layout", DRAWS, "measure",
        (Figure("passed", "all tests", 1.0), Figure("smallest_p", "p-value")),
        {"draws": 100_000_000}, {"draws": 1_000_000}, runs=1,
    ),
    Measure(
        "playing", "a page of ten levers in Chromium: from a slider's move to paint, and its first load", PAGES,
        "playing",
        (
            Figure("paint_p95_ms", "ms", 50.0, higher=False), Figure("paint_median_ms", "ms", higher=False),
            Figure("load_ms", "ms", 1000.0, higher=False), Figure("page_kb", "kB", 400.0, higher=False),
        ),
        {"viewers": 1000, "points": 96, "moves": 60}, {"viewers": 300, "points": 32, "moves": 20}, runs=1,
    ),
    Measure(
        "serving", "memory of `sim app` over 200 jobs, each looked at", PAGES, "serving",
        (Figure("grown_mb", "MB", 10.0, higher=False), Figure("page_ms", "ms", 100.0, higher=False)),
        {"jobs": 200}, {"jobs": 20}, runs=1,
    ),
)
