"""Tasks under Hydra: one job, or with ``--multirun`` one study a job, by whichever of Hydra's launchers is asked for.

Hydra would print a traceback for whatever leaves a job, so each is guarded inside. Launchers that work elsewhere
(joblib, submitit, ray) take the job along by value and lose what it prints or raises on the way. So a job of many never
raises: one that fails leaves a note in the sweep's own folder, the others go on, and the command ends with the note's
exit code. Results are in a folder of their own, as of any study.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.commands.guard import STOPPED, guard
from sim.commands.hydra_main import run_hydra
from sim.config.composition import resolve
from sim.studies.experiment.command import Asked, Task

if TYPE_CHECKING:
    from omegaconf import DictConfig

_LAUNCHER, _PLACE = "hydra/launcher=", "hydra.sweep.dir="


def run_task(task: Task, asked: Asked, has_study: bool) -> None:
    """Run a task, once or as many times as ``--multirun`` says.

    Parameters
    ----------
    has_study
        Whether the composition holds a study's own settings.

    Raises
    ------
    SystemExit
        With the exit code of a job that failed: after the last of many, or at once after Ctrl-C.
    """
    words = [*asked.hydra, *task.overrides]

    def guarded(composed: DictConfig) -> int:
        return guard(lambda: _carry_out(task, *_taken_apart(composed, has_study)))

    def job(composed: DictConfig) -> None:
        if code := guarded(composed):
            raise SystemExit(code)

    if not asked.options.multirun:
        run_hydra(job, words)
        return
    with _place(words, asked.outputs) as (place, settled):
        run_hydra(_job_of_many(guarded, place), [*words, *settled])
        codes = [int(note.name.rpartition("-")[2]) for note in place.glob("failed-*")]
        for note in place.glob("failed-*"):
            note.unlink()
    if codes:
        raise SystemExit(max(codes))


def _carry_out(task: Task, config: dict[str, Any], study: dict[str, Any]) -> None:
    """Carry a task out; a network from files is read before anything runs, and what was read is told."""
    if config["network"].get("kind") == "files" and task.tells_network:
        from sim.model.network import read_files
        from sim.show.network import network_lines

        print("\n".join(network_lines(read_files(config["network"], Path.cwd()).report)), file=sys.stderr)
    task.run(config, study)


def _taken_apart(composed: DictConfig, has_study: bool) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return a composition, checked, and the study's own settings, which it then does not hold."""
    from omegaconf import OmegaConf, open_dict

    study: Any = {}
    if has_study:
        with open_dict(composed):
            study = OmegaConf.to_container(composed.pop("study"), resolve=True)
    return resolve(composed), study


def _job_of_many(guarded: Callable[[Any], int], place: Path) -> Callable[[DictConfig], None]:
    def job(composed: DictConfig) -> None:
        code = guarded(composed)
        if code == STOPPED:
            raise SystemExit(code)
        if code:
            with tempfile.NamedTemporaryFile(prefix="failed-", suffix=f"-{code}", dir=place, delete=False):
                pass

    return job


@contextmanager
def _place(words: list[str], outputs: Path) -> Iterator[tuple[Path, list[str]]]:
    """Yield where a sweep keeps its own record, and the overrides that say so.

    A passing place will do, since every job's results are in a folder of their own. A launcher that hands jobs to other
    machines keeps their logs there and needs a disk that all share: the folder of results.
    """
    launcher = next((word.removeprefix(_LAUNCHER) for word in words if word.startswith(_LAUNCHER)), "")
    told = [word.removeprefix(_PLACE) for word in words if word.startswith(_PLACE)]
    if told or launcher.startswith("submitit"):
        parent = Path(told[-1] if told else outputs / "multirun").expanduser().resolve()
        parent.mkdir(parents=True, exist_ok=True)
        place = parent if told else Path(tempfile.mkdtemp(prefix="jobs-", dir=parent))
        yield place, [] if told else [f"{_PLACE}{place}", "hydra.sweep.subdir=."]
        return
    with tempfile.TemporaryDirectory(prefix="sim-multirun-") as folder:
        yield Path(folder), [f"{_PLACE}{folder}", "hydra.sweep.subdir=."]
