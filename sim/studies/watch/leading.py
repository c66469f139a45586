"""Indicators ranked over all events, and who rings at what is benign."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd

from sim.runs.rows import WHOLE_MARKET
from sim.studies.watch.detecting import ANY
from sim.studies.watch.indicators import INDICATORS
from sim.studies.watch.results import Benign, Lead, Share, Threshold

HALF = 0.5
ALL_TOGETHER = "any of them"


def label_of(indicator: str) -> str:
    """Return what an indicator is called."""
    return ALL_TOGETHER if indicator == ANY else INDICATORS[indicator].label


def leads_of(rows: pd.DataFrame, thresholds: Sequence[Threshold]) -> list[Lead]:
    """Return every indicator with its best rule, those first that find most large events beyond luck.

    Parameters
    ----------
    rows
        Scores of every watcher on every event, at the budget that is asked.
    """
    rates = {(one.indicator, one.rule): one.a_month for one in thresholds if one.place == WHOLE_MARKET}
    found = [_lead(str(name), own, rates) for name, own in rows[rows["kind"] != "benign"].groupby("indicator")]
    return sorted(found, key=lambda one: (-len(one.finds), -np.nan_to_num(one.large), one.indicator))


def _lead(indicator: str, rows: pd.DataFrame, rates: dict[tuple[str, str], float]) -> Lead:
    harmful = rows[rows["harmed"] >= HALF * rows["runs"]]
    tuned = rows.groupby("rule")[["tuned_warned", "tuned_found"]].mean().fillna(0.0)
    rule = str(tuned.sort_values(["tuned_warned", "tuned_found"], ascending=False, kind="stable").index[0])
    own, all_own = harmful[harmful["rule"] == rule], rows[rows["rule"] == rule]
    beyond = {str(size): float((part["warned"] - part["luck_warned"]).mean()) for size, part in own.groupby("size")}
    large = all_own[all_own["size"] == "large"]
    finds = large[large["found_low"] > large["luck_found"]]
    return Lead(
        indicator, label_of(indicator), rule, rates[indicator, rule],
        large=beyond.get("large", float("nan")), medium=beyond.get("medium", float("nan")),
        small=beyond.get("small", float("nan")),
        gained=float(own.loc[own["size"] == "large", "gained"].median()) if len(own) else float("nan"),
        finds=tuple(finds["event"]), first=tuple(dict.fromkeys(rows.loc[rows["chosen"], "event"])),
    )


def benign_of(rows: pd.DataFrame) -> Iterator[Benign]:
    """Yield each benign event with how often the watcher of all indicators rings at it, and who else does."""
    for event, own in rows[rows["kind"] == "benign"].groupby("event", sort=False):
        alone = own[(own["indicator"] != ANY) & (own["found_low"] > own["luck_found"])]
        loud = alone.sort_values("found", ascending=False)
        panel = own[own["indicator"] == ANY].sort_values("tuned_found", kind="stable").iloc[0]
        yield Benign(
            str(event), Share(float(panel["found"]), float(panel["found_low"]), float(panel["found_high"])),
            float(panel["luck_found"]), str(panel["rule"]),
            tuple(dict.fromkeys(loud.loc[loud["found"] >= HALF, "indicator"])),
        )
