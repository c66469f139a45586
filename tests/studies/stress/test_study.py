"""A register from files to page on a stand-in market whose threats are known."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from matplotlib.figure import Figure

from sim.config.composition import compose
from sim.errors import UserError
from sim.model.levers.schedule import Scenario
from sim.runs.folder import PARTS
from sim.runs.worker import ModelFactory
from sim.runs.workforce import Workforce
from sim.studies.experiment.run import RunOptions
from sim.studies.kinds import expand, open_study, rerun, resume
from sim.studies.stress import page
from sim.studies.stress.file import load_threats
from sim.studies.stress.read import results_of
from sim.studies.stress.results import Results
from sim.studies.stress.run import run_stress
from sim.studies.stress.runs import StressRuns
from sim.studies.stress.study import sweep_of
from sim.studies.stress.threat import Register
from tests.studies.stress.market import ShockedMarket, build

BLIND = """\
question: A detector goes blind.
start: day 20
lasts: 10 days
likelihood: {low: 20%, high: 60%, basis: assumption}
changes: [{set: enforcement.auto.recall, to: 5%}]
signal: violation_view_rate up by 20%
harms: [violation_view_rate]
plans:
  check:
    react: 3 days after detection
    cost: {once: 100, a_day: 2}
    changes: [{set: enforcement.precheck.coverage, to: 1}]
  hands: {react: 5 days after start, lasts: 5 days, changes: [{set: enforcement.review.capacity, to: 60}]}
  ads: {react: 0 days after detection, changes: [{set: incentives.ads.load, to: 0}]}
"""
IDLE = """\
question: Something that does nothing to this market.
start: day 20
likelihood: {low: 0.1, high: 0.9, basis: section 5}
changes: [{set: incentives.ads.load, to: 20%}]
signal: violation_view_rate up by 20%
harms: [return_rate]
plans:
  check: {react: 3 days after detection, changes: [{set: enforcement.precheck.coverage, to: 1}]}
"""
OPTIONS = RunOptions(Workforce("serial"), ModelFactory(build), consent=True, as_json=True)


def register(folder: Path) -> tuple[Register, dict[str, Any]]:
    """Return two threats and their configuration."""
    for name, text in (("blind", BLIND), ("idle", IDLE)):
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    config = compose(["days=45", "replications=4", "warmup_days=2"])
    threats = load_threats([str(folder / "blind.yaml"), str(folder / "idle.yaml")], config)
    return Register((Scenario("status_quo"),), threats), config


def carried_out(folder: Path) -> Path:
    """Return the folder of the register, run for four seeds."""
    asked, config = register(folder)
    return run_stress(sweep_of(asked, config, "sim stress"), folder / "outputs", OPTIONS)


@pytest.fixture(scope="module", autouse=True)
def no_pictures() -> Any:
    """Charts are looked at in a test of their own."""
    with pytest.MonkeyPatch.context() as patch:
        for draw in ("draw_matrix", "draw_threat"):
            patch.setattr(page, draw, lambda *_: Figure(figsize=(0.1, 0.1)))
        yield


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return carried_out(tmp_path_factory.mktemp("stress"))


@pytest.fixture(scope="module")
def rows(folder: Path) -> dict[str, Any]:
    return {one["threat"]: one for one in Results.read(folder).plain()["rows"]}


def test_a_threat_that_bites_is_told_and_one_that_does_not_is_noise(rows: dict[str, Any]) -> None:
    blind, idle = rows["blind"], rows["idle"]
    assert (blind["harms"][0]["judged"]["verdict"], blind["harms"][0]["judged"]["direction"]) == ("matters", "up")
    assert blind["impact"]["matters"]
    assert blind["loss"]["event"]["low"] > 0
    assert idle["impact"] == {**idle["impact"], "class": 1, "matters": False}
    assert idle["loss"]["judged"]["verdict"] == "no material change"
    assert idle["detect"]["never"]["share"] == 1
    assert idle["recover"]["never_left"] == 4


def test_yearly_loss_is_likelihood_times_loss(rows: dict[str, Any]) -> None:
    loss = rows["blind"]["loss"]
    assert loss["year"]["mean"] == pytest.approx(0.4 * loss["event"]["mean"])
    assert loss["year"]["low"] == pytest.approx(0.2 * loss["event"]["low"])
    assert loss["year"]["high"] == pytest.approx(0.6 * loss["event"]["high"])


def test_detection_and_recovery_are_after_beginning_and_end(rows: dict[str, Any]) -> None:
    blind = rows["blind"]
    assert 0 <= blind["detect"]["median"] <= 7
    assert blind["recover"]["end"] == 30
    assert 0 < blind["recover"]["median"] <= 7  # the window of the reading has to pass
    assert blind["detect"]["by_chance"] > 0


def test_plans_wait_for_each_runs_own_alarm(folder: Path) -> None:
    runs = StressRuns(open_study(folder))
    policy, threat = runs.register.policies[0], runs.register.threats[0]
    check, hands, _ = threat.plans
    alarms = runs.alarms("status_quo", threat)
    assert runs.begins(policy, threat, check) == [int(day) + 3 for day in alarms]
    assert runs.begins(policy, threat, hands) == [25] * 4
    idle = runs.register.threats[1]
    assert runs.begins(policy, idle, idle.plans[0]) == [None] * 4
    assert not any("idle+check" in name for name in runs.study.scenarios)


def test_a_plan_without_an_alarm_is_the_threat_without_a_plan(rows: dict[str, Any]) -> None:
    plan = rows["idle"]["plans"][0]
    assert plan["begun"] == 0
    assert plan["gain"]["mean"] == 0
    assert plan["judged"]["verdict"] == "no material change"
    assert rows["idle"]["best"]["name"] is None


def test_the_plan_that_helps_most_is_best(rows: dict[str, Any]) -> None:
    plans = {one["name"]: one for one in rows["blind"]["plans"]}
    assert plans["check"]["judged"]["verdict"] == "matters"
    assert plans["ads"]["judged"]["verdict"] != "matters"
    assert rows["blind"]["best"] == {"criterion": "violation_view_rate", "plans": 3, "name": "check", "alike": []}
    begun = plans["check"]["day"]
    assert plans["check"]["own_cost"]["mean"] == pytest.approx(100 + 2 * (45 - begun), abs=3)
    assert plans["hands"]["market_cost"]["mean"] > 0


def test_a_shocked_run_is_its_twin_until_the_threat_begins(folder: Path) -> None:
    runs = StressRuns(open_study(folder))
    threat = runs.register.threats[0]
    apart = runs.apart("status_quo", threat, threat.signal)
    assert (apart[:, : threat.start] == 0).all()
    assert (apart[:, threat.start + 7 : threat.end(45)] > 0).all()


@pytest.mark.parametrize("runs_left", [1, 9, 14])
def test_a_stopped_study_goes_on_in_either_round(
    runs_left: int, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = iter(range(runs_left))

    def branch(market: ShockedMarket, scenario: Scenario) -> ShockedMarket:
        if next(done, None) is None:
            raise KeyboardInterrupt
        return original(market, scenario)

    original = ShockedMarket.branch
    monkeypatch.setattr(ShockedMarket, "branch", branch)
    with pytest.raises(SystemExit) as left:
        carried_out(tmp_path)
    assert left.value.code == 130
    monkeypatch.setattr(ShockedMarket, "branch", original)
    torn = next((tmp_path / "outputs" / "stress").iterdir())
    assert not (torn / "results.json").exists()
    resume(torn, OPTIONS)
    whole = json.loads((folder / "results.json").read_text(encoding="utf-8"))
    assert json.loads((torn / "results.json").read_text(encoding="utf-8"))["rows"] == whole["rows"]


def test_asking_again_runs_nothing_and_tells_the_same(folder: Path) -> None:
    before = (folder / "results.json").read_bytes()
    rows = {one.name: one.read_bytes() for one in (folder / PARTS).iterdir()}
    assert carried_out(folder.parents[2]) == folder
    assert {one.name: one.read_bytes() for one in (folder / PARTS).iterdir()} == rows
    assert json.loads(before)["rows"] == json.loads((folder / "results.json").read_text(encoding="utf-8"))["rows"]


def test_it_grows_by_seeds_and_each_run_can_be_done_over(folder: Path, tmp_path: Path) -> None:
    grown = tmp_path / "grown"
    shutil.copytree(folder, grown)
    with pytest.raises(UserError, match="has no points"):
        expand(grown, None, OPTIONS, points=3)
    with pytest.raises(UserError, match="4 seeds already"):
        expand(grown, 4, OPTIONS)
    expand(grown, 5, OPTIONS)
    told = Results.read(grown).plain()
    assert told["about"]["seeds"] == 5
    assert all(one["harms"][0]["effect"]["count"] == 5 for one in told["rows"])
    plan = open_study(grown).plan
    assert rerun(grown, plan[plan["scenario"].str.contains("@")]["key"].iloc[-1], OPTIONS)


def test_policies_are_compared_seed_by_seed(tmp_path: Path) -> None:
    asked, config = register(tmp_path)
    other = Register((Scenario("status_quo"), Scenario("same")), asked.threats[:1])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sim.studies.stress.presenter.write_stress_page", lambda results, folder: results.write(folder))
        place = run_stress(sweep_of(other, config, "sim stress same"), tmp_path / "outputs", OPTIONS)
    told = Results.read(place).plain()
    assert {one["policy"] for one in told["rows"]} == {"status_quo", "same"}
    assert [one["harder"]["mean"] for one in told["between"]] == [0.0, 0.0]
    assert "No threat is known to hit another policy harder" in told["summary"][-1]


def test_numbers_come_from_the_store(folder: Path) -> None:
    again = results_of(StressRuns(open_study(folder)))
    assert json.loads(json.dumps(again.plain()["rows"])) == Results.read(folder).plain()["rows"]
    assert set(again.series["arm"]) == {"twin", "shocked"}
