"""Take a study from wherever it stands to its end: put its parts in order, do the runs that are missing, merge."""

from __future__ import annotations

import contextlib
import secrets
import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow as pa

from sim.errors import UserError
from sim.runs import inventory, parts
from sim.runs.blueprint import Blueprint
from sim.runs.environment import decisive, differences, environment
from sim.runs.executors import execute_jobs
from sim.runs.facts import Record
from sim.runs.folder import ABOUT_RUN, PARTS, StudyFolder, table_folder
from sim.runs.recipe import RUNS, Horizon, Job, Recipe
from sim.runs.sealed import damaged
from sim.runs.trouble import MachineTroubleError, trouble_in
from sim.runs.worker import REAL, WARMUPS, Done, ModelFactory, RunContext
from sim.runs.workforce import Workforce

_SHOW_EVERY_S = 0.2
_ALMOST = 0.95  # of a run that is being done, however many days it takes


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
    failed_before
        Runs that failed earlier and were not tried again.
    cut_short, lost
        Runs that an earlier kill had torn; runs that had rows of which some are gone. Both are done again.
    days
        Days simulated since, where workers tell; ``days_a_run`` is about what a run takes with its share of a warm-up.
    compiling
        The share that is compiled, while something is.
    """

    runs: int = 0
    before: int = 0
    done: int = 0
    failed: int = 0
    first_failure: str = ""
    failed_before: int = 0
    cut_short: int = 0
    lost: int = 0
    days: int = 0
    days_a_run: float = 1.0
    compiling: float | None = None
    workers: int = 1
    started: float = field(default_factory=time.perf_counter)
    model_s: float = 0.0
    wall_s: float = 0.0
    interrupted: bool = False

    @property
    def finished(self) -> float:
        """Runs that have rows, with a part of those that are being done, as their days tell."""
        begun = min(self.days / self.days_a_run, self.done + _ALMOST * self.workers)
        return self.before + min(max(self.done, begun), self.runs - self.before)


OnProgress = Callable[[Progress], None]


def run_study(
    study: StudyFolder,
    workforce: Workforce,
    *,
    factory: ModelFactory = REAL,
    recipe: Recipe | None = None,
    failed_again: bool = False,
    consent: bool = False,
    on_progress: OnProgress = lambda progress: None,
) -> Progress:
    """Do every run of a plan that has no rows yet.

    Parameters
    ----------
    recipe
        How a run is done; over the horizon, keeping what the study asks to be kept, if not given.
    failed_again
        Also do runs that failed before.
    consent
        Set damaged parts aside instead of stopping at them.
    on_progress
        Called after every run, and now and then between.

    Returns
    -------
    Progress
        After Ctrl-C it says so; whatever was done is on disk.

    Raises
    ------
    UserError
        When another process runs the study, a part is damaged or missing, or the machine stops the study (a full disk,
        no memory, workers that are killed); no run is blamed for that.
    """
    with study.alone():
        progress = Progress()
        recipe = recipe or horizon_of(study)
        try:
            progress.cut_short = _put_in_order(study, _folders(study, recipe), consent)
            jobs = pending_jobs(study, failed_again, progress)
            on_progress(progress)
            if jobs:
                _do(study, jobs, workforce, factory, recipe, progress, on_progress)
        except UserError:
            raise
        except Exception as error:
            trouble = trouble_in(error, any_file=isinstance(error, OSError))
            if trouble is None:
                raise
            raise _stopped(study, progress, trouble) from error
        progress.wall_s = time.perf_counter() - progress.started
    return progress


def pending_jobs(study: StudyFolder, failed_again: bool, progress: Progress) -> list[Job]:
    """Return the jobs of a plan that are still to do, in its order, and count those that are not."""
    standing = study.standing()
    states = {key: one.status for key, one in standing.items() if not one.lacks}
    plan = study.plan
    progress.runs, progress.lost = plan.num_rows, len(standing) - len(states)
    progress.failed_before = 0 if failed_again else sum(state == "failed" for state in states.values())
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


def horizon_of(study: StudyFolder) -> Horizon:
    """Return the recipe of a study that asks for nothing but outcomes: by day or not, and what else it records."""
    record = Record.of(study.about["record"]) if study.about.get("record") else None
    return Horizon(bool(study.about.get("daily")), record)


def _folders(study: StudyFolder, recipe: Recipe) -> list[Path]:
    return [table_folder(study.path, table) for table in (RUNS, *recipe.tables)]


def _put_in_order(study: StudyFolder, folders: list[Path], consent: bool) -> int:
    """Set aside what is not what was written, if that is agreed to; return how many runs a kill had cut short."""
    for folder in folders:
        folder.mkdir(exist_ok=True)
    found = [part for folder in folders for part in parts.damaged_parts(folder)]
    wrong = damaged(found[0]) if found else inventory.first_missing(study.path)
    if wrong is not None and not consent:
        raise wrong
    for part in found:
        _set_aside(study, part)
    torn = {folder.name: parts.recover(folder) for folder in folders}
    inventory.take_stock(study.path, folders)
    return torn[PARTS]


def _set_aside(study: StudyFolder, part: Path) -> None:
    aside = study.path / "damaged"
    aside.mkdir(exist_ok=True)
    name = part.name if part.parent.name == PARTS else f"{part.parent.name}-{part.name}"
    taken = len(list(aside.glob(f"{name}*")))
    part.rename(aside / (f"{name}.{taken}" if taken else name))


def _do(
    study: StudyFolder, jobs: list[Job], workforce: Workforce, factory: ModelFactory, recipe: Recipe,
    progress: Progress, on_progress: OnProgress,
) -> None:
    blueprint = study.blueprint
    threads = int(next(iter(blueprint.bases.values()))["engine"].get("threads", 1))
    context = RunContext(blueprint, study.path, secrets.token_hex(4), factory, threads, recipe)

    progress.days_a_run = _days_a_run(blueprint, jobs)
    warm = study.path / WARMUPS
    shutil.rmtree(warm, ignore_errors=True)  # of a killed session; or of whoever passed the folder on

    def begin(workers: int) -> None:
        progress.workers = workers

    shown = time.perf_counter()

    def live(days: int) -> None:
        nonlocal shown
        progress.days, progress.compiling = days, None
        if time.perf_counter() - shown > _SHOW_EVERY_S:
            shown = time.perf_counter()
            on_progress(progress)

    def compiling(share: float) -> None:
        progress.compiling = share
        on_progress(progress)

    def note(done: Done) -> None:
        progress.done += 1
        progress.model_s += done.wall_s
        if done.failed:
            progress.failed += 1
            progress.first_failure = progress.first_failure or done.failed
        on_progress(progress)

    try:
        execute_jobs(workforce, context, jobs, begin, note, on_days=live, on_share=compiling)
    except KeyboardInterrupt:
        progress.interrupted = True
    finally:
        shutil.rmtree(warm, ignore_errors=True)
    with contextlib.suppress(OSError):  # a full disk: journals and small parts are as good, only more
        _tidy(_folders(study, recipe), study, context.token, merging=not progress.interrupted)


def _days_a_run(blueprint: Blueprint, jobs: list[Job]) -> float:
    """Return about how many days a run takes: the horizon, and its share of a warm-up."""
    config = blueprint.config(jobs[0].values)
    warmups = len({job.warmup for job in jobs})
    return max(1.0, int(config["days"]) + int(config["warmup_days"]) * warmups / len(jobs))


def _tidy(folders: list[Path], study: StudyFolder, token: str, merging: bool) -> None:
    """Leave few files behind, and a list of them."""
    for folder in folders if merging else []:
        parts.recover(folder)  # of workers that died
        parts.merge(folder, token, once=folder.name != PARTS)
    inventory.take_stock(study.path, folders)


def _stopped(study: StudyFolder, progress: Progress, trouble: MachineTroubleError) -> UserError:
    """Return what to tell when the machine stops a study: what, where, what is kept, and how it goes on."""
    try:
        kept = f"{len(study.states())} of {progress.runs or study.plan.num_rows} runs are kept"
    except (OSError, MemoryError, UserError):
        kept = "what is finished is kept"
    what = f"cannot write to {study.path}: {trouble}" if trouble.disk else f"{study.path}: {trouble}"
    return UserError(f"{what}; {kept}; sim resume {study.path} goes on from there")
