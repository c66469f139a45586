"""A task under Hydra: its configuration composed and checked, one job or many."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sim.commands.arguments import Line
from sim.commands.guard import guard
from sim.commands.hydra_main import run_hydra
from sim.commands.multirun import run_jobs
from sim.config.composition import resolve
from sim.studies.experiment.command import Task

if TYPE_CHECKING:
    from omegaconf import DictConfig


def run_task(task: Task, line: Line, has_study: bool) -> None:
    """Run a task.

    Hydra would print a traceback for whatever leaves a job, so each job is guarded inside.

    Parameters
    ----------
    has_study
        Whether the composition holds a study's own settings.

    Raises
    ------
    SystemExit
        With the job's exit code, if it failed.
    """

    def guarded(composed: DictConfig) -> int:
        def run() -> None:
            study = popped_study(composed) if has_study else {}
            task.run(resolve(composed), study)

        return guard(run)

    def job(composed: DictConfig) -> None:
        if code := guarded(composed):
            raise SystemExit(code)

    words = [*line.hydra, *task.overrides]
    if line.options.multirun:
        run_jobs(words, line.asked.outputs, guarded)
    else:
        run_hydra(job, words)


def popped_study(composed: DictConfig) -> dict[str, Any]:
    """Take the study's own settings out of a composition."""
    from omegaconf import OmegaConf, open_dict

    with open_dict(composed):
        study: dict[str, Any] = OmegaConf.to_container(composed.pop("study"), resolve=True)  # type: ignore[assignment]
    return study
