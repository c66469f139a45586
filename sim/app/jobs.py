"""Runs that somebody asked for: one at a time, in processes of their own, known by their content, kept on disk.

What a job has come to is read from its study's store, so a server that is killed loses nothing: a run that goes on
without it is found again, and one that was cut short can be taken up. Cancelling ends the whole group of processes.
"""

from __future__ import annotations

import json
import re
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

from sim.app.library import NotThereError
from sim.app.processes import Starter, alive, born, end
from sim.errors import UserError, printable
from sim.runs.keys import digest
from sim.runs.store import write_whole

State = Literal["waiting", "running", "finished", "failed", "cancelled", "stopped"]
ID = re.compile(r"[0-9a-f]{16}")
KINDS = ("compare", "explore", "expand", "roadmap")
"""Commands that a page may ask for."""
MOST_WAITING = 4
_ENDED = ("finished", "failed", "cancelled", "stopped")
_LOG_BYTES = 4_000


@dataclass(frozen=True)
class Job:
    """A run that was asked for.

    Attributes
    ----------
    id
        A digest of its command: the same question is the same job.
    kind
        The word after ``sim``.
    command
        Words after ``sim``.
    study
        Id of its study, as far as that is known.
    pid, born
        Its process and when that began, in the system's clock ticks; 0 where none runs.
    about
        What else is to be known of it: the page that it was asked on, values of levers, what was estimated.
    """

    id: str
    kind: str
    title: str
    command: tuple[str, ...]
    study: str = ""
    state: State = "waiting"
    pid: int = 0
    born: int = 0
    asked: str = ""
    began: float = 0.0
    took_s: float = 0.0
    about: Mapping[str, Any] = field(default_factory=dict)


class Jobs:
    """The jobs of a folder of results.

    Parameters
    ----------
    outputs
        The folder.
    program
        What carries a command out; if none is given ``sim``, in a process that has made its imports beforehand.
    """

    def __init__(self, outputs: Path, program: Sequence[str] = ()) -> None:
        self.outputs, self.folder = outputs, outputs / "app" / "jobs"
        self._starter, self._begun = Starter(tuple(program)), False
        self._lock = threading.RLock()
        self._processes: dict[str, subprocess.Popen[bytes]] = {}
        self._jobs: dict[str, Job] = {}
        self._read()

    def every(self) -> list[Job]:
        """Return all jobs, the latest first."""
        with self._lock:
            self.tend()
            return sorted(self._jobs.values(), key=lambda one: one.asked, reverse=True)

    def job(self, name: str) -> Job:
        """Return a job by its id.

        Raises
        ------
        UserError
            If there is none.
        """
        with self._lock:
            self.tend()
            if not ID.fullmatch(name) or name not in self._jobs:
                raise NotThereError("there is no such job")
            return self._jobs[name]

    def ask(
        self, title: str, command: Sequence[str], study: str, about: Mapping[str, Any], *, done: bool = False
    ) -> Job:
        """Return the job of a command: the one that is there, or a new one that waits for its turn.

        Parameters
        ----------
        done
            Whether everything is there already, so that nothing is to be run.

        Raises
        ------
        UserError
            If too many wait.
        """
        name = digest("job", list(command))
        with self._lock:
            self.tend()
            known = self._jobs.get(name)
            if known is not None and known.state in ("waiting", "running"):
                return known
            waiting = sum(one.state == "waiting" for one in self._jobs.values())
            if not done and waiting >= MOST_WAITING:
                raise UserError(f"{waiting} runs wait already: cancel one, or wait for one to end")
            job = Job(name, command[0], title, tuple(command), study, "finished" if done else "waiting",
                      asked=datetime.now(UTC).isoformat(timespec="milliseconds"), about=dict(about))
            self._keep(job)
            self.tend()
            return self._jobs[name]

    def cancel(self, name: str) -> Job:
        """End a job with all its processes; what it has finished is kept.

        Raises
        ------
        UserError
            If there is no such job.
        """
        with self._lock:
            job = self.job(name)
            if job.state in _ENDED:
                return job
            job = replace(job, state="cancelled", took_s=time.time() - job.began if job.began else 0.0)
            self._keep(job)
        end(job.pid, job.born, self._processes.get(name))
        with self._lock:
            self._processes.pop(name, None)
            self._keep(replace(job, pid=0))
            self.tend()
        return job

    def again(self, name: str) -> Job:
        """Take up a job that ended before it was finished.

        Raises
        ------
        UserError
            If there is no such job.
        """
        job = self.job(name)
        return job if job.state in ("waiting", "running") else self.ask(job.title, job.command, job.study, job.about)

    def said(self, job: Job) -> str:
        """Return the last of what a job has said."""
        place = self.folder / f"{job.id}.log"
        with suppress(OSError):
            text = place.read_bytes()[-_LOG_BYTES:].decode("utf-8", "replace")
            return "\n".join(printable(line) for line in text.splitlines())
        return ""

    def tend(self) -> None:
        """See which jobs have ended, and start the next one that waits."""
        with self._lock:
            for job in list(self._jobs.values()):
                if job.state == "running":
                    self._look(job)
            if not any(one.state == "running" for one in self._jobs.values()):
                waiting = [one for one in self._jobs.values() if one.state == "waiting"]
                if waiting:
                    self._start(min(waiting, key=lambda one: one.asked))
                elif self._begun:
                    self._starter.prepare()

    def close(self) -> None:
        """Leave runs that go on to themselves: the next server finds them."""
        with self._lock:
            self._processes.clear()
            self._starter.close()

    def begin(self) -> None:
        """Keep a process at hand from now on."""
        with self._lock:
            self._begun = True
            self.tend()

    def _look(self, job: Job) -> None:
        process = self._processes.get(job.id)
        code = process.poll() if process is not None else None
        if process is None and not alive(job.pid, job.born):
            code = -1  # it ended while no server looked: its last line tells how
        if code is None:
            return
        self._processes.pop(job.id, None)
        written = self._folder_said(job)
        state: State = "finished" if code == 0 or (code == -1 and written) else "failed" if code > 0 else "stopped"
        self._keep(replace(job, state=state, pid=0, took_s=time.time() - job.began, study=written or job.study))

    def _folder_said(self, job: Job) -> str:
        """Return the study that a job's last line names, as commands print the folder that they wrote."""
        lines = self.said(job).splitlines()
        place = Path(lines[-1]) if lines else Path()
        inside = place.parent.parent == self.outputs and (place / "study.json").is_file()
        return f"{place.parent.name}/{place.name}" if inside else ""

    def _start(self, job: Job) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        words = list(job.command)
        if job.kind not in ("expand", "resume"):
            words += ["--outputs", str(self.outputs)]
        process = self._starter.start(words, self.folder / f"{job.id}.log")
        self._processes[job.id] = process
        self._keep(replace(job, state="running", pid=process.pid, born=born(process.pid), began=time.time()))

    def _keep(self, job: Job) -> None:
        self._jobs[job.id] = job
        self.folder.mkdir(parents=True, exist_ok=True)
        write_whole(self.folder / f"{job.id}.json", json.dumps(asdict(job)).encode())

    def _read(self) -> None:
        for file in self.folder.glob("*.json"):
            if ID.fullmatch(file.stem) and not file.is_symlink():
                with suppress(OSError, ValueError, TypeError, KeyError):
                    content = json.loads(file.read_text(encoding="utf-8"))
                    job = Job(**{**content, "command": tuple(map(str, content["command"]))})
                    if job.id == file.stem == digest("job", list(job.command)) and job.kind in KINDS:
                        # nothing starts by itself because a file says so: somebody else may have written it
                        self._jobs[job.id] = replace(job, state="stopped") if job.state == "waiting" else job
