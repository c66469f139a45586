"""Studies that are told by whole seeds: an explanation needs all 33 runs of a seed, a validation all its trials.

What Ctrl-C or a failure leaves is told as far as it goes: an answer of the seeds that are whole, marked partial, and
never exit code 0. The command and the Python call of a kind share this front.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol, TypeVar

from sim.errors import UserError
from sim.runs.folder import StudyFolder, open_study
from sim.runs.plan import Config
from sim.runs.recipe import Recipe
from sim.runs.replication import ModelBuilder, build_ecosystem
from sim.runs.store import as_json, discard, first_missing
from sim.runs.worker import REAL, ModelFactory
from sim.runs.workforce import Workforce
from sim.studies.experiment.plan import Sweep
from sim.studies.experiment.presenter import Presenter
from sim.studies.experiment.progress import TELLS_ALL, InterruptedStudyError, run_session
from sim.studies.experiment.read import StoredStudy
from sim.studies.experiment.run import INTERRUPTED, RunOptions, prepare

PARTIAL = 1
"""Exit code of a command whose answer lacks some of the seeds that were asked for."""

_INPUT = "UserError: "


class SeedPresenter(Presenter, Protocol):
    """An answer over the seeds that are whole."""

    @property
    def finished(self) -> int:
        """Seeds of which every run finished."""

    @property
    def asked(self) -> int:
        """Seeds asked for."""


P = TypeVar("P", bound=SeedPresenter)


@dataclass(frozen=True)
class SeedStudy:
    """A study ready to be carried out.

    Attributes
    ----------
    recipe
        How its runs are done.
    made
        The topmost folder that was made for it just now; ``None`` if it was there before.
    """

    folder: StudyFolder
    recipe: Recipe
    made: Path | None = None

    def forget(self) -> None:
        """Remove the folder of a study that has just begun and of which nothing came."""
        if self.made is not None:
            discard(self.folder.path, self.made)


Grow = Callable[[SeedStudy, P], SeedStudy | None]
"""From a study and its answer so far to the study with more seeds, or to none."""


def options_for(
    config: Config, build: ModelBuilder = build_ecosystem, processes: int | None = None, as_json: bool = False
) -> RunOptions:
    """Return how a config is carried out: whoever asks again has runs that failed before tried again."""
    workforce = Workforce.of(config)
    if processes:
        workforce = replace(workforce, name="serial" if processes == 1 else workforce.name, workers=processes)
    factory = REAL if build is build_ecosystem else ModelFactory(build)
    return RunOptions(workforce, factory, failed_again=True, as_json=as_json)


def begin_seeds(
    sweep: Sweep, recipe: Recipe, outputs: Path, run_options: RunOptions, place: Path | None = None
) -> SeedStudy:
    """Write a study's plan under ``outputs``, or open it as far as it has come; more seeds make it larger.

    Nobody is asked whether it may be large: what it takes is a few horizons a seed.

    Raises
    ------
    UserError
        When the place cannot be written (nothing is left behind then), or another study stands there.
    """
    folder = place or sweep.folder(outputs)
    made = None if folder.exists() else first_missing(folder)
    try:
        return SeedStudy(prepare(sweep, outputs, replace(run_options, consent=True), folder), recipe, made)
    except UserError:
        if made is not None:
            discard(folder, made)
        raise


def tell_seeds(
    study: SeedStudy, run_options: RunOptions, present: Callable[[StoredStudy], P], grow: Grow[P] | None = None
) -> Path:
    """Run what is missing of a study, print its answer, write its page and return its folder.

    Parameters
    ----------
    grow
        Looks at an answer and returns the study with more seeds, or ``None`` when it has enough.

    Raises
    ------
    UserError
        When no seed is whole.
    SystemExit
        With code 130 after Ctrl-C, with code 1 when runs failed; seeds that are whole are told, marked partial.
    """
    path = study.folder.path
    try:
        answer = _carry_out(study, run_options, present, grow)
    except InterruptedStudyError:
        kept = _keep_partial(study, present)
        print(f"sim: stopped by Ctrl-C{' ' if kept.startswith('before') else ': '}{kept}", file=sys.stderr)
        raise SystemExit(INTERRUPTED) from None
    summary = answer.summary()
    if run_options.as_json:
        sys.stdout.write(as_json(summary))
    else:
        answer.show()
    sys.stdout.flush()
    answer.write(summary)
    if not run_options.as_json:
        print(path)
    if answer.finished < answer.asked:
        told = f"only {answer.finished} of {answer.asked} replications finished"
        print(f"sim: {told}; manifest.json tells why the others failed", file=sys.stderr)
        raise SystemExit(PARTIAL)
    return path


def answer_seeds(
    begin: Callable[[Path], SeedStudy], outputs: str | Path | None, run_options: RunOptions,
    present: Callable[[StoredStudy], P], grow: Grow[P] | None = None,
) -> P:
    """Carry a study out and return its answer: the front of Python calls.

    Parameters
    ----------
    begin
        Opens the study under a folder.
    outputs
        Where results go; if ``None``, nothing is left on disk.
    grow
        As for :func:`tell_seeds`.

    Raises
    ------
    UserError
        When no seed is whole, or results cannot be written.
    KeyboardInterrupt
        After Ctrl-C; what had finished is written, marked partial, if ``outputs`` was given.
    """
    if outputs is None:
        with tempfile.TemporaryDirectory(prefix="sim-study-") as place:
            try:
                return _carry_out(begin(Path(place)), run_options, present, grow)
            except InterruptedStudyError:
                raise KeyboardInterrupt from None
    study = begin(Path(outputs))
    try:
        answer = _carry_out(study, run_options, present, grow)
    except InterruptedStudyError:
        _keep_partial(study, present)
        raise KeyboardInterrupt from None
    answer.write(answer.summary())
    return answer


def _carry_out(
    study: SeedStudy, run_options: RunOptions, present: Callable[[StoredStudy], P], grow: Grow[P] | None = None
) -> P:
    going: SeedStudy | None = study
    while going is not None:
        study = going
        run_session(
            study.folder, run_options.workforce, factory=run_options.factory, failed_again=run_options.failed_again,
            consent=run_options.consent, recipe=study.recipe,
        )
        stored = StoredStudy(study.folder)
        answer = present(stored)
        if not answer.finished:
            raise _nothing_finished(study, stored)
        going = grow(study, answer) if grow else None
    return answer


def _nothing_finished(study: SeedStudy, stored: StoredStudy) -> UserError:
    """Return why there is no answer; wrong input is told as such, and leaves nothing behind."""
    messages = stored.failures["message"].tolist()
    first = str(messages[0]) if messages else "there were none"
    if first.startswith(_INPUT):
        study.forget()
        return UserError(first.removeprefix(_INPUT))
    return UserError(f"no replication could be finished; the first failure: {first} ({TELLS_ALL})", path=stored.folder)


def _keep_partial(study: SeedStudy, present: Callable[[StoredStudy], P]) -> str:
    """Write what a study that was stopped has so far; return what is kept, in words."""
    stored = StoredStudy(open_study(study.folder.path))  # it may have grown since it was begun
    answer, goes_on = present(stored), f"sim resume {stored.folder} goes on from there"
    if answer.finished:
        answer.write(answer.summary())
        kept = f"{answer.finished} of {answer.asked} replications are kept, marked partial, in {stored.folder}"
        return f"{kept}; {goes_on}"
    if not len(stored.runs):
        study.forget()
        return "before anything was finished; nothing written" if study.made else f"nothing new is finished; {goes_on}"
    return f"{len(stored.runs)} of {len(stored.plan)} runs are kept, no replication is finished; {goes_on}"
