"""The words of ``sim explain`` reach the study; mistakes are one line and exit code 2, and leave nothing behind."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from sim.studies.explain import run


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    calls: list[Any] = []
    monkeypatch.setattr(run, "run_explain", lambda *given: calls.append(given))
    return calls


def test_variant_outcomes_and_overrides(sim: Any, asked: list[Any]) -> None:
    words = ["explain", "whatif_01", "--variant", "at_170", "--outcome", "quality,gmv_net", "--outcome", "effort",
             "--seeds", "3", "days=30", "--json"]
    assert sim(*words) == (0, "", "")
    config, scenario, shown, outputs, command, as_json = asked[0]
    assert scenario.name == "whatif_01.at_170"
    assert shown == ("quality", "gmv_net", "effort")
    assert (config["replications"], config["days"]) == (3, 30)
    assert (outputs, as_json) == (Path("outputs"), True)
    assert command == "sim explain whatif_01 --variant at_170 --outcome quality,gmv_net --outcome effort --seeds 3 " \
        "days=30 --json"


def test_a_variant_may_be_named_after_a_dot(sim: Any, asked: list[Any]) -> None:
    assert sim("explain", "whatif_01.cut_30")[0] == 0
    assert asked[0][1].name == "whatif_01.cut_30"
    assert asked[0][2] == ()
    assert asked[0][0]["replications"] == 8  # fewer than in a comparison, since each has 33 horizons


WRONG = [
    (["explain"], "sim explain takes one scenario, as in sim explain earlier_traffic_cut"),
    (["explain", "warn_first", "whatif_05"], "sim explain takes one scenario (warn_first, whatif_05)"),
    (["explain", "warn_frist"], "Did you mean warn_first?"),
    (["explain", "whatif_01"], "whatif_01 has 2 variants: name one, as in --variant at_170 (at_170, cut_30)"),
    (["explain", "whatif_01", "--variant", "at_17"], "no variant 'at_17' of whatif_01. Did you mean at_170?"),
    (["explain", "warn_first", "--variant", "x"], "no variant 'x' of warn_first. (it has none)"),
    (["explain", "whatif_01.cut_30", "--variant", "at_170"], "names a variant already: leave out --variant"),
    (["explain", "status_quo"], "nothing to explain: status_quo changes nothing"),
    (["explain", "warn_first", "--outcome", "qualty"], "--outcome: no outcome 'qualty'. Did you mean quality?"),
    (["explain", "warn_first", "engine=objects"], "holds channels in the compiled engine alone"),
    (["explain", "warn_first", "-m"], "sim explain has no --multirun"),
    (["explain", "warn_first", "--seeds", "no"], "--seeds is 'no', not a whole number"),
    (["compare", "warn_first", "--outcome", "quality"], "--outcome goes with --until settled"),
]


@pytest.mark.parametrize(("words", "said"), WRONG, ids=[" ".join(words) for words, _ in WRONG])
def test_a_mistake_is_one_line_and_exit_2(words: list[str], said: str, sim: Any, tmp_path: Path) -> None:
    code, out, err = sim(*words)
    assert said in err
    assert (code, out) == (2, "")
    assert err.startswith("sim: ")
    assert err.count("\n") == 1
    assert list(tmp_path.iterdir()) == []
