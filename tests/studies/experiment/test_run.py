"""Sweeps as commands: asked again, taken up, grown, one run over; what is printed, and how mistakes are told."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sim.errors import UserError
from sim.model.levers.schedule import Change, Scenario
from sim.runs import environment as environments
from sim.runs.folder import open_study as open_folder
from sim.runs.worker import ModelFactory
from sim.runs.workforce import Workforce
from sim.studies.experiment.pace import measured_pace
from sim.studies.experiment.read import StoredStudy
from sim.studies.experiment.run import RunOptions, run_sweep
from sim.studies.experiment.size import LONGEST_S, Size, ask, ask_first, in_words, size_of
from sim.studies.kinds import expand, open_study, rerun, resume
from sim.studies.sweep.effects import main_effect, response_curve
from sim.studies.sweep.judging import main_effects
from sim.studies.sweep.precision import precision_of
from sim.studies.sweep.presenter import sweep_presenter
from tests.studies.experiment.stand_in import (
    HABIT,
    MAKER,
    RECALL,
    SCENE,
    SMALL,
    TRUST,
    Failing,
    StandIn,
    StoppingAfterTen,
    factor,
    sweep,
)

HERE = RunOptions(Workforce("serial"), MAKER)
QUALITY = {"outcomes": ("quality",)}
WARN = Scenario("warn_first", changes=(Change(SCENE, 1.0),))


@pytest.fixture
def unpictured(monkeypatch: pytest.MonkeyPatch) -> None:
    """Draw no page: pictures take most of the time."""
    monkeypatch.setattr("sim.studies.sweep.presenter.write_study_page", lambda *_: None)


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> StoredStudy:
    folder = run_sweep(sweep(scenarios=[WARN], **QUALITY), tmp_path_factory.mktemp("out"), HERE, sweep_presenter)
    return open_study(folder)


def runs(folder: Path) -> Any:
    return open_study(folder).runs.drop(columns=["finished", "wall_s", "warmup_s", "worker"])


def test_a_sweep_prints_effects_and_the_folder_last(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = run_sweep(sweep(**QUALITY), tmp_path, HERE, sweep_presenter)
    out, err = capsys.readouterr()
    lines = out.splitlines()
    assert lines[0] == "grid of 2 factors · 6 points · 3 seeds · 18 runs · 100 viewers · 3 days"
    told = ("recall", "0.3 → 0.8", "+0.2", "matters")
    assert any(all(word in line for word in told) for line in lines)
    assert any(line.startswith("content quality (0–1)") and " after 3 seeds; " in line for line in lines)
    assert lines[-1] == str(folder)
    assert err == ""
    assert folder.parent == tmp_path / "sweep"
    assert {one.name for one in folder.iterdir()} == {
        "plan.parquet", "study.json", "study.lock", "inventory.json", "parts", "figures", "report.html", "summary.json"}
    page = (folder / "report.html").read_text()
    assert "Content quality rises by" in page
    assert "<script" not in page
    assert sorted(one.name for one in (folder / "figures").iterdir()) == ["quality.png", "quality.svg"]
    summary = json.loads((folder / "summary.json").read_text())
    assert summary["counts"] == {"runs": 18, "finished": 18, "failed": 0, "points": 6, "seeds": 3}


def test_main_effects_and_curves_are_those_of_the_formula(study: StoredStudy) -> None:
    for name, size in ((RECALL, 0.2), (HABIT, 0.08)):
        found = next(one for one in study.factors if one.name == name)
        interval = main_effect(study, found, "quality").interval
        assert interval.low - 0.002 <= size <= interval.high + 0.002
        curve = response_curve(study, found, "quality")
        assert [one.value for one in curve] == list(found.levels)
    of_scenario = main_effects(study).query("scenario == 'warn_first'")
    assert (of_scenario["mean"].abs() < 1e-6).all()  # a warning adds the same everywhere
    assert study.values("quality", "warn_first") == pytest.approx(0.05)


def test_a_sampled_design_gives_slopes(tmp_path: Path, unpictured: None) -> None:
    spans = (factor(RECALL, low=0.0, high=1.0), factor(HABIT, low=1.0, high=2.0), factor(TRUST, low=0.0, high=4.0))
    asked = sweep(*spans, design="latin_hypercube", points=24, seeds=4, **QUALITY)
    folder = run_sweep(asked, tmp_path, HERE, sweep_presenter)
    table = main_effects(open_study(folder)).set_index("factor")
    assert table.loc[RECALL, "low"] - 0.005 < 0.4 < table.loc[RECALL, "high"] + 0.005
    assert table.loc[HABIT, "low"] - 0.005 < 0.1 < table.loc[HABIT, "high"] + 0.005
    assert table.loc[TRUST, "direction"] == "" and table.loc[RECALL, "direction"] == "up"


def test_frames_are_tidy(study: StoredStudy) -> None:
    assert len(study.plan) == len(study.runs) == 36
    assert len(study.regions) == 3 * 36
    assert {RECALL, HABIT, "scenario", "seed", "quality"} <= set(study.runs.columns)
    assert study.runs.groupby(["point", "scenario"])["seed"].apply(list).map(tuple).unique().tolist() == [(1, 2, 3)]
    assert set(study.points["seeds"]) <= {0, 3}
    assert repr(study).startswith("sweep over enforcement.auto.recall, population.viewer.open_habit: 6 points × 2")
    with pytest.raises(UserError, match="Did you mean quality"):
        study.values("qualty")


def test_asked_again_nothing_is_done_twice(tmp_path: Path, unpictured: None, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = run_sweep(sweep(), tmp_path, HERE, sweep_presenter)
    before = runs(folder)
    assert run_sweep(sweep(), tmp_path, RunOptions(Workforce("serial"), ModelFactory(never)), sweep_presenter) == folder
    grown = run_sweep(sweep(seeds=5), tmp_path, HERE, sweep_presenter)
    assert grown == folder
    assert len(runs(folder)) == 30
    assert runs(folder).head(18).equals(before)


def never(config: dict[str, Any], seed: int) -> StandIn:
    raise AssertionError("done twice")


def test_expand_equals_having_asked_for_more_at_once(tmp_path: Path, unpictured: None) -> None:
    small = run_sweep(sweep(), tmp_path / "small", HERE, sweep_presenter)
    expand(small, 5, HERE)
    large = run_sweep(sweep(seeds=5), tmp_path / "large", HERE, sweep_presenter)
    assert runs(small).equals(runs(large))
    with pytest.raises(UserError, match="has 5 seeds already"):
        expand(small, 5, HERE)


def test_resume_after_ctrl_c(tmp_path: Path, unpictured: None, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        run_sweep(sweep(), tmp_path, replace(HERE, factory=ModelFactory(StoppingAfterTen)), sweep_presenter)
    assert left.value.code == 130
    folder = next((tmp_path / "sweep").iterdir())
    told = capsys.readouterr().err
    assert told == (
        f"sim: stopped by Ctrl-C: 6 of 18 runs are kept; sim resume {folder} goes on from there\n")
    resume(folder, HERE)
    whole = run_sweep(sweep(), tmp_path / "whole", HERE, sweep_presenter)
    assert runs(folder).equals(runs(whole))


def test_failures_are_told_and_tried_again(
    tmp_path: Path, unpictured: None, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as left:
        run_sweep(sweep(**QUALITY), tmp_path, replace(HERE, factory=ModelFactory(Failing)), sweep_presenter)
    assert left.value.code == 1
    out, err = capsys.readouterr()
    folder = Path(out.splitlines()[-1])
    assert "16 runs · 2 failed" in out
    assert err.startswith("sim: 2 of 18 runs failed, the first at simulation: a bug in two lines; sim query")
    with pytest.raises(SystemExit) as left:  # nothing to do, and still not what was asked for
        resume(folder, replace(HERE, as_json=True))
    assert left.value.code == 1
    out, err = capsys.readouterr()
    assert json.loads(out)["counts"]["failed"] == 2
    assert err.startswith("sim: 2 of 18 runs have failed; sim query")
    failures = open_study(folder).failures
    assert list(failures["stage"]) == ["simulation", "simulation"]
    assert (failures[RECALL] == 0.8).all()
    resume(folder, replace(HERE, failed_again=True))
    assert open_study(folder).counts["failed"] == 0


def test_rerun_gives_the_same_bits_or_says_why_not(
    tmp_path: Path, unpictured: None, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = run_sweep(sweep(), tmp_path, HERE, sweep_presenter)
    key = open_study(folder).runs["key"].iloc[7]
    before = sorted(path.name for path in folder.rglob("*"))
    assert rerun(folder, key[:8], HERE)
    assert "the same bits as recorded" in capsys.readouterr().out
    assert sorted(path.name for path in folder.rglob("*")) == before
    with pytest.raises(UserError, match="does not come out as recorded"):
        rerun(folder, key, replace(HERE, factory=ModelFactory(Shifted)))
    with pytest.raises(UserError, match="no run's key starts with 'zz'"):
        rerun(folder, "zz", HERE)


class Shifted(StandIn):
    """Comes out otherwise."""

    def quality(self) -> float:
        return super().quality() + 0.001


def test_what_changed_since_is_named_and_mixing_needs_consent(
    tmp_path: Path, unpictured: None, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        run_sweep(sweep(), tmp_path, replace(HERE, factory=ModelFactory(StoppingAfterTen)), sweep_presenter)
    folder = next((tmp_path / "sweep").iterdir())
    then = environments.versions()
    monkeypatch.setattr(environments, "versions", lambda: then | {"pandas": "9.9", "numpy": "9.9"})
    monkeypatch.setattr(environments, "code_version", lambda: "fedcba987654")
    capsys.readouterr()
    with pytest.raises(UserError, match=r"new runs could differ from those that are there \(code .* → fedcba987654"):
        resume(folder, HERE)
    assert f"pandas {then['pandas']} → 9.9" in capsys.readouterr().err
    planned = open_folder(folder).plan["key"].to_pylist()
    resume(folder, replace(HERE, consent=True))
    keys = open_folder(folder).plan["key"].to_pylist()
    assert keys[:6] == planned[:6]
    assert not set(keys[6:]) & set(planned[6:])
    assert len(open_study(folder).about["environments"]) == 2
    assert open_study(folder).counts["finished"] == 18
    shutil.rmtree(folder / "parts")  # what is done again of an earlier version is a run of this one
    resume(folder, replace(HERE, consent=True))
    again = open_folder(folder).plan["key"].to_pylist()
    assert again[6:] == keys[6:]
    assert not set(again[:6]) & set(planned)
    assert len(open_study(folder).about["environments"]) == 2


def test_a_large_study_asks_first(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"^6,000 runs with 2,000 warm-ups, about .* on 1 worker: add --yes"):
        run_sweep(sweep(seeds=1000), tmp_path, HERE, sweep_presenter)
    assert not list(tmp_path.iterdir())
    ask(Size(10, 1, LONGEST_S - 1, 2), False)
    with pytest.raises(UserError, match="about 2 h on 2 workers"):
        ask(Size(10, 1, LONGEST_S + 1, 2), False)
    assert [in_words(seconds) for seconds in (12, 600, 9000, 400_000)] == [
        "about 12 s", "about 10 min", "about 2 h", "about 5 days"]


def test_a_grid_of_a_million_points_asks_before_a_point_is_placed(tmp_path: Path) -> None:
    values = [factor(name, *(0.1 + number / 2000 for number in range(1000))) for name in (RECALL, HABIT)]
    with pytest.raises(UserError, match=r"^3,000,000 runs with 3,000 warm-ups, about .* on 1 worker: add --yes"):
        run_sweep(sweep(*values), tmp_path, HERE, sweep_presenter)


class Ticking(StandIn):
    """A day of it takes five seconds of a clock that nobody waits for."""

    now = 0.0

    def step(self) -> None:
        super().step()
        Ticking.now += 5


def test_how_long_is_this_machines_own_measure() -> None:
    pace = measured_pace(SMALL, ModelFactory(Ticking), lambda: Ticking.now)
    assert (pace.day_s, pace.build_s, pace.run_s) == (5, 0, 0)
    larger = measured_pace(SMALL | {"population": {**SMALL["population"], "viewers": 80_000}}, ModelFactory(Ticking),
                           lambda: Ticking.now)
    assert larger.day_s == 20
    size = size_of(100, 10, SMALL, Workforce("processes", 2), pace)
    assert size.seconds == (100 * 3 + 10 * 2) * 5 / 2
    with pytest.raises(UserError, match=r"^6,000 runs with 2,000 warm-ups, about 31 h on 1 worker"):
        ask_first(6000, 2000, sweep().blueprint, HERE.workforce, ModelFactory(Ticking), clock=lambda: Ticking.now)


def test_a_design_grows_and_holds_what_the_larger_one_would_have_held(tmp_path: Path) -> None:
    def asked(points: int) -> Any:
        return sweep(factor(RECALL, low=0.0, high=1.0), factor(HABIT, low=1.0, high=2.0), seeds=2,
                     design="sobol_sequence", points=points)

    folder = run_sweep(asked(4), tmp_path / "a", HERE, sweep_presenter)
    before = open_study(folder).runs[["key", "finished"]]
    assert expand(folder, 3, HERE, points=16) == folder
    grown = open_study(folder)
    whole = open_study(run_sweep(replace(asked(16), seeds=3), tmp_path / "b", HERE, sweep_presenter))
    assert grown.counts == whole.counts == {"runs": 48, "finished": 48, "failed": 0, "points": 16, "seeds": 3}
    assert set(grown.runs["key"]) == set(whole.runs["key"])
    assert np.array_equal(grown.values("quality"), whole.values("quality"))
    kept = grown.runs[grown.runs["key"].isin(before["key"])]
    assert sorted(kept["finished"]) == sorted(before["finished"])  # what was there was not done again
    assert run_sweep(replace(asked(8), seeds=1), tmp_path / "a", HERE, sweep_presenter) == folder
    assert open_study(folder).counts == grown.counts
    with pytest.raises(UserError, match=r"study\.points is 16 already"):
        expand(folder, None, HERE, points=16)
    placed = run_sweep(sweep(design="latin_hypercube", points=4), tmp_path, HERE, sweep_presenter)
    with pytest.raises(UserError, match="a latin_hypercube are placed all at once"):
        expand(placed, None, HERE, points=8)


def test_a_folder_without_a_study_is_told(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="no folder"):
        resume(tmp_path / "nowhere", HERE)
    with pytest.raises(UserError, match=r"no study that can be taken up: there is no study\.json"):
        resume(tmp_path, HERE)
    (tmp_path / "study.json").write_text("{}")
    with pytest.raises(UserError, match=r"study\.json: damaged"):
        resume(tmp_path, HERE)


def test_precision_tells_how_many_more_seeds() -> None:
    luck = np.random.default_rng(1)
    seeds = 12
    values = luck.normal(size=(1, seeds)) * 5 + luck.normal(size=(40, seeds)) * 0.1  # shared luck cancels
    found = precision_of(values, "quality")
    assert found.deviation == pytest.approx(0.1 * 2**0.5, rel=0.1)
    needed = found.seeds_for(found.half_width / 2)
    assert needed is not None
    assert 38 <= needed <= 48  # a little under 4 × 12, since t gets nearer to the normal
    assert found.advice().endswith(f"after 12 seeds; {needed - 12} more for ± {found.half_width / 2:.3g}")
    assert found.advice(1.0).endswith("enough for ± 1")
    assert precision_of(values[:, :1], "quality").advice() == "one seed: nothing can be said"
