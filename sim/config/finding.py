"""From what a user types to a scenario's file: a name, the start of one, a path, and a variant after a dot."""

from __future__ import annotations

import os
import re
import sys
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from sim.config.folders import scenarios_folder
from sim.errors import UserError, quoted, sayable, suggest

_PATH = re.compile(r"(?P<file>.*\.ya?ml)(?:\.(?P<variant>[^./\\]+))?", re.DOTALL | re.IGNORECASE)
_YAML, _HIDDEN = (".yaml", ".yml"), (".txt", ".yaml", ".yml", ".bak")


@dataclass(frozen=True)
class Place:
    """A scenario's file, what to call it in errors, and the variant asked for, if one is."""

    file: Path
    path: str
    variant: str = ""


def stem_of(file: Path) -> str:
    """Return a file's name without its ending, as text, whatever the locale made of its bytes: read as UTF-8, in NFC.

    Folders are called by it, so a locale that cannot write it gets what is left without accents and other scripts.
    """
    name = unicodedata.normalize("NFC", os.fsencode(file.stem).decode("utf-8", "replace"))
    coding = sys.getfilesystemencoding()
    try:
        name.encode(coding)
    except UnicodeEncodeError:
        bare = (one for one in unicodedata.normalize("NFKD", name) if not unicodedata.combining(one))
        return "".join(bare).encode(coding, "replace").decode(coding).replace("?", "_")
    return name


def scenario_names() -> list[str]:
    """Return the names of the shipped scenarios, the status quo first."""
    names = sorted(path.stem for path in scenarios_folder().glob("*.yaml"))
    return sorted(names, key=lambda name: name != "status_quo")


@dataclass(frozen=True)
class Shelf:
    """A folder of shipped files of a kind beside the scenarios: ``scenarios/roadmaps`` holds those of a ``roadmap``."""

    kind: str

    def names(self) -> list[str]:
        """Return the names of its files."""
        return sorted(path.stem for path in (scenarios_folder() / f"{self.kind}s").glob("*.yaml"))

    def find(self, name_or_path: str) -> tuple[Path, str]:
        """Return the file of a name, or somebody's own file, and what to call it in errors.

        Raises
        ------
        UserError
            If there is none, with the nearest name there is.
        """
        path = Path(name_or_path).expanduser()
        not_hidden(name_or_path)
        if path.suffix.casefold() in _YAML and path.is_file():
            return path, sayable(name_or_path)
        shipped = scenarios_folder() / f"{self.kind}s" / f"{path.stem}.yaml"
        called = f"scenarios/{self.kind}s/{shipped.name}"
        if shipped.is_file() and name_or_path in (path.stem, called):
            return shipped, called
        names = self.names()
        near = suggest(path.stem, names)
        raise UserError(
            f"no {self.kind} {quoted(name_or_path)}.{near} (there are {', '.join(names)}; or a file of your own)")


def place_of(text: str, beside: Place | None = None) -> Place:
    """Return where a scenario stands.

    Parameters
    ----------
    text
        A shipped name, its start up to an underscore if no other has it (``whatif_07``), or a path to a YAML file; a
        variant may follow after a dot.
    beside
        The file that names it: paths are relative to that one, and its neighbours are found by name.

    Raises
    ------
    UserError
        If there is none, with the nearest name there is.
    """
    found = _PATH.fullmatch(text)
    if found is not None or "/" in text or "\\" in text:
        name, variant = (found["file"], found["variant"] or "") if found else (text, "")
        return _from_path(name, variant, beside)
    name, _, variant = text.partition(".")
    if beside is not None and beside.file.with_name(f"{name}.yaml").is_file():
        file = beside.file.with_name(f"{name}.yaml")
        return Place(file, str(Path(beside.path).with_name(file.name)), variant)
    names = scenario_names()
    starting = [known for known in names if known.startswith(name + "_")] if name not in names else [name]
    if len(starting) == 1:
        return Place(scenarios_folder() / f"{starting[0]}.yaml", f"scenarios/{starting[0]}.yaml", variant)
    raise UserError(
        f"no scenario {quoted(name)}.{suggest(name, starting or names)} (sim scenarios lists all {len(names)})")


def not_hidden(path: str) -> None:
    """Stop where a file is there under a name with an ending too many: Windows hides the ``.txt`` of ``plan.yaml.txt``.

    Raises
    ------
    UserError
        Naming the file that is there, and what to call it.
    """
    file = Path(path).expanduser()
    doubled = file.suffix.casefold() in _HIDDEN and Path(file.stem).suffix.casefold() in _YAML
    wanted = file.with_suffix("") if doubled else file
    if wanted.suffix.casefold() not in _YAML or wanted.is_file():
        return
    for ending in _HIDDEN:
        there = wanted.with_name(wanted.name + ending)
        if there.is_file():
            raise UserError(f"the file is called {there.name}: rename it to {wanted.name}", path=path)


def _from_path(name: str, variant: str, beside: Place | None) -> Place:
    file = Path(name).expanduser()
    path = name
    if beside is not None and not file.is_absolute():
        file, path = beside.file.parent / file, str(Path(beside.path).parent / name)
    if file.is_file():
        return Place(file, sayable(path), variant)
    not_hidden(path)
    near = [str(file.with_name(other.name)) for other in file.parent.glob("*.y*ml")] if file.parent.is_dir() else []
    raise UserError(f"no scenario file {path}.{suggest(str(file), near)}")
