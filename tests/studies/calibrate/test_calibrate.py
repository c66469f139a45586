"""A calibration finds what a market's figures tell, says what they do not, and stops and goes on without a trace."""

from __future__ import annotations

import json
import os
import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from sim.errors import UserError
from sim.model.levers.schedule import Change, Scenario
from sim.model.outcomes.measure import period
from sim.runs.folder import StudyFolder, open_study
from sim.runs.workforce import Workforce
from sim.studies.calibrate.assumptions import Assumption
from sim.studies.calibrate.figures import read_figures
from sim.studies.calibrate.kpis import kpi_of
from sim.studies.calibrate.mapping import Event, Mapped
from sim.studies.calibrate.plan import Calibration, over_the_past
from sim.studies.calibrate.presenter import calibration_presenter
from sim.studies.calibrate.result import Calibrated
from sim.studies.calibrate.run import prepare_calibration
from sim.studies.calibrate.settings import CalibrationSettings
from sim.studies.calibrate.waves import carry_calibration_out
from sim.studies.experiment.run import RunOptions
from tests.studies.calibrate.stand_in import CHURN, EXIT, FACTORY, FAIR, IGNORANT, MARKET, OPEN, RECALL, SURE, Formulas

START, DAYS = date(2026, 1, 1), 60
TRUTH = {OPEN: 0.1, CHURN: 0.002, EXIT: 0.006, SURE: 1.2, IGNORANT: 0.06, FAIR: 1.0}
ASKED = (
    Assumption(OPEN, "Opening", -1.0, 0.6, "linear"), Assumption(CHURN, "Churn", 0.0007, 0.006, "log"),
    Assumption(EXIT, "Exits", 0.0015, 0.009, "log"), Assumption(SURE, "Certainty", 0.3, 2.4, "log"),
    Assumption(IGNORANT, "Ignorance", 0.02, 0.12, "log"), Assumption(FAIR, "Fairness", 0.4, 3.0, "log"),
)
EVENT = Event("better", START + timedelta(days=30), (Change(RECALL, 0.9),))
OPTIONS = RunOptions(Workforce("serial"), FACTORY, consent=True)


def write_figures(path: Path, with_event: bool = True, change: dict[str, float] | None = None) -> Path:
    """Write the figures of the market of the truth."""
    config = json.loads(json.dumps(MARKET)) | {"days": DAYS}
    for name, value in TRUTH.items():
        *folders, leaf = name.split(".")
        node: Any = config
        for folder in folders:
            node = node[folder]
        node[leaf] = value
    past = Formulas(config, 99)
    past.luck = 0.0
    past.scenario = Scenario("past", changes=EVENT.since(START))
    tallies = past.tallies()
    rows = []
    for name in ("dau_mau", "creator_exit_rate", "violation_view_rate"):
        kpi = kpi_of(name)
        value = kpi.read(period(tallies, 0, 29, None, kpi.outcomes)) * (change or {}).get(name, 1.0)
        rows.append(f"{name},all,{START},{START + timedelta(days=30)},{value},{0.01 * value},level,,fit")
    if with_event:
        kpi = kpi_of("violation_view_rate")
        after, before = (kpi.read(period(tallies, *days, None, kpi.outcomes)) for days in ((30, 59), (0, 29)))
        rows.append(f"violation_view_rate,all,{START + timedelta(days=30)},{START + timedelta(days=60)},"
                    f"{after - before},{0.02 * abs(after - before)},change,better,fit")
    path.write_text("\n".join(["kpi,region,start,end,value,se,kind,event,use", *rows, ""]))
    return path


def asked(path: Path, budget: int = 240) -> Calibration:
    figures = read_figures(path, ["us", "vn"], {}, {"better": EVENT.day})
    mapped = Mapped(events={"better": EVENT})
    return Calibration(over_the_past(MARKET, figures), figures, mapped, ASKED, CalibrationSettings(budget), 1, "x")


def begun(path: Path, outputs: Path, budget: int = 240) -> StudyFolder:
    return prepare_calibration(asked(path, budget), None, outputs, OPTIONS)


def calibrated(study: StudyFolder) -> Calibrated:
    return Calibrated(carry_calibration_out(study, OPTIONS))


@pytest.fixture(autouse=True)
def _events(monkeypatch):
    """Let stored calibrations find the event, which a mapping file would bring."""
    monkeypatch.setattr("sim.studies.calibrate.read.read_mapping", lambda *_: Mapped(events={"better": EVENT}))


@pytest.fixture(scope="module")
def done(tmp_path_factory):
    place = tmp_path_factory.mktemp("calibrate")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sim.studies.calibrate.read.read_mapping", lambda *_: Mapped(events={"better": EVENT}))
        study = begun(write_figures(place / "figures.csv"), place)
        found = calibrated(study)
        _ = found.known, found.met, found.study.targets
        presenter = calibration_presenter(found.study)
        presenter.write(presenter.summary())
    return found


def test_the_truth_is_found_and_what_no_figure_hangs_on_is_silent(done):
    known = {one.assumption.parameter: one for one in done.known}
    for name in (EXIT, IGNORANT, SURE):
        assert known[name].low <= TRUTH[name] <= known[name].high
    assert known[EXIT].told == "told"
    assert known[FAIR].told == "silent"
    assert known[OPEN].told in ("partly", "only in combination", "told")
    assert all(one.inside for one in done.met)
    assert 2.0 < done.worth < 5.0


def test_a_past_change_of_policy_tells_deterrence(done, tmp_path):
    without = calibrated(begun(write_figures(tmp_path / "figures.csv", with_event=False), tmp_path, 120))
    before = next(one for one in without.known if one.assumption.parameter == SURE)
    after = next(one for one in done.known if one.assumption.parameter == SURE)
    assert before.contraction < 0.4 < 0.6 < after.contraction
    assert before.told != "told"
    assert after.told == "told"


def test_draws_tables_and_page_are_written(done):
    folder = done.study.folder
    table = pd.read_parquet(folder / "posterior.parquet")
    assert len(table) == 400
    assert set(TRUTH) <= set(table.columns)
    assert table["weight"].sum() == pytest.approx(1.0)
    page = (folder / "report.html").read_text()
    silent = re.findall("They say nothing of ([^:]*):", page)[0]
    assert "fairness" in silent
    summary = json.loads((folder / "summary.json").read_text())
    assert summary["assumptions"][FAIR]["told"] == "silent"


def test_a_study_keeps_the_digest_of_its_figures_and_not_their_numbers(done):
    text = (done.study.folder / "study.json").read_text()
    assert done.study.figures.digest in text
    assert not any(f"{one.value}" in text for one in done.study.figures.rows)


def test_figures_that_have_changed_since_are_not_used(tmp_path):
    path = write_figures(tmp_path / "figures.csv")
    study = begun(path, tmp_path, 60)
    write_figures(path, change={"dau_mau": 0.9})
    with pytest.raises(UserError, match="has changed since"):
        carry_calibration_out(study, OPTIONS)


def test_a_file_that_a_folder_names_is_not_read_out_before_it_is_known(tmp_path):
    path = write_figures(tmp_path / "figures.csv")
    study = begun(path, tmp_path, 60)
    path.write_text("somebody's secret")
    with pytest.raises(UserError, match="has changed since") as caught:
        carry_calibration_out(study, OPTIONS)
    assert "secret" not in str(caught.value)
    path.unlink()
    os.mkfifo(path)
    with pytest.raises(UserError, match="no plain file"):
        carry_calibration_out(study, OPTIONS)


def test_stopped_and_taken_up_it_gives_the_same_draws(tmp_path, done, monkeypatch):
    study = begun(write_figures(tmp_path / "figures.csv"), tmp_path)
    real, left = Formulas.branch, [130]

    def stopping(self, scenario):
        left[0] -= 1
        if left[0] == 0:
            raise KeyboardInterrupt
        return real(self, scenario)

    monkeypatch.setattr(Formulas, "branch", stopping)
    with pytest.raises(Exception, match="stopped by Ctrl-C"):
        carry_calibration_out(study, OPTIONS)
    monkeypatch.setattr(Formulas, "branch", real)
    again = calibrated(open_study(study.path))
    assert np.array_equal(again.draws, done.draws)


def test_a_larger_budget_goes_on_with_what_is_there(tmp_path):
    path = write_figures(tmp_path / "figures.csv")
    small = begun(path, tmp_path, 240)
    carry_calibration_out(small, OPTIONS)
    larger = begun(path, tmp_path, 300)
    assert larger.path == small.path
    first = small.plan.to_pylist()
    found = carry_calibration_out(larger, OPTIONS)
    assert len(found.runs) == 300
    assert open_study(larger.path).plan.to_pylist()[: len(first)] == first


def test_figures_that_fight_leave_nothing_and_are_named(tmp_path):
    path = write_figures(tmp_path / "figures.csv", change={"dau_mau": 1.9, "creator_exit_rate": 6.0})
    found = calibrated(begun(path, tmp_path))
    assert found.nothing is not None
    assert len(found.nothing.missed) >= 2
    presenter = calibration_presenter(found.study)
    summary = presenter.summary()
    presenter.write(summary)
    assert summary["fits"] is False
    assert not (found.study.folder / "posterior.parquet").exists()
    assert "No plausible assumptions fit" in (found.study.folder / "report.html").read_text()


def test_every_run_has_a_seed_of_its_own(done):
    assert done.study.runs["seed"].is_unique
    assert done.study.counts["failed"] == 0


@pytest.mark.parametrize("budget, said", [(20, "--budget is 20"), (59, "need 60 runs")])
def test_a_budget_too_small_is_refused(budget, said):
    with pytest.raises(UserError, match=said):
        CalibrationSettings(budget).checked(6)
