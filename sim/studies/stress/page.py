"""The page of a register: one self-contained HTML file made of `sim.studies.stress.results` and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sim.show.page import Chart, write_report
from sim.show.places import places_words
from sim.show.style import display
from sim.show.words import counted, listed
from sim.studies.stress.charts import draw_matrix, draw_threat
from sim.studies.stress.results import Results
from sim.studies.stress.rows import between_rows, register_rows, scale_rows, threat_cards
from sim.studies.stress.words import days_words, rating_words

MOST_ROWS = 6
"""Threats on the first screen; all are in the register."""


def write_stress_page(results: Results, folder: Path) -> None:
    """Write ``results.json``, ``series.parquet``, ``report.html`` and the figures into a study's folder, as a whole.

    Raises
    ------
    UserError
        When they cannot be written; the runs are kept.
    """
    write_report("stress", folder, lambda: _content(results), _charts(results), results.write)


def _content(results: Results) -> dict[str, Any]:
    about = results.about
    names = [one.name for one in about.policies]
    return {
        "title": f"What could go wrong under {listed(list(map(display, names)))}?",
        "heading": _heading(results),
        "about": about,
        "environment": about.environment,
        "summary": results.summary,
        "recommendation": results.recommendation,
        "policies": [
            {"name": display(name), "key": name, "rows": register_rows(results, name),
             "cards": threat_cards(results, name)}
            for name in names
        ],
        "between": between_rows(results),
        "first": display(names[0]),
        "most": MOST_ROWS,
        "scale": scale_rows(results),
        "false_alarms": f"{100 * results.scales.false_alarms:g}%",
    }


def _heading(results: Results) -> str:
    about = results.about
    return (f"Risk register · {counted(len(about.threats), 'threat')} · {places_words(about.regions)} · "
            f"{counted(about.days, 'day')} · {about.viewers:,} viewers, {about.creators:,} creators · "
            f"{counted(about.seeds, 'seed')}")


def _charts(results: Results) -> Iterator[Chart]:
    for policy in (one.name for one in results.about.policies):
        ratings = ", ".join(f"{display(one.threat)} {rating_words(one.rating)}" for one in results.rows_of(policy))
        words = f"Matrix of likelihood and impact under {display(policy)}; ratings: {ratings}."
        yield Chart(f"matrix-{policy}", words, draw_matrix(results, policy))
    for row in results.rows:
        words = (f"Signal of {display(row.threat)} beside its counterfactual; noticed after "
                 f"{days_words(row.detect)}. Numbers are in the text.")
        yield Chart(f"{row.policy}-{row.threat}", words, draw_threat(results, row))
