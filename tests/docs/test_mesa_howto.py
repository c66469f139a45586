"""The page with sliders of the how-to on Mesa's tools: its settings make markets, and Mesa's page steps and resets one.

What it needs (`mesa[viz]`) is no part of the set-up, so that Mesa's page itself is opened only where that is installed.
"""

from __future__ import annotations

import sys
from types import ModuleType
from typing import Any

import pytest

from sim import Ecosystem
from tests.docs.documents import ROOT, blocks

PAGE = ROOT / "docs" / "howto" / "use-mesa-tools.md"


def app() -> str:
    (block,) = [block for block in blocks(PAGE) if block.skipped]
    return block.text


def test_sliders_name_settings_that_make_a_market(monkeypatch: pytest.MonkeyPatch) -> None:
    """As Reset does: a market of the class shown, from the fixed parameters and what the sliders say."""
    stand_in = ModuleType("mesa.visualization")
    stand_in.Slider = lambda label, value, low, high, step: {"type": "SliderFloat", "value": high}  # type: ignore[attr-defined]
    stand_in.SolaraViz = lambda model, **asked: (model, asked)  # type: ignore[attr-defined]
    stand_in.make_plot_component = lambda measure: measure  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "mesa.visualization", stand_in)
    names: dict[str, Any] = {}
    exec(app(), names)
    market, asked = names["page"]
    values = {name: p["value"] if isinstance(p, dict) else p for name, p in asked["model_params"].items()}
    again = type(market)(**values).run(2)
    assert isinstance(again, Ecosystem) and again.config["population"]["viewers"] == 2000
    for measure in asked["components"]:
        assert set([measure] if isinstance(measure, str) else measure) <= set(market.datacollector.model_vars)


def test_mesas_page_steps_and_resets_the_market() -> None:
    solara = pytest.importorskip("solara", reason="mesa[viz] is not installed")
    vuetify = pytest.importorskip("ipyvuetify")
    names: dict[str, Any] = {}
    exec(app(), names)
    _, page = solara.render(solara.AppLayout(children=[names["page"]]), handle_error=False)

    def press(label: str) -> None:
        (button,) = [button for button in page.find(vuetify.Btn).widgets if button.children == [label]]
        button.click()

    press("Step")
    press("Step")
    assert names["market"].steps == 2
    press("Reset")
    press("Step")
    assert names["market"].steps == 2
    assert not page.find(vuetify.Alert).widgets
    page.close()
