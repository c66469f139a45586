"""A study that is killed with ``kill -9`` in the middle of a run, on cue, over and over.

The study runs in a process of its own. The cue is a file that says after how many runs of one worker, and on which day
of the next one, that process dies. Workers read it too, so that the death comes in the middle of the work of one of
them, wherever it runs.
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

from sim.runs.engine import run_study
from sim.runs.folder import StudyFolder, open_study
from sim.runs.worker import ModelFactory
from sim.runs.workforce import Workforce
from tests.studies.experiment.stand_in import StandIn

ROOT = Path(__file__).parents[2]
CUE = "SIM_TEST_CUE"  # the file with the cue
DAYS = 3
SCRIPT = "import sys; from tests.runs.killing import main; main(*sys.argv[1:])"  # workers import it by this name


class Hunted(StandIn):
    """Kills the study's own process when its cue comes."""

    counted = 0

    def step(self) -> None:
        super().step()
        cue = json.loads(Path(os.environ[CUE]).read_text())
        if cue["day"] == self.day:
            Hunted.counted += 1
            if Hunted.counted > cue["after"]:
                os.kill(cue["pid"], signal.SIGKILL)


def load_hunted(folder: Path) -> Hunted:
    """Take up a saved market."""
    saved = json.loads((folder / "market.json").read_text())
    model = Hunted(saved["config"], saved["seed"])
    model.day, model.impressions = saved["day"], saved["imp"]
    return model


def cues(count: int, seed: int) -> list[dict[str, int]]:
    """Return moments to die at, the same ones on every run of the tests."""
    dice = random.Random(seed)
    return [{"after": dice.randrange(1, 6), "day": dice.randrange(1, DAYS + 1)} for _ in range(count)]


def kill_once(study: StudyFolder, cue: dict[str, int], place: Path, *how: str, script: str = SCRIPT) -> int:
    """Run a study until its cue comes; return how many runs are kept."""
    place.write_text(json.dumps(cue | {"pid": 0}))
    run = subprocess.run(
        [sys.executable, "-c", script, str(study.path), str(place), *how],
        capture_output=True, timeout=120, cwd=ROOT, check=False,
        env={**os.environ, CUE: str(place), "PYTHONPATH": str(ROOT)},
    )
    assert run.returncode == -signal.SIGKILL, run.stderr.decode()
    return len(open_study(study.path).states())


def main(folder: str, place: str, execution: str, address: str = "auto") -> Any:
    """Run a study whose workers kill this process."""
    cue = json.loads(Path(place).read_text())
    Path(place).write_text(json.dumps(cue | {"pid": os.getpid()}))
    return run_study(open_study(folder), Workforce(execution, 2, address), factory=ModelFactory(Hunted, load_hunted))

