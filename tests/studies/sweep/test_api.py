"""Sweeps from Python: frames and figures, and nothing done twice."""

from __future__ import annotations

from itertools import count
from pathlib import Path

import pytest
from matplotlib.figure import Figure

import sim
from sim.config import compose
from sim.errors import UserError
from sim.studies.experiment.pace import measured_pace
from tests.studies.experiment.stand_in import HABIT, MAKER, RECALL

SMALL = ["population.creators=30", "warmup_days=2", "execution=serial"]


def test_a_sweep_from_python(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = {RECALL: [0.3, 0.7], HABIT: {"low": 1.0, "high": 2.0}}
    study = sim.sweep(asked, seeds=2, viewers=300, days=3, levels=2, overrides=SMALL, outputs=tmp_path, factory=MAKER)
    assert capsys.readouterr().out == ""
    assert study.counts == {"runs": 8, "finished": 8, "failed": 0, "points": 4, "seeds": 2}
    assert study.main_effects("quality")["mean"].max() == pytest.approx(0.16, abs=0.02)
    assert isinstance(study.plot("quality"), Figure)
    assert "after 2 seeds" in study.precision().query("outcome == 'quality'")["advice"].iloc[0]
    more = sim.sweep(asked, seeds=3, viewers=300, days=3, levels=2, overrides=SMALL, outputs=tmp_path, factory=MAKER)
    assert (more.folder, more.counts["finished"]) == (study.folder, 12)
    assert len(sim.open_study(study.folder).runs) == 12
    with pytest.raises(UserError, match="Did you mean enforcement"):
        sim.sweep({RECALL + "s": [0.1]}, outputs=tmp_path)


def test_the_pace_of_a_real_market_is_measured_however_long_its_warm_up() -> None:
    config = compose(["population.viewers=200", "population.creators=20", "warmup_days=60", "days=10"])
    pace = measured_pace(config, clock=map(float, count()).__next__)  # a clock that a look moves by a second
    assert pace.day_s > 0
    assert pace.build_s == 1
