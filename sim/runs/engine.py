"""Take a study from wherever it stands to its end: put its parts in order, do the runs that are missing, merge."""

from __future__ import annotations

import secrets
import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass, field

import pyarrow as pa

from sim.errors import UserError
from sim.runs import parts
from sim.runs.environment import decisive, differences, environment
from sim.runs.executors import execute_jobs
from sim.runs.facts import Record
from sim.runs.folder import ABOUT_RUN, DAILY, FACTS, PARTS, StudyFolder
from sim.runs.worker import REAL, Done, Job, ModelFactory, RunContext
from sim.runs.workforce import Workforce


@dataclass
class Progress:
    """How far a study is.

    Attributes
    ----------
    runs
        Runs in the plan.
    before
        Runs that had rows already when this began.
    done, failed
        Runs done since, failed ones among them.
    first_failure
        What the first failed run said.
    cut_short
        Runs that an earlier kill had torn.
    """

    runs: int = 0
    before: int = 0
    done: int = 0
    failed: int = 0
    first_failure: str = ""
    cut_short: int = 0
    workers: int = 1
    started: float = field(default_factory=time.perf_counter)
    model_s: float = 0.0
    wall_s: float = 0.0
    interrupted: bool = False


OnProgress = Callable[[Progress], None]


def run_study(
    study: StudyFolder,
    workforce: Workforce,
    *,
    factory: ModelFactory = REAL,
    failed_again: bool = False,
    consent: bool = False,
    on_progress: OnProgress = lambda progress: None,
) -> Progress:
    """Do every run of a plan that has no rows yet.

    Parameters
    ----------
    failed_again
        Also do runs that failed before.
    consent
        Set damaged parts aside instead of stopping at them.
    on_progress
        Called after every run.

    Returns
    -------
    Progress
        After Ctrl-C it says so; whatever was done is on disk.

    Raises
    ------
    UserError
        When another process runs the study, a part is damaged, or rows cannot be written.
    """
    with study.alone():
        progress = Progress()
        for name in _tables(study):
            (study.path / name).mkdir(exist_ok=True)
            progress.cut_short += _put_in_order(study, name, consent)
        jobs = pending_jobs(study, failed_again, progress)
        on_progress(progress)
        if jobs:
            _do(study, jobs, workforce, factory, progress, on_progress)
        progress.wall_s = time.perf_counter() - progress.started
    return progress


def pending_jobs(study: StudyFolder, failed_again: bool, progress: Progress) -> list[Job]:
    """Return the jobs of a plan that are still to do, in its order, and count those that are not."""
    states = study.states()
    plan = study.plan
    progress.runs = plan.num_rows
    wanted = [
        index
        for index, key in enumerate(plan["key"].to_pylist())
        if key not in states or (failed_again and states[key] == "failed")
    ]
    progress.before = plan.num_rows - len(wanted)
    return jobs_of(plan.take(wanted)) if wanted else []


def jobs_of(rows: pa.Table) -> list[Job]:
    """Return the jobs of some rows of a plan."""
    factors = [name for name in rows.column_names if name not in ABOUT_RUN]
    return [
        Job(row["run"], row["key"], row["warmup"], row["seed"], row["scenario"], {name: row[name] for name in factors})
        for row in rows.to_pylist()
    ]


def changed_environment(study: StudyFolder) -> tuple[list[str], list[str]]:
    """Return what has changed since the study's last rows, and what of it can change a number."""
    then, now = study.about["environments"][-1], environment()
    return differences(then, now), decisive(then, now)


def _tables(study: StudyFolder) -> list[str]:
    return [PARTS, *([DAILY] if study.about.get("daily") else []), *([FACTS] if study.about.get("record") else [])]


def _put_in_order(study: StudyFolder, name: str, consent: bool) -> int:
    folder = study.path / name
    try:
        torn = parts.recover(folder)
        parts.read_rows(folder, ["key"])
    except UserError:
        if not consent:
            raise
        aside = study.path / "damaged"
        aside.mkdir(exist_ok=True)
        for part in parts.damaged_parts(folder):
            shutil.move(part, aside / part.name)
        torn = parts.recover(folder)
    return torn if name == PARTS else 0


def _do(
    study: StudyFolder, jobs: list[Job], workforce: Workforce, factory: ModelFactory, progress: Progress,
    on_progress: OnProgress,
) -> None:
    blueprint = study.blueprint
    threads = int(next(iter(blueprint.bases.values()))["engine"].get("threads", 1))
    record = Record.of(study.about["record"]) if study.about.get("record") else None
    daily = bool(study.about.get("daily"))
    context = RunContext(blueprint, study.path, secrets.token_hex(4), factory, threads, daily, record)

    def begin(workers: int) -> None:
        progress.workers = workers

    def note(done: Done) -> None:
        progress.done += 1
        progress.model_s += done.wall_s
        if done.failed:
            progress.failed += 1
            progress.first_failure = progress.first_failure or done.failed
        on_progress(progress)

    try:
        execute_jobs(workforce, context, jobs, begin, note)
    except KeyboardInterrupt:
        progress.interrupted = True
    except OSError as error:
        stands = f"{progress.before + progress.done} of {progress.runs} runs are kept; sim resume goes on from there"
        raise UserError(f"cannot write to {study.path}: {error.strerror or error}; {stands}") from error
    finally:
        shutil.rmtree(study.path / "warmups", ignore_errors=True)
    if not progress.interrupted:
        _merge(study, context.token)


def _merge(study: StudyFolder, token: str) -> None:
    for name in _tables(study):
        parts.recover(study.path / name)  # of workers that died
        try:
            parts.merge(study.path / name, token)
        except OSError:
            continue  # a full disk: small parts are as good, only more
