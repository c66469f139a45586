"""The page of a register: one self-contained HTML file made of `sim.studies.stress.results` and nothing else."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import matplotlib as mpl
from matplotlib.figure import Figure

from sim.runs.store import staged
from sim.show.page import page_template
from sim.show.style import display, save
from sim.studies.stress.charts import draw_matrix, draw_threat
from sim.studies.stress.results import Results
from sim.studies.stress.rows import between_rows, register_rows, scale_rows, threat_cards
from sim.studies.stress.words import days_words, rating_words

PAGE = "report.html"


def write_stress_page(results: Results, folder: Path) -> None:
    """Write ``results.json``, ``series.parquet``, ``report.html`` and the figures into a study's folder, as a whole.

    Raises
    ------
    UserError
        When they cannot be written; the runs are kept.
    """
    template = page_template("stress")
    with staged(folder) as stage:
        (stage / "figures").mkdir()
        results.write(stage)
        pictures = _pictures(results, stage / "figures")
        (stage / PAGE).write_text(template.render(_content(results, pictures)), encoding="utf-8")


def _content(results: Results, pictures: dict[str, dict[str, Any]]) -> dict[str, Any]:
    told = results.told
    about = told["about"]
    names = [one["name"] for one in about["policies"]]
    return {
        "title": f"What could go wrong under {', '.join(map(display, names))}?",
        "heading": _heading(told),
        "about": about,
        "summary": told["summary"],
        "policies": [
            {"name": display(name), "key": name, "rows": register_rows(told, name), "cards": threat_cards(told, name)}
            for name in names
        ],
        "between": between_rows(told),
        "first": display(names[0]),
        "scale": scale_rows(told),
        "false_alarms": f"{100 * told['scales']['false_alarms']:g}%",
        "pictures": pictures,
    }


def _heading(told: dict[str, Any]) -> str:
    about = told["about"]
    return (f"Risk register · {len(about['threats'])} threats · {', '.join(about['regions'])} · {about['days']} days · "
            f"{about['viewers']:,} viewers, {about['creators']:,} creators · {about['seeds']} seeds")


def _charts(results: Results) -> Iterator[tuple[str, str, Figure]]:
    """Yield name, what is shown in words, and the figure of every chart."""
    for policy in (one["name"] for one in results.told["about"]["policies"]):
        ratings = ", ".join(f"{display(one['threat'])} {rating_words(one['rating'])}"
                            for one in results.told["rows"] if one["policy"] == policy)
        yield f"matrix-{policy}", f"Matrix of likelihood and impact under {display(policy)}; ratings: {ratings}.", \
            draw_matrix(results, policy)
    for row in results.told["rows"]:
        words = (f"Signal of {display(row['threat'])} beside its unshocked twin; noticed after "
                 f"{days_words(row['detect'])}. Numbers are in the text.")
        yield f"{row['policy']}-{row['threat']}", words, draw_threat(results, row)


def _pictures(results: Results, figures: Path) -> dict[str, dict[str, Any]]:
    pictures = {}
    for name, alt, figure in _charts(results):
        path = figures / f"{name}.png"
        width, height = save(figure, path)
        with mpl.rc_context({"svg.hashsalt": name}):
            figure.savefig(path.with_suffix(".svg"), metadata={"Date": None})
        source = "data:image/png;base64," + base64.b64encode(path.read_bytes()).decode()
        pictures[name] = {"source": source, "width": width, "height": height, "alt": alt}
    return pictures
