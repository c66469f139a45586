"""The words of ``sim optimise`` reach the search; mistakes are one line and exit code 2, and leave nothing behind."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from sim.studies.experiment import size
from sim.studies.experiment.pace import Pace
from sim.studies.optimise import run

RECALL, FEAR = "enforcement.auto.recall", "population.deterrence.certainty"


@pytest.fixture(autouse=True)
def unmeasured(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take this machine's speed for known: measuring it compiles the engine."""
    monkeypatch.setattr(size, "measured_pace", lambda *_: Pace(0.03))


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    calls: list[Any] = []
    monkeypatch.setattr(run, "run_optimise", lambda *given: calls.append(given))
    return calls


def test_levers_objectives_and_budgets(sim: Any, asked: list[Any]) -> None:
    assert sim(
        "optimise", "warn_first", f"{RECALL}=interval(0.2,0.9)", "enforcement.warnings=0,1,2", "--trials", "30",
        "--objective", "violation_view_rate", "--objective", "gmv_net,quality", "--seeds", "3", "--yes",
        "--budget", "governance_cost + incentive_cost <= 40", "days=30",
    ) == (0, "", "")
    search, _, run_options = asked[0]
    assert [(one.name, one.low, one.high, one.levels) for one in search.levers] == [
        (RECALL, 0.2, 0.9, ()), ("enforcement.warnings", 0, 2, (0, 1, 2))]
    assert search.settings.objectives == ("violation_view_rate", "gmv_net", "quality")
    assert [str(one) for one in search.settings.budget] == ["governance_cost + incentive_cost < 40"]
    assert (search.settings.trials, search.seeds, search.futures, search.assumptions) == (30, 3, 1, ())
    assert [one.name for one in search.rivals] == ["none", "textbook", "warn_first"]
    assert run_options.consent


def test_futures_take_named_assumptions_or_the_short_list(sim: Any, asked: list[Any]) -> None:
    assert sim("optimise", f"{RECALL}=range", f"{FEAR}=interval(1,4)", "--futures", "6")[0] == 0
    assert ([one.name for one in asked[0][0].assumptions], asked[0][0].futures) == ([FEAR], 6)
    assert sim("optimise", f"{RECALL}=range", "--futures", "6")[0] == 0
    assert len(asked[1][0].assumptions) >= 6
    assert sim("optimise", "enforcement.warnings=0,1", "--assume", f"{RECALL},{FEAR}", "--futures", "2")[0] == 0
    assert {one.name for one in asked[2][0].assumptions} == {RECALL, FEAR}


WRONG = [
    (["optimise"], "nothing to search: name a lever"),
    (["optimise", "days=20"], "nothing to search"),
    (["optimise", "enforcement.auto.recal=range"], "Did you mean enforcement.auto.recall?"),
    (["optimise", f"{RECALL}=interval(0.5,0.5)"], f"the range of {RECALL} is empty"),
    (["optimise", f"{RECALL}=interval(0.5,1.5)"], f"{RECALL} is 1.5, outside 0–1"),
    (["optimise", f"{FEAR}=range"], f"{FEAR} is an assumption, and there is no lever to search"),
    (["optimise", f"{RECALL}=range", f"{FEAR}=range"], "say how many, as in --futures 8"),
    (["optimise", f"{RECALL}=range", "--objective", "qualty"], "no outcome 'qualty'. Did you mean quality?"),
    (["optimise", f"{RECALL}=range", "--objective", "awards"], "awards has no better side"),
    (["optimise", f"{RECALL}=range", "--budget", "governance_cost"], "--budget: cannot read 'governance_cost'"),
    (["optimise", f"{RECALL}=range", "--trials", "many"], "--trials is 'many', not a whole number"),
    (["optimise", f"{RECALL}=range", "study.sampler=tpee"], "not one of nsga2, tpe. Did you mean tpe?"),
    (["optimise", f"{RECALL}=range", "study.trials=0"], "study.trials is 0, outside"),
    (["optimise", "enforcement=strict,none"], "searches levers, not the options of enforcement"),
    (["optimise", "warn_frist", f"{RECALL}=range"], "Did you mean warn_first?"),
    (["optimise", f"{RECALL}=range", "--trials", "50000"], "runs with"),
    (["robust", "none", "--budget", "quality > 1"],
     "sim robust has no option --budget (calibrate, optimise, watch have)"),
]


@pytest.mark.parametrize(("words", "said"), WRONG, ids=[" ".join(words) for words, _ in WRONG])
def test_a_mistake_is_one_line_and_exit_2(words: list[str], said: str, sim: Any, tmp_path: Path) -> None:
    code, out, err = sim(*words)
    assert said in err
    assert (code, out) == (2, "")
    assert err.startswith("sim: ")
    assert err.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


def test_a_missing_extra_is_one_line(sim: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("sim.errors.importlib.util.find_spec", lambda name: None)
    code, out, err = sim("optimise", f"{RECALL}=range")
    assert (code, out) == (2, "")
    assert err == ("sim: sim optimise needs optuna, which is not installed: pip install 'live-shopping-sim[search]' "
                   "(in a checkout: pip install -e '.[search]')\n")
    assert list(tmp_path.iterdir()) == []
