"""Studies over the draws of a calibration: which draw a seed lives, what is refused, and what the words then hold."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from sim.config import compose
from sim.errors import UserError
from sim.methods.designs.factors import read_factors
from sim.methods.designs.settings import DesignSettings
from sim.runs.folder import open_study
from sim.runs.keys import seedless
from sim.runs.posterior import KEY, lived
from sim.studies.compare.run import expand_comparison, run_compare
from sim.studies.experiment.posterior import SEEDS, draws_of, futures_of, read_posterior, with_posterior
from sim.studies.experiment.seeds import options_for
from sim.studies.optimise.plan import Search
from sim.studies.optimise.settings import SearchSettings
from tests.studies.compare.fake_model import CONFIG, FakeEcosystem
from tests.studies.compare.test_runs import QUALITY_BONUS

CERTAINTY = "population.deterrence.certainty"
TINY = ["population.viewers=200", "population.creators=20"]


def _posterior(folder: Path, **columns: list[float]) -> str:
    count = len(next(iter(columns.values())))
    folder.mkdir(exist_ok=True)
    named = {name.replace("__", "."): values for name, values in columns.items()}
    table = pd.DataFrame({"draw": range(count), "weight": 1 / count} | named)
    table.to_parquet(folder / "posterior.parquet")
    return str(folder)


@pytest.fixture
def folder(tmp_path: Path) -> str:
    return _posterior(tmp_path / "fit", population__deterrence__certainty=[0.5 + 0.01 * one for one in range(20)])


def test_each_seed_lives_its_draw_in_every_region_and_nothing_else_changes(folder: str) -> None:
    config = compose([*TINY, "market=us_vn"])
    drawn = with_posterior(config, folder)
    assert drawn["replications"] == SEEDS
    assert with_posterior(config, folder, ["replications=5"])["replications"] == config["replications"]
    assert [lived(drawn, seed)["population"]["deterrence"]["certainty"] for seed in (1, 2, 3, 4)] == pytest.approx(
        [0.51, 0.51, 0.52, 0.53])
    assert list(draws_of(drawn, [1, 2, 3, 4])) == [1, 1, 2, 3]
    own = lived(drawn, 1)
    assert KEY not in own and {**own, "population": 0} == {**config, "population": 0, "replications": SEEDS}
    assert lived(config, 1) is config and draws_of(config, [1]) is None


def test_draws_are_in_the_key_of_a_run_and_what_they_are_called_is_not_the_only_thing(folder: str, tmp_path: Path
                                                                                     ) -> None:
    config = compose(TINY)
    other = _posterior(tmp_path / "fit2", population__deterrence__certainty=[0.7] * 20)
    keys = {seedless(with_posterior(config, one)) for one in (None, folder, other)}
    assert len(keys) == 3


@pytest.mark.parametrize(("columns", "said"), [
    ({"population__deterrence__certainly": [0.5] * 20}, r"no assumption of this market\. Did you mean"),
    ({"enforcement__auto__recall": [0.5] * 20}, "no assumption of this market"),
    ({"population__deterrence__certainty": [0.5] * 3}, "has 3 draws of 1 assumptions: 8 are the fewest"),
    ({"population__deterrence__certainty": [0.5] * 19 + [-7.0]}, "certainty is -7"),
    ({"population__deterrence__certainty": [0.5] * 19 + [float("nan")]}, "draw 19 has no number"),
])
def test_what_is_no_posterior_of_this_market_is_refused(
    columns: dict[str, list[float]], said: str, tmp_path: Path
) -> None:
    with pytest.raises(UserError, match=said):
        read_posterior(_posterior(tmp_path / "fit", **columns), compose(TINY))


def test_a_folder_without_draws_is_told_what_it_takes(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"--posterior .*: no posterior\.parquet there; it takes a folder of sim calib"):
        with_posterior(compose(TINY), str(tmp_path))
    (tmp_path / "posterior.parquet").write_bytes(b"no table")
    with pytest.raises(UserError, match="holds no draws that can be read"):
        with_posterior(compose(TINY), str(tmp_path))


def test_futures_are_whole_draws(folder: str) -> None:
    columns, settings = futures_of(read_posterior(folder, compose(TINY)), DesignSettings("latin_hypercube", points=6))
    assert settings.design == "zip" and columns[CERTAINTY] == pytest.approx([0.5, 0.51, 0.52, 0.53, 0.54, 0.55])


def test_a_search_judges_candidates_over_whole_draws(folder: str) -> None:
    config = compose(TINY)
    columns, design = futures_of(read_posterior(folder, config), DesignSettings("latin_hypercube", points=4))
    lever, *assumptions = read_factors({"enforcement.warnings": [0, 1], **columns}, config)
    settings = SearchSettings.of({"objectives": ["quality"]}, [], ["us", "vn"])
    search = Search(config, (lever,), tuple(assumptions), (), settings, design.points, 1, 2, 1, "", design.design)
    assert [one[CERTAINTY] for one in search.first_points] == pytest.approx([0.5, 0.51, 0.52, 0.53])
    assert search.content("") != replace(search, design="latin_hypercube").content("")


def test_a_comparison_over_draws_says_so_and_grows_by_whole_pairs(
    folder: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    drawn = {**CONFIG, "days": 10, "warmup_days": 5, "replications": 12, KEY: read_posterior(folder, compose(TINY))}
    place = run_compare(drawn, [QUALITY_BONUS], tmp_path / "out", "", build=FakeEcosystem, processes=1)
    said = " ".join(capsys.readouterr().out.split())
    assert "8 draws of 1 assumption that fit the figures of fit (" in said and "4 of them lived twice" in said
    summary = json.loads((place / "summary.json").read_text())
    found = summary["scenarios"]["quality_bonus"]["effects"]["quality"]
    assert found["doubt"]["draws"] == 8 and found["low"] <= found["doubt"]["luck"]["low"]
    assert "posterior: fit (" in (place / "config.yaml").read_text()
    page = (place / "report.html").read_text(encoding="utf-8")
    assert "What luck and assumptions leave open" in page and "Luck and assumptions" in page
    keys = open_study(place).plan["key"].to_pylist()
    expand_comparison(open_study(place), 15, None, options_for(CONFIG, FakeEcosystem, 1))
    grown = open_study(place).plan["key"].to_pylist()
    assert grown[:24] == keys and len(set(grown)) == 30 and "10 draws of" in " ".join(capsys.readouterr().out.split())
