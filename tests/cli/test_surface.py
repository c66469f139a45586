"""``sim surface``: levers and doses as words, mistakes in one line before anything runs."""

from __future__ import annotations

from typing import Any

import pytest

from sim.cli.completion import own_candidates
from sim.studies.experiment import run
from sim.studies.experiment.plan import Sweep

RECALL = "enforcement.auto.recall"


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Any, ...]]:
    """Collect what the study is asked for instead of running it."""
    calls: list[tuple[Any, ...]] = []
    monkeypatch.setattr(run, "run_sweep", lambda *given: calls.append(given))
    return calls


def test_levers_and_doses_of_ones_own(sim: Any, asked: list[tuple[Any, ...]]) -> None:
    assert sim("surface", "enforcement.review.share", f"{RECALL}=0.3,0.9", "days=9", "--seeds", "3", "--jobs", "1") == (
        0, "", "")
    sweep, _, options, _ = asked[0]
    assert isinstance(sweep, Sweep)
    arms = [one.changes[0] for one in sweep.blueprint.scenarios[1:]]
    assert [change.to for change in arms if change.name == RECALL] == [0.3, 0.9]
    assert len([change for change in arms if change.name == "enforcement.review.share"]) >= 7
    assert (sweep.seeds, sweep.blueprint.bases[""]["days"], options.workforce.name) == (3, 9, "serial")


def test_names_may_end_in_a_star_and_none_means_the_catalogue(sim: Any, asked: list[tuple[Any, ...]]) -> None:
    assert sim("surface", "enforcement.notice.*", "days=9")[0] == 0
    assert sim("surface", "days=9")[0] == 0
    levers = [{one.changes[0].name for one in call[0].blueprint.scenarios[1:]} for call in asked]
    assert (levers[0], len(levers[1])) == ({"enforcement.notice.share"}, 40)


@pytest.mark.parametrize(("words", "said"), [
    (["enforcement.auto.recal"], "no lever 'enforcement.auto.recal'. Did you mean enforcement.auto.recall?"),
    ([f"{RECALL}=0.2,1.7"], "enforcement.auto.recall is 1.7, outside 0–1 (fraction)"),
    (["population.viewer.open_habit"], "population.viewer.open_habit is an assumption, not a lever"),
    (["days"], "days is a setting of the run, not a lever"),
    (["enforcement.milestones.at_risk.rating=50,160"], "a harder milestone cannot cut less"),
    ([f"{RECALL}=interval(0,1)"], "write its doses, as in enforcement.auto.recall=0,1,2"),
    (["--jobs", "2", "execution=serial"], "--jobs 2 and execution=serial both say how runs are carried out"),
    (["--jobs", "0"], "--jobs is '0', not a whole number of at least 1"),
    ([RECALL, "study.outcomes=[qualty]"], "no outcome 'qualty'"),
])
def test_a_mistake_is_one_line_and_exit_2(
    words: list[str], said: str, sim: Any, asked: list[tuple[Any, ...]]
) -> None:
    code, out, err = sim("surface", *words)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert said in err
    assert asked == []


def test_completion_offers_levers() -> None:
    candidates, _ = own_candidates(["surface"], "enforcement.auto.re")
    assert candidates == ["enforcement.auto.recall", "enforcement.auto.retrain_days"]
