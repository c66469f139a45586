"""Files of one's own, scenarios and roadmaps: kept under the results, checked as ``sim check`` checks them."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from sim.app.library import NotThereError
from sim.cli.check import READERS
from sim.config import compose
from sim.config.documents import read_document
from sim.errors import SeveralMistakesError, UserError
from sim.runs.store import write_whole

FOLDERS: Mapping[str, str] = {"scenario": "scenarios", "roadmap": "roadmaps"}
NAME = re.compile(r"[A-Za-z0-9][\w-]{0,59}")
MOST_FILES = 500


class Papers:
    """The files of one's own under a folder of results."""

    def __init__(self, outputs: Path) -> None:
        self.folder = outputs / "app"

    def every(self) -> list[dict[str, str]]:
        """Return kind and name of each file."""
        return [{"kind": kind, "name": file.stem} for kind, place in FOLDERS.items()
                for file in sorted((self.folder / place).glob("*.yaml"))
                if NAME.fullmatch(file.stem) and not file.is_symlink()]

    def place(self, kind: str, name: str) -> Path:
        """Return where a file lies, or would.

        Raises
        ------
        UserError
            If its kind or name is none.
        """
        if kind not in FOLDERS:
            raise UserError("files are scenarios or roadmaps", about="kind")
        if not NAME.fullmatch(name):
            raise UserError("a name has letters, digits, - and _, up to 60 of them", about="name")
        return self.folder / FOLDERS[kind] / f"{name}.yaml"

    def read(self, kind: str, name: str) -> str:
        """Return a file's text.

        Raises
        ------
        UserError
            If there is none.
        """
        place = self.place(kind, name)
        if place.is_symlink() or not place.is_file():
            raise NotThereError("there is no such file")
        return place.read_text(encoding="utf-8")

    def write(self, kind: str, name: str, text: str) -> list[dict[str, Any]]:
        """Keep a file if nothing is wrong with it, and return its mistakes.

        Raises
        ------
        UserError
            If its kind or name is none, or there are too many files.
        """
        place = self.place(kind, name)
        wrong = mistakes(kind, name, text)
        if not wrong:
            if len(self.every()) >= MOST_FILES:
                raise UserError(f"{MOST_FILES} files are kept already: delete some")
            place.parent.mkdir(parents=True, exist_ok=True)
            write_whole(place, text.encode())
        return wrong


def mistakes(kind: str, name: str, text: str) -> list[dict[str, Any]]:
    """Return all that is wrong with a file's text, each with its line.

    Raises
    ------
    UserError
        If its kind is none.
    """
    if kind not in FOLDERS:
        raise UserError("files are scenarios or roadmaps", about="kind")
    with tempfile.TemporaryDirectory(prefix="sim-app-") as folder:
        file = Path(folder) / f"{name if NAME.fullmatch(name) else 'file'}.yaml"
        file.write_text(text, encoding="utf-8", errors="backslashreplace")
        try:
            READERS[kind](file, compose([]))
        except SeveralMistakesError as several:
            return [_told(one) for one in several.errors]
        except UserError as error:
            return [_told(error)]
    return []


def _told(error: UserError) -> dict[str, Any]:
    return {"line": error.line, "message": error.message}


def outline(text: str) -> dict[str, Any]:
    """Return a roadmap's text as its form has it: plain values, strings as they stand.

    Raises
    ------
    UserError
        If it is no YAML that a roadmap could be, with its line.
    """
    with tempfile.TemporaryDirectory(prefix="sim-app-") as folder:
        file = Path(folder) / "roadmap.yaml"
        file.write_text(text, encoding="utf-8", errors="backslashreplace")
        whole = read_document(file, "roadmap")
    found = _plain(whole.node)
    if not isinstance(found, dict):
        raise UserError("a roadmap is keys with values")
    return found


def _plain(node: yaml.Node) -> Any:
    """Return a document's node as plain values: every scalar as its text."""
    if isinstance(node, yaml.MappingNode):
        return {str(key.value): _plain(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [_plain(one) for one in node.value]
    return None if node.tag.endswith(":null") else str(node.value)


def composed_text(content: Mapping[str, Any]) -> str:
    """Return a roadmap's form as text; values that look like numbers or days stand as such.

    Raises
    ------
    UserError
        If it holds something that is no text, list or group of them, or is too deep.
    """
    text: str = yaml.safe_dump(_read_back(content, 0), sort_keys=False, allow_unicode=True, width=110)
    return text


_BARE = re.compile(r"[\d_.,]+%?|\d{4}-\d\d-\d\d|[A-Za-z][\w.-]*")
_WORDS = ("yes", "no", "on", "off", "true", "false", "null", "y", "n")
_DEEPEST = 8


def _read_back(content: Any, depth: int) -> Any:
    if depth > _DEEPEST:
        raise UserError("is nested too deep")
    if isinstance(content, Mapping):
        return {str(key): _read_back(value, depth + 1) for key, value in content.items()
                if value not in (None, "", [], {})}
    if isinstance(content, Sequence) and not isinstance(content, str):
        return [_read_back(one, depth + 1) for one in content]
    if isinstance(content, str):
        return _scalar(content)
    raise UserError("holds something that is no text, list or group")


def _scalar(text: str) -> Any:
    """Return text as a file has it: a number as a number, a day as a day, everything else as text."""
    if _BARE.fullmatch(text) and text.lower() not in _WORDS:
        try:
            return yaml.safe_load(text)
        except (yaml.YAMLError, ValueError):
            return text
    return text
