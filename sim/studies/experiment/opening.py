"""``--open``: what a command has written, opened in the browser of whoever typed it."""

from __future__ import annotations

import webbrowser
from pathlib import Path

from sim.studies.experiment.command import Option

OPEN = Option("--open", "open the page in the browser")


def open_page(folder: Path, wanted: bool, name: str = "report.html") -> None:
    """Open a study's page, if that is wanted and it is there."""
    page = folder / name
    if wanted and page.is_file():
        webbrowser.open(page.absolute().as_uri())
