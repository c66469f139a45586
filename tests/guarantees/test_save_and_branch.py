"""A market can stop, be saved, copied and go on elsewhere, and it stays the same market to the bit."""

from __future__ import annotations

import gc
import json
import os
import subprocess
import sys
import tracemalloc
import weakref
from pathlib import Path
from typing import Any

import mesa
import numpy as np
import pytest

from sim.config import compose
from sim.errors import UserError
from sim.model.ecosystem.model import Ecosystem
from sim.model.levers.schedule import Change, Scenario, Trigger

ENGINES = {
    "compiled": ["population.viewers=400", "population.creators=40"],
    "objects": ["population.viewers=60", "population.creators=12", "engine.name=objects"],
}
# every kind of change: a ramp, a region's own, a trigger that fires, one that is still to come, a guardrail that undoes
# and lets begin again, and a follow-up
MOVES = Scenario("moves", changes=(
    Change("enforcement.auto.recall", 0.9, start=-50, ramp=20),
    Change("incentives.quality_bonus.amount", 900.0, start=-40, regions=("us",)),
    Change("tactics.bait_price.severity", 4.0, when=Trigger("gini_views", True, 0.0, 5), start=-25),
    Change("enforcement.milestones.at_risk.rating", 180.0, start=5),
    Change("enforcement.auto.minutes", 3.0, start=-30, ramp=20, label="faster", hold=6, stops=(
        Trigger("gmv", False, 1.2, 4, region="us", pooled=True, relative=True),)),
    Change("enforcement.review.capacity", 9.0, after="faster", delay=2),
))
GO_ON = """
import sys
from sim.model.ecosystem.model import Ecosystem
model = Ecosystem.load(sys.argv[1])
model.run(int(sys.argv[3])).save(sys.argv[2])
"""


def config_of(engine: str, *more: str) -> dict[str, Any]:
    return compose([*ENGINES[engine], "warmup_days=60", "days=30", *more])


def same(one: Ecosystem, two: Ecosystem) -> None:
    """Assert that two markets are equal in every array."""
    mine, theirs = one.write_back().arrays(), two.write_back().arrays()
    assert list(mine) == list(theirs)
    different = [name for name in mine if not np.array_equal(mine[name], theirs[name])]
    assert not different
    for name in ("day", "impressions", "steps"):
        assert getattr(one, name) == getattr(two, name)
    for memory in ("began", "first", "ended"):
        assert getattr(one.book.timetable, memory) == getattr(two.book.timetable, memory)


@pytest.fixture(scope="module", params=list(ENGINES))
def engine(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def at_day_60(engine: str) -> Ecosystem:
    """Sixty days in; not to be changed."""
    return Ecosystem(config_of(engine), seed=12, scenario=MOVES).run(60)


def test_saved_and_continued_in_a_new_process(at_day_60: Ecosystem, tmp_path: Path) -> None:
    assert 2 in at_day_60.book.fired, "the trigger should have fired by now"
    assert at_day_60.book.timetable.ended, "the guardrail should have undone its change by now"
    at_day_60.save(tmp_path / "then")
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    arguments = [str(tmp_path / "then"), str(tmp_path / "later"), "12"]
    subprocess.run([sys.executable, "-c", GO_ON, *arguments], check=True, env=environment)
    uninterrupted = at_day_60.branch().run(12)
    continued = Ecosystem.load(tmp_path / "later")
    same(uninterrupted, continued)
    assert uninterrupted.tallies(12).keys() == continued.tallies(12).keys()
    for name, column in uninterrupted.tallies(12).items():
        assert np.array_equal(column, continued.tallies(12)[name])


def test_a_pending_trigger_remembers_the_days_before(tmp_path: Path) -> None:
    """Three of the five days that the trigger asks for lie before the save."""
    trigger = Trigger("gini_views", True, 0.0, 5)
    late = Scenario("late", changes=(Change("enforcement.auto.recall", 0.1, start=-57, when=trigger),))
    model = Ecosystem(config_of("compiled"), seed=3, scenario=late).run(3)
    model.save(tmp_path)
    loaded, twin = Ecosystem.load(tmp_path), model.branch(late)
    model.run(4), loaded.run(4), twin.run(4)
    assert model.book.fired == loaded.book.fired == twin.book.fired == {0: -55}
    same(model, loaded)
    same(model, twin)


def test_a_loaded_market_starts_a_new_record(at_day_60: Ecosystem, tmp_path: Path) -> None:
    at_day_60.save(tmp_path)
    loaded = Ecosystem.load(tmp_path)
    assert len(loaded.tallies()["day"]) == len(loaded.tiers()["day"]) == 0
    assert loaded.run(2).tallies()["day"].tolist() == [0, 0, 1, 1]
    assert loaded.network_report == at_day_60.network_report
    assert loaded.config == at_day_60.config
    for mine, theirs in zip(loaded.branch().book.today, loaded.book.today, strict=True):
        assert np.array_equal(mine, theirs)


def test_a_scenario_that_changes_nothing_gives_an_identical_twin(engine: str) -> None:
    model = Ecosystem(config_of(engine), seed=5).run(20)
    nothing = Scenario("nothing", changes=(
        Change("enforcement.auto.recall", float(model.config["enforcement"]["auto"]["recall"]), start=-35),
        Change("incentives.training.cost", 0.0, start=10_000),
    ))
    something = Scenario("something", changes=(Change("enforcement.auto.recall", 0.0, start=-40),))
    twin, other = model.branch(nothing), model.branch(something)
    model.run(20), twin.run(20), other.run(20)
    same(model, twin)
    assert any(not np.array_equal(a, b) for a, b in zip(
        model.state.arrays().values(), other.state.arrays().values(), strict=True
    ))
    mine, theirs = model.tallies(20), twin.tallies()
    assert all(np.array_equal(mine[name], theirs[name]) for name in mine)


def test_a_branch_takes_its_own_schedule_and_leaves_the_original_alone(at_day_60: Ecosystem) -> None:
    before = {name: array.copy() for name, array in at_day_60.state.arrays().items()}
    twin = at_day_60.branch(Scenario("status_quo"))
    assert all(np.array_equal(today, base) for today, base in zip(twin.book.today, twin.book.base, strict=True))
    twin.run(3)
    assert all(np.array_equal(before[name], array) for name, array in at_day_60.state.arrays().items())
    assert at_day_60.book.changes and not twin.book.changes
    assert twin.tallies()["day"].tolist() == [0, 0, 1, 1, 2, 2] and len(at_day_60.tallies()["day"]) == 120


def test_one_dormant_viewer_changes_nothing_else() -> None:
    alone, joined = (
        Ecosystem(config_of("compiled", f"population.dormant_viewers={count}"), seed=9).run(75) for count in (0, 1)
    )
    row = alone.config["population"]["viewers"]
    assert joined.state.viewers.n == alone.state.viewers.n + 1
    assert joined.state.viewers.status[row] == 2
    mine, theirs = alone.state.arrays(), joined.state.arrays()
    for name in mine:
        other = np.delete(theirs[name], row, axis=0) if name.startswith("viewers.") else theirs[name]
        if name == "orders.viewer":  # rows of later arrivals are one further down
            other = np.where(other > row, other - 1, other)
        assert np.array_equal(mine[name], other), name
    counted = joined.tallies()["viewer_accounts"] - alone.tallies()["viewer_accounts"]
    assert counted.reshape(75, -1).tolist() == [[1, 0]] * 75  # it is an account of the first region, and no more
    for one, two in ((alone.tallies(), joined.tallies()), (alone.tiers(), joined.tiers())):
        one.pop("viewer_accounts", None)
        assert all(np.array_equal(one[name], two[name]) for name in one)


def test_threads_give_the_same_bits() -> None:
    one, *others = (Ecosystem(config_of("compiled", f"engine.threads={count}"), seed=4).run(40) for count in (1, 2, 4))
    for other in others:
        same(one, other)
        assert all(np.array_equal(column, other.tallies()[name]) for name, column in one.tallies().items())


def test_subclasses_branch_to_their_own_kind(at_day_60: Ecosystem, tmp_path: Path) -> None:
    class Mine(Ecosystem):
        pass

    at_day_60.save(tmp_path)
    mine = Mine.load(tmp_path)
    assert type(mine) is Mine and type(mine.branch()) is Mine
    assert isinstance(mine, mesa.Model)


# files


@pytest.fixture
def saved(at_day_60: Ecosystem, tmp_path: Path) -> Path:
    at_day_60.save(tmp_path / "saved")
    return tmp_path / "saved"


def test_only_plain_files(saved: Path) -> None:
    assert sorted(path.suffix for path in saved.iterdir()) == [".json", ".npz"]
    described = json.loads((saved / "market.json").read_text())
    assert described["market"]["day"] == 0
    with np.load(next(saved.glob("*.npz")), allow_pickle=False) as arrays:
        assert all(arrays[name].dtype != object for name in arrays.files)


def test_saving_again_replaces(at_day_60: Ecosystem, saved: Path) -> None:
    at_day_60.branch().run(1).save(saved)
    assert len(list(saved.iterdir())) == 2
    assert Ecosystem.load(saved).day == 1


def test_a_save_that_fails_leaves_the_one_before(
    at_day_60: Ecosystem, saved: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(self: Path, target: Path) -> Path:
        if target.suffix == ".json":
            raise OSError("no space left on device")
        return self.rename(target)

    twin = at_day_60.branch().run(1)
    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(UserError, match="cannot save there: no space left on device"):
        twin.save(saved)
    monkeypatch.undo()
    assert not list(saved.glob("*.part"))
    assert Ecosystem.load(saved).day == 0


def test_other_code_is_refused(saved: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sim.model.ecosystem.snapshots.code_version", lambda: "0123456789ab")
    with pytest.raises(UserError, match=r"saved by code version \w{12}, this is 0123456789ab"):
        Ecosystem.load(saved)


@pytest.mark.parametrize("damage", ["flip", "cut", "remove"])
@pytest.mark.parametrize("which", ["*.npz", "market.json"])
def test_damage_is_refused(saved: Path, which: str, damage: str) -> None:
    path = next(saved.glob(which))
    content = bytearray(path.read_bytes())
    if damage == "flip":
        at = content.index(b'"day": 0') + 7 if which == "market.json" else len(content) // 2
        content[at] ^= 1
        path.write_bytes(content)
    elif damage == "cut":
        path.write_bytes(content[: len(content) // 2])
    else:
        path.unlink()
    with pytest.raises(UserError, match=r"damaged|no saved market here"):
        Ecosystem.load(saved)


def test_nothing_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="no saved market here"):
        Ecosystem.load(tmp_path / "nowhere")
    (tmp_path / "file").write_text("x")
    with pytest.raises(UserError, match="cannot save there"):
        Ecosystem(config_of("compiled"), seed=1).save(tmp_path / "file")


def test_classes_of_agents_are_asked_for(tmp_path: Path) -> None:
    from sim.model.agents.viewer import Viewer

    class Patient(Viewer):
        pass

    model = Ecosystem(config_of("objects"), seed=1, viewer_class=Patient)
    assert type(next(iter(model.branch().viewers))) is Patient
    model.save(tmp_path)
    with pytest.raises(UserError, match="saved with agent classes"):
        Ecosystem.load(tmp_path)
    assert type(next(iter(Ecosystem.load(tmp_path, viewer_class=Patient).viewers))) is Patient


# memory


def test_a_dropped_model_is_freed(engine: str, tmp_path: Path) -> None:
    model = Ecosystem(config_of(engine), seed=2).run(2)
    model.save(tmp_path)
    twin, loaded = model.branch(), Ecosystem.load(tmp_path)
    gone = [weakref.ref(each) for each in (model, twin, loaded)]
    del model, twin, loaded
    gc.collect()
    assert [each() for each in gone] == [None, None, None]


def test_fifty_models_leak_nothing() -> None:
    model = Ecosystem(config_of("compiled"), seed=2)

    def live(count: int) -> int:
        for _ in range(count):
            twin = model.branch(Scenario("one"))
            twin.watch("creator", 1)
            twin.run(1)
            assert twin.agents.agg("region", max) == 1
            del twin
        gc.collect()
        return tracemalloc.get_traced_memory()[0]

    tracemalloc.start()
    try:
        live(5)
        first = live(5)
        assert live(50) - first < 100_000
    finally:
        tracemalloc.stop()
