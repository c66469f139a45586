"""How every page is made: one environment of templates, figures inside the page, all files written as a whole."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup
from matplotlib.figure import Figure

from sim.runs.store import staged, write_json
from sim.show.colours import variables
from sim.show.inline import inline
from sim.show.places import place_words, places_words
from sim.show.style import save_both
from sim.show.told import told
from sim.show.words import counted

PAGE, FIGURES, SUMMARY = "report.html", "figures", "summary.json"


@dataclass(frozen=True, slots=True)
class Chart:
    """A figure that a page shows.

    Attributes
    ----------
    name
        Of its files, without an ending.
    alt
        What is shown, in words for those who do not see it.
    section
        Where on the page it stands, for pages that show figures in several places.
    """

    name: str
    alt: str
    figure: Figure
    section: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """A figure inside a page.

    Attributes
    ----------
    svg
        The drawing without its heading, in the page's own font and colours.
    title, subtitle
        The heading, as text of the page.
    """

    name: str
    svg: Markup
    title: str
    subtitle: str
    alt: str
    section: str = ""


def draw(figure: Figure, path: Path, alt: str, section: str = "") -> Picture:
    """Write a figure as PNG and SVG, and return it as a page holds it.

    Parameters
    ----------
    path
        Without an ending; its last part names the figure.
    """
    save_both(figure, path)
    words = told(figure)
    svg = path.with_name(f"{path.name}.svg").read_text(encoding="utf-8")
    return Picture(path.name, inline(svg, words, path.name, alt), words.title, words.subtitle, alt, section)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("sim", "."), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["number"] = lambda value: f"{value:,.0f}"
    environment.filters |= {"counted": counted, "places": places_words, "place": place_words}
    environment.globals["chart_colours"] = variables
    return environment


def page_template(kind: str) -> Template:
    """Return the template of a kind of study: ``studies/KIND/page.html.j2``, which extends ``show/templates``' base."""
    return _environment().get_template(f"studies/{kind}/page.html.j2")


def write_page(kind: str, folder: Path, content: Mapping[str, Any], charts: Iterable[Chart] | None = None) -> None:
    """Write ``report.html`` into a folder and, where there are charts, draw them into its ``figures``.

    Parameters
    ----------
    content
        What the template shows; pictures of the charts are added as ``pictures``, by their names as ``drawn``.
    """
    template = page_template(kind)
    if charts is not None:
        (folder / FIGURES).mkdir()
        pictures = list(_drawn(charts, folder / FIGURES))
        content = {**content, "pictures": pictures, "drawn": {one.name: one for one in pictures}}
    (folder / PAGE).write_text(template.render(content), encoding="utf-8")


def write_report(
    kind: str, folder: Path, content: Mapping[str, Any], charts: Iterable[Chart],
    write: Callable[[Path], None] | None = None, summary: Mapping[str, Any] | None = None,
) -> None:
    """Write page, figures and ``summary.json`` into a study's folder, as a whole.

    Parameters
    ----------
    write
        What else to write beside them, into a folder.

    Raises
    ------
    UserError
        When they cannot be written; the runs are kept.
    """
    with staged(folder) as stage:
        write_page(kind, stage, content, charts)
        if summary is not None:
            write_json(stage / SUMMARY, summary)
        if write is not None:
            write(stage)


def _drawn(charts: Iterable[Chart], figures: Path) -> Iterator[Picture]:
    for chart in charts:
        yield draw(chart.figure, figures / chart.name, chart.alt, chart.section)
