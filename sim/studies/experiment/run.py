"""Sweeps and sensitivity analyses as commands: run, take up again, grow, do one run over.

A study that is asked again goes on where it stands: what is finished is never done twice. Standard output holds the
answer and, last, the folder; progress and mishaps go to standard error.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from sim.errors import UserError, printable
from sim.runs.blueprint import Blueprint, Values
from sim.runs.description import DESCRIPTION
from sim.runs.engine import changed_environment, jobs_of
from sim.runs.environment import environment
from sim.runs.folder import StudyFolder, open_study
from sim.runs.recipe import Recipe
from sim.runs.store import as_json as json_text
from sim.runs.store import check_writable
from sim.runs.worker import REAL, ModelFactory, RunContext, Worker
from sim.runs.workforce import DEFAULT, Workforce
from sim.studies.experiment.grow import grown, more_of_design, rekeyed
from sim.studies.experiment.plan import Sweep, check_points
from sim.studies.experiment.presenter import MakePresenter, Presenter, written
from sim.studies.experiment.progress import TELLS_ALL, InterruptedStudyError, run_session
from sim.studies.experiment.read import StoredStudy
from sim.studies.experiment.rerun import find_run, recorded_run
from sim.studies.experiment.size import ask_first

FAILED, INTERRUPTED = 1, 130
"""Exit codes of a study of which some runs failed, and of one that Ctrl-C stopped."""


@dataclass(frozen=True)
class RunOptions:
    """How a study is carried out and told, whatever it asks.

    Attributes
    ----------
    consent
        Whether somebody has agreed (``--yes``) to a large study, to mixing versions, to setting damaged parts aside.
    failed_again
        Whether runs that failed before are tried again.
    """

    workforce: Workforce = DEFAULT
    factory: ModelFactory = REAL
    consent: bool = False
    failed_again: bool = False
    as_json: bool = False


PLAIN = RunOptions()
"""Here and now, nothing agreed to, told in words."""


def run_sweep(sweep: Sweep, outputs: Path, run_options: RunOptions, present: MakePresenter) -> Path:
    """Run a sweep, or go on with it where its folder has some of it already; print it and return the folder.

    Raises
    ------
    UserError
        When a point cannot be run, the study is large and nobody has agreed, or results cannot be written.
    SystemExit
        With code 130 after Ctrl-C, with code 1 when some runs failed; what was finished is kept.
    """
    return finish(prepare(sweep, outputs, run_options), run_options, present)


def prepare(sweep: Sweep, outputs: Path, run_options: RunOptions, place: Path | None = None) -> StudyFolder:
    """Return a sweep's folder with its plan written, or as far as it has come already.

    Parameters
    ----------
    place
        The folder, if it is not to be the sweep's own under ``outputs``.

    Raises
    ------
    UserError
        As for :func:`run_sweep`; nothing is written then.
    """
    check_writable(outputs)
    folder = place or sweep.folder(outputs)
    there = open_study(folder) if (folder / DESCRIPTION).exists() else None
    runs, warmups = sweep.extent
    ask(sweep.blueprint, runs - (len(there.states()) if there else 0), warmups, run_options)
    check_points(sweep.blueprint, sweep.points)
    if there is not None:
        study = there
        if study.about["content"] != sweep.content(environment()["code"]):
            raise UserError("holds another study under the same key: give --outputs another folder", path=folder)
        # which outcomes come first, and by what runs are judged, may differ
        design = sweep.settings.to_json()
        design["points"] = max(design["points"], int(study.about["design"]["points"]))
        told = {**study.about, "design": design, "judged": dict(sweep.judged)}
        study = extend(StudyFolder(folder, told), sweep.points, sweep.seeds)
    else:
        study = StudyFolder(folder, sweep.describe())
        study.write(sweep.plan())
    return study


def expand_points(
    study: StudyFolder, seeds: int | None, points: int | None, run_options: RunOptions, present: MakePresenter
) -> Path:
    """Grow a study, do the runs that are missing, print its answer; see :func:`grown_study`."""
    return finish(grown_study(study, seeds, points, run_options), run_options, present)


def grown_study(study: StudyFolder, seeds: int | None, points: int | None, run_options: RunOptions) -> StudyFolder:
    """Return a study whose plan has more seeds a point, or more points of its design; nothing is done again.

    Raises
    ------
    UserError
        When it has that many already, or its design cannot get more points; else as for :func:`under_this_code`.
    """
    have = int(study.about["seeds"])
    if seeds is not None and seeds <= have:
        raise UserError(f"every point has {have} seeds already: --seeds takes a larger number", path=study.path)
    if points is not None and not study.blueprint.factors:
        raise UserError("nothing varies in it, so it has no points: --seeds takes a larger number", path=study.path)
    every = [] if points is None else more_of_design(study, points)
    check_points(study.blueprint, every)
    _ = _agreed(study, run_options)
    plan = grown(study, every, seeds or have)
    ask(study.blueprint, plan.num_rows - len(study.states()), len(plan["warmup"].unique()), run_options)
    study = under_this_code(study, run_options)
    design = {**study.about["design"], **({} if points is None else {"points": points})}
    return extend(StudyFolder(study.path, {**study.about, "design": design}), every, seeds or have)


def extend(study: StudyFolder, points: Sequence[Values] = (), seeds: int = 0) -> StudyFolder:
    """Write a study's plan with some points and seeds more, and return it; `carry_out` then does what is missing.

    Parameters
    ----------
    points
        A value for every factor; those that are there already are not added again.
    seeds
        How many seeds every point is to have, if that is more than now.
    """
    bigger = StudyFolder(study.path, {**study.about, "seeds": max(seeds, int(study.about["seeds"]))})
    plan = grown(study, points, seeds)
    with study.alone():
        bigger.write(plan if plan.num_rows > study.plan.num_rows else None)
    return bigger


def rerun(study: StudyFolder, key: str, run_options: RunOptions, recipe: Recipe) -> bool:
    """Do one run of a study again, exactly, and tell whether it comes out bit for bit the same; nothing is written.

    Parameters
    ----------
    key
        The run's key, or the start of it.
    recipe
        How runs of this kind of study are done.

    Raises
    ------
    UserError
        When there is no such run, or it does not come out the same; what has changed since is named.
    """
    row = find_run(study, key)
    job = jobs_of(study.plan.take([row]))[0]
    recorded = recorded_run(study, job.key)
    with tempfile.TemporaryDirectory(prefix="sim-rerun-") as place:
        worker = Worker(RunContext(study.blueprint, Path(place), "again", run_options.factory, recipe=recipe), "here")
        done = worker.do(job)
        worker.close()
        again = recorded_run(StudyFolder(Path(place), study.about), job.key, planless=True)
    if done.failed:
        print(again["traceback"], file=sys.stderr, end="")
        raise UserError(f"run {job.key} fails: {done.failed}")
    values = printable(", ".join(f"{name}={value}" for name, value in job.values.items()))
    print(f"run {job.key}: {values}, scenario {job.scenario}, seed {job.seed}; {done.wall_s:.1f} s")
    if recorded.get("digest") is None:
        print("finished now; the study has no finished run to compare it with")
        return False
    if recorded["digest"] != again["digest"]:
        since, _ = changed_environment(study)
        named = ", ".join(since) if since else "nothing that is recorded has changed: please report this"
        raise UserError(f"run {job.key} does not come out as recorded ({named})")
    print("the same bits as recorded")
    return True


def finish(study: StudyFolder, run_options: RunOptions, present: MakePresenter) -> Path:
    """Run what is missing of a study, then print its answer and write its page."""
    return told(study.path, run_options, lambda: present(carry_out(study, run_options)))


def told(
    folder: Path, run_options: RunOptions, answer: Callable[[], Presenter], others: Sequence[Path] = ()
) -> Path:
    """Come to an answer, write its page, print it and return the study's folder.

    Parameters
    ----------
    others
        Further studies that the answer draws on, looked at once it is there.

    Raises
    ------
    SystemExit
        With code 130 after Ctrl-C; what was finished is kept. With code 1 when the answer has been told and some runs
        failed, or some of its files could not be made.
    """
    try:
        presenter = answer()
    except InterruptedStudyError as stopped:
        print(f"sim: {stopped}", file=sys.stderr)
        raise SystemExit(INTERRUPTED) from None
    summary = presenter.summary()
    whole = written(presenter, summary)
    if run_options.as_json:
        sys.stdout.write(json_text(summary))
    else:
        presenter.show()
        print(folder)
    if not whole or any("failed" in open_study(place).states().values() for place in (folder, *others)):
        raise SystemExit(FAILED)
    return folder


def carry_out(study: StudyFolder, run_options: RunOptions, recipe: Recipe | None = None) -> StoredStudy:
    """Run what is missing of a study and return it to be read.

    Parameters
    ----------
    recipe
        How a run is done; as for `sim.runs.engine.run_study`.

    Raises
    ------
    UserError
        When every run failed, or rows cannot be written.
    InterruptedStudyError
        After Ctrl-C.
    """
    run_session(
        study, run_options.workforce, factory=run_options.factory, failed_again=run_options.failed_again,
        consent=run_options.consent, recipe=recipe,
    )
    answer = StoredStudy(study)
    if not len(answer.runs):
        message = answer.failures["message"].iloc[0] if len(answer.failures) else "there were none"
        raise UserError(f"every run failed; the first one: {message} ({TELLS_ALL})", path=study.path)
    return answer


def ask(blueprint: Blueprint, runs: int, warmups: int, run_options: RunOptions) -> None:
    """Stop before a large study that nobody has agreed to."""
    ask_first(
        runs, min(warmups, max(runs, 0)), blueprint, run_options.workforce, run_options.factory, run_options.consent
    )


def under_this_code(study: StudyFolder, run_options: RunOptions) -> StudyFolder:
    """Return the study ready to go on here and now; runs to come are those of this code."""
    changed, now = _agreed(study, run_options), environment()
    environments = [*study.about["environments"], *([now] if changed else [])]
    codes = {one["code"] for one in environments}  # where several, a run whose rows are gone may have an old key
    if not changed and len(codes) == 1:
        return study
    renewed = StudyFolder(study.path, {**study.about, "environments": environments})
    with study.alone():
        renewed.write(rekeyed(study, now["code"]) if len(codes) > 1 else None)
    return renewed


def _agreed(study: StudyFolder, run_options: RunOptions) -> list[str]:
    """Name what has changed since the study's last rows; stop where that can change numbers and nobody has agreed.

    A study without a run to do stays as it is.
    """
    changed, decisive = changed_environment(study)
    if not changed:
        return []
    print(f"sim: changed since the study's last runs: {', '.join(changed)}", file=sys.stderr)
    if decisive and study.states() and not run_options.consent:
        raise UserError(
            f"new runs could differ from those that are there ({', '.join(decisive)}): --yes goes on and marks them by "
            "their code; sim sweep asks the same afresh",
            path=study.path,
        )
    return changed
