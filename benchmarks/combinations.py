"""Does every combination keep its books? ``python benchmarks/combinations.py [--jobs 2] [--sample N]``.

Every enforcement × incentives × distribution × tactics × market that is shipped is lived at a tiny size, and audited
every evening (combination_books.py). What is done is kept under outputs/combinations, one line each, so that a killed
call goes on where it was; another seed, size or version of the code begins anew. Writes benchmarks/combinations.json
and exits 1 if anything failed.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from itertools import islice, product
from multiprocessing import get_context
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # as a script, only this folder is on the path

from benchmarks import record
from benchmarks.combination_books import BOOKS, GROUPS, lived
from benchmarks.machine import describe
from benchmarks.process import ROOT
from sim.config.folders import group_options
from sim.model.version import code_version

OUT = ROOT / "benchmarks" / "combinations.json"
KEPT = ROOT / "outputs" / "combinations"
Combination = tuple[str, ...]
Found = dict[str, Any]


def combinations() -> list[Combination]:
    """Return every combination that is shipped, those of a market together."""
    return list(product(*(group_options(group) for group in GROUPS)))


def batches(asked: Iterable[Combination], size: int = 9) -> Iterator[list[Combination]]:
    """Yield so many combinations at a time, in order."""
    rest = iter(asked)
    while batch := list(islice(rest, size)):
        yield batch


def live(batch: list[Combination], size: dict[str, int], seed: int) -> list[Found]:
    """Return what came of a batch; its first configuration is also composed as a whole."""
    return [lived(one, size, seed, composed=place == 0) for place, one in enumerate(batch)]


def done_before(journal: Path) -> dict[Combination, Found]:
    """Return what a journal holds; a line that a kill cut short is dropped from it."""
    if not journal.exists():
        return {}
    lines = journal.read_text(encoding="utf-8").splitlines(keepends=True)
    whole = [line for line in lines if line.endswith("\n")]
    if len(whole) < len(lines):
        journal.write_text("".join(whole), encoding="utf-8")
    found = [json.loads(line) for line in whole]
    return {tuple(one["combination"]): one for one in found}


def live_all(asked: list[Combination], size: dict[str, int], given: argparse.Namespace, journal: Path) -> list[Found]:
    """Return what came of every combination, those done before included, telling how far it is."""
    done = done_before(journal)
    found = [done[one] for one in asked if one in done]
    rest = [one for one in asked if one not in done]
    if found:
        print(f"{len(found):,} were done before")
    began, told = time.monotonic(), 0.0
    with journal.open("a", encoding="utf-8") as lines, ProcessPoolExecutor(given.jobs, get_context("spawn")) as pool:
        todo = [pool.submit(live, batch, size, given.seed) for batch in batches(rest)]
        for future in as_completed(todo):
            for one in future.result():
                found.append(one)
                lines.write(json.dumps(one) + "\n")
            lines.flush()
            passed, new = time.monotonic() - began, len(found) - len(asked) + len(rest)
            if passed - told > 20 or len(found) == len(asked):
                told = passed
                failed = sum(bool(one["failed"]) for one in found)
                left = passed / new * (len(rest) - new)
                print(f"{len(found):,} of {len(asked):,}, {failed} failed, {left / 60:.0f} min left", flush=True)
    return found


def summary(found: list[Found]) -> Found:
    """Return counts: failures by book with examples, undefined outcomes, and how many combinations met each event."""
    failed = [{"combination": one["combination"], **each} for one in found for each in one["failed"]]
    return {
        "combinations": len(found),
        "failed": len({tuple(one["combination"]) for one in failed}),
        "failures_by_book": dict(Counter(one["book"] for one in failed)),
        "failures": failed[:50],
        "undefined_for_want_of_events": dict(Counter(name for one in found for name in one["undefined"]).most_common()),
        "met_in": dict(sorted(Counter(name for one in found for name in one["met"]).items())),
        "seconds_each": round(sum(one["seconds"] for one in found) / len(found), 4),
    }


def main() -> None:
    """Live all of them, or a sample."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for name, default in (("viewers", 400), ("creators", 30), ("days", 40), ("seed", 1), ("jobs", 2)):
        parser.add_argument(f"--{name}", type=int, default=default)
    parser.add_argument("--sample", type=int, help="only so many, drawn by the seed; recorded with --out alone")
    parser.add_argument("--so-far", action="store_true", help="live none, record those that were done before")
    parser.add_argument("--out", type=Path)
    given = parser.parse_args()
    asked = combinations()
    if given.sample:
        asked = sorted(random.Random(given.seed).sample(asked, given.sample))
    size = {name: getattr(given, name) for name in ("viewers", "creators", "days")}
    version = code_version()
    KEPT.mkdir(parents=True, exist_ok=True)
    began = time.monotonic()
    named = "-".join(map(str, (version, given.seed, *size.values())))
    journal = KEPT / f"{named}.jsonl"
    found = list(done_before(journal).values()) if given.so_far else live_all(asked, size, given, journal)
    told = {
        "machine": describe(), "code_version": version, "seed": given.seed, **size, "books": list(BOOKS),
        "groups": {group: len(group_options(group)) for group in GROUPS},
        "asked": len(asked), "wall_s": round(time.monotonic() - began, 1), **summary(found),
    }
    out = given.out or (None if given.sample else OUT)
    if out:
        record.write(out, told)
    print(f"{told['combinations']:,} combinations, {told['failed']} failed {told['failures_by_book'] or ''}")
    for one in told["failures"][:10]:
        print(f"  {' '.join(one['combination'])}: {one['book']}, day {one['day']}: {one['what']}")
    sys.exit(bool(told["failed"]))


if __name__ == "__main__":
    main()
