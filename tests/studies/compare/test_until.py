"""Seeds are added until what was asked is settled, by looks that share the 5%, and a stop costs nothing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sim.errors import UserError
from sim.runs.folder import open_study
from sim.studies.compare.run import finish_comparison, run_compare
from sim.studies.experiment.seeds import options_for
from sim.studies.experiment.until import Until
from tests.studies.compare.fake_model import CONFIG, FakeEcosystem
from tests.studies.compare.test_runs import QUALITY_BONUS

SMALL = CONFIG | {"replications": 3, "days": 10, "warmup_days": 5}


def seeds_of(folder: Path) -> list[int]:
    return [len(one) for one in json.loads((folder / "looks.json").read_text())["seeds"]]


def test_a_strong_effect_is_settled_at_the_first_look(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    until = Until(("incentive_cost",), 24)
    folder = run_compare(SMALL, [QUALITY_BONUS], tmp_path, "", until=until, build=FakeEcosystem, processes=1)
    assert seeds_of(folder) == [6]
    assert "settled with 6 seeds, 18 fewer than the cap" in capsys.readouterr().err
    assert json.loads((folder / "looks.json").read_text())["cap"] == 24


def test_an_open_effect_goes_on_to_the_cap_and_a_stop_goes_on_from_there(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    until = Until(("cheating_premium", "incentive_cost"), 12)
    hidden = SMALL | {"matters": {"cheating_premium": "0.0001%"}}
    folder = run_compare(hidden, [QUALITY_BONUS], tmp_path, "", until=until, build=FakeEcosystem, processes=1)
    told = capsys.readouterr().err
    assert seeds_of(folder) == [6, 9, 12]
    assert "going on to 9 (at most 12)" in told
    again = finish_comparison(open_study(folder), options_for(hidden, FakeEcosystem, 1))
    assert again == folder and seeds_of(folder) == [6, 9, 12]


def test_looks_are_planned_and_wrong_words_are_told() -> None:
    assert Until(("quality",), 48).looks == [6, 12, 24, 36, 48]
    assert Until(("quality",), 6).looks == [6]
    assert Until.of(Until(("quality",), 24).to_json()) == Until(("quality",), 24)
    with pytest.raises(UserError, match="one such rule"):
        Until.read("setled", (), None)
    with pytest.raises(UserError, match="no outcome 'qualty'"):
        Until.read("settled", ("qualty",), None)
    with pytest.raises(UserError, match="first look is at 6"):
        Until.read("settled", (), 4)
