"""Carrying out a register in two rounds: threats first, then action plans from the day on which each run's alarm rang.

Up to that day a run with a plan is the run without it, bit for bit, so reacting to the alarm of the run without it is
reacting to its own. The second round's plan follows from the first one's rows; both rounds only ever do what is
missing, so a killed study goes on where it stood.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from sim.errors import UserError
from sim.model.levers.schedule import Scenario
from sim.runs.folder import StudyFolder
from sim.studies.experiment.plan import Sweep, plan_table, table_of
from sim.studies.experiment.read import StoredStudy
from sim.studies.experiment.run import RunOptions, ask, carry_out, prepare, told, under_this_code
from sim.studies.stress.arms import first_arms, mitigated
from sim.studies.stress.presenter import StressPresenter
from sim.studies.stress.runs import StressRuns
from sim.studies.stress.threat import Register

Arms = Sequence[tuple[Scenario, Sequence[int]]]


def run_stress(sweep: Sweep, outputs: Path, run_options: RunOptions) -> Path:
    """Run a register, or go on with it where its folder has some of it already; print it and return the folder.

    Raises
    ------
    UserError
        When the study is large and nobody has agreed, or results cannot be written.
    SystemExit
        With code 130 after Ctrl-C; what was finished is kept.
    """
    return finish_stress(prepare(sweep, outputs, run_options), run_options)


def finish_stress(study: StudyFolder, run_options: RunOptions) -> Path:
    """Bring a register's study to its end, print its answer and write its page."""
    return told(study.path, run_options, lambda: StressPresenter(carry_stress_out(study, run_options)))


def expand_stress(study: StudyFolder, seeds: int | None, points: int | None, run_options: RunOptions) -> Path:
    """Grow a register's study to more seeds; alarms are read anew, so some plans may begin on other days than before.

    Raises
    ------
    UserError
        When it has that many already, or points are asked for.
    """
    have = int(study.about["seeds"])
    if seeds is None or points is not None:
        raise UserError("a risk register has no points: --seeds takes a larger number", path=study.path)
    if seeds <= have:
        raise UserError(f"every threat has {have} seeds already: --seeds takes a larger number", path=study.path)
    runs = (seeds - have) * len(study.plan["scenario"].unique())
    ask(study.blueprint, runs, seeds - have, run_options)
    ready = under_this_code(study, run_options)
    return finish_stress(StudyFolder(ready.path, {**ready.about, "seeds": seeds}), run_options)


def carry_stress_out(study: StudyFolder, run_options: RunOptions) -> StoredStudy:
    """Run both rounds and return the study to be read.

    Raises
    ------
    UserError
        When every run failed, or rows cannot be written.
    InterruptedStudyError
        After Ctrl-C.
    """
    register = Register.of(study.about["judged"]["register"])
    first = int(study.about["first_seed"])
    seeds = range(first, first + int(study.about["seeds"]))
    threats = [(arm, seeds) for arm in first_arms(register)]
    begun = carry_out(_with_arms(study, threats), run_options)
    plans = list(_plan_arms(StressRuns(begun)))
    return carry_out(_with_arms(study, [*threats, *plans]), run_options) if plans else begun


def _plan_arms(runs: StressRuns) -> Iterator[tuple[Scenario, list[int]]]:
    """Yield every plan on each day on which it begins in some run, with the seeds of those runs."""
    for policy in runs.register.policies:
        for threat in runs.register.threats:
            for plan in threat.plans:
                begins = runs.begins(policy, threat, plan)
                for day in sorted({day for day in begins if day is not None}):
                    own = [seed for seed, begun in zip(runs.seeds, begins, strict=True) if begun == day]
                    yield mitigated(policy, threat, plan, day), own


def _with_arms(study: StudyFolder, arms: Arms) -> StudyFolder:
    """Write a plan of these arms on their seeds and return the study; runs that have rows keep their keys."""
    blueprint = replace(study.blueprint, scenarios=tuple(arm for arm, _ in arms))
    about = {**study.about, "blueprint": blueprint.to_json()}
    wanted = {(arm.name, seed) for arm, seeds in arms for seed in seeds}
    keys = study.states(planned=False)
    chosen: dict[tuple[str, int], dict[str, object]] = {}
    for code in dict.fromkeys(one["code"] for one in about["environments"]):
        table = plan_table(blueprint, [{}], int(about["first_seed"]), int(about["seeds"]), code)
        for row in table.to_pylist():
            place = (row["scenario"], row["seed"])
            if place in wanted and (place not in chosen or chosen[place]["key"] not in keys):
                chosen[place] = row
    rows = sorted(chosen.values(), key=lambda row: int(row["run"]))  # type: ignore[call-overload]
    changed = StudyFolder(study.path, about)
    with study.alone():
        changed.write(table_of(rows, blueprint))
    return changed
