"""XML as events, safely: no entity is declared, nothing outside the file is fetched, nesting has an end.

GraphML and GEXF are read from these events, and not by NetworkX, whose readers need namespaces to the letter, turn text
into numbers before anybody asked, stop at types that they do not know, and add nodes for ends that no one declared.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NoReturn
from xml.parsers import expat

from sim.errors import UserError, brief

DEEPEST = 200
"""Most elements that may be open at a time."""
MOST_TEXT = 1 << 20
"""Most characters of a value (1 Mi)."""
_TOLD = ("data", "default", "NodeLabel")  # elements whose text means something
_CHUNK = 1 << 16


class Walker:
    """A walk through a document, element by element.

    Attributes
    ----------
    open
        Names of the elements that are open, without prefixes, the outermost first.
    line
        Where the walk is, from 1.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.open: list[str] = []
        self._text: list[list[str]] = []
        self._length = 0
        self._parser = parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        parser.EntityDeclHandler = self._entity
        self._on_start: Callable[[str, Mapping[str, str]], None] = lambda tag, attributes: None
        self._on_end: Callable[[str, str], None] = lambda tag, text: None

    @property
    def line(self) -> int:
        """Where the walk is, from 1."""
        return int(self._parser.CurrentLineNumber)

    @property
    def parent(self) -> str:
        """The element around the innermost one; empty at the root."""
        return self.open[-2] if len(self.open) > 1 else ""

    def walk(
        self, stream: io.BufferedReader, on_start: Callable[[str, Mapping[str, str]], None],
        on_end: Callable[[str, str], None],
    ) -> None:
        """Tell of every element: its name and attributes as it begins, its name and own text as it ends.

        Raises
        ------
        UserError
            If it is not well-formed, declares entities, or is nested too deep.
        """
        self._on_start, self._on_end = on_start, on_end
        try:
            while data := stream.read(_CHUNK):
                self._parser.Parse(data, False)
            self._parser.Parse(b"", True)
        except expat.ExpatError as err:
            raise UserError(f"not well-formed XML ({expat.ErrorString(err.code)})", path=self.path, line=err.lineno) \
                from err
        except (LookupError, ValueError) as err:
            if isinstance(err, UserError):
                raise
            raise UserError(f"not readable in the encoding that it names ({err})", path=self.path) from err

    def fail(self, message: str) -> NoReturn:
        """Stop at the line where the walk is."""
        raise UserError(message, path=self.path, line=self.line)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self.open.append(name.rpartition(":")[2])
        self._text.append([])
        if len(self.open) > DEEPEST:
            self.fail(f"more than {DEEPEST} elements inside each other: no network looks so")
        self._on_start(self.open[-1], attributes)

    def _end(self, _name: str) -> None:
        self._length = 0
        self._on_end(self.open[-1], "".join(self._text.pop()).strip())
        self.open.pop()

    def _characters(self, text: str) -> None:
        if not self.open or self.open[-1] not in _TOLD:
            return
        self._text[-1].append(text)
        self._length += len(text)
        if self._length > MOST_TEXT:
            self.fail(f"a value of more than {MOST_TEXT:,} characters")

    def _entity(self, name: str, *_rest: Any) -> None:
        self.fail(f"declares an entity ({brief(name)}), which no network needs and which can blow a file up: write "
                  "it out")
