"""``--multirun``: one study a job, one after the other or by whichever of Hydra's launchers is asked for.

Launchers that work elsewhere (joblib, submitit, ray) take the job along by value and lose what it prints or raises on
the way. So a job never raises: one that fails leaves a note in the sweep's own folder, the others go on, and the
command ends with the note's exit code. Results are in a folder of their own, as of any study.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.commands.guard import STOPPED
from sim.commands.hydra_main import run_hydra

if TYPE_CHECKING:
    from omegaconf import DictConfig

_LAUNCHER, _PLACE = "hydra/launcher=", "hydra.sweep.dir="


def run_jobs(words: list[str], outputs: Path, guarded: Callable[[Any], int]) -> None:
    """Run every job of a sweep of Hydra's.

    Parameters
    ----------
    words
        Hydra's command line.
    outputs
        Where results go.
    guarded
        Does one job, tells its error and returns an exit code.

    Raises
    ------
    SystemExit
        After the last job, if one failed; at once after Ctrl-C.
    """
    with _place(words, outputs) as (place, settled):
        run_hydra(_job(guarded, place), [*words, *settled])
        codes = [int(note.name.rpartition("-")[2]) for note in place.glob("failed-*")]
        for note in place.glob("failed-*"):
            note.unlink()
    if codes:
        raise SystemExit(max(codes))


def _job(guarded: Callable[[Any], int], place: Path) -> Callable[[DictConfig], None]:
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
