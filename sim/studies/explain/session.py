"""``sim explain``: run the twins, print what effects come through, write the folder."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sim.model.levers.schedule import Scenario
from sim.runs.compiling import compile_loops
from sim.runs.manifest import manifest
from sim.runs.plan import Config, Plan, plan_explanation
from sim.runs.processes import Execution, execute
from sim.runs.replication import ModelBuilder, build_ecosystem
from sim.runs.store import as_json as json_text
from sim.runs.store import check_writable, staged, write_config, write_json, write_table
from sim.runs.workforce import cores
from sim.studies.compare.session import NothingFinishedError
from sim.studies.experiment.bar import progress_bar
from sim.studies.experiment.run import INTERRUPTED
from sim.studies.explain.console import print_explanation
from sim.studies.explain.one_seed import BRANCHES, explain_one
from sim.studies.explain.page import write_explain_page
from sim.studies.explain.read import Explanation
from sim.studies.explain.summary import explain_summary


@dataclass(frozen=True)
class ExplainSession:
    """An explanation in memory, how it was carried out, and when it began."""

    study: Explanation
    execution: Execution
    started: datetime

    def write(self, outputs: Path) -> Path:
        """Write the folder, all or nothing, and return it."""
        plan = self.study.plan
        folder = plan.folder(outputs)
        about = manifest(plan, self.execution, self.started)
        with staged(folder) as stage:
            write_config(stage / "config.yaml", plan.config)
            write_json(stage / "manifest.json", about)
            write_json(stage / "summary.json", explain_summary(self.study))
            write_table(stage / "twins.parquet", self.study.twins)
            write_table(stage / "effects.parquet", self.study.parts.to_dict("list"))
            write_explain_page(stage, self.study, about)
        return folder


def run_twins(
    plan: Plan, shown: Sequence[str] = (), build: ModelBuilder = build_ecosystem, processes: int | None = None
) -> ExplainSession:
    """Run every twin of a plan and read what came of it.

    Raises
    ------
    NothingFinishedError
        When Ctrl-C came too early to keep anything.
    RuntimeError
        When every replication failed; the message holds the first traceback.
    """
    started = datetime.now(UTC)
    days = plan.replications * (plan.warmup_days + BRANCHES * plan.days)
    with progress_bar(plan.replications * BRANCHES, days) as bar:
        if build is build_ecosystem and cores() > 1:
            bar.compiling()
            compile_loops(bar.compiling)
        bar.say("simulating twins")
        execution = execute(plan, build=build, run_one=explain_one, processes=processes, on_progress=bar.advance)
    if not execution.replications:
        if execution.interrupted:
            raise NothingFinishedError
        raise RuntimeError("every replication failed; the first one:\n" + min(execution.failures.items())[1])
    chosen = {"shown": tuple(shown)} if shown else {}
    return ExplainSession(Explanation(plan, tuple(execution.replications), **chosen), execution, started)


def run_explain(
    config: Config,
    scenario: Scenario,
    shown: Sequence[str],
    outputs: Path | str,
    command: str,
    as_json: bool = False,
    *,
    build: ModelBuilder = build_ecosystem,
    processes: int | None = None,
) -> Path:
    """Explain a scenario's effects, print the answer and return the folder written.

    Parameters
    ----------
    config
        The resolved config.
    scenario
        What to explain, against the status quo.
    shown
        Outcomes to tell of; the headline ones if empty.
    outputs, command, as_json, build, processes
        As for :func:`sim.studies.compare.run.run_compare`.

    Raises
    ------
    UserError
        When there is nothing to explain, or results cannot be written.
    SystemExit
        With code 130 after Ctrl-C; replications that had finished are in the folder, marked partial.
    """
    plan = plan_explanation(config, scenario, command)
    check_writable(Path(outputs))
    try:
        session = run_twins(plan, shown, build, processes)
        folder = session.write(Path(outputs))
    except (KeyboardInterrupt, NothingFinishedError):
        print("sim: stopped by Ctrl-C before anything was finished; nothing written", file=sys.stderr)
        raise SystemExit(INTERRUPTED) from None
    finished = f"{session.study.count} of {plan.replications} replications"
    if session.execution.interrupted:
        print(f"sim: stopped by Ctrl-C: {finished} are kept, marked partial, in {folder}", file=sys.stderr)
        raise SystemExit(INTERRUPTED)
    if session.execution.failures:
        print(f"sim: only {finished} finished; manifest.json tells why the others failed", file=sys.stderr)
    if as_json:
        sys.stdout.write(json_text(explain_summary(session.study)))
        return folder
    print_explanation(session.study)
    print(folder)
    return folder
