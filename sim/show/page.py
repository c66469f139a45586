"""One environment for every page: the templates stand beside the code that fills them."""

from __future__ import annotations

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, Template


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("sim", "."), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["number"] = lambda value: f"{value:,.0f}"
    return environment


def page_template(kind: str) -> Template:
    """Return the template of a kind of study: ``studies/KIND/page.html.j2``, which extends ``show/templates``' base."""
    return _environment().get_template(f"studies/{kind}/page.html.j2")
