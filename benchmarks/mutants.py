"""Do the tests notice? ``python benchmarks/mutants.py [--seed N] [--count 40] [--only ROOM] [--jobs N] [--out FILE]``.

Draws lines of sim/model/rules/ and sim/model/day/ by seed, puts a small wrong into each (`benchmarks.mutations`), one
at a time in a throw-away copy of the tree, and runs the nearest tests, then the reference markets, then the other
guarantees, until one fails. What none notices survives: it wants a test, or a reason in benchmarks/survivors.json.
Writes benchmarks/mutants.json; exits 1 where fewer than 95% were noticed or are excused.

A wrong rule changes compiled code. Only what is stale is compiled again: each mutant gets the compiled code of the tree
without it, less that of the changed file and of all that draw on it.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import Queue
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # as a script, only this folder is on the path

from rich.console import Console
from rich.table import Table

from benchmarks.mutations import Mutation, mutations
from sim.model.version import cache_folder, code_version
from tests.imports import ROOT, all_importers, imports_below
from tests.nearest import nearest

ROOMS = ("rules", "day")
RESULTS = ROOT / "benchmarks" / "mutants.json"
REASONS = ROOT / "benchmarks" / "survivors.json"
COPIED = ("sim", "tests", "configs", "scenarios", "docs", "benchmarks", "pyproject.toml")
REFERENCE = "tests/guarantees/test_reference_market.py"
BAR = 0.95
SECONDS = 1800  # a mutant may never end
VERDICT = re.compile(r"^(?:FAILED|ERROR) (\S+)", re.MULTILINE)


def drawn(seed: int, count: int, rooms: Iterable[str] = ROOMS, root: Path = ROOT) -> list[Mutation]:
    """Return one wrong on each of ``count`` lines, drawn by seed; the first of them are as good a sample as all."""
    lines: dict[tuple[Path, int], list[Mutation]] = {}
    for room in rooms:
        for path in sorted((root / "sim" / "model" / room).glob("*.py")):
            for one in mutations(path):
                lines.setdefault((path, one.line), []).append(one)
    chance = random.Random(seed)
    order = sorted(lines)
    chance.shuffle(order)
    return [chance.choice(lines[line]) for line in order[:count]]


def copy_tree(into: Path) -> Path:
    """Return a copy of what the tests need."""
    for name in COPIED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, into / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            into.mkdir(parents=True, exist_ok=True)
            shutil.copy2(source, into / name)
    return into


def surroundings(tree: Path, cache: Path) -> dict[str, str]:
    """Return the environment of a process that takes the code from a tree and compiles into a folder."""
    return os.environ | {"PYTHONPATH": str(tree), "NUMBA_CACHE_DIR": str(cache), "PYTHONDONTWRITEBYTECODE": "1"}


def run_tests(tree: Path, cache: Path, files: list[str]) -> str | None:
    """Run test files until one test fails; return it, or how pytest ended, ``None`` where all passed."""
    words = [sys.executable, "-m", "pytest", "-x", "-q", "--tb=no", "-rfE", "-p", "no:cacheprovider", *files]
    try:
        done = subprocess.run(words, cwd=tree, env=surroundings(tree, cache), capture_output=True, text=True,
                              timeout=SECONDS, check=False)
    except subprocess.TimeoutExpired:
        return "no end"
    if done.returncode == 0:
        return None
    failed = VERDICT.search(done.stdout)
    return failed[1] if failed else f"pytest ended with {done.returncode}"


def compiled_into(tree: Path, cache: Path) -> Path:
    """Return the folder below ``cache`` in which a tree's compiled code lies."""
    words = [sys.executable, "-c", "from sim.model.version import cache_folder; print(cache_folder())"]
    return Path(subprocess.run(words, cwd=tree, env=surroundings(tree, cache), capture_output=True, text=True,
                               check=True).stdout.strip())


def lend_compiled(tree: Path, warm: Path, cache: Path, changed: set[Path]) -> None:
    """Link into a tree's cache the compiled code of all that does not draw on the changed files."""
    stale = changed | all_importers(changed, imports_below("sim", tree))
    dropped = {("-".join(path.parent.relative_to(tree / "sim").parts), path.stem) for path in stale}
    target = compiled_into(tree, cache)
    for file in warm.glob("*/*.nb?"):
        if (file.parent.name, file.name.partition(".")[0]) not in dropped:
            (target / file.parent.name).mkdir(parents=True, exist_ok=True)
            os.link(file, target / file.parent.name / file.name)


def guarantees(tree: Path) -> list[str]:
    """Return the tests of guarantees but the reference."""
    files = (path.relative_to(tree).as_posix() for path in sorted((tree / "tests/guarantees").glob("test_*.py")))
    return [file for file in files if file != REFERENCE]


def near(one: Mutation) -> list[str]:
    """Return the test files to run on a mutant first: its own, those that import its file, the reference markets."""
    files = (path.relative_to(ROOT).as_posix() for path in nearest([one.path], hops=1, room=False))
    return [*(file for file in files if not file.startswith("tests/guarantees")), REFERENCE]


def judged(one: Mutation, tree: Path, warm: Path, thorough: bool) -> dict[str, Any]:
    """Put one wrong into a tree, run the tests, take it out again; return what became of it."""
    began = time.monotonic()
    path = tree / one.path.relative_to(ROOT)
    text = path.read_text(encoding="utf-8")
    before, after = one.lines(text)
    steps = [near(one), guarantees(tree)] if thorough else [near(one)]
    killer = None
    path.write_text(one.applied(text), encoding="utf-8")
    try:
        with tempfile.TemporaryDirectory(dir=tree.parent) as cache:
            lend_compiled(tree, warm, Path(cache), {path})
            for files in steps:
                killer = killer or run_tests(tree, Path(cache), files)
    finally:
        path.write_text(text, encoding="utf-8")
    return {
        "at": f"{one.path.relative_to(ROOT).as_posix()}:{one.line}", "kind": one.kind, "before": before, "after": after,
        "killed_by": killer, "seconds": round(time.monotonic() - began, 1),
    }


def judge_all(wrongs: list[Mutation], jobs: int, thorough: bool) -> Iterator[dict[str, Any]]:
    """Judge every mutant, ``jobs`` at a time, after the same tests have passed without any."""
    with tempfile.TemporaryDirectory(prefix="mutants-") as base:
        trees: Queue[Path] = Queue()
        for job in range(jobs):
            trees.put(copy_tree(Path(base) / f"tree{job}"))
        first = Path(base) / "tree0"
        cache = Path(base) / "cache"
        lend_compiled(first, Path(cache_folder()), cache, set())
        files = sorted({file for one in wrongs for file in near(one)})
        if broken := run_tests(first, cache, files):
            raise SystemExit(f"without any mutant, {broken} fails: nothing could be told")
        warm = compiled_into(first, cache)
        print(f"{len(files)} test files pass without a mutant", flush=True)

        def judge(one: Mutation) -> dict[str, Any]:
            tree = trees.get()
            try:
                return judged(one, tree, warm, thorough)
            finally:
                trees.put(tree)

        with ThreadPoolExecutor(jobs) as pool:
            yield from pool.map(judge, wrongs)


def table(found: list[dict[str, Any]]) -> Table:
    """Return the printed table of mutants."""
    out = Table(title="Mutants")
    for column in ("line", "before", "after", "noticed by"):
        out.add_column(column, overflow="fold")
    for one in found:
        killer = one["killed_by"] or ("[yellow]nobody: " + one["reason"] if one.get("reason") else "[bold red]nobody")
        out.add_row(one["at"], one["before"], one["after"], killer)
    return out


def main(argv: list[str] | None = None) -> int:
    """Draw, judge, print and write; return 1 if too few were noticed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=40, help="lines to draw (default 40)")
    parser.add_argument("--only", choices=ROOMS, help="draw from one room")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="mutants at a time (default: the cores)")
    parser.add_argument("--brief", action="store_true", help="do without the other guarantees after the reference")
    parser.add_argument("--out", type=Path, default=RESULTS)
    options = parser.parse_args(argv)
    began = time.monotonic()
    wrongs = drawn(options.seed, options.count, [options.only] if options.only else ROOMS)
    reasons = json.loads(REASONS.read_text(encoding="utf-8")) if REASONS.exists() else {}
    record: dict[str, Any] = {
        "seed": options.seed, "code": code_version(), "drawn": len(wrongs), "jobs": options.jobs,
        "brief": options.brief,
    }
    found: list[dict[str, Any]] = []
    for one in judge_all(wrongs, options.jobs, not options.brief):
        if one["killed_by"] is None and (why := reasons.get(f"{one['before']} → {one['after']}")):
            one["reason"] = why
        found.append(one)
        print(f"{one['at']}: {one['killed_by'] or 'SURVIVED'}", flush=True)
        noticed, excused = sum(one["killed_by"] is not None for one in found), sum("reason" in one for one in found)
        record |= {"judged": len(found), "noticed": noticed, "excused": excused,
                   "seconds": round(time.monotonic() - began), "mutants": found}
        options.out.write_text(json.dumps(record, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    console = Console()
    console.print(table(found))
    console.print(f"{noticed} of {len(found)} noticed, {excused} excused")
    return 0 if noticed + excused >= BAR * len(found) else 1


if __name__ == "__main__":
    sys.exit(main())
