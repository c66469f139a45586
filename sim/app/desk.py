"""What the server does when it is asked: everything behind its addresses that knows nothing of HTTP."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sim.app.asking import MOST_SEEDS, ask, composed, estimates, read_values
from sim.app.jobs import Job, Jobs
from sim.app.library import Library
from sim.app.papers import Papers
from sim.app.progress import progress
from sim.config.scenarios import load_all
from sim.errors import UserError
from sim.runs.description import DESCRIPTION
from sim.runs.folder import open_study
from sim.runs.plan import plan_comparison
from sim.studies.compare.study import runs_of
from sim.studies.explore.read import StoredExploration

SIZES: Mapping[str, tuple[str, ...]] = {
    "small": ("population.viewers=2000", "population.creators=150", "warmup_days=60", "days=90", "study.points=64"),
    "medium": ("population.viewers=5000", "population.creators=300"),
    "full": (),
}
"""How large a market a new page is made of."""
_MOST_OPEN = 4


class Desk:
    """The results of one folder, the runs that are asked for, the files of one's own."""

    def __init__(self, outputs: Path, jobs: Jobs | None = None) -> None:
        self.library, self.papers = Library(outputs), Papers(outputs)
        self.jobs = Jobs(outputs) if jobs is None else jobs
        self._open: dict[str, tuple[int, StoredExploration]] = {}
        self._lock = threading.Lock()

    @property
    def outputs(self) -> Path:
        """The folder of results."""
        return self.library.outputs

    def exploration(self, study: str) -> StoredExploration:
        """Return a study that can be played with, its formulas fitted once for the runs that it has.

        Raises
        ------
        UserError
            If there is none, or no sliders can be made of it.
        """
        found = self.library.study(study)
        count = len(found.states())
        with self._lock:
            known = self._open.get(study)
            if known is None or known[0] != count:
                fitted = StoredExploration(found)
                _ = fitted.answers
                while len(self._open) >= _MOST_OPEN:
                    self._open.pop(next(iter(self._open)))
                known = self._open[study] = (count, fitted)
        return known[1]

    def run(self, asked: Mapping[str, Any]) -> Job:
        """Return the run of what somebody has set on a page; at once, where it has been run before.

        Raises
        ------
        UserError
            If it cannot be run, or question or expectation is missing.
        """
        study = self.exploration(_text(asked, "study"))
        values, expect = asked.get("values"), asked.get("expect")
        if not isinstance(values, Mapping) or not isinstance(expect, Mapping):
            raise UserError("values and expect are groups of names")
        said = {str(name): str(words) for name, words in expect.items() if words}
        found = ask(study, values, _text(asked, "question"), said, _whole(asked, "seeds", 2, MOST_SEEDS), self.outputs)
        before, runs = self._standing(found.folder)
        about = {
            "page": asked["study"], "values": dict(values), "expect": said, "before": before,
            "estimate": estimates(study, read_values(study, values)),
        }
        title = f"{found.name.replace('_', ' ')}: {_text(asked, 'question')}"[:200]
        done = 0 < runs == before and 2 * found.seeds <= runs and (found.folder / "report.html").is_file()
        return self.jobs.ask(title, found.command, f"compare/{found.folder.name}", about, done=done)

    def explore(self, asked: Mapping[str, Any]) -> Job:
        """Return the run that makes a new page to play with.

        Raises
        ------
        UserError
            If it is no size that there is.
        """
        size = _text(asked, "size")
        if size not in SIZES:
            raise UserError(f"sizes are {', '.join(SIZES)}", about="size")
        return self.jobs.ask(f"A page to play with, {size} market", ("explore", *SIZES[size], "--yes"), "", {})

    def paper(self, asked: Mapping[str, Any]) -> Job:
        """Return the run of a scenario or a roadmap of one's own.

        Raises
        ------
        UserError
            If there is none of that name, or a scenario is one no longer.
        """
        kind, name, seeds = _text(asked, "kind"), _text(asked, "name"), _whole(asked, "seeds", 2, MOST_SEEDS)
        self.papers.read(kind, name)
        place = str(self.papers.place(kind, name))
        if kind == "roadmap":
            return self.jobs.ask(f"Roadmap {name}", ("roadmap", place, "--seeds", str(seeds)), "", {})
        config = {**composed(()), "replications": seeds}
        folder = runs_of(plan_comparison(config, load_all([place], config), "")).folder(self.outputs)
        before, _ = self._standing(folder)
        return self.jobs.ask(f"Scenario {name}", ("compare", place, f"replications={seeds}"),
                             f"compare/{folder.name}", {"before": before})

    def expand(self, asked: Mapping[str, Any]) -> Job:
        """Return the run of a study with more seeds.

        Raises
        ------
        UserError
            If there is no such study, or it has as many already.
        """
        study = _text(asked, "study")
        folder, seeds = self.library.folder(study), _whole(asked, "seeds", 2, MOST_SEEDS)
        have = int(open_study(folder).about.get("seeds", 0))
        if seeds <= have:
            raise UserError(f"it has {have} seeds already: write a larger number", about="seeds")
        before, _ = self._standing(folder)
        return self.jobs.ask(f"{study} with {seeds} seeds", ("expand", str(folder), "--seeds", str(seeds), "--yes"),
                             study, {"before": before})

    def delete(self, asked: Mapping[str, Any]) -> None:
        """Take a study away; whoever asks has to name it again.

        Raises
        ------
        UserError
            If it is not named again, being run, or not there.
        """
        study = _text(asked, "study")
        if asked.get("confirm") != study.partition("/")[2]:
            raise UserError("write the study's name to delete it for good", about="confirm")
        if any(one.study == study and one.state in ("waiting", "running") for one in self.jobs.every()):
            raise UserError("it is being run: cancel that first")
        self.library.delete(study)
        with self._lock:
            self._open.pop(study, None)

    def progress(self, job: Job) -> dict[str, Any]:
        """Return how far a job is."""
        return progress(job, self.outputs, self.jobs.said(job))

    def _standing(self, folder: Path) -> tuple[int, int]:
        """Return how many runs of a study have rows, and how many are planned; none of one that is not there."""
        if not (folder / DESCRIPTION).is_file():
            return 0, 0
        study = open_study(folder)
        return len(study.states()), study.plan.num_rows


def _text(asked: Mapping[str, Any], name: str) -> str:
    found = asked.get(name)
    if not isinstance(found, str):
        raise UserError(f"{name} is missing", about=name)
    return found


def _whole(asked: Mapping[str, Any], name: str, low: int, high: int) -> int:
    found = asked.get(name)
    if isinstance(found, bool) or not isinstance(found, int) or not low <= found <= high:
        raise UserError(f"{name}: a whole number from {low} to {high}", about=name)
    return found
