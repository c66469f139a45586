"""A progress bar over simulated days."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeRemainingColumn


@dataclass(frozen=True)
class Bar:
    """A progress bar over simulated days."""

    progress: Progress
    task: TaskID

    def say(self, words: str) -> None:
        """Say what is going on."""
        self.progress.update(self.task, description=words)

    def compiling(self, share: float = 0.0) -> None:
        """Say how far compilation is."""
        self.say(f"compiling, once per version of the code ({share:.0%})")

    def advance(self, days: int, branches: int) -> None:
        """Show days simulated and branches finished so far."""
        self.progress.update(self.task, completed=days, done=branches)

    def advance_by(self, days: int) -> None:
        """Show that so many more days are simulated."""
        self.progress.advance(self.task, days)


@contextmanager
def progress_bar(branches: int, days: int) -> Iterator[Bar]:
    """Show a bar with the time left on standard error, where that is a terminal."""
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.fields[done]}/" + str(branches)),
        TimeRemainingColumn(),
    )
    screen = Console(file=sys.stderr)
    with Progress(*columns, console=screen, transient=True, disable=not screen.is_terminal) as progress:
        yield Bar(progress, progress.add_task("", total=days, done=0))
