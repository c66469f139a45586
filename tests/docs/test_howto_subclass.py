"""The how-to on subclassing an agent runs as printed, and a class of one's own is really used."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from sim.config import compose
from sim.errors import UserError
from sim.model.agents.creator import Creator
from sim.model.ecosystem.model import Ecosystem

PAGE = Path(__file__).parents[2] / "docs" / "howto" / "subclass-an-agent.md"
SMALL = ("population.viewers=60", "population.creators=10", "warmup_days=0")


def test_example_runs_and_bites() -> None:
    (example,) = re.findall(r"```python\n(.*?)```", PAGE.read_text(), re.DOTALL)
    names: dict[str, Any] = {}
    exec(example, names)
    usual, bitten = names["usual"].tallies(), names["bitten"].tallies()
    assert {type(viewer).__name__ for viewer in names["bitten"].engine.viewers} == {"OnceBitten"}
    assert bitten["bad_purchases"].sum() > 0
    assert bitten["viewers"][-2:].sum() < usual["viewers"][-2:].sum()


def test_methods_named_on_the_page_exist() -> None:
    from sim.model.agents.viewer import Viewer

    rows = [line for line in PAGE.read_text().splitlines() if line.startswith("| ") and "`" in line]
    named = {method for row in rows for method in re.findall(r"`(\w+)(?:\([^`]*\))?`", row)}
    named -= {"Viewer", "Creator", "viewer_class", "creator_class", "u"}
    assert len(named) > 10
    assert not {method for method in named if not hasattr(Viewer, method) and not hasattr(Creator, method)}


def test_creator_class_is_used_for_newcomers_too() -> None:
    class Saint(Creator):
        def considered(self, mine: int, exposures: list[int]) -> int:
            return 0

    config = compose([*SMALL, "engine=objects", "population.creator.experiment=0.5", "population.creator.arrivals=0.1"])
    model = Ecosystem(config, seed=1, creator_class=Saint).run(30)
    assert model.tallies()["creators_joined"].sum() > 0
    assert {type(creator) for creator in model.engine.creators} == {Saint}
    assert model.tallies()["creators_cheating"].sum() == 0
    assert Ecosystem(config, seed=1).run(30).tallies()["creators_cheating"].sum() > 0


def test_a_class_without_objects_is_refused() -> None:
    with pytest.raises(UserError, match="engine=objects"):
        Ecosystem(compose([*SMALL]), creator_class=Creator)
