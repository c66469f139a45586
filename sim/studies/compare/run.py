"""Comparisons and forecasts: run what is missing, print the answer, write the folder, leave as a shell expects.

Standard output holds the answer alone (with ``--json``, the summary alone); progress and mishaps go to standard error.
The answer is printed as soon as its numbers are there; tables, figures and the page are written after it.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from sim.errors import UserError
from sim.model.levers.schedule import Scenario
from sim.runs.folder import StudyFolder
from sim.runs.plan import STATUS_QUO, Config, Plan, plan_comparison, plan_forecast
from sim.runs.replication import ModelBuilder, build_ecosystem
from sim.runs.store import as_json as json_text
from sim.runs.worker import REAL, ModelFactory
from sim.runs.workforce import Workforce, cores
from sim.show.terminal import in_one_piece
from sim.studies.compare.answer import Answer, read_answer
from sim.studies.compare.console import print_comparison, print_forecast
from sim.studies.compare.counting import Counts
from sim.studies.compare.study import Begun, begin
from sim.studies.experiment.progress import TELLS_ALL, InterruptedStudyError, run_session
from sim.studies.experiment.run import INTERRUPTED, RunOptions, ask, extend, under_this_code

PARTIAL = 1
"""Exit code of a command whose answer lacks some of what was asked for."""

_INPUT = "UserError: "


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

    A comparison that is there already goes on where it stands: what is finished is never done twice.

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
        When there is nothing to compare, every run failed, or results cannot be written.
    SystemExit
        With code 130 after Ctrl-C, with code 1 when runs failed; replications that are finished are told, marked
        partial.
    """
    plan = plan_comparison(config, scenarios, command)
    return _tell(begin(plan, Path(outputs)), options_for(config, build, processes, as_json))


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
    plan = plan_forecast(config, scenario or Scenario(STATUS_QUO), command)
    return _tell(begin(plan, Path(outputs)), options_for(config, build, processes, as_json))


def options_for(
    config: Config, build: ModelBuilder = build_ecosystem, processes: int | None = None, as_json: bool = False
) -> RunOptions:
    """Return how a config is carried out: whoever asks again has runs that failed before tried again."""
    factory = REAL if build is build_ecosystem else ModelFactory(build)
    workforce = Workforce.of(config)
    if processes:
        workforce = replace(workforce, name="serial" if processes == 1 else workforce.name, workers=processes)
    return RunOptions(workforce, factory, failed_again=True, as_json=as_json)


def answer_plan(plan: Plan, outputs: Path | None, run_options: RunOptions) -> tuple[Answer, Path | None]:
    """Carry out a plan and return its answer and its folder: the front of Python calls.

    Parameters
    ----------
    outputs
        Where results go; if ``None``, nothing is left on disk.

    Raises
    ------
    UserError
        When every run failed, or results cannot be written.
    KeyboardInterrupt
        After Ctrl-C; what had finished is written, marked partial, if ``outputs`` was given.
    """
    if outputs is None:
        with tempfile.TemporaryDirectory(prefix="sim-compare-") as place:
            try:
                return _carry_out(begin(plan, Path(place)), run_options), None
            except InterruptedStudyError:
                raise KeyboardInterrupt from None
    begun = begin(plan, outputs)
    try:
        answer = _carry_out(begun, run_options)
    except InterruptedStudyError:
        _keep_partial(begun, run_options)
        raise KeyboardInterrupt from None
    _write(answer, begun.study.path, run_options)
    return answer, begun.study.path


def finish_comparison(study: StudyFolder, run_options: RunOptions) -> Path:
    """Run what is missing of a comparison or a forecast, print its answer, write its page and return its folder."""
    return _tell(Begun(study, None), run_options)


def expand_comparison(study: StudyFolder, seeds: int | None, points: int | None, run_options: RunOptions) -> Path:
    """Grow a comparison or a forecast to more replications, without doing anything again.

    Raises
    ------
    UserError
        When it has that many already, or points are asked for.
    """
    have = int(study.about["seeds"])
    if seeds is None or points is not None:
        raise UserError(f"a {study.about['study']} has no points: --seeds takes a larger number", path=study.path)
    if seeds <= have:
        raise UserError(f"it has {have} replications already: --seeds takes a larger number", path=study.path)
    ask(study.blueprint, (seeds - have) * len(study.blueprint.scenarios), seeds - have, run_options)
    return finish_comparison(extend(under_this_code(study, run_options), seeds=seeds), run_options)


def _carry_out(begun: Begun, run_options: RunOptions) -> Answer:
    """Run what is missing and return what the finished replications say.

    Raises
    ------
    UserError
        When no replication is finished.
    InterruptedStudyError
        After Ctrl-C.
    """
    study = begun.study
    run_session(
        study, run_options.workforce, factory=run_options.factory, failed_again=run_options.failed_again,
        consent=run_options.consent, recipe=Counts(),
    )
    answer = read_answer(study)
    if answer is None:
        raise _nothing_finished(begun)
    return answer


def _nothing_finished(begun: Begun) -> UserError:
    """Return why there is no answer; wrong input is told as such, and leaves nothing behind."""
    table = begun.study.rows(["message", "stage"])
    messages = [] if table is None else [one for one in table["message"].to_pylist() if one]
    first = messages[0] if messages else "there were none"
    if first.startswith(_INPUT):
        begun.forget()
        return UserError(first.removeprefix(_INPUT))
    return UserError(f"no replication could be finished; the first failure: {first} ({TELLS_ALL})",
                     path=begun.study.path)


def _keep_partial(begun: Begun, run_options: RunOptions) -> str:
    """Write what a study that was stopped has so far; return what is kept, in words."""
    study, asked = begun.study, int(begun.study.about["seeds"])
    answer = read_answer(study)
    goes_on = f"sim resume {study.path} goes on from there"
    if answer is not None:
        _write(answer, study.path, run_options)
        return f"{answer.analysis.count} of {asked} replications are kept, marked partial, in {study.path}; {goes_on}"
    runs = len(study.states())
    if not runs:
        begun.forget()
        return "before anything was finished; nothing written" if begun.made else f"nothing new is finished; {goes_on}"
    return f"{runs} of {study.plan.num_rows} runs are kept, no replication is finished; {goes_on}"


def _tell(begun: Begun, run_options: RunOptions) -> Path:
    """Come to an answer, print it, write its folder, and return that."""
    folder = begun.study.path
    try:
        answer = _carry_out(begun, run_options)
    except InterruptedStudyError:
        kept = _keep_partial(begun, run_options)
        print(f"sim: stopped by Ctrl-C{' ' if kept.startswith('before') else ': '}{kept}", file=sys.stderr)
        raise SystemExit(INTERRUPTED) from None
    _show(answer, run_options.as_json)
    sys.stdout.flush()
    _write(answer, folder, run_options)
    if not run_options.as_json:
        print(folder)
    if answer.partial:
        told = f"only {answer.analysis.count} of {answer.about['replications']['asked']} replications finished"
        print(f"sim: {told}; manifest.json tells why the others failed", file=sys.stderr)
        raise SystemExit(PARTIAL)
    return folder


def _show(answer: Answer, as_json: bool) -> None:
    if as_json:
        sys.stdout.write(json_text(answer.summary))
        return
    with in_one_piece(sys.stdout) as out:
        if answer.analysis.baseline:
            print_comparison(out, answer.analysis, answer.findings, answer.judged)
        else:
            print_forecast(out, answer.analysis)


def _write(answer: Answer, folder: Path, run_options: RunOptions) -> None:
    from sim.studies.compare.folder import write_folder  # charts and templates: not before the answer is told

    here = run_options.workforce.name == "serial"
    write_folder(answer, folder, 1 if here else min(cores(), run_options.workforce.workers or cores()))
