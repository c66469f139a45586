"""The words of sweeps reach the studies; mistakes are one line and exit code 2, and leave nothing behind."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from sim.cli.line import read
from sim.studies import kinds
from sim.studies.experiment import run
from sim.studies.experiment.overrides import sort_overrides
from sim.studies.experiment.plan import Sweep
from sim.studies.experiment.run import RunOptions

RECALL = "enforcement.auto.recall"


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Any, ...]]:
    """Collect what the studies are asked for instead of running it."""
    calls: list[tuple[Any, ...]] = []

    def take(name: str) -> Any:
        return lambda *given, **named: calls.append((name, *given, *named.values()))

    for room, names in ((run, ("run_sweep",)), (kinds, ("resume", "expand", "rerun"))):
        for name in names:
            monkeypatch.setattr(room, name, take(name))
    return calls


def test_what_varies_and_what_does_not(sim: Any, asked: list[tuple[Any, ...]]) -> None:
    code, out, err = sim(
        "sweep", "warn_first", f"{RECALL}=0.3,0.5", "enforcement.warnings=range(0,3)", "days=20", "--seeds", "4",
        "population.viewer.open_habit=range", "study=latin_hypercube", "study.points=8", "study.width=0.5",
        "execution=serial", "--yes",
    )
    assert (code, out, err) == (0, "", "")
    _, sweep, outputs, run_options, _ = asked[0]
    assert isinstance(sweep, Sweep)
    assert isinstance(run_options, RunOptions)
    assert [one.name for one in sweep.blueprint.factors] == [
        RECALL, "enforcement.warnings", "population.viewer.open_habit"]
    assert sweep.blueprint.factors[1].levels == (0, 1, 2)
    assert (sweep.blueprint.factors[2].low, sweep.blueprint.factors[2].high) == (0.0, 4.0)
    assert [one.name for one in sweep.blueprint.scenarios] == ["status_quo", "warn_first"]
    assert (sweep.seeds, sweep.settings.design, sweep.settings.points) == (4, "latin_hypercube", 8)
    assert sweep.blueprint.bases[""]["days"] == 20
    assert (outputs, run_options.workforce.name, run_options.consent) == (Path("outputs"), "serial", True)
    assert sweep.command.startswith("sim sweep warn_first enforcement.auto.recall=0.3,0.5")
    assert len(sweep.points) == 8


def test_groups_are_choices(sim: Any, asked: list[tuple[Any, ...]]) -> None:
    assert sim("sweep", "enforcement=strict,lenient", f"{RECALL}=0.3,0.6", "days=9") == (0, "", "")
    sweep = asked[0][1]
    assert set(sweep.blueprint.bases) == {"enforcement=strict", "enforcement=lenient"}
    ratings = {
        name: base["enforcement"]["milestones"]["at_risk"]["rating"] for name, base in sweep.blueprint.bases.items()}
    assert len(set(ratings.values())) == 2
    assert [base["days"] for base in sweep.blueprint.bases.values()] == [9, 9]
    keys = sweep.plan()["key"].to_pylist()
    assert len(set(keys)) == len(keys) == 4 * 12


def test_a_study_from_the_config_group(sim: Any, asked: list[tuple[Any, ...]]) -> None:
    assert sim("sweep", "study=detection_and_review", "study.points=4") == (0, "", "")
    sweep = asked[0][1]
    assert len(sweep.blueprint.factors) == 3
    assert "gmv_net" in sweep.settings.outcomes
    assert sim("sensitivity", "study=morris", "enforcement.review.share=range")[0] == 0
    assert asked[1][1].study == "sensitivity"


def test_a_folder_of_ones_own_configs_serves_studies_and_groups(
    sim: Any, asked: list[tuple[Any, ...]], tmp_path: Path
) -> None:
    own = tmp_path.parent / "own"
    for group in ("study", "enforcement"):
        (own / group).mkdir(parents=True)
    (own / "study" / "mine.yaml").write_text(
        f"defaults:\n  - grid\n  - _self_\nfactors:\n  {RECALL}: [0.3, 0.6]\n")
    (own / "enforcement" / "gentle.yaml").write_text("defaults:\n  - health_rating\n  - _self_\nwarnings: 3\n")
    words = ["sweep", "study=mine", "enforcement=gentle,strict", "--config-dir", str(own)]
    assert sim(*words) == (0, "", "")
    sweep = asked[0][1]
    assert [one.name for one in sweep.blueprint.factors] == ["enforcement", RECALL]
    assert [base["enforcement"]["warnings"] for base in sweep.blueprint.bases.values()] == [3, 0]


def test_a_regions_own_regime_is_a_choice(sim: Any, asked: list[tuple[Any, ...]]) -> None:
    assert sim("sweep", "market.regions.vn.enforcement=strikes,none", f"{RECALL}=0.3,0.6") == (0, "", "")
    blueprint = asked[0][1].blueprint
    assert [one.name for one in blueprint.factors] == ["market.regions.vn.enforcement", RECALL]
    rating = "enforcement.milestones.at_risk.rating"
    ratings = [base["market"]["regions"]["vn"]["values"][rating] for base in blueprint.bases.values()]
    assert ratings == [-1, -1]  # neither regime rates accounts
    assert len(set(asked[0][1].plan()["key"].to_pylist())) == 4 * 12


def test_commands_on_folders(sim: Any, asked: list[tuple[Any, ...]]) -> None:
    assert sim("resume", "out/x", "--failed", "execution=serial")[0] == 0
    assert sim("expand", "out/x", "--seeds", "20")[0] == 0
    assert sim("rerun", "out/x", "3fa9")[0] == 0
    assert sim("expand", "out/x", "--points", "32")[0] == 0
    assert [call[0] for call in asked] == ["resume", "expand", "rerun", "expand"]
    assert (asked[3][2], asked[3][-1]) == (None, 32)
    assert (asked[0][2].failed_again, asked[0][2].workforce.name) == (True, "serial")
    assert asked[1][2] == 20
    assert asked[2][1:3] == ("out/x", "3fa9")


def test_the_key_leaves_out_what_changes_no_number(sim: Any, asked: list[tuple[Any, ...]]) -> None:
    words = ["sweep", f"{RECALL}=0.3,0.5"]
    for more in ([], ["--seeds", "3"], ["execution=serial"], ["engine.threads=4"], ["study.outcomes=[quality]"],
                 ["days=33"], ["study.levels=4"], [f"{RECALL}=0.3,0.6"]):
        assert sim(*words, *more)[0] == 0
    keys = [call[1].key("code") for call in asked]
    assert len(set(keys[:5])) == 1
    assert len(set(keys[4:])) == 4


WRONG = [
    (["sweep"], "nothing varies: name a parameter and its values"),
    (["sweep", "days=20"], "nothing varies"),
    (["sweep", "enforcement.auto.recal=0.3,0.5"], "Did you mean enforcement.auto.recall?"),
    (["sweep", f"{RECALL}=0.3,1.5"], f"{RECALL} is 1.5, outside 0–1 (fraction)"),
    (["sweep", f"{RECALL}=interval(0.5,0.5)"], f"the range of {RECALL} is empty"),
    (["sweep", f"{RECALL}=low,high"], "is no number"),
    (["sweep", f"{RECALL}=interval("], "cannot read 'interval(' as the value of"),
    (["sweep", "seed=1,2"], "seed cannot vary"),
    (["sweep", f"{RECALL}=0.3,0.5", "study=gird"], "no 'gird' in group study. Did you mean grid?"),
    (["sweep", f"{RECALL}=0.3,0.5", "study.point=3"], "Did you mean study.points?"),
    (["sweep", f"{RECALL}=0.3,0.5", "study.points=0"], "study.points is 0, outside"),
    (["sweep", f"{RECALL}=0.3,0.5", "execution=proceses"], "Did you mean processes?"),
    (["sweep", f"{RECALL}=0.3,0.5", "execution.workers=-1"], "execution.workers is -1, outside"),
    (["sweep", f"{RECALL}=0.3,0.5", "--seeds", "none"], "--seeds is 'none', not a whole number"),
    (["sweep", f"{RECALL}=0.3,0.5", "-m"], "sim sweep has no --multirun"),
    (["sweep", "warn_frist", f"{RECALL}=0.3,0.5"], "Did you mean warn_first?"),
    (["sweep", "enforcement=strict,none", "enforcement.milestones.at_risk.rating=140,150"], "there is no enforcement."),
    (["sweep", "market.live_share=0.2,0.4", "enforcement.milestones.at_risk.rating=1,150"], "cannot be run"),
    (["sensitivity", f"{RECALL}=range", "study=grid"], "sim sensitivity needs study=sobol_indices, morris or tornado"),
    (["forecast", "--seeds", "3"],
     "sim forecast has no option --seeds (sweep, sensitivity, surface, robust, optimise, "),
    (["forecast", "study=grid"], "no setting or parameter 'study'"),
    (["resume"], "sim resume is written sim resume FOLDER"),
    (["resume", "nowhere"], "no folder nowhere"),
    (["resume", "nowhere", "days=3"], "sim resume takes no days=3"),
    (["expand", "nowhere"], "sim expand needs --seeds or --points"),
    (["expand", "nowhere", "--points", "x"], "--points is 'x', not a whole number"),
    (["sweep", f"{RECALL}=0.3,0.5", "--points", "8"], "sim sweep has no option --points (expand has)"),
    (["sweep", f"{RECALL}=0.3,0.5", "--config-dir", "nowhere"], "--config-dir nowhere: there is no such folder"),
    (["sweep", "market.regions.vn.enforcement=strict,strickt"], "but there is no such regime. Did you mean strict?"),
    (["rerun", "nowhere"], "sim rerun is written sim rerun FOLDER KEY"),
    (["query", "nowhere", "select 1"], "no folder nowhere"),
    (["query", "nowhere", "select 1", "--csv", "a.txt"], "--csv a.txt: the file's name should end in .csv"),
]


@pytest.mark.parametrize(("words", "said"), WRONG, ids=[" ".join(words) for words, _ in WRONG])
def test_a_mistake_is_one_line_and_exit_2(words: list[str], said: str, sim: Any, tmp_path: Path) -> None:
    code, out, err = sim(*words)
    assert said in err
    assert (code, out) == (2, "")
    assert err.startswith("sim: ")
    assert err.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


def test_sql_may_hold_equals_signs_and_commas() -> None:
    sql = "select a, b from runs where a=1 -- all"
    _, _, asked = read(["query", "out/x", sql, "--json"])
    assert (asked.words, asked.overrides, asked.as_json) == (["out/x", sql], [], True)


def test_words_are_sorted_by_what_they_vary() -> None:
    found = sort_overrides(
        ["a.b=interval(0,1)", "c=1,2", "d=[1,2]", "enforcement=strict", "study.points=4", "e.*=range"])
    assert found.factors == {"a.b": {"low": 0, "high": 1}, "c": [1, 2], "e.*": "range"}
    assert found.plain == ["d=[1,2]", "enforcement=strict"]
    assert found.study == ["study.points=4"]
