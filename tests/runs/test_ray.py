"""On a Ray cluster of two machines, played by two nodes on this one, a study gives the rows that it gives anywhere."""

from __future__ import annotations

import importlib.util
import os
import socket
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from sim.errors import UserError
from sim.runs.engine import Progress, run_study
from sim.runs.folder import open_study
from sim.runs.workforce import Workforce
from tests.runs.killing import CUE, ROOT, cues, kill_once
from tests.runs.test_engine import SERIAL, begin, numbers
from tests.studies.experiment.stand_in import COUNTED, MAKER, RECALL, factor, sweep

if importlib.util.find_spec("ray") is None:  # imported only when it has been told to stay on loopback
    pytest.skip("Ray is not installed", allow_module_level=True)

NOTICE_SOON = {  # a machine that is gone refuses; one that is only slow may take its time
    "health_check_initial_delay_ms": 500, "health_check_period_ms": 200, "health_check_failure_threshold": 3,
    "health_check_timeout_ms": 20_000,
}
SMALL = {"num_cpus": 2, "object_store_memory": 80 * 2**20}  # room for new workers while those of a killed study go


@dataclass
class Machines:
    """Two nodes; the second one can be taken away."""

    cluster: Any
    second: Any
    counted: Path
    cue: Path

    @property
    def all(self) -> Workforce:
        return Workforce("ray", 2, self.cluster.address)

    def take_away(self) -> None:
        self.cluster.remove_node(self.second, allow_graceful=False)

    def bring_back(self) -> None:
        self.second = patiently(lambda: self.cluster.add_node(**SMALL))


@pytest.fixture(scope="module")
def machines(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machines]:
    place = tmp_path_factory.mktemp("machines")
    counted = place / "counted"
    counted.mkdir()
    with pytest.MonkeyPatch.context() as here:
        here.setenv("RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER", "0")  # loopback, whatever the name says
        here.setenv("RAY_USAGE_STATS_ENABLED", "0")
        here.setenv("PYTHONPATH", str(ROOT))
        here.setenv(COUNTED, str(counted))
        here.setenv(CUE, str(place / "cue"))
        from ray.cluster_utils import Cluster

        head = {**SMALL, "include_dashboard": False, "_system_config": NOTICE_SOON}
        cluster = patiently(lambda: Cluster(initialize_head=True, head_node_args=head))
        try:
            yield Machines(cluster, patiently(lambda: cluster.add_node(**SMALL)), counted, place / "cue")
        finally:
            cluster.shutdown()


def patiently(start: Callable[[], Any]) -> Any:
    """Start something of Ray's, which gives a node 30 seconds to come up: more than once, on a busy machine."""
    for _ in range(4):
        try:
            return start()
        except Exception as error:  # Ray raises nothing more telling
            if "timed out" not in str(error):
                raise
    return start()


def test_two_machines_give_the_rows_of_one_process_and_share_warm_ups(machines: Machines, tmp_path: Path) -> None:
    asked = sweep(factor(RECALL, *(number / 20 for number in range(20))), seeds=2)
    alone, together = begin(tmp_path / "alone", asked), begin(tmp_path / "together", asked)
    run_study(alone, SERIAL, factory=MAKER)
    counted = len(list(machines.counted.iterdir()))
    told = run_study(together, machines.all, factory=MAKER)
    assert (told.done, told.failed, told.workers) == (40, 0, 2)
    assert numbers(together) == numbers(alone)
    assert {row["worker"] for row in together.rows().to_pylist()} == {"r0", "r1"}
    assert len(list(machines.counted.iterdir())) - counted == 2  # a warm-up a seed, and not one a machine
    assert not (together.path / "warmups").exists()


def test_a_machine_that_goes_half_way_costs_no_row(machines: Machines, tmp_path: Path) -> None:
    asked = sweep(seeds=10)
    alone, together = begin(tmp_path / "alone", asked), begin(tmp_path / "together", asked)
    run_study(alone, SERIAL, factory=MAKER)
    gone = []

    def watch(told: Progress) -> None:
        if told.done == 30 and not gone:
            gone.append(machines.take_away())

    try:
        told = run_study(together, machines.all, factory=MAKER, on_progress=watch)
    finally:
        machines.bring_back()
    assert gone
    assert {row["worker"] for row in together.rows().to_pylist()} >= {"r0", "r1"}
    assert (told.done, told.failed) == (60, 0)
    assert numbers(together) == numbers(alone)


@pytest.mark.slow
def test_killed_again_and_again_it_ends_with_the_rows_of_one_that_was_not(machines: Machines, tmp_path: Path) -> None:
    asked = sweep(seeds=20)
    whole, killed = begin(tmp_path / "whole", asked), begin(tmp_path / "killed", asked)
    run_study(whole, SERIAL, factory=MAKER)
    before = 0
    for cue in cues(4, seed=3):
        kept = kill_once(killed, cue, machines.cue, "ray", machines.cluster.address)
        assert kept >= before
        before = kept
    told = run_study(open_study(killed.path), SERIAL, factory=MAKER)
    assert (told.before, told.before + told.done) == (before, 120)
    assert numbers(killed) == numbers(whole)


def test_a_cluster_of_this_machines_own_listens_on_loopback_alone(tmp_path: Path) -> None:
    study = begin(tmp_path / "x")
    heard: set[str] = set()

    def listen(told: Progress) -> None:
        if told.done == 5:
            heard.update(listening(os.getpid()))

    assert run_study(study, Workforce("ray", 2, "local"), factory=MAKER, on_progress=listen).done == 18
    assert heard
    assert heard <= {"127.0.0.1", "::1", "::ffff:127.0.0.1"}


def listening(parent: int) -> set[str]:
    """Return the addresses on which the descendants of a process accept connections."""
    psutil = pytest.importorskip("psutil")  # Ray brings it
    found: set[str] = set()
    for process in [psutil.Process(parent), *psutil.Process(parent).children(recursive=True)]:
        found |= {one.laddr.ip for one in process.net_connections("inet") if one.status == psutil.CONN_LISTEN}
    return found


def test_an_address_where_nothing_answers_is_one_line(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound and not listening: nothing answers there
        address = f"127.0.0.1:{taken.getsockname()[1]}"
        with pytest.raises(UserError, match=f"no Ray cluster answers at {address} .*execution.address=local") as told:
            run_study(begin(tmp_path / "x"), Workforce("ray", 2, address), factory=MAKER)
    assert "\n" not in str(told.value)
    with pytest.raises(UserError, match="write host:port, local or auto"):
        run_study(begin(tmp_path / "x"), Workforce("ray", 2, "somewhere"), factory=MAKER)
