"""The studies as commands: run, print the answer, write the folder, and leave with what a shell expects.

Standard output holds the answer alone (with ``--json``, the summary alone); progress and mishaps go to standard error.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

from sim.model.levers.schedule import Scenario
from sim.runs.plan import STATUS_QUO, Config, Plan, plan_comparison, plan_forecast
from sim.runs.replication import ModelBuilder, build_ecosystem
from sim.runs.store import as_json as json_text
from sim.runs.store import check_writable
from sim.show.terminal import in_one_piece
from sim.studies.compare.answer import Answer
from sim.studies.compare.console import print_comparison, print_forecast
from sim.studies.compare.session import NothingFinishedError, run_session

INTERRUPTED = 130
"""Exit code of a command that Ctrl-C stopped."""


def run_compare(
    config: Config,
    scenarios: Iterable[Scenario],
    outputs: Path | str,
    command: str,
    as_json: bool = False,
    *,
    build: ModelBuilder = build_ecosystem,
    processes: int | None = None,
) -> Path:
    """Compare scenarios with the status quo on the same draws, print the answer and return the folder written.

    Parameters
    ----------
    config
        The resolved config.
    scenarios
        What to compare; the status quo is added.
    outputs
        Where results go.
    command
        What was typed, for whoever wants to run it again.
    as_json
        Print ``summary.json`` and nothing else.
    build, processes
        How to make a model, and over how many processes; for tests and extensions.

    Raises
    ------
    UserError
        When there is nothing to compare or results cannot be written.
    SystemExit
        With code 130 after Ctrl-C; replications that had finished are in the folder, marked partial.
    """
    return _run(plan_comparison(config, scenarios, command), Path(outputs), as_json, build, processes)


def run_forecast(
    config: Config,
    scenario: Scenario | None,
    outputs: Path | str,
    command: str,
    as_json: bool = False,
    *,
    build: ModelBuilder = build_ecosystem,
    processes: int | None = None,
) -> Path:
    """Forecast one scenario (the status quo if ``None``), print it and return the folder; see :func:`run_compare`."""
    return _run(
        plan_forecast(config, scenario or Scenario(STATUS_QUO), command), Path(outputs), as_json, build, processes
    )


def _run(plan: Plan, outputs: Path, as_json: bool, build: ModelBuilder, processes: int | None) -> Path:
    check_writable(outputs)
    try:
        answer = Answer(run_session(plan, build, processes))
        folder = answer.write(outputs)
    except (KeyboardInterrupt, NothingFinishedError):
        print("sim: stopped by Ctrl-C before anything was finished; nothing written", file=sys.stderr)
        raise SystemExit(INTERRUPTED) from None
    execution = answer.session.execution
    finished = f"{len(execution.replications)} of {plan.replications} replications"
    if execution.interrupted:
        print(f"sim: stopped by Ctrl-C: {finished} are kept, marked partial, in {folder}", file=sys.stderr)
        raise SystemExit(INTERRUPTED)
    if execution.failures:
        print(f"sim: only {finished} finished; manifest.json tells why the others failed", file=sys.stderr)
    if as_json:
        sys.stdout.write(json_text(answer.summary))
        return folder
    with in_one_piece(sys.stdout) as out:
        if plan.baseline:
            print_comparison(out, answer.analysis, answer.findings, answer.judged)
        else:
            print_forecast(out, answer.analysis)
    print(folder)
    return folder
