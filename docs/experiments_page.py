"""docs/experiments.md from docs/experiments.json: of ten scenarios, where the usual test misleads, and what to do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from sim.studies.laboratory.designs import DESIGNS
from sim.studies.laboratory.metrics import METRICS
from sim.studies.laboratory.words import READ

INTRODUCTION = """# Would a test of it tell the truth?

{count} ready scenarios were tested in the laboratory ({worlds} simulated markets each, {viewers:,} viewers, tests of 28
days at half the units) by every design that their levers allow. *Launch* is what it brings everybody over the last
thirty of ninety days; *usual* is the test that most teams would run; *best* is the one that decides rightly most often.
All effects are relative to the level without it. With so few markets a rate is off by up to some {margin:.0f} points:
a line here is a hint of what to look into with more worlds (`sim experiment NAME --worlds 60`).

Of {lines} outcomes that a usual test can tell of, it tells the truth of {right}, sees too little in {blind}, and
misleads in {wrong}. `python benchmarks/laboratory.py` measures this page again; why tests mislead:
[interference](concepts/interference.md).
"""

SAID = {"": "tells the truth", "blind": "sees too little", "understates": "shows too little",
        "overstates": "shows too much", "false alarm": "claims what is not there", "wrong sign": "**wrong sign**",
        "no answer": "no answer"}
NOTHING = "rightly finds nothing"


def percent(value: float | None) -> str:
    """Return a relative change; a dash where there is none."""
    return "–" if value is None else f"{value:+.1%}".replace("-", "−")


def card_of(found: Mapping[str, Any], metric: str, which: str) -> Mapping[str, Any] | None:
    """Return the score of a metric's usual or best test."""
    named = found["metrics"][metric][which]
    if named is None:
        return None
    return next(one for one in found["scorecard"] if one["metric"] == metric
                and (one["design"], one["estimator"]) == (named["design"], named["estimator"]))


def is_certain(found: Mapping[str, Any], metric: str) -> bool:
    """Return whether it is certain which way a launch moves a metric."""
    launch = found["metrics"][metric]["launch"]
    return launch["low"] is not None and launch["low"] * launch["high"] > 0


def row(found: Mapping[str, Any], metric: str) -> str:
    """Return an outcome of a scenario as a row."""
    launch = found["metrics"][metric]["launch"]
    usual, best = (card_of(found, metric, one) for one in ("usual", "best"))
    shows = says = advised = decides = "–"
    if usual is not None:
        shows = f"{percent(usual['estimate'])} ({DESIGNS[usual['design']].label})"
        says = SAID[usual["fault"]] if usual["fault"] or is_certain(found, metric) else NOTHING
    if best is not None:
        advised = f"{DESIGNS[best['design']].label}, {READ[best['estimator']]}"
        decides = f"{best['right_decision']:.0%}"
    interval = f"{percent(launch['mean'])} [{percent(launch['low'])}, {percent(launch['high'])}]"
    return "| " + " | ".join((METRICS[metric].label, interval, shows, says, advised, decides)) + " |"


def section(name: str, found: Mapping[str, Any]) -> str:
    """Return one scenario."""
    head = "| outcome | a launch brings | the usual test shows | it | best test | decides rightly |"
    rows = [row(found, metric) for metric in found["metrics"]]
    return "\n".join([f"## {name}", "", head, "|---|---|---|---|---|---|", *rows, ""])


def experiments_page(stored: Mapping[str, Any], written_by: str) -> str:
    """Return the page.

    Parameters
    ----------
    stored
        What `benchmarks/laboratory.py` wrote.
    written_by
        First line, which says that the page is generated.
    """
    scenarios = stored["scenarios"]
    usual = [card_of(found, metric, "usual") for found in scenarios.values() for metric in found["metrics"]]
    faults = Counter(card["fault"] for card in usual if card is not None)
    blind = faults["blind"]
    head = INTRODUCTION.format(
        count=len(scenarios), worlds=stored["worlds"], viewers=stored["viewers"], margin=100 / stored["worlds"] ** 0.5,
        lines=faults.total(), right=faults[""], blind=blind, wrong=faults.total() - faults[""] - blind,
    )
    return "\n".join([written_by, "", head, *(section(name, found) for name, found in scenarios.items())])
