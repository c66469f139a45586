"""Replications over processes: the same numbers, nothing lost, and a script of the user's is not run twice."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sim.errors import UserError
from sim.runs.plan import Plan, plan_comparison
from sim.runs.processes import Execution, execute
from tests.studies.compare.fake_model import CONFIG, QUALITY_BONUS, FakeEcosystem

ROOT = Path(__file__).parents[2]
SMALL = CONFIG | {"replications": 3, "days": 4, "warmup_days": 2}


def plan(**config: int) -> Plan:
    return plan_comparison(SMALL | config, [QUALITY_BONUS], "")


def build_wrong(config: dict[str, Any], seed: int) -> FakeEcosystem:
    raise UserError("edges.csv:7: unknown node 12")


def numbers(execution: Execution) -> list[Any]:
    return [
        (one.index, one.impressions, scenario, name, column.tolist())
        for one in execution.replications
        for scenario, tallies in one.tallies.items()
        for name, column in tallies.items()
    ]


def test_results_do_not_depend_on_the_number_of_processes() -> None:
    one, two = (execute(plan(), build=FakeEcosystem, processes=count) for count in (1, 2))
    assert (one.processes, two.processes) == (1, 2)
    assert numbers(one) == numbers(two)


def test_more_replications_leave_the_first_ones_as_they_were() -> None:
    few = execute(plan(replications=2), build=FakeEcosystem, processes=1)
    more = execute(plan(), build=FakeEcosystem, processes=1)
    assert numbers(more)[: len(numbers(few))] == numbers(few)


def test_one_process_uses_the_threads_asked_for_and_several_use_one_each() -> None:
    assert execute(plan(replications=1), build=FakeEcosystem).threads == CONFIG["engine"]["threads"]
    assert execute(plan(replications=2), build=FakeEcosystem, processes=2).threads == 1


def test_progress_counts_every_day_and_branch() -> None:
    seen: list[tuple[int, int]] = []
    execute(plan(), build=FakeEcosystem, processes=1, on_progress=lambda days, runs: seen.append((days, runs)))
    assert seen[-1] == (3 * (2 + 2 * 4), 3 * 2)
    assert seen == sorted(seen)


@pytest.mark.parametrize("processes", [1, 2])
def test_bad_input_found_while_building_is_told_as_such(processes: int) -> None:
    with pytest.raises(UserError, match=r"edges\.csv:7: unknown node 12"):
        execute(plan(), build=build_wrong, processes=processes)


def test_ctrl_c_in_the_parent_keeps_finished_replications() -> None:
    def stop(days: int, branches: int) -> None:
        if branches >= 2:
            raise KeyboardInterrupt

    execution = execute(plan(replications=40), build=FakeEcosystem, processes=2, on_progress=stop)
    assert execution.interrupted
    assert 1 <= len(execution.replications) < 40
    whole = execute(plan(replications=40), build=FakeEcosystem, processes=1)
    kept = {one.index: one for one in whole.replications}
    for one in execution.replications:
        expected = kept[one.index].tallies["quality_bonus"]["views"]
        np.testing.assert_array_equal(one.tallies["quality_bonus"]["views"], expected)


def test_a_script_without_a_main_guard_may_use_processes(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(
        "print('once')\n"
        "from sim.runs.plan import plan_comparison\n"
        "from sim.runs.processes import execute\n"
        "from tests.studies.compare.fake_model import CONFIG, QUALITY_BONUS, FakeEcosystem\n"
        "plan = plan_comparison(CONFIG | {'replications': 2, 'days': 2, 'warmup_days': 1}, [QUALITY_BONUS], '')\n"
        "print(len(execute(plan, build=FakeEcosystem, processes=2).replications))\n"
    )
    run = subprocess.run(
        [sys.executable, str(script)],
        capture_output=True,
        text=True,
        timeout=120,
        env={"PYTHONPATH": str(ROOT), "PATH": ""},
        check=False,
    )
    assert run.stdout.split() == ["once", "2"], run.stderr
