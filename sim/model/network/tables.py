"""Node and edge tables as they stand in files, with every fault told by file and line.

Tables are read as text and judged column by column, so that a bad value is shown as it is written and with its line.
"""

from __future__ import annotations

import gzip
import zlib
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError

import networkx as nx
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.errors import UserError, suggest

TRUE, FALSE = ("1", "true", "yes", "y", "t", "1.0"), ("0", "false", "no", "n", "f", "0.0", "")
LINE = "__line__"


def read_table(path: Path) -> pd.DataFrame:
    """Return a CSV or CSV.gz file as text columns, indexed by the line each row stands on.

    Raises
    ------
    UserError
        If the file is missing, empty, not readable as gzip or UTF-8, or has rows of unequal length.
    """
    _exists(path)
    try:
        table = pd.read_csv(
            path, dtype=str, keep_default_na=False, na_filter=False, skipinitialspace=True, skip_blank_lines=False,
            index_col=False, encoding="utf-8-sig", engine="c",
        )
    except pd.errors.EmptyDataError as err:
        raise UserError("the file is empty; a header line is needed", path=path) from err
    except (gzip.BadGzipFile, EOFError, zlib.error) as err:
        raise UserError(f"not readable as gzip ({err})", path=path) from err
    except UnicodeDecodeError as err:
        raise UserError(f"not UTF-8 text (byte {err.start})", path=path) from err
    except pd.errors.ParserError as err:
        raise UserError(str(err).strip().removeprefix("Error tokenizing data. C error: "), path=path) from err
    except OSError as err:
        raise UserError(f"cannot be read ({err.strerror or err})", path=path) from err
    table.columns = table.columns.str.strip()
    table.index = pd.RangeIndex(2, 2 + len(table))
    # A blank line is a row of empty cells; it is dropped only now so that later lines keep their numbers.
    blank = (table.iloc[:, 0] == "") & (table == "").all(axis=1) if (table.iloc[:, 0] == "").any() else None
    return table if blank is None else table[~blank]


def read_graphml(path: Path) -> tuple[pd.DataFrame, NDArray[np.str_]]:
    """Return a GraphML file's nodes (text columns, their ids as column ``id``) and the pairs of ids it ties.

    Rows are numbered from 1 in the file's order. A directed tie counts as undirected.
    """
    _exists(path)
    try:
        graph = nx.read_graphml(path)
    except (ParseError, nx.NetworkXError, KeyError, ValueError, EOFError, zlib.error, OSError) as err:
        raise UserError(f"not readable as GraphML ({err})", path=path) from err
    if isinstance(graph, dict):
        raise UserError("holds several graphs; one is needed", path=path)
    nodes = pd.DataFrame.from_records([dict(data) for _, data in graph.nodes(data=True)])
    nodes = nodes.reindex(range(graph.number_of_nodes())).map(lambda x: "" if pd.isna(x) else str(x))
    nodes["id"] = [str(node) for node in graph.nodes]
    nodes.index = pd.RangeIndex(1, 1 + len(nodes))
    return nodes, np.array([(str(u), str(v)) for u, v in graph.edges()], dtype=np.str_).reshape(-1, 2)


def column(table: pd.DataFrame, name: str, role: str, path: Path) -> pd.Series[str]:
    """Return one column of a table; if there is none, say which is nearest."""
    if name not in table.columns:
        raise UserError(
            f"no column '{name}' (network.columns.{role}); it has {', '.join(map(str, table.columns)) or 'none'}."
            + suggest(name, [str(c) for c in table.columns]),
            path=path,
        )
    found: pd.Series[str] = table[name].str.strip()
    return found


def numbers(table: pd.DataFrame, name: str, role: str, path: Path) -> NDArray[np.float64]:
    """Return a column as numbers of at least 0."""
    text = column(table, name, role, path)
    values: NDArray[np.float64] = pd.to_numeric(text, errors="coerce").to_numpy(np.float64)
    bad = ~np.isfinite(values)
    if bad.any():
        _fault(text, bad, f"{name} is %s, not a number", path)
    if (values < 0).any():
        _fault(text, values < 0, f"{name} is %s; it must be at least 0", path)
    return values


def flags(table: pd.DataFrame, name: str, role: str, path: Path) -> NDArray[np.bool_]:
    """Return a column of 0/1, true/false or yes/no as booleans; empty is false."""
    text = column(table, name, role, path)
    lower = text.str.lower()
    true: NDArray[np.bool_] = lower.isin(TRUE).to_numpy(bool)
    bad = ~(true | lower.isin(FALSE).to_numpy(bool))
    if bad.any():
        _fault(text, bad, f"{name} is %s; it must be 0 or 1, true or false, yes or no", path)
    return true


def names(table: pd.DataFrame, name: str, role: str, path: Path, unique: bool = False) -> pd.Series[str]:
    """Return a column of names, none of them empty and, if asked, none twice."""
    text = column(table, name, role, path)
    if (text == "").any():
        _fault(text, (text == "").to_numpy(bool), f"{name} is empty%.0s", path)
    if unique and text.duplicated().any():
        _fault(text, text.duplicated().to_numpy(bool), f"node %s is there twice ({name})", path)
    return text


def ends(nodes: pd.Index[Any], text: pd.Series[str], path: Path) -> NDArray[np.int64]:
    """Return the positions of named nodes; one that no node table has is a fault."""
    found: NDArray[np.int64] = nodes.get_indexer(pd.Index(text)).astype(np.int64)
    if (found < 0).any():
        _fault(text, found < 0, "node %s is not in the node table", path)
    return found


def _fault(text: pd.Series[str], bad: NDArray[np.bool_], message: str, path: Path) -> None:
    first = int(np.argmax(bad))
    more = int(bad.sum()) - 1
    shown = message % repr(text.iloc[first])
    raise UserError(shown + (f" (and {more:,} more rows)" if more else ""), path=path, line=int(text.index[first]))


def _exists(path: Path) -> None:
    if not path.is_file():
        near = suggest(path.name, [p.name for p in path.parent.iterdir()]) if path.parent.is_dir() else ""
        raise UserError(f"no such file.{near} (network.data_dir says where relative paths start)", path=path)
