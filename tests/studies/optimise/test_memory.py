"""A search asks the same whether or not it is interrupted, and what it is told about budgets counts."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from sim.errors import UserError
from sim.runs.blueprint import Factor
from sim.studies.optimise.memory import Memory, Terms, Trial

pytest.importorskip("optuna")

LEVERS = (
    Factor("share", "lever", low=0.0, high=1.0), Factor("count", "lever", low=0, high=5, integer=True),
    Factor("level", "lever", levels=(0.9, 0.1, 0.5)),
)
BUDGET = 0.6


def terms(sampler: str = "tpe", batch: int = 6) -> Terms:
    return Terms(LEVERS, 2, batch, sampler, 3)  # type: ignore[arg-type]


def scores(trial: Trial) -> tuple[float, float]:
    share, count, level = (float(value) for value in trial.values.values())
    return -share, -(1 - share**0.5 + 0.1 * abs(count - 2) + abs(level - 0.5))


def go_on(path: Path, asked: Terms, most: int, tells: int = 10**9) -> list[Trial] | None:
    """Bring a search to its end; ``None`` if it stops after some candidates are told."""
    memory = Memory(path, asked)
    while waiting := memory.batch(most):
        for one in waiting:
            if not tells:
                return None
            memory.tell(one.number, scores(one), (float(one.values["share"]) - BUDGET,))
            tells -= 1
    return memory.trials


@pytest.mark.parametrize("sampler", ["tpe", "nsga2"])
def test_an_interrupted_search_tries_what_it_would_have_tried(sampler: str, tmp_path: Path) -> None:
    whole = go_on(tmp_path / "whole.db", terms(sampler), 30)
    for _ in range(20):
        torn = go_on(tmp_path / "torn.db", terms(sampler), 30, tells=4)
        if torn is not None:
            break
    assert torn == whole
    assert [one.number for one in whole or []] == list(range(30))


def test_a_search_stopped_while_it_asks_goes_on_with_that_batch(tmp_path: Path) -> None:
    whole = Memory(tmp_path / "whole.db", terms()).batch(30)
    memory = Memory(tmp_path / "torn.db", terms())
    for number in range(2):
        memory._ask(number)
    assert Memory(tmp_path / "torn.db", terms()).batch(30) == whole
    assert len(whole) == 6


def test_more_trials_go_on_with_the_same_search(tmp_path: Path) -> None:
    first = go_on(tmp_path / "a.db", terms(), 12)
    more = go_on(tmp_path / "a.db", terms(), 18)
    assert first is not None
    assert more is not None
    assert more[:12] == first
    assert len(more) == 18


@pytest.mark.parametrize("sampler", ["tpe", "nsga2"])
def test_values_are_the_levers_own(sampler: str, tmp_path: Path) -> None:
    for one in go_on(tmp_path / "a.db", terms(sampler), 18) or []:
        share, count, level = one.values.values()
        assert 0 <= float(share) <= 1
        assert count in range(6)
        assert isinstance(count, int)
        assert level in (0.1, 0.5, 0.9)
        assert one.feasible == (float(share) <= BUDGET)


def test_budgets_steer_the_search(tmp_path: Path) -> None:
    late = (go_on(tmp_path / "a.db", terms(batch=12), 60) or [])[24:]
    assert sum(one.feasible for one in late) > 0.7 * len(late)  # 60% by chance


def test_what_cannot_be_run_is_impossible_and_the_search_goes_on(tmp_path: Path) -> None:
    memory = Memory(tmp_path / "a.db", terms())
    for one in memory.batch(12):
        memory.tell(one.number, None if one.number % 2 else scores(one))
    assert [one.state for one in memory.trials] == ["told", "impossible"] * 3
    assert len(memory.batch(12)) == 6


def test_a_damaged_memory_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.db").write_bytes(b"no database at all, sorry" * 400)
    with pytest.raises(UserError, match="the search's memory cannot be read"):
        Memory(tmp_path / "a.db", terms())


def test_without_optuna_one_line_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    monkeypatch.delitem(sys.modules, "optuna", raising=False)
    with pytest.raises(UserError, match=r"sim optimise needs optuna.*pip install 'live-shopping-sim\[search\]'"):
        Memory(tmp_path / "a.db", terms())
