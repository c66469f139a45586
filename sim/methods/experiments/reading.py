"""A real test, read from an analyst's CSV: strict, so that no row is lost and no column is taken for another.

A header names the columns of the data contract (see the package's docstring); other columns of numbers are sums. Arms
may be written 0 and 1, control and treatment, or false and true. Anything that is not as it should be stops with its
file and line.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path

import pandas as pd

from sim.errors import UserError, quoted, some_of
from sim.methods.experiments.frames import PRE, Kind, checked

ARMS = {"0": 0, "1": 1, "control": 0, "treatment": 1, "treated": 1, "false": 0, "true": 1}
_LABELS = ("unit", "cluster", "region", "market", "viewer_bucket", "creator_bucket")


def read_test(
    path: Path, kind: Kind, sums: Sequence[str] = (), called: Mapping[str, str] | None = None
) -> pd.DataFrame:
    """Return a table of a test from a CSV file.

    Parameters
    ----------
    sums
        Columns of numbers that the metrics need.
    called
        Names that the file has for columns of the contract: ``{"user_id": "unit", "variant": "arm"}``.

    Raises
    ------
    UserError
        If the file cannot be read, or a line is not what the contract says, with the line.
    """
    rows, lines, header = _rows(path)
    known = dict(called or {})
    missing = [name for name in known if name not in header]
    if missing:
        raise UserError(f"no column is called {quoted(missing[0])}; there are {some_of(header)}", path=path, line=1)
    names = [known.get(name, name) for name in header]
    for name in names:
        if names.count(name) > 1:
            raise UserError(f"two columns are called {quoted(name)}", path=path, line=1)
    columns: dict[str, list[object]] = {}
    for place, name in enumerate(names):
        texts = [row[place].strip() for row in rows]
        known_names = (*kind.key, *kind.arms, *kind.names, *kind.numbers, *sums, *(PRE + one for one in sums))
        wanted = name in known_names or name in _LABELS
        columns[name] = (
            [_value(name, text, kind, path, line) for text, line in zip(texts, lines, strict=True)]
            if wanted
            else _spare(texts)
        )
    frame = pd.DataFrame(columns, index=pd.Index(lines, name="line"))
    _stop_at_second(frame, kind, path)
    return checked(frame, kind, sums, path).reset_index(drop=True)


def _rows(path: Path) -> tuple[list[list[str]], list[int], list[str]]:
    """Return the rows, the line that each begins in, and the header."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            reader = csv.reader(stream, strict=True)
            header = [name.strip() for name in next(reader, [])]
            rows, lines, before = [], [], reader.line_num
            for row in reader:
                line, before = before + 1, reader.line_num
                if not row:
                    continue
                if len(row) != len(header):
                    raise UserError(
                        f"{len(row)} values under {len(header)} columns: is a comma inside a number?",
                        path=path,
                        line=line,
                    )
                rows.append(row)
                lines.append(line)
    except OSError as err:
        raise UserError(f"cannot be read: {err.strerror or 'no such file'}", path=path) from err
    except UnicodeDecodeError as err:
        raise UserError("is not UTF-8 text: save it as CSV UTF-8", path=path) from err
    except csv.Error as err:
        raise UserError(f"{err}: is a quotation mark not closed?", path=path, line=reader.line_num) from err
    if not header or "" in header:
        raise UserError("the first line names every column", path=path, line=1)
    if not rows:
        raise UserError("has a header and no rows", path=path, line=1)
    return rows, lines, header


def _value(name: str, text: str, kind: Kind, path: Path, line: int) -> object:
    if text == "":
        raise UserError(f"{name} is missing", path=path, line=line)
    if name in kind.arms:
        if text.casefold() not in ARMS:
            raise UserError(f"{name} is 0 or 1, or control or treatment, not {quoted(text)}", path=path, line=line)
        return ARMS[text.casefold()]
    if name in _LABELS:
        return text
    number = _number(text)
    if number is None or number != number or number in (float("inf"), float("-inf")):
        raise UserError(f"{name} is a number with a decimal point, not {quoted(text)}", path=path, line=line)
    if name == "day" and number % 1:
        raise UserError(f"day is a whole number, not {quoted(text)}", path=path, line=line)
    return number


def _spare(texts: list[str]) -> list[object]:
    """Return a column that nobody asked for: as numbers if it holds nothing else."""
    numbers = [_number(text) for text in texts]
    return list(texts) if None in numbers else list(numbers)


def _number(text: str) -> float | None:
    try:
        return float(text) if "_" not in text else None
    except ValueError:
        return None


def _stop_at_second(frame: pd.DataFrame, kind: Kind, path: Path) -> None:
    twice = frame.duplicated(list(kind.key)) if set(kind.key) <= set(frame.columns) else pd.Series(dtype=bool)
    if twice.any():
        line = int(frame.index[twice.to_numpy()][0])
        row = frame.loc[line]
        first = int(frame.index[(frame[list(kind.key)] == row[list(kind.key)]).all(axis=1).to_numpy()][0])
        said = " and ".join(f"{name} {quoted(row[name])}" for name in kind.key)
        raise UserError(f"{said} already stands in line {first}", path=path, line=line)
