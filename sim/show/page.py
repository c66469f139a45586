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

from sim.config.characters import harmless
from sim.runs.store import staged, write_json
from sim.show.colours import variables
from sim.show.inline import inline
from sim.show.parts import Parts
from sim.show.places import place_words, places_words
from sim.show.playing import playing
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


POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
"""What a page may load and run: its own styles and pictures. No script, nothing from elsewhere."""


def _harmless(value: Any) -> Any:
    """Return what a template shows with nothing in it that acts on a screen."""
    if isinstance(value, Markup):
        return value
    return harmless(value) if isinstance(value, str) else value


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("sim", "."), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True, finalize=_harmless,
    )
    environment.globals["policy"] = POLICY
    environment.filters["number"] = lambda value: f"{value:,.0f}"
    environment.filters |= {"counted": counted, "places": places_words, "place": place_words}
    environment.globals |= {"chart_colours": variables, "playing": playing}
    return environment


def page_template(kind: str) -> Template:
    """Return the template of a kind of study: ``studies/KIND/page.html.j2``, which extends ``show/templates``' base."""
    return template(f"studies/{kind}/page.html.j2")


def template(path: str) -> Template:
    """Return a template by its path within the package."""
    return _environment().get_template(path)


def write_page(kind: str, folder: Path, content: Mapping[str, Any], charts: Iterable[Chart] | None = None) -> None:
    """Write ``report.html`` into a folder and, where there are charts, draw them into its ``figures``.

    Parameters
    ----------
    content
        What the template shows; pictures of the charts are added as ``pictures``, by their names as ``drawn``.

    Raises
    ------
    LostPartsError
        Where figures could not be drawn; the page is written without them.
    """
    template, parts = page_template(kind), Parts()
    if charts is not None:
        (folder / FIGURES).mkdir()
        pictures = list(_drawn(charts, folder / FIGURES, parts))
        content = {**content, "pictures": pictures, "drawn": Drawn({one.name: one for one in pictures})}
    (folder / PAGE).write_text(template.render(content), encoding="utf-8", errors="backslashreplace")
    parts.tell()


def write_report(
    kind: str, folder: Path, content: Callable[[], Mapping[str, Any]], charts: Iterable[Chart],
    write: Callable[[Path], None] | None = None, summary: Mapping[str, Any] | None = None,
) -> None:
    """Write page, figures and ``summary.json`` into a study's folder, each as far as it can be made.

    Parameters
    ----------
    content
        Gives what the page shows.
    write
        What else to write beside them, into a folder.

    Raises
    ------
    UserError
        When they cannot be written; the runs are kept.
    LostPartsError
        When some of them could not be made; the others are written.
    """
    parts = Parts()
    with staged(folder) as stage:
        with parts.part("page"):
            write_page(kind, stage, content(), charts)
        if summary is not None:
            with parts.part(SUMMARY):
                write_json(stage / SUMMARY, summary)
        if write is not None:
            with parts.part("tables"):
                write(stage)
    parts.tell()


class Drawn(dict[str, Picture]):
    """Pictures by name; of one that could not be drawn there are the words alone."""

    def __missing__(self, name: str) -> Picture:
        """Return a picture of nothing that says so."""
        return Picture(name, Markup(""), name, "", f"{name}: this figure could not be drawn")


def _drawn(charts: Iterable[Chart], figures: Path, parts: Parts) -> Iterator[Picture]:
    every = iter(charts)
    while True:
        chart = None
        with parts.part("further figures"):  # one that fails while it is made ends the row: what follows is not known
            chart = next(every, None)
        if chart is None:
            return
        with parts.part(f"figure {chart.name}"):
            yield draw(chart.figure, figures / chart.name, chart.alt, chart.section)
