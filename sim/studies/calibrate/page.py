"""The page of a calibration: one self-contained HTML file beside the draws."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from sim.runs.store import write_table
from sim.show.page import Chart, write_report
from sim.studies.calibrate.assumptions import range_words
from sim.studies.calibrate.charts import draw_known, draw_met
from sim.studies.calibrate.result import Calibrated
from sim.studies.calibrate.summary import KNOWN, MET, POSTERIOR, known_rows, met_rows, posterior_columns
from sim.studies.calibrate.words import (
    TOLD_WORDS,
    answer,
    believed_words,
    direction_words,
    heading,
    left_out,
    met_value,
    part_words,
    rounded,
    scale_words,
    told_words,
)


def write_calibration_page(found: Calibrated, summary: Mapping[str, Any]) -> None:
    """Write ``report.html``, ``summary.json``, figures and the tables, as a whole; no draws where nothing fits.

    Raises
    ------
    UserError
        When they cannot be written; the runs are kept.
    """
    def tables(stage: Path) -> None:
        if found.nothing is not None:
            return
        write_table(stage / POSTERIOR, posterior_columns(found))
        for name, rows in ((KNOWN, known_rows(found)), (MET, met_rows(found))):
            write_table(stage / name, {column: [row[column] for row in rows] for column in rows[0]})

    write_report("calibrate", found.study.folder, lambda: _content(found), _charts(found), tables, summary)


def _content(found: Calibrated) -> dict[str, Any]:
    study, fits = found.study, found.nothing is None
    return {
        "title": "What the figures tell" if fits else "No assumptions fit",
        "heading": heading(found), "answer": answer(found), "fits": fits,
        "known": [_known_row(one) for one in found.known] if fits else [],
        "met": [_met_row(found, one) for one in found.met] if fits else [],
        "directions": direction_words(found) if fits else [], "left": left_out(found),
        "fighting": [(name, f"{off:.1f}") for name, off in found.nothing.missed] if found.nothing else [],
        "settled": "–" if found.settled != found.settled else f"{found.settled:.0%}", "believed": believed_words(),
        "counts": study.counts, "failures": study.failures.head(10).to_dict("records"), "about": study.about,
        "environment": study.about["environments"][-1], "start": study.about["calibration"]["start"],
        "days": int(next(iter(study.blueprint.bases.values()))["days"]),
    }


def _known_row(one: Any) -> dict[str, str]:
    return {"label": one.assumption.label, "technical": one.assumption.parameter, "before": range_words(one.assumption),
            "after": f"{rounded(one.middle)} [{rounded(one.low)}, {rounded(one.high)}]", "told": told_words(one),
            "verdict": TOLD_WORDS[one.told],
            "contraction": f"{max(one.contraction, 0.0):.0%}", "r2": f"{max(one.r2, 0.0):.0%}"}


def _met_row(found: Calibrated, one: Any) -> dict[str, str]:
    low, high = met_value(one, one.alone_low), met_value(one, one.alone_high)
    return {"label": f"{one.target.label}{part_words(found, one.target)}", "unit": scale_words(one.target),
            "figure": met_value(one, one.value), "runs": f"{met_value(one, one.low)} to {met_value(one, one.high)}",
            "alone": "–" if one.alone_low != one.alone_low else f"{low} to {high}",
            "verdict": ("met" if one.inside else "missed") + ("" if one.expected else ", unexpected")}


def _charts(found: Calibrated) -> Iterator[Chart]:
    if found.nothing is not None:
        return
    yield Chart("known", "Each assumption's plausible range before and after the figures. " + " ".join(answer(found)),
                draw_known(found), "known")
    yield Chart("met", "Each figure against what runs drawn from the fit give.", draw_met(found), "met")
