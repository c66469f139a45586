"""A committed answer as Markdown: the table of docs/concepts/validation.md, from ``results.json`` alone."""

from __future__ import annotations

import math
from collections.abc import Mapping
from itertools import groupby
from typing import Any

from sim.methods.intervals import Interval
from sim.studies.validate.words import interval, published, value


def as_markdown(found: Mapping[str, Any]) -> str:
    """Return summary, a table a theme, and the misses with their explanations."""
    summary, market = found["summary"], found["market"]
    emerging, every = summary["emerging"], list(found["patterns"].items())
    parts = [
        f"{len(found['seeds'])} seeds, {market['viewers']:,} viewers, {market['creators']:,} creators, "
        f"{' and '.join(market['regions'])}: **{summary['verdicts']['inside']} of {summary['patterns']} inside** "
        f"({_others(summary['verdicts'])}); of the {emerging['patterns']} that emerge, "
        f"{emerging['verdicts']['inside']} inside ({_others(emerging['verdicts'])}).\n"
    ]
    for theme, rows in groupby(every, key=lambda item: item[1]["theme"]):
        parts.append(f"### {theme}\n")
        parts += ["| pattern | how | measured | published | source | origin | verdict |", "|---" * 7 + "|"]
        parts += [_line(name, row) for name, row in rows]
        parts.append("")
    parts.append("### What is missed, and what that means\n")
    parts += [f"- **`{name}`** ({row['verdict']}): {row['explanation']}" for name, row in every if row["explanation"]]
    return "\n".join(parts) + "\n"


def _line(name: str, row: Mapping[str, Any]) -> str:
    unit, ends, numbers = row["unit"], row["published"], row["measured"]
    mean, low, high = (math.nan if numbers[key] is None else numbers[key] for key in ("mean", "low", "high"))
    measured = f"{value(unit, mean)} {interval(unit, Interval(mean, low, high, numbers['replications']))}".strip()
    verdict = row["verdict"] if row["verdict"] == "inside" else f"**{row['verdict']}**"
    cells = (f"`{name}`", row["how"], measured, published(unit, ends["low"], ends["high"]),
             f"{row['source']} ({row['confidence']})", row["origin"], verdict)
    return "| " + " | ".join(str(cell).replace("|", "\\|") for cell in cells) + " |"


def _others(verdicts: Mapping[str, int]) -> str:
    return ", ".join(f"{count} {name}" for name, count in verdicts.items() if name != "inside")
