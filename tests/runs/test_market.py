"""`from sim import Ecosystem`: a market in one line, with settings by name, and a collector that looks every day."""

from __future__ import annotations

import datetime
import pickle
from pathlib import Path
from typing import Any, ClassVar

import mesa
import numpy as np
import pytest

import sim
from sim.config import compose
from sim.errors import UserError
from sim.model.ecosystem import model
from sim.model.levers.schedule import Change, Scenario
from sim.runs.market import DAILY, Ecosystem

SIZES = {"population.viewers": 100, "population.creators": 12, "warmup_days": 1, "days": 3}


class Rated(Ecosystem):
    """A class at the top of a module, as Mesa's pools need it."""

    collect: ClassVar = {"model_reporters": {"orders": lambda market: market.total("orders")}}


def arrays(market: model.Ecosystem) -> dict[str, Any]:
    return {name: array.tolist() for name, array in market.write_back().arrays().items()}


def test_defaults_in_one_line() -> None:
    """What README promises: a market without a config is the one of the defaults."""
    market = sim.Ecosystem()
    assert sim.Ecosystem is Ecosystem and isinstance(market, model.Ecosystem)
    assert market.config == compose([])


def test_settings_by_name_are_overrides() -> None:
    market = Ecosystem(enforcement="strict", seed=3, **SIZES)
    config = compose(["enforcement=strict", *(f"{name}={value}" for name, value in SIZES.items())])
    assert market.config == config
    assert arrays(market.run(2)) == arrays(model.Ecosystem(config, seed=3).run(2))


def test_settings_may_be_numpy_numbers_and_dates() -> None:
    day = datetime.date(2027, 2, 1)
    config = Ecosystem(**{**SIZES, "population.viewers": np.int64(80), "start_date": day}).config
    assert config["population"]["viewers"] == 80 and str(config["start_date"]) == "2027-02-01"


def test_rng_is_mesas_name_for_the_seed() -> None:
    assert arrays(Ecosystem(rng=5, **SIZES)) == arrays(Ecosystem(seed=5, **SIZES))
    with pytest.raises(UserError, match="two names of one number"):
        Ecosystem(seed=1, rng=1, **SIZES)


def test_what_is_wrong_is_said() -> None:
    with pytest.raises(UserError, match=r"Did you mean population\.viewers"):
        Ecosystem(**{"population.viewerz": 100})
    with pytest.raises(UserError, match="days beside a whole config"):
        Ecosystem(compose([]), days=3)
    with pytest.raises(UserError, match=r"load_scenario\(name\)"):
        Ecosystem(scenario="warn_first", **SIZES)  # type: ignore[arg-type]
    with pytest.raises(UserError, match="Did you mean orders"):
        Ecosystem(**SIZES).total("order")


def test_classes_of_agents_are_passed_on() -> None:
    from sim.model.agents.viewer import Viewer

    class Quiet(Viewer):
        def opens(self, u: float, weekend: bool) -> bool:
            return False

    market = Ecosystem(engine="objects", viewer_class=Quiet, **SIZES).run(2)
    assert market.total("dau") == 0 and {type(viewer) for viewer in market.viewers} == {Quiet}


@pytest.mark.parametrize("engine", ["compiled", "objects"])
def test_collects_at_the_start_and_after_every_day(engine: str) -> None:
    market = Ecosystem(engine=engine, **SIZES)
    market.run_model()
    seen = market.datacollector.model_vars
    assert seen["day"] == [-1, 0, 1, 2, 3] and not market.running
    assert set(seen) == set(DAILY["model_reporters"])
    assert seen["views"] == [0, *market.tallies()["views"].reshape(4, -1).sum(1).tolist()]
    assert seen["viewers"][0] == 100


@pytest.mark.parametrize("engine", ["compiled", "objects"])
def test_batch_run_makes_markets_of_few_parameters(engine: str) -> None:
    """A row holds what was asked and what was collected, not the whole configuration."""
    asked = {**SIZES, "engine": engine, "enforcement.auto.recall": [0.1, 0.9], "rng": [1, 2]}
    rows = mesa.batch_run(Ecosystem, asked, data_collection_period=1, display_progress=False)
    told = {"RunId", "iteration", "Step", *asked, *DAILY["model_reporters"]}
    assert all(set(row) - {"seed"} == told for row in rows)  # Mesa 3.5 adds the seed, which is none here
    last = [row for row in rows if row["RunId"] == rows[-1]["RunId"]]
    alone = Ecosystem(engine=engine, rng=2, **{**SIZES, "enforcement.auto.recall": 0.9})
    alone.run_model()
    assert [row["views"] for row in last] == alone.datacollector.model_vars["views"][: len(last)]


def test_a_collector_of_ones_own_is_ones_own_to_call() -> None:
    """As every Mesa model with a collector is written: its own step collects."""

    class Mine(Ecosystem):
        def __init__(self, seed: int | None = None) -> None:
            super().__init__(seed=seed, **SIZES)
            self.datacollector = mesa.DataCollector({"day": "day"})

        def step(self) -> None:
            super().step()
            self.datacollector.collect(self)

    assert Mine(seed=1).run(3).datacollector.model_vars["day"] == [0, 1, 2]


def test_branches_and_saved_markets_collect_from_where_they_begin(tmp_path: Path) -> None:
    market = Ecosystem(collect={"model_reporters": {"day": "day"}}, **SIZES).run(2)
    twin = market.branch(Scenario("sharp", changes=(Change("enforcement.auto.recall", 0.9),))).run(2)
    assert type(twin) is Ecosystem
    assert twin.datacollector.model_vars == {"day": [1, 2, 3]}
    assert market.datacollector.model_vars == {"day": [-1, 0, 1]}
    market.save(tmp_path)
    again = Rated.load(tmp_path)
    assert isinstance(again, Rated) and again.running
    assert again.run(2).datacollector.model_vars["orders"] == [market.total("orders"), *last_days(again)]
    assert not again.running and not again.branch().running
    again.save(tmp_path)
    assert not Ecosystem.load(tmp_path).running


def last_days(market: Ecosystem) -> list[int]:
    days: list[int] = market.tallies()["orders"].reshape(2, -1).sum(1).tolist()
    return days


def test_the_class_is_pickled_by_name() -> None:
    assert pickle.loads(pickle.dumps(Ecosystem)) is sim.Ecosystem


def test_tells_what_it_is() -> None:
    market = Ecosystem(**{**SIZES, "population.viewers": 1200})
    assert repr(market) == "<Ecosystem: day -1 of 3, 1,200 viewers and 12 creators in us, vn, compiled engine>"
    assert repr(market.creators) == "<Population: 12 of Creator>"
    assert repr(market.creators[3]).startswith("<CreatorHandle 3 of ")
