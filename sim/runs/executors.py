"""Where a study's jobs are done: in this process, in worker processes of this machine, or on a Ray cluster.

Every executor takes jobs from the schedule and tells what became of each; workers write their rows themselves, so the
parent's memory does not grow with the study. None of them changes a number.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sim.runs.compiling import compile_loops
from sim.runs.recipe import Job
from sim.runs.replication import build_ecosystem
from sim.runs.schedule import Schedule
from sim.runs.worker import RunContext, Worker
from sim.runs.workers import OnDone, OnStart, Workers
from sim.runs.workforce import Workforce, cores


def execute_jobs(
    workforce: Workforce, context: RunContext, jobs: Sequence[Job], on_start: OnStart, on_done: OnDone
) -> None:
    """Do every job.

    Parameters
    ----------
    on_start
        Told how many workers there are.
    on_done
        Told what became of every job.

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
        compile_loops()
    if count == 1:
        _in_this_process(context, schedule, on_done)
        return
    from sim.runs.pool import Pool

    Pool(replace(context, threads=1), schedule, on_done, count).run()


def _in_this_process(context: RunContext, schedule: Schedule, on_done: OnDone) -> None:
    workers = Workers(context, schedule, on_done)
    worker = Worker(context, "here")
    try:
        while (job := schedule.take(0)) is not None:
            workers.heard(0, worker.do(job))
    finally:
        worker.close()
