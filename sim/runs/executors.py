"""Where a study's jobs are done: in this process, in worker processes of this machine, or on a Ray cluster.

Every executor takes jobs from the schedule and tells what became of each; workers write their rows themselves, so the
parent's memory does not grow with the study. None of them changes a number.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace

from sim.runs.compiling import OnShare, compile_loops
from sim.runs.recipe import Job
from sim.runs.replication import build_ecosystem
from sim.runs.schedule import Schedule
from sim.runs.worker import RunContext, Worker
from sim.runs.workers import OnDays, OnDone, OnStart, Workers
from sim.runs.workforce import Workforce, cores


def execute_jobs(
    workforce: Workforce, context: RunContext, jobs: Sequence[Job], on_start: OnStart, on_done: OnDone, *,
    on_days: OnDays = lambda days: None, on_share: OnShare = lambda share: None,
) -> None:
    """Do every job.

    Parameters
    ----------
    on_start
        Told how many workers there are.
    on_done
        Told what became of every job.
    on_days
        Told now and then how many days have been simulated; a cluster does not tell.
    on_share
        Told how far compiling is, where something has to be compiled.

    Raises
    ------
    UserError
        When the cluster cannot be used, or an extra is missing.
    OSError, MachineTroubleError
        When rows cannot be written, workers are killed, or memory runs out.
    KeyboardInterrupt
        After Ctrl-C; whatever was done is on disk.
    """
    if workforce.name == "ray":
        from sim.runs.ray_workers import on_cluster

        on_cluster(workforce, context, jobs, on_start, on_done)
        return
    count = workforce.count(len(jobs))
    on_start(count)
    schedule = Schedule(jobs, count, context.factory.load is not None)
    if context.factory.build is build_ecosystem and cores() > 1:
        compile_loops(on_share)
    if count == 1:
        _in_this_process(context, schedule, on_done, on_days)
        return
    from sim.runs.pool import Pool

    Pool(replace(context, threads=1), schedule, on_done, count, on_days).run()


def _in_this_process(context: RunContext, schedule: Schedule, on_done: OnDone, on_days: OnDays) -> None:
    days = itertools.count(1)

    def count() -> bool:
        on_days(next(days))
        return False

    workers = Workers(context, schedule, on_done)
    worker = Worker(context, "here", count)
    try:
        while (job := schedule.take(0)) is not None:
            workers.heard(0, worker.do(job))
    finally:
        worker.close()
