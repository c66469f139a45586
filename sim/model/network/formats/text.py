"""Bytes as lines of text: UTF-8 unless a byte order mark or the user says otherwise, each line with its number.

No other encoding is guessed: in most of them every byte is some letter, so that a wrong guess makes wrong names and no
error. A byte that the encoding does not have is told with its line.
"""

from __future__ import annotations

import codecs
import io
from collections.abc import Iterator
from pathlib import Path

from sim.errors import UserError

MOST_LINE = 1 << 20
"""Most characters that a line may have (1 Mi): more is no table."""

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32", "UTF-32"), (codecs.BOM_UTF32_BE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8 with a byte order mark"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"), (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)


class Lines:
    """The lines of a file, with their ends.

    Attributes
    ----------
    number
        Of the line that was yielded last, from 1.
    encoding
        What was taken, in words.
    """

    def __init__(self, stream: io.BufferedReader, path: Path, encoding: str = "") -> None:
        codec, self.encoding = _encoding(stream.peek(4), encoding)
        self.number = 0
        self._path = path
        # What cannot be decoded is carried as surrogates as far as its line, which is then told.
        exact = codec.startswith(("utf-16", "utf-32"))
        self._text = io.TextIOWrapper(stream, codec, "strict" if exact else "surrogateescape", newline="")

    def __iter__(self) -> Iterator[str]:
        while line := self._next():
            self.number += 1
            if len(line) >= MOST_LINE:
                raise UserError(f"has more than {MOST_LINE:,} characters: no line of a table", path=self._path,
                                line=self.number)
            if not line.isascii():
                self._check(line)
            if "\0" in line:
                raise UserError("holds a NUL, which text does not: is it a text file?", path=self._path,
                                line=self.number)
            yield line

    def _next(self) -> str:
        try:
            return self._text.readline(MOST_LINE)
        except UnicodeDecodeError as err:
            told = f"not {self.encoding} text after line {self.number} ({err.reason})"
            raise UserError(told, path=self._path) from err

    def _check(self, line: str) -> None:
        try:
            line.encode("utf-8")
        except UnicodeEncodeError as err:
            byte = ord(line[err.start]) & 0xFF
            raise UserError(
                f"not {self.encoding} text (byte 0x{byte:02x}): save it as UTF-8, or name its encoding, as in "
                "network.encoding=cp1252", path=self._path, line=self.number) from err


def _encoding(head: bytes, named: str) -> tuple[str, str]:
    """Return the codec and what to call it."""
    if named:
        return codecs.lookup(named).name, f"{named} (network.encoding)"
    for mark, codec, called in _MARKS:
        if head.startswith(mark):
            return codec, called
    if len(head) >= 4 and head[1] == head[3] == 0 and head[0] and head[2]:
        return "utf-16-le", "UTF-16 without a byte order mark"
    if len(head) >= 4 and head[0] == head[2] == 0 and head[1] and head[3]:
        return "utf-16-be", "UTF-16 without a byte order mark"
    return "utf-8", "UTF-8"
