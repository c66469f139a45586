"""Every run is handed out once; a worker stays with its warm market; nobody stands idle who could help."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sim.runs.recipe import Job
from sim.runs.schedule import Schedule
from sim.runs.worker import Done


def jobs(*sizes: int) -> list[Job]:
    made = [(group, number) for group, size in enumerate(sizes) for number in range(size)]
    return [Job(index, f"k{index}", f"w{group}", 1, "status_quo", {}) for index, (group, _) in enumerate(made)]


@given(
    sizes=st.lists(st.integers(1, 6), min_size=1, max_size=6), workers=st.integers(1, 4), loadable=st.booleans(),
    luck=st.randoms(use_true_random=False),
)
def test_every_job_is_done_once_whatever_the_order(
    sizes: list[int], workers: int, loadable: bool, luck: object
) -> None:
    schedule = Schedule(jobs(*sizes), workers, loadable)
    busy: dict[int, Job] = {}
    done: list[int] = []
    while schedule.left:
        for worker in range(workers):
            if worker not in busy and (job := schedule.take(worker)) is not None:
                busy[worker] = job
        assert busy, "everybody waits although there is work"
        worker = luck.choice(sorted(busy))  # type: ignore[attr-defined]
        job = busy.pop(worker)
        done.append(job.index)
        schedule.done(worker, Done(job.index, saved=job.keep))
    assert sorted(done) == list(range(sum(sizes)))


def test_a_worker_stays_with_its_warm_market() -> None:
    schedule = Schedule(jobs(3, 3), 2)
    taken = []
    for _ in range(3):
        for worker in (0, 1):
            job = schedule.take(worker)
            assert job is not None
            taken.append((worker, job.warmup))
            schedule.done(worker, Done(job.index))
    assert set(taken) == {(0, "w0"), (1, "w1")}


def test_an_idle_worker_joins_once_the_warm_market_is_saved() -> None:
    schedule = Schedule(jobs(4), 2, loadable=True)
    first = schedule.take(0)
    assert first is not None
    assert first.keep
    assert schedule.take(1) is None
    schedule.done(0, Done(first.index, saved=True))
    second = schedule.take(1)
    assert second is not None
    assert not second.keep


def test_a_warm_market_is_forgotten_after_its_last_run() -> None:
    schedule = Schedule(jobs(2), 2, loadable=True)
    gone = []
    for _ in range(2):
        job = schedule.take(0)
        assert job is not None
        gone.append(schedule.done(0, Done(job.index, saved=job.keep)))
    assert gone == [None, "w0"]


def test_the_run_of_a_dead_worker_is_tried_once_more_and_then_given_up() -> None:
    schedule = Schedule(jobs(2), 1)
    first = schedule.take(0)
    assert first is not None
    lost = schedule.lost(0)
    assert lost is not None
    assert not lost[1]
    again = schedule.take(1)
    assert again is not None
    assert again.index == first.index
    lost = schedule.lost(1)
    assert lost is not None
    assert lost[1]
    assert schedule.left == 1
    assert schedule.lost(2) is None
