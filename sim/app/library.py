"""All studies under a folder of results: found, opened by an id that is no path, read for a list, taken away."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from sim.errors import UserError
from sim.runs.description import DESCRIPTION
from sim.runs.folder import StudyFolder, open_study
from sim.studies.kinds import KINDS

KIND, NAME = re.compile(r"[a-z]{2,20}"), re.compile(r"[\w+.,-][\w+., -]{0,127}")
SHOWN = ("report.html", "explore.html", "deck.pptx", "roadmap.xlsx", "summary.json")
"""The files of a study that are handed out, and no others."""
_PAGES = {"report.html": "page", "explore.html": "play", "deck.pptx": "deck", "roadmap.xlsx": "workbook"}


class NotThereError(UserError):
    """What was asked for is not there."""


@dataclass(frozen=True)
class Entry:
    """A study in a list.

    Attributes
    ----------
    id
        Kind and folder, joined by a slash.
    finished, runs
        Runs that have rows, and runs planned.
    files
        What may be opened: name of the file → what it is.
    fault
        Why it cannot be read, where it cannot.
    """

    id: str
    kind: str
    name: str
    created: str = ""
    command: str = ""
    seeds: int = 0
    finished: int = 0
    runs: int = 0
    files: tuple[tuple[str, str], ...] = ()
    fault: str = ""

    def to_json(self) -> dict[str, Any]:
        """Return plain values."""
        return asdict(self)


class Library:
    """The studies under a folder of results.

    Attributes
    ----------
    outputs
        The folder.
    """

    def __init__(self, outputs: Path) -> None:
        self.outputs = outputs
        self._counted: dict[str, tuple[float, int]] = {}

    def entries(self) -> list[Entry]:
        """Return every study, the latest first."""
        found = [self._entry(folder) for folder in self._folders()]
        return sorted(found, key=lambda one: (one.created, one.id), reverse=True)

    def folder(self, study: str) -> Path:
        """Return the folder of a study by its id, which has to be among those that are there.

        Raises
        ------
        NotThereError
            If there is none.
        """
        kind, _, name = study.partition("/")
        if KIND.fullmatch(kind) and NAME.fullmatch(name):
            for one in self._folders():
                if (one.parent.name, one.name) == (kind, name):
                    return one
        raise NotThereError("there is no such study")

    def study(self, study: str) -> StudyFolder:
        """Return a study by its id.

        Raises
        ------
        UserError
            If there is none, or it is damaged.
        """
        return open_study(self.folder(study))

    def file(self, study: str, name: str) -> Path:
        """Return a file of a study that may be handed out.

        Raises
        ------
        UserError
            If there is no such file.
        """
        place = self.folder(study) / name
        if name not in SHOWN or place.is_symlink() or not place.is_file():
            raise NotThereError("there is no such file")
        return place

    def delete(self, study: str) -> None:
        """Take a study away for good.

        Raises
        ------
        UserError
            If there is none, it is being run, or it cannot be taken away.
        """
        folder = self.folder(study)
        with open_study(folder).alone():
            try:
                shutil.rmtree(folder)
            except OSError as error:
                raise UserError(f"cannot be deleted: {error.strerror or error}") from error

    def _folders(self) -> Iterator[Path]:
        for file in sorted(self.outputs.glob(f"*/*/{DESCRIPTION}")):
            folder = file.parent
            linked = folder.is_symlink() or folder.parent.is_symlink() or file.is_symlink()
            if not linked and KIND.fullmatch(folder.parent.name) and NAME.fullmatch(folder.name):
                yield folder

    def _entry(self, folder: Path) -> Entry:
        kind, name = folder.parent.name, folder.name
        try:
            study = open_study(folder)
            finished, runs = self._finished(study), study.plan.num_rows
        except (UserError, OSError) as error:  # damaged; or taken away while it is looked at
            told = error.message if isinstance(error, UserError) else str(error.strerror)
            return Entry(f"{kind}/{name}", kind, name, fault=told)
        about = study.about
        files = tuple((one, told) for one, told in _PAGES.items() if (folder / one).is_file())
        known = about["study"] if about["study"] in KINDS else kind
        return Entry(f"{kind}/{name}", known, name, str(about.get("created", "")), str(about.get("command", "")),
                     int(about.get("seeds", 0)), finished, runs, files)

    def _finished(self, study: StudyFolder) -> int:
        """Return how many runs have rows, read again only where something has been added."""
        parts = study.path / "parts"
        stamp = max((one.stat().st_mtime for one in (parts, *parts.glob("*"))), default=0.0) if parts.exists() else 0.0
        known = self._counted.get(str(study.path))
        if known is None or known[0] != stamp:
            known = (stamp, len(study.states()))
            self._counted[str(study.path)] = known
        return known[1]
