"""``sim validate``: patterns after ``--only``, sizes as overrides, mistakes in one line before anything runs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from sim.cli.completion import own_candidates

if TYPE_CHECKING:
    from tests.cli.conftest import Calls


def test_everything_at_its_own_number_of_seeds(sim: Any, validations: Calls) -> None:
    assert sim("validate") == (0, "", "")
    assert sim("validate", "replications=3", "seed=5", "enforcement=strict", "--json", "--outputs", "here")[0] == 0
    first, second = validations.made
    assert (first["names"], first["outputs"], first["config"]["replications"]) == ([], Path("outputs"), 16)
    assert (second["config"]["replications"], second["config"]["seed"], second["as_json"]) == (3, 5, True)
    assert second["outputs"] == Path("here")


def test_only_some_patterns(sim: Any, validations: Calls) -> None:
    assert sim("validate", "--only", "gini_views", "bunching", "days=30")[0] == 0
    assert sim("validate", "replications=2", "--only", "network")[0] == 0
    assert [call["names"] for call in validations.made] == [["gini_views", "bunching"], ["network"]]


@pytest.mark.parametrize(("words", "said"), [
    (["validate", "gini_views"], "sim validate takes patterns after --only, as in sim validate --only gini_views"),
    (["validate", "--levels", "gini_views"], "--levels measures every outcome: leave out patterns"),
    (["validate", "--only"], "--only needs a pattern or more"),
    (["validate", "--only", "gini_vews"], "no pattern 'gini_vews'. Did you mean gini_views?"),
    (["validate", "replications=0"], "replications is 0, outside 1–10000"),
    (["validate", "--only", "gini_views", "dayz=3"], "dayz"),
    (["forecast", "--only", "status_quo"], "sim forecast has no option --only"),
])
def test_a_mistake_is_one_line_and_exit_2(words: list[str], said: str, sim: Any, validations: Calls) -> None:
    code, out, err = sim(*words)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert said in err
    assert validations.made == []


def test_completion_offers_patterns() -> None:
    candidates, ask_hydra = own_candidates(["validate", "--only", "gini_views"], "gini")
    assert (candidates, ask_hydra) == (["gini_gmv"], True)
