"""``sim validate``: run the patterns asked for, print the verdicts, write the folder."""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sim.model.compilation import code_version
from sim.runs.compiling import compile_loops
from sim.runs.manifest import versions
from sim.runs.plan import Config
from sim.runs.processes import Execution, execute
from sim.runs.replication import ModelBuilder, build_ecosystem
from sim.runs.store import as_json as json_text
from sim.runs.store import check_writable, staged, write_config, write_json, write_table
from sim.runs.workforce import cores
from sim.show.terminal import in_one_piece
from sim.studies.experiment.bar import progress_bar
from sim.studies.experiment.run import INTERRUPTED
from sim.studies.validate.console import print_results
from sim.studies.validate.experiment import ValidationPlan, measure
from sim.studies.validate.page import write_page
from sim.studies.validate.patterns import choose
from sim.studies.validate.results import Result, as_results, as_table, judge

REPLICATIONS = 16
"""Matched seeds of a validation where the command line does not say how many."""


@dataclass(frozen=True)
class Validation:
    """A finished validation: what was asked, what came of it, and what is written about it."""

    plan: ValidationPlan
    execution: Execution
    results: list[Result]
    content: dict[str, Any]

    def write(self, outputs: Path, command: str, started: datetime) -> Path:
        """Write the folder, all or nothing, and return it."""
        folder = outputs / "validate" / str(self.content["key"])
        about = self._about(command, started)
        with staged(folder) as stage:
            write_config(stage / "config.yaml", self.plan.config)
            write_json(stage / "manifest.json", about)
            write_json(stage / "results.json", self.content)
            write_table(stage / "results.parquet", as_table(self.plan, self.execution.replications))
            write_page(stage / "report.html", self.plan, self.results, about)
        return folder

    def _about(self, command: str, started: datetime) -> dict[str, Any]:
        finished = len(self.execution.replications)
        return {
            "study": "validate",
            "key": self.content["key"],
            "status": "complete" if finished == self.plan.replications else "partial",
            "command": command,
            "seeds": self.content["seeds"],
            "replications": {"asked": self.plan.replications, "finished": finished},
            "failures": [
                {"replication": index, "stage": "simulation", "traceback": text}
                for index, text in sorted(self.execution.failures.items())
            ],
            "code_version": code_version(),
            "versions": versions(),
            "started": started.isoformat(timespec="seconds"),
            "finished": datetime.now(UTC).isoformat(timespec="seconds"),
            "wall_s": round(self.execution.wall_s, 3),
            "impressions": self.execution.impressions,
        }


def validation_key(plan: ValidationPlan) -> str:
    """Return six hex digits that change with anything that can change a number, the number of seeds apart."""
    config = {name: value for name, value in plan.config.items() if name not in ("replications", "outputs")}
    config["engine"] = {name: value for name, value in config["engine"].items() if name != "threads"}
    asked = [{**asdict(one), "explanation": ""} for one in plan.patterns]
    content = json.dumps([config, asked, [asdict(arm) for arm in plan.arms.values()], code_version()], sort_keys=True,
                         default=str)
    return hashlib.blake2b(content.encode(), digest_size=3).hexdigest()


def validate(
    config: Config,
    names: Sequence[str] = (),
    *,
    build: ModelBuilder = build_ecosystem,
    processes: int | None = None,
) -> Validation:
    """Measure patterns and return their verdicts; nothing is written.

    Parameters
    ----------
    config
        The resolved config: seeds, size of the market, and ``days`` as the longest that any trial may last.
    names
        Patterns, or first words of themes; all of them if empty.
    build, processes
        How to make a model, and over how many processes; for tests and extensions.

    Raises
    ------
    UserError
        On a name that names nothing.
    RuntimeError
        When every replication failed; the message holds the first traceback.
    KeyboardInterrupt
        After Ctrl-C, when nothing had finished.
    """
    plan = ValidationPlan(config, choose(names))
    with progress_bar(plan.replications * len(plan.arms), plan.replications * plan.days) as bar:
        if build is build_ecosystem and cores() > 1:
            bar.compiling()
            compile_loops(bar.compiling)
        bar.say("simulating")
        execution = execute(plan, build=build, run_one=measure, processes=processes, on_progress=bar.advance)
    if not execution.replications:
        if execution.interrupted:
            raise KeyboardInterrupt
        raise RuntimeError("every replication failed; the first one:\n" + min(execution.failures.items())[1])
    results = judge(plan, execution.replications)
    seeds = [plan.seeds[one.index] for one in execution.replications]
    return Validation(plan, execution, results, as_results(plan, validation_key(plan), seeds, results))


def run_validate(
    config: Config,
    names: Sequence[str],
    outputs: Path | str,
    command: str,
    as_json: bool = False,
    *,
    build: ModelBuilder = build_ecosystem,
    processes: int | None = None,
) -> Path:
    """Validate, print the verdicts, write the folder and return it; misses are findings and no failure.

    Raises
    ------
    SystemExit
        With code 130 after Ctrl-C; replications that had finished are in the folder, marked partial.
    """
    started, place = datetime.now(UTC), Path(outputs)
    check_writable(place)
    done = validate(config, names, build=build, processes=processes)
    folder = done.write(place, command, started)
    finished = f"{len(done.execution.replications)} of {done.plan.replications} replications"
    if done.execution.interrupted:
        print(f"sim: stopped by Ctrl-C: {finished} are kept, marked partial, in {folder}", file=sys.stderr)
        raise SystemExit(INTERRUPTED)
    if done.execution.failures:
        print(f"sim: only {finished} finished; manifest.json tells why the others failed", file=sys.stderr)
    if as_json:
        sys.stdout.write(json_text(done.content))
        return folder
    with in_one_piece(sys.stdout) as out:
        print_results(out, done.plan, done.results, done.execution)
    print(folder)
    return folder
