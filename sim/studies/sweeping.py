"""Sweeps and sensitivity analyses as commands: run, take up again, grow, do one run over.

A study that is asked again goes on where it stands: what is finished is never done twice. Standard output holds the
answer and, last, the folder; progress and mishaps go to standard error.
"""

from __future__ import annotations

import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import pyarrow.compute as pc

from sim.errors import UserError
from sim.runs import parts
from sim.runs.engine import changed_environment, jobs_of
from sim.runs.environment import environment
from sim.runs.folder import DESCRIPTION, StudyFolder, open_study
from sim.runs.rows import WHOLE_MARKET
from sim.runs.store import as_json as json_text
from sim.runs.store import check_writable
from sim.runs.workforce import DEFAULT, Workforce
from sim.runs.working import REAL, Brief, Maker, Worker
from sim.studies.forms import form_of
from sim.studies.sweep_plan import Sweep, check_points, grown, rekeyed
from sim.studies.sweep_reading import SweepStudy
from sim.studies.sweep_session import TELLS_ALL, InterruptedStudyError, run_session
from sim.studies.sweep_size import ask, size_of

INTERRUPTED = 130


@dataclass(frozen=True)
class Manner:
    """How a study is carried out and told, whatever it asks.

    Attributes
    ----------
    consent
        Whether somebody has agreed (``--yes``) to a large study, to mixing versions, to setting damaged parts aside.
    failed_again
        Whether runs that failed before are tried again.
    """

    workforce: Workforce = DEFAULT
    maker: Maker = REAL
    consent: bool = False
    failed_again: bool = False
    as_json: bool = False


def run_sweep(sweep: Sweep, outputs: Path, manner: Manner = Manner()) -> Path:
    """Run a sweep, or go on with it where its folder has some of it already; print it and return the folder.

    Raises
    ------
    UserError
        When a point cannot be run, the study is large and nobody has agreed, or results cannot be written.
    SystemExit
        With code 130 after Ctrl-C; what was finished is kept.
    """
    return finish(prepare(sweep, outputs, manner), manner)


def prepare(sweep: Sweep, outputs: Path, manner: Manner) -> StudyFolder:
    """Return a sweep's folder with its plan written, or as far as it has come already.

    Raises
    ------
    UserError
        As for :func:`run_sweep`; nothing is written then.
    """
    check_writable(outputs)
    check_points(sweep.blueprint, sweep.points)
    plan = sweep.plan()
    ask(size_of(plan, sweep.blueprint, manner.workforce), manner.consent)
    folder = sweep.folder(outputs)
    if (folder / DESCRIPTION).exists():
        study = open_study(folder)
        if study.about["content"] != sweep.content(environment()["code"]):
            raise UserError("holds another study under the same key: give --outputs another folder", path=folder)
        if sweep.seeds > int(study.about["seeds"]):
            study = _grow(study, sweep.seeds)
        # which outcomes come first, and by what runs are judged, may differ
        told = {**study.about, "design": sweep.settings.to_json(), "judged": dict(sweep.judged)}
        study = StudyFolder(folder, told)
        study.write()
    else:
        study = StudyFolder(folder, sweep.describe())
        try:
            study.write(plan)
        except OSError as error:
            raise UserError(f"cannot write {folder}: {error.strerror or error}") from error
    return study


def resume(folder: str | Path, manner: Manner = Manner()) -> Path:
    """Do what is missing of a study, print it and return its folder.

    Raises
    ------
    UserError
        When something that can change a number has changed since and nobody has agreed to mix, or a part is damaged.
    """
    return finish(_under_this_code(open_study(folder), manner), manner)


def expand(folder: str | Path, seeds: int, manner: Manner = Manner()) -> Path:
    """Grow a study to more seeds a point without doing anything again.

    Raises
    ------
    UserError
        When it has that many already; else as for :func:`resume`.
    """
    study = open_study(folder)
    have = int(study.about["seeds"])
    if seeds <= have:
        raise UserError(f"every point has {have} seeds already: --seeds takes a larger number", path=study.path)
    _ = _agreed(study, manner)
    plan = grown(study, seeds)
    ask(size_of(plan, study.blueprint, manner.workforce), manner.consent)
    study = _under_this_code(study, manner)
    return finish(_grow(study, seeds), manner)


def rerun(folder: str | Path, key: str, manner: Manner = Manner()) -> bool:
    """Do one run of a study again, exactly, and tell whether it comes out bit for bit the same; nothing is written.

    Parameters
    ----------
    key
        The run's key, or the start of it.

    Raises
    ------
    UserError
        When there is no such run, or it does not come out the same; what has changed since is named.
    """
    study = open_study(folder)
    row = _find(study, key)
    job = jobs_of(study.plan.take([row]))[0]
    recorded = _recorded(study, job.key)
    with tempfile.TemporaryDirectory(prefix="sim-rerun-") as place:
        worker = Worker(Brief(study.blueprint, Path(place), "again", manner.maker), "here")
        done = worker.do(job)
        worker.close()
        again = _recorded(StudyFolder(Path(place), study.about), job.key, planless=True)
    if done.failed:
        print(again["traceback"], file=sys.stderr, end="")
        raise UserError(f"run {job.key} fails: {done.failed}")
    values = ", ".join(f"{name}={value}" for name, value in job.values.items())
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


def finish(study: StudyFolder, manner: Manner) -> Path:
    """Run what is missing of a study, then print its answer and write its page."""
    try:
        answer = carry_out(study, manner)
    except InterruptedStudyError as stopped:
        print(f"sim: {stopped}", file=sys.stderr)
        raise SystemExit(INTERRUPTED) from None
    told = form_of(answer)
    summary = told.summary()
    told.write(summary)
    if manner.as_json:
        sys.stdout.write(json_text(summary))
    else:
        told.show()
        print(study.path)
    return study.path


def carry_out(study: StudyFolder, manner: Manner) -> SweepStudy:
    """Run what is missing of a study and return it to be read.

    Raises
    ------
    UserError
        When every run failed, or rows cannot be written.
    InterruptedStudyError
        After Ctrl-C.
    """
    run_session(
        study, manner.workforce, maker=manner.maker, failed_again=manner.failed_again, consent=manner.consent
    )
    answer = SweepStudy(study)
    if not len(answer.runs):
        message = answer.failures["message"].iloc[0] if len(answer.failures) else "there were none"
        raise UserError(f"every run failed; the first one: {message} ({TELLS_ALL})", path=study.path)
    return answer


def _under_this_code(study: StudyFolder, manner: Manner) -> StudyFolder:
    """Return the study ready to go on here and now; runs to come are those of this code."""
    changed = _agreed(study, manner)
    if not changed:
        return study
    now = environment()
    about = {**study.about, "environments": [*study.about["environments"], now]}
    renewed = StudyFolder(study.path, about)
    with study.alone():
        old = study.about["environments"][-1]["code"]
        renewed.write(rekeyed(study, now["code"]) if old != now["code"] else None)
    return renewed


def _agreed(study: StudyFolder, manner: Manner) -> list[str]:
    """Name what has changed since the study's last rows; stop where that can change numbers and nobody has agreed.

    A study without a run to do stays as it is.
    """
    changed, decisive = changed_environment(study)
    if not changed:
        return []
    print(f"sim: changed since the study's last runs: {', '.join(changed)}", file=sys.stderr)
    if decisive and study.states() and not manner.consent:
        raise UserError(
            f"new runs could differ from those that are there ({', '.join(decisive)}): --yes goes on and marks them by "
            "their code; sim sweep asks the same afresh",
            path=study.path,
        )
    return changed


def _grow(study: StudyFolder, seeds: int) -> StudyFolder:
    bigger = StudyFolder(study.path, {**study.about, "seeds": seeds})
    with study.alone():
        bigger.write(grown(study, seeds))
    return bigger


def _find(study: StudyFolder, key: str) -> int:
    keys = study.plan["key"].to_pylist()
    found = [row for row, one in enumerate(keys) if one.startswith(key)]
    if len(found) != 1:
        many = f"{len(found)} runs' keys start" if found else "no run's key starts"
        raise UserError(f"{many} with {key!r}; its plan.parquet lists them", path=study.path)
    return found[0]


def _recorded(study: StudyFolder, key: str, planless: bool = False) -> dict[str, str]:
    """Return digest and traceback of a run, empty where it has no rows."""
    columns = ["key", "region", "digest", "traceback"]
    table = parts.read_rows(study.path / "parts", columns) if planless else study.rows(columns)
    if table is None:
        return {}
    chosen = table.filter(pc.and_(pc.equal(table["key"], key), pc.equal(table["region"], WHOLE_MARKET)))
    rows = chosen.to_pylist()
    return rows[-1] if rows else {}
