"""The command is a Hydra application: configuration is shown, explained and completed as in any other."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from sim.cli.completion import own_candidates, split_line


def test_cfg_job_prints_the_configuration(sim: Any) -> None:
    code, out, err = sim("compare", "warn_first", "--cfg", "job", "seed=9", "enforcement=strict")
    shown = yaml.safe_load(out)
    assert (code, err) == (0, "")
    assert shown["seed"] == 9
    assert shown["enforcement"]["milestones"]["at_risk"]["rating"] == 170


def test_cfg_job_of_one_package(sim: Any) -> None:
    _, out, _ = sim("forecast", "--cfg", "job", "--package", "engine")
    assert yaml.safe_load(out) == {"name": "compiled", "threads": 1}


def test_info_shows_where_it_comes_from(sim: Any) -> None:
    code, out, _ = sim("forecast", "--info", "defaults-tree", "enforcement=lenient")
    assert code == 0
    assert "enforcement: lenient" in out


def test_completion_installs(sim: Any) -> None:
    code, out, _ = sim("-sc", "install=bash")
    assert code == 0
    assert out.rstrip().endswith("complete -o nospace -o default -F hydra_bash_completion sim")


@pytest.mark.parametrize(("line", "offered"), [
    ("sim fore", {"forecast"}),
    ("sim ", {"forecast", "compare", "story", "levers", "outcomes", "scenarios"}),
    ("sim story ", {"creator", "viewer"}),
    ("sim compare warn_first qual", {"quality_bonus"}),
    ("sim compare warn_first enforcement=", {"enforcement=strict", "enforcement=none"}),
    ("sim compare --json warn_first enforcement.auto.rec", {"enforcement.auto.recall="}),
    ("sim forecast --out", {"--outputs"}),
])
def test_completion_answers(line: str, offered: set[str], sim: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COMP_LINE", line)
    code, out, err = sim("-sc", "query=bash")
    assert (code, err) == (0, "")
    assert offered <= set(out.split())


def test_scenarios_are_offered_once_and_listings_take_nothing() -> None:
    assert "warn_first" not in own_candidates(["compare", "warn_first"], "")[0]
    assert own_candidates(["levers"], "") == ([], False)


def test_a_line_with_an_open_quote_is_still_split() -> None:
    assert split_line("sim compare 'war") == (["compare"], "'war")
