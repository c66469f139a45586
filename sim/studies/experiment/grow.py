"""A study that gets larger: more seeds, more points, or the runs that are missing under another version of the code.

A plan only ever grows at its end. Runs that it has keep their rows and keys, so nothing is done twice, and the grown
study holds what it would hold had all been asked for at once. Whoever places points as results come in (a search) uses
`with_points` and `sim.studies.experiment.run.extend`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pyarrow as pa

from sim.errors import UserError
from sim.methods.designs.points import design_points, unique_points
from sim.methods.designs.settings import NESTED, DesignSettings
from sim.methods.designs.structured import Point
from sim.runs.blueprint import Blueprint, Values
from sim.runs.folder import StudyFolder
from sim.studies.experiment.plan import plan_table, points_of, table_of


def grown(study: StudyFolder, points: Sequence[Values] = (), seeds: int = 0) -> pa.Table:
    """Return a study's plan with some points and seeds more.

    Parameters
    ----------
    points
        A value for every factor; those that the study has already are not added again. New ones are numbered in their
        order, after those that are there.
    seeds
        How many seeds every point is to have, if that is more than now.
    """
    blueprint, plan = study.blueprint, study.plan
    names = [one.name for one in blueprint.factors]
    asked: list[Point] = [{name: one[name] for name in names} for one in points]
    every = unique_points([*points_of(plan, blueprint), *asked])
    code = study.about["environments"][-1]["code"]
    count = max(seeds, int(study.about["seeds"]))
    whole = plan_table(blueprint, every, int(study.about["first_seed"]), count, code)
    rows = plan.to_pylist()
    there = {_place(row) for row in rows}
    return table_of([*rows, *(row for row in whole.to_pylist() if _place(row) not in there)], blueprint)


def more_of_design(study: StudyFolder, points: int) -> list[Point]:
    """Return the points of a study's design with ``study.points`` raised, those that it has among them.

    Raises
    ------
    UserError
        If its design places all points at once, or has as many already.
    """
    settings = DesignSettings.of(study.about["design"])
    if settings.design not in NESTED:
        raise UserError(
            f"the points of a {settings.design} are placed all at once, so there cannot be more of them: those of a "
            f"{', '.join(NESTED)} can grow", path=study.path,
        )
    if points <= settings.points:
        raise UserError(f"study.points is {settings.points} already: --points takes a larger number", path=study.path)
    return unique_points(design_points(study.blueprint.factors, replace(settings, points=points)))


def rekeyed(study: StudyFolder, code: str) -> pa.Table:
    """Return a study's plan in which runs without rows are those of another version of the code."""
    states, blueprint = study.states(), study.blueprint
    points = points_of(study.plan, blueprint)
    if study.about.get("own_seeds"):
        return table_of([row if row["key"] in states else _renewed(row, points, blueprint, code)
                         for row in study.plan.to_pylist()], blueprint)
    now = plan_table(blueprint, points, int(study.about["first_seed"]), int(study.about["seeds"]), code)
    fresh = {_place(row): row for row in now.to_pylist()}
    rows = [row if row["key"] in states else fresh[_place(row)] for row in study.plan.to_pylist()]
    return table_of(rows, blueprint)


def _renewed(row: dict[str, Any], points: Sequence[Values], blueprint: Blueprint, code: str) -> dict[str, Any]:
    """Return a run of a plan in which every point has a seed of its own, as another version of the code keys it."""
    fresh = plan_table(blueprint, [points[row["point"]]], row["seed"], 1, code).to_pylist()
    found = next(one for one in fresh if one["scenario"] == row["scenario"])
    return {**found, "point": row["point"]}


def _place(row: dict[str, Any]) -> tuple[int, str, int]:
    return row["point"], row["scenario"], row["seed"]
