"""The server's own pages, in the product's look: templates, and the scripts and styles that they load from it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from markupsafe import Markup

from sim.app.desk import SIZES, Desk
from sim.app.guard import APP_POLICY
from sim.app.library import NotThereError
from sim.app.progress import FIRST_BANDS, effects_of, judged
from sim.errors import UserError
from sim.model.outcomes.dictionary import HEADLINE
from sim.show.colours import variables
from sim.show.numbers import outcome_change, title
from sim.show.page import template
from sim.show.style import display
from sim.show.words import counted
from sim.studies.explore import page as explore

STATIC = Path(__file__).parent / "static"
SCRIPTS = ("common.js", "library.js", "job.js", "run.js", "papers.js")
_SHOW = Path(explore.__file__).parents[2] / "show" / "templates" / "report.css"


@cache
def static(name: str) -> tuple[str, str]:
    """Return a script or style that pages load, and its media type.

    Raises
    ------
    NotThereError
        If there is none of that name.
    """
    if name == "app.css":
        parts = [f":root {{ {variables()} }}",
                 f"@media screen and (prefers-color-scheme: dark) {{ :root {{ {variables(True)} }} }}",
                 *(file.read_text(encoding="utf-8") for file in (_SHOW, explore.HERE / "explore.css",
                                                                 STATIC / "app.css"))]
        return "\n".join(parts), "text/css"
    if name == "explore.js":
        return explore.script_text(), "text/javascript"
    if name in SCRIPTS:
        return (STATIC / name).read_text(encoding="utf-8"), "text/javascript"
    raise NotThereError("there is no such file")


def library_page(_desk: Desk, _asked: Mapping[str, str]) -> str:
    """Return the page of all studies."""
    return _page("library", "library.js", title="Studies", sizes=list(SIZES))


def play_page(desk: Desk, asked: Mapping[str, str]) -> str:
    """Return the page to play with, which can run for real here."""
    study = desk.exploration(asked["study"])
    return _page("play", "explore.js", "run.js", study=asked["study"], outcomes_by_name=[
        (one, title(one)) for one in study.told if one in HEADLINE], **explore.page_content(study))


def job_page(desk: Desk, asked: Mapping[str, str]) -> str:
    """Return the page of one job."""
    job = desk.jobs.job(asked["job"])
    return _page("job", "job.js", title=job.title, job=job)


def papers_page(_desk: Desk, _asked: Mapping[str, str]) -> str:
    """Return the page of files of one's own."""
    return _page("papers", "papers.js", title="Scenarios and roadmaps")


def beside_page(desk: Desk, asked: Mapping[str, str]) -> str:
    """Return the page of two comparisons side by side: what every scenario of both does to the headline outcomes."""
    columns = [one for name in ("one", "other") for one in _columns(desk, asked.get(name, ""))]
    rows = [(title(name), [of["cells"].get(name) for of in columns]) for name in HEADLINE
            if any(name in of["cells"] for of in columns)]
    return _page("beside", title="Two comparisons side by side", columns=columns, rows=rows)


PAGES: Mapping[str, Callable[[Desk, Mapping[str, str]], str]] = {
    "/": library_page, "/play/{kind}/{name}": play_page, "/job/{job}": job_page, "/files": papers_page,
    "/beside": beside_page,
}


def _columns(desk: Desk, study: str) -> list[dict[str, Any]]:
    """Return a column a scenario of a comparison: its words and outcome → change and what may be said of it.

    Raises
    ------
    UserError
        If the study is no comparison, or has no whole seeds.
    """
    folder = desk.library.study(study)
    seeds, found = effects_of(folder) if folder.about["study"] == "compare" else (0, {})
    if not found or seeds < FIRST_BANDS:
        raise UserError(f"only comparisons of {FIRST_BANDS} seeds and more can stand side by side")
    columns = []
    for arm, effects in found.items():
        levels = {name: one.baseline for name, one in effects.items()}
        cells = {name: (str(outcome_change(name, one)), *judged(name, one, levels)) for name, one in effects.items()}
        columns.append({"study": study, "scenario": display(arm), "seeds": counted(seeds, "seed"), "cells": cells})
    return columns


def _page(name: str, *scripts: str, **content: Any) -> str:
    head = Markup('<link rel="stylesheet" href="/static/app.css">')
    told = Markup("\n").join(Markup('<script src="/static/{}" defer></script>').format(one)
                             for one in (*(("common.js",) if scripts else ()), *scripts))
    policy = APP_POLICY.partition("; frame-ancestors")[0]  # which a page cannot say of itself, only its header
    return template(f"app/{name}.html.j2").render(policy=policy, styles=head, script=told, **content)
