"""YAML that remembers its lines, so that an error can point at the one that is wrong."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from sim.config.characters import first_acting
from sim.config.yaml_words import yaml_error
from sim.errors import Mistakes, UserError, quoted, suggest

_DEEPEST, _MOST_NODES = 40, 200_000
_TAGS = "tag:yaml.org,2002:"


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

    def mapping(
        self, what: str, allowed: list[str] | None = None, mistakes: Mistakes | None = None
    ) -> dict[str, Entry]:
        """Return a mapping's entries by key; each entry's line is its key's.

        Parameters
        ----------
        mistakes
            Takes keys that stand twice or are unknown, so that what stands under the others can be read all the same.

        Raises
        ------
        UserError
            If it is no mapping, a key stands twice, or is none of ``allowed``.
        """
        if not isinstance(self.node, yaml.MappingNode):
            raise self.error(f"{what} is a {_kind(self.node)}, not keys with values")
        entries: dict[str, Entry] = {}
        found = Mistakes() if mistakes is None else mistakes
        for key_node, value_node in self.node.value:
            line = key_node.start_mark.line + 1
            with found:
                key = self._key(key_node, what, line, allowed)
                if key in entries:
                    raise UserError(f"{key} stands twice in {what}", path=self.path, line=line)
                entries[key] = Entry(value_node, self.path, line)
        if mistakes is None:
            found.tell()
        return entries

    def _key(self, node: yaml.Node, what: str, line: int, allowed: list[str] | None) -> str:
        if not isinstance(node, yaml.ScalarNode):
            raise UserError(f"a key in {what} is a {_kind(node)}, not a word", path=self.path, line=line)
        key = str(node.value)
        if allowed is not None and key not in allowed:
            raise UserError(
                f"no key {quoted(key)} in {what}.{suggest(key, allowed)} ({what} has {', '.join(allowed)})",
                path=self.path, line=line)
        return key

    def _at(self, node: yaml.Node) -> Entry:
        return Entry(node, self.path, node.start_mark.line + 1)


def _kind(node: yaml.Node) -> str:
    if isinstance(node, yaml.MappingNode):
        return "mapping"
    return "list" if isinstance(node, yaml.SequenceNode) else f"value ({quoted(node.value)})"


def read_document(file: Path, path: str, *, hollow: bool = False) -> Entry:
    """Read a YAML file, of whomever: UTF-8, or UTF-16 that says so; no tags, nothing endless, nothing invisible.

    Parameters
    ----------
    file
        What to read.
    path
        How to call it in errors.
    hollow
        Whether nothing but comments is a document too: a mapping without keys.

    Raises
    ------
    UserError
        If it cannot be read, is no YAML, is nested too deeply, or holds characters that act on who reads them.
    """
    text = _text(file, path)
    try:
        node = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError as error:
        raise yaml_error(error, path, text) from error
    except RecursionError:
        raise UserError("nested too deeply to be read", path=path) from None
    if node is None and hollow:
        return Entry(yaml.MappingNode(f"{_TAGS}map", []), path, 1)
    if node is None:
        raise UserError("the file is empty", path=path)
    mistakes = Mistakes()
    _measured(node, path, mistakes)
    mistakes.tell()
    return Entry(node, path, node.start_mark.line + 1)


def read_plain(file: Path, path: str) -> Any:
    """Read a YAML file, as :func:`read_document` does, into plain values; ``None`` where there is nothing.

    Raises
    ------
    UserError
        As for :func:`read_document`, or if a value is none of its kind (a date of a thirteenth month).
    """
    read_document(file, path, hollow=True)
    try:
        return yaml.safe_load(_text(file, path))
    except yaml.YAMLError as error:
        raise yaml_error(error, path) from error
    except (ValueError, TypeError) as error:
        raise UserError(f"holds a value that is none of its kind ({error})", path=path) from error


def _text(file: Path, path: str) -> str:
    try:
        content = file.read_bytes()
        wide = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
        return content.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError as error:
        raise UserError("not a text file in UTF-8", path=path) from error
    except OSError as error:
        raise UserError(f"cannot be read ({error.strerror or error})", path=path) from error


def _measured(node: yaml.Node, path: str, mistakes: Mistakes) -> None:
    """Check a document's depth, its size once every alias stands for what it names, its tags and its characters."""
    sizes: dict[int, int] = {}
    above: set[int] = set()

    def size(one: yaml.Node, depth: int) -> int:
        line = one.start_mark.line + 1
        if id(one) in above:
            raise UserError("holds itself, by an alias (*)", path=path, line=line)
        if depth > _DEEPEST:
            raise UserError(f"nested more than {_DEEPEST} deep", path=path, line=line)
        if id(one) in sizes:
            return sizes[id(one)]
        with mistakes:
            _check_node(one, path, line)
        above.add(id(one))
        whole = 1 + sum(size(inner, depth + 1) for inner in _inner(one))
        above.remove(id(one))
        if whole > _MOST_NODES:
            raise UserError(f"comes to more than {_MOST_NODES:,} values", path=path, line=line)
        sizes[id(one)] = whole
        return whole

    with mistakes:
        size(node, 0)


def _inner(node: yaml.Node) -> Iterator[yaml.Node]:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from (key, value)
    elif isinstance(node, yaml.SequenceNode):
        yield from node.value


def _check_node(node: yaml.Node, path: str, line: int) -> None:
    if not node.tag.startswith(_TAGS) or "python" in node.tag:
        raise UserError(f"the tag {quoted(node.tag)} means nothing here: put text that begins with ! in quotes",
                        path=path, line=line)
    if not isinstance(node, yaml.ScalarNode):
        return
    if one := first_acting(str(node.value)):
        raise UserError(f"holds a character that is not shown but acts on what is (U+{ord(one):04X}): take it out",
                        path=path, line=line)
