"""The made-up platform of the how-to writes figures that a calibration reads, and its truth apart from them."""

from __future__ import annotations

import math
import runpy
from datetime import date

import yaml

from sim.studies.calibrate.figures import read_figures
from sim.studies.calibrate.targets import targets
from tests.docs.documents import ROOT


def test_its_figures_are_read_and_its_truth_is_not_among_them(tmp_path, monkeypatch):
    script = runpy.run_path(str(ROOT / "docs" / "examples" / "synthetic_platform.py"))
    monkeypatch.setattr("sys.argv", ["x", str(tmp_path), "--viewers", "3000"])
    script["main"]()
    events = yaml.safe_load((tmp_path / "figures.yaml").read_text())["events"]
    days = {one["name"]: date.fromisoformat(one["date"]) for one in events}
    figures = read_figures(tmp_path / "figures.csv", ["us"], {}, days)
    assert {one.kpi.outcome for one in figures.rows} == set(script["KPIS"])
    assert sum(one.kind == "change" for one in figures.rows) == len(script["CHANGED"])
    assert all(math.isfinite(one.value) for one in targets(figures))
    truth = yaml.safe_load((tmp_path / "truth.yaml").read_text())
    assert truth.items() >= script["TRUTH"].items()
