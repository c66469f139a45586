"""A calibration as JSON for machines, and as tables."""

from __future__ import annotations

import math
from typing import Any

from sim.studies.calibrate.assumptions import values
from sim.studies.calibrate.result import Calibrated
from sim.studies.calibrate.words import answer, direction_words, heading, left_out

POSTERIOR, KNOWN, MET = "posterior.parquet", "known.parquet", "met.parquet"
_DIGITS = 6


def calibration_summary(found: Calibrated) -> dict[str, Any]:
    """Return the content of ``summary.json``; undefined numbers are ``None``."""
    nothing = found.nothing
    return {
        "study": "calibrate", "heading": heading(found), "answer": answer(found), "fits": nothing is None,
        "counts": found.study.counts,
        "fighting": [] if nothing is None else [{"target": name, "deviations": _number(off)}
                                                for name, off in nothing.missed],
        **({} if nothing else _details(found)),
        "left_out": left_out(found),
    }


def _details(found: Calibrated) -> dict[str, Any]:
    return {
        "effective_number": _number(found.worth), "settled": _number(found.settled),
        "directions": direction_words(found),
        "assumptions": {row["assumption"]: {name: value for name, value in row.items() if name != "assumption"}
                        for row in known_rows(found)},
        "targets": met_rows(found),
    }


def known_rows(found: Calibrated) -> list[dict[str, Any]]:
    """Return a row an assumption: before, after, what the figures say."""
    return [
        {"assumption": one.assumption.parameter, "label": one.assumption.label, "unit": one.assumption.unit,
         "before_low": one.assumption.low, "before_high": one.assumption.high, "low": _number(one.low),
         "middle": _number(one.middle), "high": _number(one.high), "contraction": _number(one.contraction),
         "r2": _number(one.r2), "told": one.told, "tells": "; ".join(one.tells)}
        for one in found.known
    ]


def met_rows(found: Calibrated) -> list[dict[str, Any]]:
    """Return a row a target: the figure, what runs give, what the others lead one to expect."""
    return [
        {"target": one.target.name, "label": one.target.label, "use": one.target.use, "figure": _number(one.value),
         "low": _number(one.low), "middle": _number(one.middle), "high": _number(one.high),
         "alone_low": _number(one.alone_low), "alone_high": _number(one.alone_high), "inside": one.inside,
         "expected": one.expected}
        for one in found.met
    ]


def posterior_columns(found: Calibrated) -> dict[str, list[float]]:
    """Return the draws: one row a draw, a column an assumption in its own unit, and the draw's weight."""
    rows = [values(found.study.assumptions, row) for row in found.draws]
    columns = {one.parameter: [row[one.parameter] for row in rows] for one in found.study.assumptions}
    return {"draw": [float(place) for place in range(len(rows))], "weight": [1.0 / len(rows)] * len(rows), **columns}


def _number(value: float) -> float | None:
    return None if not math.isfinite(value) else float(f"{value:.{_DIGITS}g}")
