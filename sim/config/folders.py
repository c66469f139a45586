"""Where the shipped configs and scenarios live: beside the package in a checkout, inside it in an installed wheel."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

_PACKAGE = Path(__file__).resolve().parent.parent


def _folder(name: str) -> Path:
    installed = _PACKAGE / f"_{name}"
    return installed if installed.is_dir() else _PACKAGE.parent / name


def configs_folder() -> Path:
    """Return the folder of Hydra groups."""
    return _folder("configs")


def scenarios_folder() -> Path:
    """Return the folder of shipped scenarios."""
    return _folder("scenarios")


def group_options(group: str) -> list[str]:
    """Return the names of a Hydra group's shipped options, sorted."""
    return sorted(path.stem for path in (configs_folder() / group).glob("*.yaml"))


def written_names() -> list[str]:
    """Return the dotted names that stand in the shipped group files: table entries, regions, settings of networks."""
    root = configs_folder()
    names: dict[str, None] = {}
    for path in sorted(root.rglob("*/*.yaml")):
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        if isinstance(content, dict):
            content.pop("defaults", None)
            group = ".".join(path.parent.relative_to(root).parts)
            names |= dict.fromkeys(_names(content, group))
    return list(names)


def options_with(name: str) -> list[str]:
    """Return the options, as ``group=option``, of the group that a dotted name belongs to in whose files it stands."""
    group, _, inner = name.partition(".")
    found = []
    for path in sorted((configs_folder() / group).glob("*.yaml")) if inner and group in groups() else ():
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        if isinstance(content, dict) and any(
            one == inner or one.startswith(inner + ".") for one in _all_names(content)
        ):
            found.append(f"{group}={path.stem}")
    return found


def _all_names(content: dict[str, Any]) -> list[str]:
    own = {key: value for key, value in content.items() if key != "defaults"}
    return [one.removeprefix(".") for one in _names(own, "")]


def _names(node: dict[str, Any], prefix: str) -> Iterator[str]:
    for key, value in node.items():
        name = f"{prefix}.{key}"
        if isinstance(value, dict):
            yield from _names(value, name)
        else:
            yield name


def groups() -> list[str]:
    """Return the names of the Hydra groups, sorted."""
    return sorted(path.name for path in configs_folder().iterdir() if any(path.glob("*.yaml")))
