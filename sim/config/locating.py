"""Where a value was written: the file and line of a dotted name among the group files that a configuration came from.

Overrides have no line, so a name is found only where the file says what the configuration holds.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from sim.config.documents import read_document, read_plain
from sim.config.folders import configs_folder
from sim.errors import UserError


@dataclass(frozen=True)
class Sources:
    """What Hydra composed a configuration from.

    Attributes
    ----------
    choices
        Option of each group, as in ``{"enforcement": "strict", "market/categories": "default"}``.
    folders
        Folders of groups, the first that has a file first.
    given
        Groups whose option was asked for, rather than taken by default.
    """

    choices: Mapping[str, str] = field(default_factory=dict)
    folders: tuple[Path, ...] = ()
    given: frozenset[str] = frozenset()

    def file(self, group: str, option: str) -> Path | None:
        """Return the file of an option, ``None`` where there is none."""
        for folder in self.folders or (configs_folder(),):
            path = folder / group / f"{option}.yaml"
            if path.is_file():
                return path
        return None

    def files(self, group: str, option: str) -> Iterator[Path]:
        """Yield the files of an option: its own, then those of the same group that it starts from, the last first."""
        path = self.file(group, option)
        if path is None:
            return
        yield path
        content = read_plain(path, shown(path))
        parts = content.get("defaults") if isinstance(content, dict) else None
        for part in reversed(parts if isinstance(parts, list) else []):
            if isinstance(part, str) and part != "_self_" and ".." not in part:
                yield from self.files(group, part)


def sources_of(hydra: Any) -> Sources:
    """Return the sources that Hydra's own configuration tells of."""
    from omegaconf import OmegaConf

    runtime = hydra.runtime
    folders = tuple(Path(source.path) for source in runtime.config_sources if source.schema == "file")
    asked = map(str, OmegaConf.to_container(hydra.overrides.task, resolve=False) or [])
    given = {override.partition("=")[0].partition("@")[0].lstrip("+") for override in asked}
    choices = {str(group): str(option) for group, option in runtime.choices.items() if option is not None}
    return Sources(choices, folders, frozenset(given & set(choices)))


def located(error: UserError, sources: Sources, config: Mapping[str, Any]) -> UserError:
    """Return an error with file and line, where the name that it is about stands in a file with the value it has.

    Parameters
    ----------
    config
        Plain values as composed.
    """
    if error.about is None or error.path is not None:
        return error
    for name, group, option in _places(error.about, sources, config):
        for path in sources.files(group, option):
            line = line_of(path, name, value_of(config, error.about))
            if line is not None:
                return UserError(error.message, path=shown(path), line=line, about=error.about)
    return error


def shown(path: Path) -> str:
    """Return what to call a file: shipped ones from the folder of groups on."""
    root = configs_folder()
    return f"configs/{path.relative_to(root).as_posix()}" if path.is_relative_to(root) else str(path)


def _places(name: str, sources: Sources, config: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Yield name inside a file, group and option of the places where a name may be written."""
    for group, option in sorted(sources.choices.items(), key=lambda choice: -len(choice[0])):
        prefix = group.replace("/", ".") + "."
        if name.startswith(prefix):
            yield name.removeprefix(prefix), group, option
    region, _, inner = name.removeprefix("market.regions.").partition(".values.enforcement.")
    regime = value_of(config, f"market.regions.{region}.enforcement")
    if inner and isinstance(regime, str):
        yield inner, "enforcement", regime


def value_of(config: Mapping[str, Any], name: str) -> object:
    """Return what stands at a dotted name, ``None`` where nothing does."""
    node: Any = config
    for part in name.split("."):
        node = node.get(part) if isinstance(node, Mapping) else None
    return node


def line_of(path: Path, name: str, value: object) -> int | None:
    """Return the line of a dotted name in a YAML file, ``None`` if it is not there or says something else."""
    return _find(read_document(path, shown(path), hollow=True).node, name, value)


def _find(node: yaml.Node | None, name: str, value: object) -> int | None:
    if not isinstance(node, yaml.MappingNode):
        return None
    for key_node, value_node in node.value:
        key = str(key_node.value)
        if key == name:
            same = not isinstance(value_node, yaml.ScalarNode) or value is None or _says(value_node, value)
            return key_node.start_mark.line + 1 if same else None
        if name.startswith(key + "."):
            found = _find(value_node, name.removeprefix(key + "."), value)
            if found is not None:
                return found
    return None


def _says(node: yaml.ScalarNode, value: object) -> bool:
    if node.style is not None:
        return bool(node.value == value)
    try:
        return yaml.safe_load(node.value) == value or float(node.value) == value
    except (ValueError, yaml.YAMLError):
        return bool(node.value == value)
