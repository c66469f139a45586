"""YAML that remembers its lines, so that an error can point at the one that is wrong."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import yaml

from sim.errors import UserError, suggest


def yaml_error(error: yaml.YAMLError, path: object = None) -> UserError:
    """Return a malformed YAML file's error in one line, with file and line."""
    if not isinstance(error, yaml.MarkedYAMLError):
        return UserError(f"malformed YAML: {str(error).splitlines()[0]}", path=path)
    mark = error.problem_mark or error.context_mark
    problem = error.problem or error.context or "unreadable"
    if mark is None:
        return UserError(f"malformed YAML: {problem}", path=path)
    return UserError(f"malformed YAML: {problem}", path=path or mark.name, line=mark.line + 1)


@dataclass(frozen=True)
class Entry:
    """One node of a YAML file and where it stands.

    Attributes
    ----------
    node
        PyYAML's node; scalars keep their text as written (``80%``, ``2027-03-01``).
    line
        1-based.
    """

    node: yaml.Node
    path: str
    line: int

    def error(self, message: str) -> UserError:
        """Return an error that points here."""
        return UserError(message, path=self.path, line=self.line)

    @property
    def is_scalar(self) -> bool:
        """Whether it is one value."""
        return isinstance(self.node, yaml.ScalarNode)

    @property
    def is_mapping(self) -> bool:
        """Whether it is keys with values."""
        return isinstance(self.node, yaml.MappingNode)

    def text(self, what: str) -> str:
        """Return a scalar's text, stripped."""
        if not isinstance(self.node, yaml.ScalarNode):
            raise self.error(f"{what} is a {_kind(self.node)}, not one value")
        if self.node.tag == "tag:yaml.org,2002:null":
            raise self.error(f"{what} is empty")
        return str(self.node.value).strip()

    def items(self, what: str) -> list[Entry]:
        """Return a list's entries."""
        if not isinstance(self.node, yaml.SequenceNode):
            raise self.error(f"{what} is a {_kind(self.node)}, not a list")
        return [self._at(node) for node in self.node.value]

    def mapping(self, what: str, allowed: list[str] | None = None) -> dict[str, Entry]:
        """Return a mapping's entries by key; each entry's line is its key's.

        Raises
        ------
        UserError
            If it is no mapping, a key stands twice, or is none of ``allowed``.
        """
        if not isinstance(self.node, yaml.MappingNode):
            raise self.error(f"{what} is a {_kind(self.node)}, not keys with values")
        entries: dict[str, Entry] = {}
        for key_node, value_node in self.node.value:
            line = key_node.start_mark.line + 1
            key = str(key_node.value)
            if allowed is not None and key not in allowed:
                raise UserError(
                    f"no key {key!r} in {what}.{suggest(key, allowed)} ({what} has {', '.join(allowed)})",
                    path=self.path, line=line)
            if key in entries:
                raise UserError(f"{key} stands twice in {what}", path=self.path, line=line)
            entries[key] = Entry(value_node, self.path, line)
        return entries

    def _at(self, node: yaml.Node) -> Entry:
        return Entry(node, self.path, node.start_mark.line + 1)


def _kind(node: yaml.Node) -> str:
    if isinstance(node, yaml.MappingNode):
        return "mapping"
    return "list" if isinstance(node, yaml.SequenceNode) else f"value ({node.value!r})"


def read_document(file: Path, path: str) -> Entry:
    """Read a YAML file.

    Parameters
    ----------
    file
        What to read.
    path
        How to call it in errors.
    """
    try:
        text = file.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise UserError("not a text file in UTF-8", path=path) from error
    except OSError as error:
        raise UserError(f"cannot be read ({error.strerror or error})", path=path) from error
    try:
        node = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError as error:
        raise yaml_error(error, path) from error
    if node is None:
        raise UserError("the file is empty", path=path)
    return Entry(node, path, node.start_mark.line + 1)
