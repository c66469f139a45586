"""A committed answer as Markdown: docs/response.md, from ``summary.json`` of a stored study alone."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby
from typing import Any

_REST = (("small", "Certain, too small to matter"), ("flat", "No material change"), ("undecided", "Undecided"),
         ("not measured", "Not measured"))


FRAME = """# What each lever does

{written}

One lever at a time, every dose on the same seeds, against the status quo: what moves and by how much, with 95%
intervals, and why. *Moves* needs an interval clear of zero, widened for the number of doses, and a change large enough
that somebody would act on it; *no material change* needs the whole interval to be smaller than that; the rest is
*undecided*, and more seeds would tell. `sim surface` asks it of any lever:
[how to ask and to read it](howto/ask-what-a-lever-does.md).

{found}"""


def as_page(found: Mapping[str, Any], written: str) -> str:
    """Return docs/response.md; ``written`` says by whom."""
    return FRAME.format(written=written, found=as_markdown(found))


def as_markdown(found: Mapping[str, Any]) -> str:
    """Return for each lever what it moves with figures and intervals, what stays flat, what is undecided, and why."""
    levers = list(found["levers"].items())
    parts = [f"{found['heading']}.\n", _overview(dict(levers))]
    for group, rows in groupby(levers, key=lambda item: item[1]["group"]):
        parts.append(f"## {group}\n")
        parts += [_lever(name, row) for name, row in rows]
    return "\n".join(parts)


def _overview(levers: Mapping[str, Any]) -> str:
    """Return a table: how many outcomes each lever moves, and which."""
    lines = ["| lever | today | moves | no material change | undecided |", "|---" * 5 + "|"]
    for row in levers.values():
        kept = {verdict: _named(row, verdict) for verdict in ("moves", "small", "flat", "undecided")}
        flat = len(kept["flat"]) + len(kept["small"])
        moves = "; ".join(kept["moves"]) or "nothing certain"
        cells = (row["name"], row["today_words"], moves, str(flat), str(len(kept["undecided"])))
        lines.append("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |")
    return "\n".join(lines) + "\n"


def _lever(name: str, row: Mapping[str, Any]) -> str:
    about = f"Today {row['today_words']}, allowed {row['allowed_words']} (`{name}`). {row['why']}"
    lines = [f"### {row['name']}\n", f"{about}\n"]
    moved = [one for one in row["outcomes"].values() if one["verdict"] == "moves"]
    lines += [f"- {one['sentence']} (today {one['today']})." for one in moved] or ["- Nothing certain that matters."]
    for verdict, heading in _REST:
        if names := _named(row, verdict):
            lines.append(f"- *{heading}*: {'; '.join(names)}.")
    return "\n".join(lines) + "\n"


def _named(row: Mapping[str, Any], verdict: str) -> list[str]:
    return [one["label"] for one in row["outcomes"].values() if one["verdict"] == verdict]
