"""docs/whatifs.md from docs/whatifs.json: every ready scenario, what its author expected, and what became of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from sim.model.outcomes.dictionary import OUTCOMES
from sim.show.numbers import title

INTRODUCTION = """# What the ready scenarios came to

{questions} scenarios stand in scenarios/, each with what its author expected before it ran. This page tells what
became of every expectation in the default market, against the status quo on the same draws ({seeds} seeds): **met**,
**not met**, or **undecided**, which is what the interval cannot tell. Expectations are never edited after a look: where
their author now thinks otherwise, a dated line says so and the old words stay. An expectation that is not met is a
finding about the model or about the expectation; it is not a fault to be tuned away.

Of {count} expectations {met} are met, {missed} not met, {open} undecided. `python benchmarks/whatifs.py` measures them
again; `sim compare NAME` asks one of them for itself.
"""


def cell(text: str) -> str:
    """Return a text that does not end a cell."""
    return text.replace("|", "\\|").replace("\n", " ")


def number(value: float | None) -> str:
    """Return a number in four digits at most; a dash where there is none."""
    return "–" if value is None or value != value else f"{value:.3g}"


def row(arm: str, one: Mapping[str, Any]) -> str:
    """Return an expectation as a row: arm, outcome, words, effect with its interval, verdict."""
    effect = f"{number(one['mean'])} [{number(one['low'])}, {number(one['high'])}]"
    told = (
        arm.partition(".")[2] or "–",
        f"{title(one['outcome'])} (`{one['outcome']}`)",
        one["expected"],
        number(one["baseline"]),
        effect,
        OUTCOMES[one["outcome"]].unit,
        one["verdict"].lower(),
    )
    return "| " + " | ".join(map(cell, told)) + " |"


def section(name: str, found: Mapping[str, Any]) -> str:
    """Return one file: its question, its dated notes, its expectations."""
    lines = [f"## {name}", "", cell(found["question"]), ""]
    lines += [f"- {note}" for note in found["notes"]] + ([""] if found["notes"] else [])
    rows = [row(arm, one) for arm, told in found["arms"].items() for one in told]
    if not rows:
        return "\n".join([*lines, "Nothing is expected of it.", ""])
    head = "| arm | outcome | expected | status quo | effect, 95% interval | unit | verdict |"
    return "\n".join([*lines, head, "|---|---|---|---|---|---|---|", *rows, ""])


def whatifs_page(stored: Mapping[str, Any], written_by: str) -> str:
    """Return the page.

    Parameters
    ----------
    stored
        What `benchmarks/whatifs.py` wrote.
    written_by
        First line, which says that the page is generated.
    """
    scenarios = stored["scenarios"]
    verdicts = Counter(
        one["verdict"] for found in scenarios.values() for told in found["arms"].values() for one in told
    )
    head = INTRODUCTION.format(
        questions=len(scenarios),
        seeds=stored["seeds"],
        count=verdicts.total(),
        met=verdicts["MET"],
        missed=verdicts["NOT MET"],
        open=verdicts["UNDECIDED"],
    )
    return "\n".join([written_by, "", head, *(section(name, found) for name, found in scenarios.items())])
