"""Listings say what there is, for people and for machines, without loading the engine."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import pytest

from sim import __version__
from sim.config import scenario_names
from sim.model.outcomes.dictionary import OUTCOMES
from sim.model.parameters import all_parameters


def test_every_lever_is_listed_with_what_it_moves(sim: Any) -> None:
    _, out, _ = sim("levers")
    levers = all_parameters("lever")
    for one in levers:
        line = next(line for line in out.splitlines() if line.startswith(one.name + " "))
        assert one.moves is not None
        assert " ".join(one.moves) in line
        assert one.unit in line
    assert "enforcement.milestones.<row>.rating" in out
    assert len(json.loads(sim("levers", "--json")[1])) == len(levers)


def test_assumptions_on_request_and_names_narrow(sim: Any) -> None:
    assert len(json.loads(sim("levers", "--all", "--json")[1])) == len(all_parameters())
    narrowed = json.loads(sim("levers", "distribution", "--json")[1])
    assert {record["name"].partition(".")[0] for record in narrowed} == {"distribution"}


def test_outcomes_and_scenarios(sim: Any) -> None:
    outcomes = json.loads(sim("outcomes", "--json")[1])
    assert [record["name"] for record in outcomes] == list(OUTCOMES)
    scenarios = json.loads(sim("scenarios", "--json")[1])
    assert [record["name"] for record in scenarios] == scenario_names()
    assert scenarios[0]["name"] == "status_quo"
    assert all(record["question"] in sim("scenarios")[1] for record in scenarios)


def test_help_and_version(sim: Any) -> None:
    assert sim("--version")[1] == f"sim {__version__}\n"
    for words in ([], ["--help"], ["compare", "-h"]):
        code, out, _ = sim(*words)
        assert code == 0
        assert "sim compare quality_bonus" in out
        assert "health_rating" in out and "tiered_bans_sg" in out


@pytest.mark.parametrize("command", ["levers", "outcomes", "scenarios"])
def test_listings_load_nothing_heavy(command: str) -> None:
    code = (
        "import sys; from sim.cli.main import main; main(sys.argv[1:]); "
        "print(sorted({'numba', 'numpy', 'mesa', 'pandas', 'hydra', 'matplotlib', 'omegaconf'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code, command], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_a_reader_that_leaves_is_no_error() -> None:
    command = f"{sys.executable} -m sim levers --all --json | head -n 1; echo ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "0"
    assert done.stderr == ""
