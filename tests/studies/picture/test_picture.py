"""A run is read as it was: users as the market counts them, the same folder again, wrong names told in a line."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
import pytest

from sim.config import compose, load_scenario
from sim.errors import UserError
from sim.model.ecosystem.model import Ecosystem
from sim.studies.picture.run import run_picture
from sim.studies.picture.spread import Spread, follow

TINY = (
    "tactics=core", "population.viewers=300", "population.creators=90", "warmup_days=7", "days=40", "seed=3",
    "tactics.bait_price.appears=5", "tactics.bait_price.moral=0", "tactics.bait_price.entry_gain=2",
    "population.deterrence.certainty=0.1",
)
WRITTEN = {"network.png", "network.svg", "spread.gif", "summary.json", "accounts.parquet", "ties.parquet",
           "days.parquet", "config.yaml"}


@pytest.fixture(scope="module")
def market() -> Ecosystem:
    return Ecosystem(compose(TINY), seed=3).run(7)


@pytest.fixture(scope="module")
def seen(market: Ecosystem) -> Spread:
    return follow(market, load_scenario("status_quo", market.config), 40, "bait_price", lambda: None)


def test_users_and_open_accounts_are_those_that_the_market_counts(market: Ecosystem, seen: Spread) -> None:
    twin = market.branch().run(40)
    told = twin.adoption()
    users = told["bait_price"].reshape(40, -1).sum(axis=1)
    assert np.array_equal(seen.users.sum(axis=1), users)
    assert np.array_equal(seen.here.sum(axis=1), twin.tallies()["creators"].reshape(40, -1).sum(axis=1))
    assert not seen.users[:5].any()
    assert seen.users.any()
    assert seen.days.tolist() == list(range(40))


def test_ties_are_of_accounts_that_are_shown_and_stand_once(seen: Spread) -> None:
    assert len(np.unique(seen.ties, axis=0)) == len(seen.ties) > 50
    assert (seen.ties[:, 0] < seen.ties[:, 1]).all()
    assert seen.ties.max() < len(seen.id) == len(np.unique(seen.id))
    assert seen.here.any(axis=0).all()


def test_what_happens_to_a_tactic_is_dated(seen: Spread) -> None:
    assert seen.events[:2] == ((5, "appears"), (35, "rule in force"))


def test_a_picture_leaves_a_folder_and_the_same_one_again(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    config = compose(TINY)
    folders = [
        run_picture(config, None, tmp_path / name, "sim picture", tactic="bait_price", every=10)
        for name in ("one", "two")
    ]
    assert {one.name for one in folders[0].iterdir()} == WRITTEN
    for name in WRITTEN:
        assert (folders[0] / name).read_bytes() == (folders[1] / name).read_bytes(), name
    summary = json.loads((folders[0] / "summary.json").read_text())
    days = pq.read_table(folders[0] / "days.parquet").to_pydict()
    assert summary["users"] == max(days["users"]) == days["users"][summary["day"]]
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == summary["caption"]
    assert lines[1] == str(folders[0])


def test_a_tactic_that_does_not_exist_is_told_before_anything_runs(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"^no tactic 'bait_prize'\. Did you mean bait_price\?.*\(there are ") as caught:
        run_picture(compose(TINY), None, tmp_path, "x", tactic="bait_prize")
    assert "\n" not in str(caught.value)
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(UserError, match="there are none"):
        run_picture(compose([*TINY[1:6], "tactics=none"]), None, tmp_path, "x", tactic="bait_price")


def test_a_run_without_tactics_has_nothing_to_draw(tmp_path: Path) -> None:
    config = compose([*TINY[1:5], "tactics=none", "days=2", "warmup_days=1"])
    with pytest.raises(UserError, match="nobody used a tactic in this run"):
        run_picture(config, None, tmp_path, "x")
    assert list(tmp_path.iterdir()) == []
