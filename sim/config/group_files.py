"""Files of groups that somebody else may have written: each sets what is in its own group, and nothing besides.

Hydra lets a file put its keys anywhere (``# @package _global_``) and choose options of other groups. What such a file
says of another group would be overlaid in silence by the option that is chosen there, or set what nobody asked for.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable
from pathlib import Path

from sim.config.documents import Entry, read_document
from sim.config.folders import groups
from sim.errors import UserError, brief, quoted

OWN = ("hydra", "execution")
"""Parts of a configuration that no file of another group may touch."""

_HEADER = re.compile(r"\s*#\s*@")
_HERE, _EVERYWHERE, _BASE = "_group_", "_global_", "registry.yaml"


def check_group_files(folders: Iterable[Path]) -> None:
    """Check every file of a group in some folders.

    Raises
    ------
    UserError
        With file and line, naming what a file sets beyond its group, or a file that no reader should follow.
    """
    for folder in folders:
        if (folder / _BASE).exists():
            raise UserError("would take the place of the simulator's own defaults: call it something else",
                            path=folder / _BASE)
        for group in groups():
            for path in sorted((folder / group).rglob("*.yaml")):
                if path.stat().st_size:
                    check_group_file(path, path.parent.relative_to(folder).as_posix())


def check_group_file(path: Path, group: str) -> None:
    """Check one file of a group (``market``, ``market/categories``), as :func:`check_group_files` does."""
    whole = read_document(path, str(path), hollow=True)
    with path.open("rb") as file:
        if file.read(2) in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):  # Hydra reads UTF-8 alone
            raise UserError("is UTF-16 text: save it as UTF-8", path=path)
    package = _package(path)
    keys = whole.mapping(f"a file of {group}") if whole.is_mapping else {}
    if "defaults" in keys:
        _check_defaults(keys["defaults"], group)
    home = group.replace("/", ".")
    if package == _EVERYWHERE:
        for name, entry in keys.items():
            if name != "defaults":
                _check_place(name, entry, home)
    elif package not in ("", _HERE, home):
        raise UserError(f"puts what it sets at {quoted(package)}: a file of {group} sets what is in {home}, and leaves "
                        "the line with @package out", path=path, line=1)


def _check_place(name: str, entry: Entry, home: str) -> None:
    """Check where a key of a file stands that puts its keys anywhere."""
    if name in OWN and home != name:
        inside = next(iter(entry.mapping(name)), "") if entry.is_mapping else ""
        whole = f"{name}.{brief(inside)}" if inside else name
        raise entry.error(f"sets {whole}: only the command line may (docs/security.md)")
    if name == home:
        return
    if home.startswith(name + ".") and entry.is_mapping:
        inner = home.removeprefix(name + ".")
        for key, below in entry.mapping(name).items():
            _check_place(key, below, inner)
        return
    raise entry.error(f"sets {brief(name)}: a file of {home.replace('.', '/')} sets what is in {home}, and nothing "
                      "else")


def _check_defaults(entry: Entry, group: str) -> None:
    for item in entry.items("defaults"):
        if item.is_scalar and re.fullmatch(r"[\w-]+", item.text("defaults")):
            continue
        named = list(item.mapping("defaults")) if item.is_mapping else [item.text("defaults")]
        if item.is_mapping and all(re.fullmatch(rf"(/{group}/)?\w+", name) for name in named):
            continue  # of a group inside its own: categories, /market/categories
        raise item.error(f"starts from {quoted(', '.join(named))}: a file of {group} starts from others of {group}, by "
                         "their names")


def _package(path: Path) -> str:
    """Return where a file puts what it sets, as its first lines say; empty if they do not.

    Raises
    ------
    UserError
        Where such a line is none that Hydra reads.
    """
    found = ""
    for number, line in enumerate(path.read_text(encoding="utf-8-sig", errors="replace").splitlines(), 1):
        if not line.strip():
            continue
        if not _HEADER.match(line):
            break
        words = line.strip().lstrip("#").split()
        if len(words) != 2:
            raise UserError(f"begins with {quoted(line.strip())}, not as in # @package market", path=path, line=number)
        if words[0] == "@package":
            found = words[1]
    return found
