"""A desk from events to page on a stand-in market of which it is known what shows, when, and when harm comes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pandas as pd
import pytest
import yaml
from matplotlib.figure import Figure

from sim.config.composition import compose
from sim.runs.folder import PARTS
from sim.runs.worker import ModelFactory
from sim.runs.workforce import Workforce
from sim.studies.experiment.run import RunOptions
from sim.studies.kinds import expand, open_study, rerun, resume
from sim.studies.watch import page
from sim.studies.watch.indicators import INDICATORS
from sim.studies.watch.results import Results
from sim.studies.watch.run import run_watch
from sim.studies.watch.series import WatchRuns
from sim.studies.watch.study import Desk, sweep_of
from sim.studies.watch.tables import read_thresholds
from tests.studies.watch.market import EVENTS, LATER, START, WatchedMarket, build

OPTIONS = RunOptions(Workforce("serial"), ModelFactory(build), consent=True, as_json=True)
SEEDS = 4
FEW = {"penalties", "appeals", "return_rate", "gmv_net", "sampled_violations", "creator_survey"}


def carried_out(folder: Path, events: Any = EVENTS, seeds: int = SEEDS) -> Path:
    config = compose(["days=64", f"replications={seeds}", "warmup_days=27"])
    return run_watch(sweep_of(Desk(events), config, "sim watch"), folder / "outputs", OPTIONS)


@pytest.fixture(scope="module", autouse=True)
def no_pictures() -> Any:
    """Charts are looked at in a test of their own; and a few indicators will do."""
    with pytest.MonkeyPatch.context() as patch:
        for name in set(INDICATORS) - FEW:
            patch.delitem(INDICATORS, name)
        for draw in ("draw_amoc", "draw_finds"):
            patch.setattr(page, draw, lambda *_: Figure(figsize=(0.1, 0.1)))
        yield


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return carried_out(tmp_path_factory.mktemp("watch"))


@pytest.fixture(scope="module")
def results(folder: Path) -> Results:
    return Results.read(folder)


def of(results: Results, event: str, size: str) -> Any:
    return next(one for one in results.events if (one.event, one.size) == (event, size))


def test_what_shows_at_once_is_seen_in_time_by_what_shows_it(results: Results) -> None:
    blind = of(results, "blind", "large")
    assert blind.hurt == ("violation_view_rate",)
    assert blind.harmed.share == 1.0
    assert LATER <= blind.harm_after <= LATER + 4  # a reading of seven days has to move first
    assert (blind.found.share, blind.warned.share) == (1.0, 1.0)
    assert blind.gained == pytest.approx(blind.harm_after - blind.delay, abs=2)
    scores = pd.read_parquet(results_folder(results))
    own = scores[(scores["arm"] == "blind:large") & (scores["budget"] == 1.0) & (scores["indicator"] == "penalties")]
    assert (own["found"] == 1.0).all()
    assert (own["delay"] <= 7).all()


_PLACES: dict[str, Path] = {}


def results_folder(results: Results) -> Path:
    return _PLACES[results.about.key] / "scores.parquet"


@pytest.fixture(scope="module", autouse=True)
def remembered(folder: Path, results: Results) -> None:
    _PLACES[results.about.key] = folder


def test_what_does_nothing_does_no_harm_and_rings_nothing_of_its_own(results: Results) -> None:
    for size in ("small", "large"):
        idle = of(results, "idle", size)
        assert (idle.verdict, idle.found.share, idle.harmed.share) == ("harmless", 0.0, 0.0)
    assert of(results, "blind", "small").verdict == "harmless"
    assert results.benign[0].rings.share == 0.0
    assert results.benign[0].who == ()


def test_false_alarms_keep_the_budget_where_thresholds_are_set(folder: Path, results: Results) -> None:
    assert results.check.watchers > 20
    assert 0.0 <= results.check.a_month < 3.0
    scores = pd.read_parquet(folder / "scores.parquet")
    assert set(scores["budget"]) >= {0.25, 1.0, 4.0}
    assert scores.groupby(["arm", "budget"])["chosen"].sum().eq(1).all()
    luck = scores.groupby("budget")["luck_found"].mean()
    assert luck.loc[:1.0].is_monotonic_increasing


def test_more_false_alarms_never_find_less(folder: Path) -> None:
    scores = pd.read_parquet(folder / "scores.parquet")
    own = scores[scores["rule"] == "shewhart"].sort_values("budget")
    first, last = (own.groupby(["arm", "indicator"])["tuned_found"].agg(which) for which in ("first", "last"))
    assert (last >= first).mean() > 0.9


def test_harm_is_the_difference_to_the_run_without_the_event(folder: Path) -> None:
    runs = WatchRuns(open_study(folder))
    large = next(one for one in runs.desk.events if one.arm == "blind:large")
    gap = runs.harmful(large, large.harms[0])
    begun = int(runs.place_of(START + LATER))
    assert (gap[:, :begun] == 0).all()
    assert (gap[:, begun + 7 :] > 0).all()
    assert runs.days[0] == -27


def test_samples_have_the_luck_of_their_seed_in_every_arm(folder: Path) -> None:
    runs = WatchRuns(open_study(folder))
    sampled = INDICATORS["sampled_violations"]
    seen = runs.seen("status_quo", sampled)
    assert np.array_equal(seen, runs.seen("idle:large", sampled), equal_nan=True)
    assert np.isnan(seen[:, :2]).all()
    assert np.nanmean(seen) == pytest.approx(
        0.02 + 0.83 * np.nanmean(runs.column("status_quo", "all", "violation_offer_rate")), abs=0.01)


def test_thresholds_are_written_for_machines(folder: Path, results: Results) -> None:
    table = read_thresholds(folder / "thresholds.yaml")
    told = {(one.place, one.indicator, one.rule): one.threshold for one in results.thresholds}
    assert set(table.places) == {"all", "us", "vn"}
    rule, threshold, where = table.of("us", "penalties") or ("", 0.0, "")
    assert where == "us"
    assert threshold == pytest.approx(told["us", "penalties", rule], abs=1e-6)
    assert table.of("mars", "penalties") == (rule, pytest.approx(told["all", "penalties", rule], abs=1e-6), "all")
    written = yaml.safe_load((folder / "thresholds.yaml").read_text(encoding="utf-8"))
    assert written["together"]["shewhart"]["penalties"] > 0
    with duckdb.connect() as database:
        database.execute("CREATE TABLE figures(day DATE, place TEXT, indicator TEXT, value DOUBLE PRECISION)")
        assert database.execute((folder / "thresholds.sql").read_text(encoding="utf-8")).fetchall() == []


def test_the_page_says_what_is_seen_and_what_is_not(folder: Path, results: Results) -> None:
    text = (folder / "report.html").read_text(encoding="utf-8")
    assert "seen in time" in text or "often seen in time" in text
    assert results.summary[0].startswith("Of 1 large event that")
    assert "does no harm that matters" in text


def test_charts_are_drawn(folder: Path, results: Results) -> None:
    from sim.studies.watch.charts import amoc_words, draw_amoc, draw_finds, finds_words

    assert [len(draw(results).axes) for draw in (draw_amoc, draw_finds)] == [1, 1]
    assert "blind large 100%" in finds_words(results)
    assert "blind 100%" in amoc_words(results)


def test_asking_again_runs_nothing(folder: Path) -> None:
    rows = {one.name: one.read_bytes() for one in (folder / PARTS).iterdir()}
    before = json.loads((folder / "results.json").read_text(encoding="utf-8"))
    assert carried_out(folder.parents[2]) == folder
    assert {one.name: one.read_bytes() for one in (folder / PARTS).iterdir()} == rows
    assert json.loads((folder / "results.json").read_text(encoding="utf-8"))["events"] == before["events"]


def test_a_stopped_desk_goes_on_and_grows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    events = (EVENTS[1],)
    done = iter(range(5))

    def branch(market: WatchedMarket, scenario: Any) -> WatchedMarket:
        if next(done, None) is None:
            raise KeyboardInterrupt
        return original(market, scenario)

    original = WatchedMarket.branch
    monkeypatch.setattr(WatchedMarket, "branch", branch)
    with pytest.raises(SystemExit) as left:
        carried_out(tmp_path, events, 4)
    assert left.value.code == 130
    monkeypatch.setattr(WatchedMarket, "branch", original)
    torn = next((tmp_path / "outputs" / "watch").iterdir())
    resume(torn, OPTIONS)
    assert Results.read(torn).about.finished == 8
    expand(torn, 5, OPTIONS)
    assert Results.read(torn).about.seeds == 5
    assert rerun(torn, open_study(torn).plan["key"].iloc[-1], OPTIONS)
