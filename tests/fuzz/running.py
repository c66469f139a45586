"""Fuzzing: every way in for other people's files and words, tried with inputs that are made, or good ones gone wrong.

    python -m tests.fuzz.running --inputs 100000 --record benchmarks/fuzz.json

Of each input the program has to say what it read, or in one line why not: no traceback, no hang, no warning of
Python's own, nothing silently ignored; and whatever configuration it accepts has to run to headline outcomes that are
numbers.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import math
import re
import sys
import tempfile
import time
from collections import Counter
from contextlib import suppress
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, given, seed, settings

from benchmarks.record import write
from tests.fuzz.documents import DOCUMENTS
from tests.fuzz.judging import Target, judged
from tests.fuzz.networks import NETWORKS
from tests.fuzz.ran import without_number
from tests.fuzz.tables import TABLES
from tests.fuzz.words import WORDS

TARGETS: tuple[Target, ...] = (*NETWORKS, *DOCUMENTS, *WORDS, *TABLES)
WHOLE = sum(one.share for one in TARGETS)
_RUN = ("overrides", "overrides, made", "scenario files", "scenario files, made")
_RUNS, _EVERY = 6, 25
_TOLD = 5


class EnoughError(BaseException):
    """Time is up; Hypothesis lets through what is no `Exception`."""


def tried(target: Target, count: int, seeded: int, until: float = math.inf, runs: int = _RUNS) -> dict[str, Any]:
    """Try inputs of one target, and return how many were accepted, refused and faults, with the faults.

    Parameters
    ----------
    until
        `time.monotonic` after which no more are tried.
    runs
        Most accepted inputs of which a tiny market is run.
    """
    verdicts, faults, begun = Counter[str](), {}, time.monotonic()
    slowest = 0.0
    left = runs if target.name in _RUN else 0
    with tempfile.TemporaryDirectory(prefix="sim-fuzz-") as place:
        folder = Path(place)

        def one(given_: Any) -> None:
            nonlocal left, slowest
            if time.monotonic() > until:
                raise EnoughError
            now = time.perf_counter()
            verdict, said, read = judged(target, given_, folder)
            slowest = max(slowest, time.perf_counter() - now)
            if verdict == "accepted" and left and verdicts["accepted"] % _EVERY == 0:
                left -= 1
                verdicts["run"] += 1
                if lacking := without_number(read):
                    verdict, said = "fault", f"no number: {', '.join(lacking)}"
            verdicts[verdict] += 1
            if verdict == "fault":
                faults.setdefault(said.partition(": ")[0][:120], (said, _shown(given_)))

        attempt = settings(
            max_examples=count,
            deadline=None,
            database=None,
            derandomize=False,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )(seed(seeded)(given(target.inputs)(one)))
        with suppress(EnoughError):
            attempt()
    return {
        "inputs": sum(verdicts[one] for one in ("accepted", "refused", "fault")),
        **verdicts,
        "seconds": round(time.monotonic() - begun, 1),
        "slowest_s": round(slowest, 2),
        "faults": list(faults.values()),
    }


def _shown(given_: Any) -> str:
    """Return an input as a record holds it."""
    try:
        return repr(given_)[:2000]
    except ValueError:
        return "holds a whole number of thousands of digits"


def main(words: list[str] | None = None) -> int:
    """Try inputs of all targets, and tell faults; 1 if there are any."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--inputs", type=int, default=100_000, help="how many, over all targets")
    parser.add_argument(
        "--seconds", type=float, default=math.inf, help="stop after so long, each target having its part"
    )
    parser.add_argument(
        "--seed", type=int, default=dt.datetime.now(dt.UTC).date().toordinal(), help="of the inputs; of the day"
    )
    parser.add_argument("--only", default="", help="targets whose names a pattern finds")
    parser.add_argument("--record", type=Path)
    asked = parser.parse_args(words)
    print(f"seed {asked.seed}", flush=True)
    chosen = [one for one in TARGETS if re.search(asked.only, one.name)]
    begun, found = time.monotonic(), {}
    whole = sum(one.share for one in chosen)
    for at, target in enumerate(chosen):
        left = asked.seconds - (time.monotonic() - begun)
        part = target.share / sum(one.share for one in chosen[at:])
        count = max(1, math.ceil(asked.inputs * target.share / whole))
        done = tried(target, count, asked.seed, time.monotonic() + left * part)
        found[target.name] = done
        print(
            f"{target.name}: {done['inputs']:,} inputs in {done['seconds']:.0f} s, {done.get('accepted', 0):,} read, "
            f"{done.get('refused', 0):,} refused, {done.get('fault', 0):,} faults",
            flush=True,
        )
        for said, of in done["faults"][:_TOLD]:
            print(f"  {said}\n    input: {of}", flush=True)
    if asked.record:
        record = {
            "date": dt.datetime.now(dt.UTC).date().isoformat(),
            "seed": asked.seed,
            "inputs": sum(one["inputs"] for one in found.values()),
            "seconds": round(time.monotonic() - begun),
            "targets": found,
        }
        write(asked.record, json.loads(json.dumps(record)))
    return int(any(one.get("fault") for one in found.values()))


if __name__ == "__main__":
    sys.exit(main())
