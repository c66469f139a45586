"""``sim validate --levels``: measured against plausible, counted, noted, and kept like any study."""

from __future__ import annotations

import json
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from sim.config import compose
from sim.methods.intervals import Interval
from sim.model.outcomes.dictionary import OUTCOMES
from sim.model.outcomes.levels.ranges import NOTE, levels
from sim.runs.workforce import Workforce
from sim.studies import kinds
from sim.studies.experiment.run import RunOptions, run_sweep
from sim.studies.validate.levels.document import notes, plausible_level
from sim.studies.validate.levels.plan import plan_levels
from sim.studies.validate.levels.presenter import LevelsPresenter
from sim.studies.validate.levels.read import Reading, counts, share_inside
from sim.studies.validate.levels.words import basis_words, range_words, standing_words, summary_sentence
from tests.studies.experiment.stand_in import MAKER

HERE = RunOptions(Workforce("serial"), MAKER, consent=True, as_json=True)


def reading(name: str, mean: float, low: float | None, high: float | None, standing: str) -> Reading:
    return Reading(OUTCOMES[name], levels()[name], Interval(mean, mean - 0.01, mean + 0.01, 4), low, high,
                   standing)  # type: ignore[arg-type]


def test_a_study_of_levels_is_told_kept_and_grown(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    config = compose(["days=3", "warmup_days=2", "population.viewers=300", "population.creators=30", "replications=2"])
    folder = run_sweep(plan_levels(config, "sim validate --levels"), tmp_path, HERE, LevelsPresenter)
    told = json.loads(capsys.readouterr().out)
    assert list(told["levels"]) == list(OUTCOMES)
    assert sum(told["counts"].values()) == len(OUTCOMES)
    table = pq.read_table(folder / "levels.parquet").to_pandas().set_index("outcome")
    assert table.loc["quality", "standing"] == "undefined"
    assert set(table.loc[table["standing"] == "outside", "note"]) <= {NOTE}
    kinds.expand(folder, 3, HERE)
    assert json.loads((folder / "summary.json").read_text())["seeds"] == [1, 2, 3]


def test_a_level_is_said_with_its_range_its_base_and_its_edge() -> None:
    inside = reading("dau_mau", 0.5, 0.2, 0.6, "inside")
    edge, outside = reading("dau_mau", 0.195, 0.2, 0.6, "outside"), reading("gmv", 5.0, 0.3, 0.9, "outside")
    assert (range_words(inside), standing_words(inside), inside.note) == ("20.0% to 60.0%", "inside", "")
    assert (standing_words(edge), edge.note) == ("outside, at the edge", NOTE)
    assert basis_words(levels()["gmv"]) == "0.3 to 0.9 a daily viewer"
    rows = [inside, edge, outside, reading("quality", 0.6, None, None, "undefined")]
    assert (counts(rows)["outside"], share_inside(rows)) == (2, pytest.approx(1 / 3))
    assert summary_sentence(rows).startswith("1 of 3 levels are inside their plausible range (33%), 2 outside")


def test_the_reference_says_the_range_and_marks_what_is_outside() -> None:
    assert plausible_level(OUTCOMES["gmv"]).startswith("0.3 to 0.9 a daily viewer: ")
    assert plausible_level(OUTCOMES["trust"]).startswith("undefined: ")
    assert notes({"levels": {"gmv": {"note": NOTE}, "trust": {"note": ""}}}) == {"gmv": NOTE}
    assert notes({}) == {}
