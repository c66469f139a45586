"""The words of ``sim robust`` reach the study; mistakes are one line and exit code 2, and leave nothing behind."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from sim.studies.experiment import run, size
from sim.studies.experiment.pace import Pace

FEAR = "population.deterrence.certainty"
RECALL = "enforcement.auto.recall"


@pytest.fixture(autouse=True)
def unmeasured(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take this machine's speed for known: measuring it compiles the engine."""
    monkeypatch.setattr(size, "measured_pace", lambda *_: Pace(0.03))


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    calls: list[Any] = []
    monkeypatch.setattr(run, "run_sweep", lambda *given: calls.append(given))
    return calls


def test_policies_futures_and_requirements(sim: Any, asked: list[Any]) -> None:
    assert sim(
        "robust", "warn_first", "none", f"{FEAR}=interval(1,4)", f"{RECALL}=range", "--futures", "12", "--seeds", "3",
        "--require", "violation_view_rate < 1%", "--require", "gmv_net > 98% of status quo", "days=30", "--yes",
    ) == (0, "", "")
    sweep, _, run_options, _ = asked[0]
    assert [one.name for one in sweep.blueprint.scenarios] == ["status_quo", "none", "warn_first"]
    assert [(one.name, one.low, one.high) for one in sweep.blueprint.factors] == [(FEAR, 1, 4), (RECALL, 0, 1)]
    assert (sweep.study, sweep.settings.design, sweep.settings.points, sweep.seeds) == (
        "robust", "latin_hypercube", 12, 3)
    assert [one["bound"] for one in sweep.judged["require"]] == [0.01, 0.98]
    assert sweep.judged["outcomes"][0] == "violation_view_rate"
    assert run_options.consent


def test_where_nothing_is_named_a_short_list_of_assumptions_varies(sim: Any, asked: list[Any]) -> None:
    assert sim("robust", "warn_first")[0] == 0
    factors = asked[0][0].blueprint.factors
    assert len(factors) >= 6
    assert {one.kind for one in factors} == {"assumption"}
    assert all(one.low < one.base < one.high for one in factors)


def test_assumptions_from_names_a_file_or_all(sim: Any, asked: list[Any], tmp_path: Path) -> None:
    assert sim("robust", "warn_first", "--assume", f"{FEAR},population.awareness.start")[0] == 0
    assert [one.high for one in asked[0][0].blueprint.factors] == [10, 1]
    Path("mine.yaml").write_text(f"{FEAR}: {{low: 1, high: 2}}\n{RECALL}: [0.4, 0.8]\n")
    assert sim("robust", "warn_first", "--assume", "mine.yaml")[0] == 0
    assert [one.levels for one in asked[1][0].blueprint.factors] == [(), (0.4, 0.8)]
    assert sim("robust", "warn_first", "--assume", "all", "--futures", "4", "--seeds", "1")[0] == 0
    assert len(asked[2][0].blueprint.factors) > 100


def test_options_of_policy_groups_are_policies(sim: Any, asked: list[Any]) -> None:
    assert sim("robust", "enforcement=strict,strikes", "--futures", "4")[0] == 0
    assert [one.name for one in asked[0][0].blueprint.scenarios] == [
        "status_quo", "enforcement_strict", "enforcement_strikes"]


WRONG = [
    (["robust"], "sim robust needs a policy or more"),
    (["robust", "status_quo"], "sim robust needs a policy or more"),
    (["robust", "warn_frist"], "Did you mean warn_first?"),
    (["robust", "none", "population.deterrence.certanty=range"], "Did you mean population.deterrence.certainty?"),
    (["robust", "none", f"{FEAR}=interval(2,2)"], f"the range of {FEAR} is empty"),
    (["robust", "none", "--futures", "no"], "--futures is 'no', not a whole number"),
    (["robust", "none", "--require", "violation_rate < 0.1"], "no outcome 'violation_rate'. Did you mean"),
    (["robust", "none", "--require", "quality"], "--require: cannot read 'quality'"),
    (["robust", "none", "--require", "quality > 0.5 in mars"], "no region 'mars'"),
    (["robust", "none", "--assume", "nowhere.yaml"], "--assume: no file nowhere.yaml"),
    (["robust", "none", "market=us,eu"], "the options of market are no policies"),
    (["robust", "none", "study.outcomes=[awards]"], "awards has no better side"),
    (["robust", "none", "study.tail=2"], "study.tail is 2, outside 0.01–1"),
    (["robust", "none", "-m"], "sim robust has no --multirun"),
    (["robust", "none", "--assume", "all", "--futures", "500"], "runs with"),
    (["compare", "warn_first", "--futures", "3"], "sim compare has no option --futures (robust, optimise, "),
]


@pytest.mark.parametrize(("words", "said"), WRONG, ids=[" ".join(words) for words, _ in WRONG])
def test_a_mistake_is_one_line_and_exit_2(words: list[str], said: str, sim: Any, tmp_path: Path) -> None:
    code, out, err = sim(*words)
    assert said in err
    assert (code, out) == (2, "")
    assert err.startswith("sim: ")
    assert err.count("\n") == 1
    assert list(tmp_path.iterdir()) == []
