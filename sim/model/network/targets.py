"""How near a graph's patterns come to the published ones: one row a pattern, a miss said as a miss."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from scipy.stats import t as student

from sim.errors import UserError, suggest
from sim.model.network.graph import CreatorGraph
from sim.model.network.patterns import patterns

Verdict = Literal["inside", "near", "miss"]
# Short names under which targets.json keeps the mean over all seven communities.
OVERALL = {
    "mean_degree": "mean_deg",
    "degree_alpha": "alpha",
    "degree_gini": "gini_deg",
    "views_gini": "gini_views",
    "views_top1pct_share": "top1",
    "views_top10pct_share": "top10",
    "clustering_avg_local": "cl",
    "transitivity": "tr",
    "degree_assortativity": "ra",
    "spearman_views_degree": "sv",
    "spearman_tenure_degree": "sd",
    "partner_rate": "pp",
    "partner_assortativity": "rp",
    "logviews_assortativity": "rv",
}


@dataclass(frozen=True)
class Row:
    """One pattern, measured and as published.

    ``low`` and ``high`` bound the published 95% interval. The verdict is *inside* it, *near* (inside the interval
    drawn twice as wide) or a *miss*.
    """

    pattern: str
    measured: float
    target: float
    low: float
    high: float
    verdict: Verdict
    basis: str


def read_targets(path: Path) -> dict[str, Any]:
    """Return the targets of a ``targets.json`` by id."""
    try:
        entries = json.loads(path.read_text(encoding="utf-8"))["targets"]
    except (OSError, ValueError, KeyError, TypeError) as err:
        raise UserError(f"not readable as targets ({err})", path=path) from err
    return {entry["id"]: entry for entry in entries}


def verdict(measured: float, low: float, high: float) -> Verdict:
    """Return how a measured value stands to an interval."""
    half = (high - low) / 2.0
    if low <= measured <= high:
        return "inside"
    return "near" if low - half <= measured <= high + half else "miss"


def compare_with_targets(
    graph: CreatorGraph | Mapping[str, float], targets: Mapping[str, Any], prefix: str = "musae.all"
) -> list[Row]:
    """Return one row for every pattern that ``targets`` holds under ``prefix``.

    Parameters
    ----------
    graph
        A graph, or patterns already measured.
    targets
        Targets by id (:func:`read_targets`).
    prefix
        ``musae.all`` (mean over seven communities) or one community, such as ``musae.DE``. A pattern published only
        for single communities is compared, under ``musae.all``, with their mean and a t-interval.
    """
    measured = patterns(graph) if isinstance(graph, CreatorGraph) else graph
    prefixes = {name.rsplit(".", 1)[0] for name in targets}
    if prefix not in prefixes:
        raise UserError(f"no targets under '{prefix}'.{suggest(prefix, prefixes)}")
    rows = []
    for pattern, value in measured.items():
        name = OVERALL.get(pattern, pattern) if prefix == "musae.all" else pattern
        entry = targets.get(f"{prefix}.{name}")
        if entry is not None and entry.get("ci95"):
            low, high = entry["ci95"]
            target, basis = float(entry["value"]), str(entry["method"])
        elif prefix == "musae.all":
            alone = [float(e["value"]) for key, e in targets.items() if key.split(".")[2:] == [pattern]]
            if len(alone) < 2:
                continue
            target, low, high = _mean_interval(alone)
            basis = f"t-interval over {len(alone)} communities"
        else:
            continue
        rows.append(Row(pattern, value, target, float(low), float(high), verdict(value, low, high), basis))
    return rows


def _mean_interval(values: Sequence[float]) -> tuple[float, float, float]:
    n = len(values)
    mean = math.fsum(values) / n
    spread = math.sqrt(math.fsum((x - mean) ** 2 for x in values) / (n - 1) / n)
    half = float(student.ppf(0.975, n - 1)) * spread
    return mean, mean - half, mean + half
