"""Which factors matter: Sobol indices, Morris' elementary effects, and a tornado, each with its interval.

An outcome at a point is its mean over the seeds, which all points share. Where a run failed, the whole block of points
that it belongs to (Saltelli's, or a trajectory) is left out, and how many were is told.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from sim.errors import UserError
from sim.methods.designs.points import design_points
from sim.methods.designs.sampled import morris as morris_shares
from sim.methods.designs.sampled import problem
from sim.methods.designs.settings import DesignSettings
from sim.methods.intervals import FloatArray
from sim.runs.blueprint import Factor
from sim.runs.plan import STATUS_QUO
from sim.studies.experiment.read import StoredStudy
from sim.studies.sweep.effects import main_effects

RESAMPLES = 1000
FEWEST_BLOCKS = 4
COLUMNS = {
    "sobol_indices": ["first", "first_low", "first_high", "total", "total_low", "total_high"],
    "morris": ["mu_star", "mu_star_low", "mu_star_high", "mu", "sigma"],
}


def sensitivity(study: StoredStudy, outcomes: Sequence[str] = ()) -> pd.DataFrame:
    """Return one row a scenario, outcome and factor, the most influential factor of each outcome first.

    Raises
    ------
    UserError
        If the study's design is for something else, or too little of it has finished.
    """
    chosen = list(outcomes) or study.shown
    design = study.settings.design
    if design == "one_at_a_time":
        table = main_effects(study, chosen)
        ordered = table.assign(size=table["mean"].abs()).sort_values("size", ascending=False, kind="stable")
        return _grouped(ordered.drop(columns="size"), study, chosen)
    if design not in COLUMNS:
        raise UserError(f"a {design} has no sensitivity indices: use sim sensitivity with study=sobol_indices, morris "
                        "or tornado")
    frames, refused = [], []
    for scenario in study.scenarios:
        for outcome in chosen:
            try:
                found = indices(study.factors, study.settings, outputs(study, outcome, scenario))
            except UserError as error:  # an outcome may be undefined where nothing of its kind happened
                refused.append(error)
                found = _undefined(study)
            frames.append(found.assign(scenario=scenario, outcome=outcome))
    if len(refused) == len(frames):
        raise refused[0]
    table = pd.concat(frames, ignore_index=True)
    lead = "total" if design == "sobol_indices" else "mu_star"
    ordered = table.sort_values(lead, ascending=False, kind="stable")[
        ["scenario", "outcome", "factor", *COLUMNS[design], "blocks", "left_out"]
    ]
    return _grouped(ordered, study, chosen)


def outputs(study: StoredStudy, outcome: str, scenario: str = STATUS_QUO) -> FloatArray:
    """Return an outcome for each row of the design, in the design's own order; NaN where no run finished."""
    values = study.values(outcome, scenario)
    defined = np.isfinite(values)
    means = np.divide(np.where(defined, values, 0.0).sum(axis=1), defined.sum(axis=1),
                      out=np.full(len(values), np.nan), where=defined.any(axis=1))
    names = [one.name for one in study.factors]
    frame = study.factor_values[names]
    known = {row: float(mean) for row, mean in zip(frame.itertuples(index=False, name=None), means, strict=True)}
    design = design_points(study.factors, study.settings)
    return np.array([known[tuple(point[name] for name in names)] for point in design])


def indices(factors: Sequence[Factor], settings: DesignSettings, values: FloatArray) -> pd.DataFrame:
    """Return the indices of one outcome, one row a factor.

    Parameters
    ----------
    values
        One for each row of the design, in its order.

    Raises
    ------
    UserError
        If too few blocks of points are complete.
    """
    each = len(factors) + (2 if settings.design == "sobol_indices" else 1)
    blocks = values.reshape(-1, each)
    whole = np.isfinite(blocks).all(axis=1)
    if whole.sum() < FEWEST_BLOCKS:
        raise UserError(f"only {int(whole.sum())} of {len(blocks)} blocks of points are complete: too few for indices "
                        "(sim resume does what is missing)")
    analyse = _sobol if settings.design == "sobol_indices" else _morris
    table = analyse(factors, settings, blocks[whole], whole)
    return table.assign(factor=[one.name for one in factors], blocks=int(whole.sum()), left_out=int((~whole).sum()))


def _undefined(study: StoredStudy) -> pd.DataFrame:
    names = [one.name for one in study.factors]
    columns = {name: np.full(len(names), np.nan) for name in COLUMNS[study.settings.design]}
    return pd.DataFrame({**columns, "factor": names, "blocks": 0, "left_out": 0})


def _sobol(factors: Sequence[Factor], settings: DesignSettings, blocks: FloatArray, _whole: Any) -> pd.DataFrame:
    from SALib.analyze import sobol

    values = blocks.ravel()
    if np.ptp(values) == 0:
        return pd.DataFrame({name: np.zeros(len(factors)) for name in COLUMNS["sobol_indices"]})
    found = sobol.analyze(
        problem(factors), (values - values.mean()) / values.std(), calc_second_order=False, num_resamples=RESAMPLES,
        seed=settings.seed,
    )
    return pd.DataFrame({
        "first": found["S1"], "first_low": found["S1"] - found["S1_conf"], "first_high": found["S1"] + found["S1_conf"],
        "total": found["ST"], "total_low": found["ST"] - found["ST_conf"], "total_high": found["ST"] + found["ST_conf"],
    })


def _morris(factors: Sequence[Factor], settings: DesignSettings, blocks: FloatArray, whole: Any) -> pd.DataFrame:
    from SALib.analyze import morris

    shares = morris_shares(factors, settings).reshape(-1, len(factors) + 1, len(factors))[whole]
    found = morris.analyze(
        problem(factors), shares.reshape(-1, len(factors)), blocks.ravel(), num_levels=4, num_resamples=RESAMPLES,
        seed=settings.seed,
    )
    star, margin = np.asarray(found["mu_star"]), np.asarray(found["mu_star_conf"])
    return pd.DataFrame({
        "mu_star": star, "mu_star_low": star - margin, "mu_star_high": star + margin, "mu": np.asarray(found["mu"]),
        "sigma": np.asarray(found["sigma"]),
    })


def _grouped(table: pd.DataFrame, study: StoredStudy, outcomes: list[str]) -> pd.DataFrame:
    """Return rows by scenario and outcome, keeping the order within."""
    places = {(scenario, outcome): place for place, (scenario, outcome) in enumerate(
        (scenario, outcome) for scenario in study.scenarios for outcome in outcomes)}
    order = [places[pair] for pair in zip(table["scenario"], table["outcome"], strict=True)]
    return table.iloc[np.argsort(order, kind="stable")].reset_index(drop=True)
