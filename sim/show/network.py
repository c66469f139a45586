"""What was read of a network, in words: one screen, whoever shows it."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sim.errors import brief, printable
from sim.show.words import listed

WIDTH = 100
_WHOLE, _MOST = 3, 15
"""Up to how many regions each is told whole, and how many get a line at most."""
_COLUMNS = 8
_ONE = {
    "comment lines": "comment line", "rows without a value": "row without a value",
    "nodes that are groups of others": "node that is a group of others", "ties of such groups": "tie of such a group",
}


def network_lines(report: Mapping[str, Any]) -> list[str]:
    """Return what the report of a network from files says: rows, ties, columns and their roles, what was left out.

    Parameters
    ----------
    report
        Of `sim.model.network.files.read_files`.
    """
    parts = report.get("regions") or {", ".join(report.get("names", ())): report}
    whole = len(parts) <= _WHOLE
    lines = []
    for place, (region, part) in enumerate(parts.items()):
        if place == _MOST:
            lines.append(f"… and {len(parts) - _MOST} more regions")
            break
        lines += _wrapped(f"{region}: {_counts(part)}", "  ")
        if whole or place == 0:
            lines += _files(part)
        lines += _dropped(part)
    return lines


def _counts(part: Mapping[str, Any]) -> str:
    nodes, ties = part["nodes"], part["edges"]
    told = [f"{nodes:,} creator{'s' * (nodes != 1)}", f"{ties:,} tie{'s' * (ties != 1)}"]
    if part.get("ties_between_regions"):
        told.append(f"{part['ties_between_regions']:,} of them between regions")
    if part.get("without_ties"):
        told.append(f"{part['without_ties']:,} without ties")
    if part.get("most_tied"):
        name, degree = part["most_tied"]
        told.append(f"most tied: {name} ({degree:,})")
    return ", ".join(told)


def _files(part: Mapping[str, Any]) -> Iterator[str]:
    for account in part["read"]:
        yield from _wrapped(f"  {account['file']}: {', '.join([account['format'], *account['how']])}", "    ")
        roles = [f"{role} = {column}{_range(role, part)}" for role, column in account["roles"].items()]
        unused = [name for name in account["columns"] if name not in account["roles"].values()]
        told = [f"{_some(account['rows'], 'row', 'rows') or 'no rows'}: {'; '.join(roles)}"]
        if unused:
            more = f" and {len(unused) - _COLUMNS} more" if len(unused) > _COLUMNS else ""
            told.append(f"not used: {', '.join(map(brief, unused[:_COLUMNS]))}{more}")
        yield from _wrapped(f"    {'; '.join(told)}", "    ")


def _range(role: str, part: Mapping[str, Any]) -> str:
    if role in ("reach", "tenure"):
        low, high = part[f"{role}_range"]
        return f" ({low:,.10g} to {high:,.10g}{' days' if role == 'tenure' else ''})"
    return f" ({part['partners']:,} yes)" if role == "partner" else ""


def _dropped(part: Mapping[str, Any]) -> Iterator[str]:
    told = [
        _some(part["self_loops_dropped"], "tie of a node with itself", "ties of a node with itself"),
        _some(part["duplicates_dropped"], "repeated tie", "repeated ties"),
        *(_some(count, _ONE.get(what, what), what) for account in part["read"]
          for what, count in account["left_out"].items()),
    ]
    if any(told):
        yield from _wrapped(f"  left out: {listed([one for one in told if one])}", "    ")
    notes = [note for account in part["read"] for note in account["notes"]]
    if part["zero_reach_raised"]:
        notes.append(f"a reach of 0 counts as half the smallest other ({part['zero_reach_raised']:,})")
    for note in dict.fromkeys(notes):
        yield from _wrapped(f"  note: {note}", "    ")


def _some(count: int, one: str, several: str) -> str:
    return f"{count:,} {one if count == 1 else several}" if count else ""


def _wrapped(text: str, indent: str) -> Sequence[str]:
    return textwrap.wrap(
        printable(text), WIDTH, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False)
