"""A roadmap from file to page on a stand-in market: same numbers everywhere, and nothing but the runs' own."""

from __future__ import annotations

import importlib.util
import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sim.methods.chance import Chance
from sim.runs.worker import ModelFactory
from sim.runs.workforce import Workforce
from sim.show.words import chance_interval, percent
from sim.studies.experiment.presenter import written
from sim.studies.experiment.run import RunOptions, run_sweep
from sim.studies.kinds import open_study, resume
from sim.studies.roadmap import page, presenter
from sim.studies.roadmap.file import load_roadmap
from sim.studies.roadmap.presenter import RoadmapPresenter
from sim.studies.roadmap.read import results_of
from sim.studies.roadmap.results import Results
from sim.studies.roadmap.runs import RoadmapRuns
from sim.studies.roadmap.study import sweep_of
from tests.studies.roadmap.market import build

FILE = """\
name: small
question: Does a stand-in keep its promises?
start: 2027-01-01
end: 2027-03-01
budget: 900
phases:
  - name: cut
    start: 2027-01-05
    end: 2027-01-25
    owner: Policy
    changes: [{set: enforcement.milestones.at_risk.rating, to: 170}]
    cost: {once: 500, a_day: 10}
    gate: violation_view_rate < GATE over 7 days by 2027-01-25 else OTHERWISE
  - name: pay
    start: 2027-01-28
    end: 2027-03-01
    owner: Creators
    regions: vn
    depends_on: cut
    changes: [{set: incentives.quality_bonus.amount, to: 300}]
    cost: 100
targets:
  - {name: clean, outcome: violation_view_rate, at most: 2%, by: 2027-03-01}
  - {name: never, outcome: violation_view_rate, at most: 0.01%, by: 2027-03-01, region: vn}
alternatives:
  minimal: {without: pay, phases: {cut: {gate: violation_view_rate < 2% by 2027-01-31 else roll back}}}
"""


def no_charts(_: Results) -> tuple[()]:
    """Charts are looked at in a test of their own."""
    return ()


def only_results(monkeypatch: pytest.MonkeyPatch) -> None:
    """Page, deck and workbook are looked at elsewhere."""
    for name in ("page", "deck", "workbook"):
        monkeypatch.setattr(presenter, f"write_roadmap_{name}", lambda *_: None)


def carried_out(folder: Path, gate: str = "90%", otherwise: str = "hold", seed: int = 1, **more: Any) -> Path:
    """Return the folder of the roadmap, run for three seeds."""
    file = folder / "small.yaml"
    file.write_text(FILE.replace("GATE", gate).replace("OTHERWISE", otherwise), encoding="utf-8")
    roadmap, config = load_roadmap(str(file), ["replications=3", "warmup_days=2", f"seed={seed}"])
    sweep = sweep_of(roadmap, config, "sim roadmap small.yaml", **more)
    run_options = RunOptions(Workforce("serial"), ModelFactory(build), consent=True, as_json=True)
    return run_sweep(sweep, folder / "outputs", run_options, RoadmapPresenter)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(page, "_charts", no_charts)
        return carried_out(tmp_path_factory.mktemp("roadmap"))


@pytest.fixture(scope="module")
def told(folder: Path) -> dict[str, Any]:
    return Results.read(folder).plain()


def test_targets_are_met_or_missed_as_the_runs_say(folder: Path, told: dict[str, Any]) -> None:
    clean, never = told["targets"]
    assert clean["by_arm"]["plan"]["chance"]["met"] == 3
    assert never["by_arm"]["plan"]["chance"]["met"] == 0
    assert told["all_targets"]["plan"]["met"] == 0
    assert never["by_arm"]["plan"]["reached"]["date"] is None
    assert never["by_arm"]["plan"]["shortfall"]["missed_runs"] == 3
    runs = RoadmapRuns(open_study(folder))
    rates = runs.readings("plan", "violation_view_rate", 28)
    assert rates.shape == (1, 3, len(runs.days))
    assert clean["by_arm"]["plan"]["value"]["mean"] == pytest.approx(float(rates[0, :, -1].mean()))


def test_every_day_of_what_targets_are_on_is_kept(folder: Path) -> None:
    runs, series = RoadmapRuns(open_study(folder)), Results.read(folder).series
    alone = runs.each_day("plan", "violation_view_rate")
    assert "violation_view_rate" in runs.daily and alone.shape == (1, 3, runs.roadmap.days)
    curve = series[(series["arm"] == "plan") & (series["outcome"] == "violation_view_rate") & (series["window"] == 1)]
    whole = curve[curve["place"] == runs.places[0]].sort_values("day")
    assert list(whole["day"]) == list(range(runs.roadmap.days))
    assert list(whole["mean"]) == pytest.approx(list(alone[0].mean(axis=0)))
    assert runs.readings("plan", "violation_view_rate", 1).shape[-1] == len(runs.days)  # a gate over one day


def test_a_phase_adds_what_its_twin_lacks(told: dict[str, Any]) -> None:
    rows = {(one["phase"], one["target"]): one["effect"] for one in told["contributions"]}
    assert rows["cut", "clean"]["verdict"] == "down"  # the stand-in cuts violating views by 16%
    assert rows["pay", "clean"]["verdict"] == "within noise"


def test_money_follows_the_days_on_which_phases_ran(told: dict[str, Any]) -> None:
    plan, minimal = told["money"]["plan"], told["money"]["minimal"]
    assert plan["total"]["mean"] == pytest.approx(500 + 21 * 10 + 100)
    assert minimal["total"]["mean"] == pytest.approx(500 + 21 * 10)
    assert plan["within"]["met"] == 3
    steps = [row["own"]["mean"] for row in plan["over_time"]]
    assert steps == sorted(steps)


def test_gates_are_read_inside_each_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    only_results(monkeypatch)
    for otherwise, undone in (("hold", 0), ("roll back", 3)):
        place = tmp_path / otherwise
        place.mkdir()
        told = results_of(RoadmapRuns(open_study(carried_out(place, "0.01%", otherwise)))).plain()
        cut, pay = told["alternatives"][0]["phases"]
        assert (cut["began"]["met"], cut["undone"]["met"], cut["gate"]["passed"]["met"]) == (3, undone, 0)
        assert pay["began"]["met"] == 0
        assert told["money"]["plan"]["total"]["mean"] == pytest.approx(500 + 21 * 10)


def test_every_chance_on_the_page_is_in_the_store(folder: Path, told: dict[str, Any]) -> None:
    page = (folder / "report.html").read_text(encoding="utf-8")
    for target in told["targets"]:
        for became in target["by_arm"].values():
            chance = Chance(**became["chance"])
            assert f"{percent(chance.share)}</span> <span class=\"interval\">[{chance_interval(chance)}]" in page
    for sentence in told["summary"]:
        assert sentence.replace("'", "&#39;") in page
    assert len(told["summary"]) == 6


def test_page_deck_and_workbook_are_written_together(folder: Path) -> None:
    assert {"report.html", "deck.pptx", "roadmap.xlsx"} <= {one.name for one in folder.iterdir()}


def test_without_the_extras_one_line_says_what_to_install(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    known = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec",
                        lambda name, *more: None if name in ("pptx", "xlsxwriter") else known(name, *more))
    monkeypatch.setattr(presenter, "write_roadmap_page", lambda *_: None)
    study = open_study(folder)
    study.folder = tmp_path / "answer"
    told = presenter.RoadmapPresenter(study)
    told.__dict__["results"] = Results.read(folder)
    assert written(told, {})  # what is merely not installed is no fault
    lines = capsys.readouterr().err.splitlines()
    assert [line.split(":")[1].strip() for line in lines] == ["no deck.pptx", "no roadmap.xlsx"]
    assert "python-pptx" in lines[0] and "[decks]" in lines[0] and "[studies]" in lines[1]
    assert {one.name for one in (tmp_path / "answer").iterdir()} == {"looks.json", "results.json", "series.parquet"}


def test_the_page_asks_nothing_of_anybody(folder: Path) -> None:
    page = (folder / "report.html").read_text(encoding="utf-8")
    assert not re.search(r"(?:src|href)=\"(?!#|data:)|@import|url\((?!data:)|<script", page)
    ids = set(re.findall(r"id=\"([\w-]+)\"", page))
    assert set(re.findall(r"href=\"#([\w-]+)\"", page)) <= ids
    assert set(re.findall(r"aria-labelledby=\"([\w-]+)\"", page)) <= ids


def test_a_rerun_changes_nothing_and_another_seed_does(folder: Path, tmp_path: Path, told: dict[str, Any],
                                                       monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page, "_charts", no_charts)
    before = (folder / "results.json").read_bytes()
    resume(folder, RunOptions(Workforce("serial"), ModelFactory(build), as_json=True))
    assert (folder / "results.json").read_bytes() == before
    other = json.loads((carried_out(tmp_path, seed=9) / "results.json").read_text())
    first = [one["targets"][0]["by_arm"]["plan"]["value"]["mean"] for one in (told, other)]
    assert first[0] != first[1]


def test_over_futures_assumptions_are_weighed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    only_results(monkeypatch)
    assume = {"population.awareness.start": {"low": 0.2, "high": 0.8}}
    runs = RoadmapRuns(open_study(carried_out(tmp_path, futures=8, assume=assume, counterfactuals=False)))
    assert runs.shape == (8, 3)
    told = results_of(runs).plain()
    assert told["contributions"] == []
    assert [one["name"] for one in told["assumptions"]] == ["population.awareness.start"]
    assert told["assumptions"][0]["p"] > 0.05  # the stand-in knows no awareness: all futures are alike
    assert all(one["boxes"] == [] for one in told["failing"])
    assert np.isclose(told["targets"][0]["by_arm"]["plan"]["chance"]["high"], 1.0)


def test_every_chart_is_drawn_from_the_store_alone(folder: Path, tmp_path: Path) -> None:
    page.write_roadmap_page(Results.read(folder), tmp_path)
    drawn = list(page._charts(Results.read(folder)))
    assert Counter(one.section for one in drawn) == {"phases": 1, "targets": 2, "countries": 2, "money": 1}
    assert all(one.alt.endswith(".") for one in drawn)
    assert {one.stem for one in (tmp_path / "figures").iterdir()} == {one.name for one in drawn}
