"""One large study in a process of its own, watched: seconds, memory, disk, size of its page, lines on the console."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.process import ROOT, MeasureCrashed

_EVERY_S = 0.2
_TINY = ("population.viewers=200", "population.creators=20", "warmup_days=2", "days=4")


@dataclass(frozen=True)
class Load:
    """A kind of load.

    Attributes
    ----------
    full, part
        How much of it is asked for, and how much in the smaller study that it is held against.
    words
        From how much, and a folder to write into, to the command.
    why
        What makes it that load and nothing else.
    """

    unit: str
    full: int
    part: int
    words: Callable[[int, Path], Sequence[str]]
    why: str


def _sweep(count: int, _room: Path) -> Sequence[str]:
    return ("sweep", "study=latin_hypercube", f"study.points={count}", "incentives.quality_bonus.amount=interval(0,60)",
            "enforcement.auto.recall=interval(0.2,0.9)", "enforcement.warnings=range(0,3)", *_TINY, "--seeds", "1",
            "--yes")


def _scenarios(count: int, room: Path) -> Sequence[str]:
    room.mkdir(parents=True, exist_ok=True)
    files = [room / f"bonus_{one:04}.yaml" for one in range(count)]
    for place, file in enumerate(files):
        amount = 10 * place + 5
        file.write_text(f"question: What if the quality bonus were {amount} a week?\nchanges:\n"
                        f"  - set: incentives.quality_bonus.amount\n    to: {amount}\n", encoding="utf-8")
    return ("compare", *map(str, files), *_TINY, "replications=2")


def _regions(count: int, room: Path) -> Sequence[str]:
    folder = room / "market"
    folder.mkdir(parents=True, exist_ok=True)
    rows = "".join(f"  r{one:03}:\n    share: {1 / count!r}\n" for one in range(count))
    (folder / f"many_{count}.yaml").write_text(f"regions:\n{rows}", encoding="utf-8")
    return ("forecast", f"hydra.searchpath=[{room}]", f"market=many_{count}", f"population.viewers={40 * count}",
            f"population.creators={4 * count}", "warmup_days=2", "days=5", "replications=2")


def _days(count: int, _room: Path) -> Sequence[str]:
    return ("forecast", "population.viewers=1000", "population.creators=60", "warmup_days=2", f"days={count}",
            "replications=2")


def _creators(count: int, _room: Path) -> Sequence[str]:
    return ("forecast", f"population.viewers={count}", f"population.creators={count}", "warmup_days=2", "days=10",
            "replications=2")


LOADS = {
    "sweep": Load("points", 5_000, 500, _sweep, "four days of 200 viewers: planning, storing, effects and page"),
    "scenarios": Load("scenarios", 1_000, 100, _scenarios, "four days of 200 viewers, 2 seeds: verdicts and page"),
    "regions": Load("regions", 200, 20, _regions, "40 viewers and 4 creators a region, 5 days, 2 seeds"),
    "five years": Load("days", 1_826, 183, _days, "1,000 viewers, 60 creators, 2 seeds: what each day leaves"),
    "creators": Load("creators", 50_000, 5_000, _creators, "as many viewers as creators, 10 days, 2 seeds"),
}


def measured(load: Load, count: int, room: Path) -> dict[str, Any]:
    """Return what a study of so much took.

    Raises
    ------
    MeasureCrashed
        If it fails.
    """
    outputs, said = room / "outputs", room / "said.txt"
    words = [*load.words(count, room / "given"), "--outputs", str(outputs)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "100"}
    began = time.monotonic()
    with said.open("w", encoding="utf-8") as out, (room / "errors.txt").open("w", encoding="utf-8") as errors:
        process = subprocess.Popen([sys.executable, "-m", "sim", *words], cwd=room, env=environment, stdout=out,
                                   stderr=errors, start_new_session=True)
        try:
            peak, seconds = _watch(process)
        finally:
            if process.poll() is None:  # Ctrl-C: it has a session of its own, and would go on
                os.killpg(process.pid, signal.SIGTERM)
    wall = time.monotonic() - began
    if process.returncode:
        raise MeasureCrashed((room / "errors.txt").read_text(encoding="utf-8")[-400:])
    lines = said.read_text(encoding="utf-8").splitlines()
    folder = Path(lines[-1])
    files = [one for one in folder.rglob("*") if one.is_file()]
    page = folder / "report.html"
    return {
        "count": count, "wall_s": round(wall, 1), "cpu_s": round(seconds, 1), "peak_mb": round(peak / 1e6),
        "disk_mb": round(sum(one.stat().st_size for one in files) / 1e6, 2), "files": len(files),
        "page_kb": round(page.stat().st_size / 1e3) if page.exists() else 0, "console_lines": len(lines),
    }


def _watch(process: subprocess.Popen[bytes]) -> tuple[float, float]:
    """Return the most memory that a process and all that it started held at once, and their processor seconds."""
    tick, peak = os.sysconf("SC_CLK_TCK"), 0.0
    spent: dict[int, float] = {}
    while process.poll() is None:
        held = 0.0
        for number in _of_session(process.pid):
            try:
                fields = Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()
                spent[number] = (int(fields[11]) + int(fields[12])) / tick
                rollup = Path(f"/proc/{number}/smaps_rollup").read_text()
                held += next(1024.0 * int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:"))
            except (OSError, StopIteration):
                continue  # it ended just now
        peak = max(peak, held)
        time.sleep(_EVERY_S)
    return peak, sum(spent.values())


def _of_session(leader: int) -> list[int]:
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                session = int((entry / "stat").read_text().rpartition(")")[2].split()[3])
            except (OSError, ValueError):
                continue
            if session == leader:
                found.append(int(entry.name))
    return found
