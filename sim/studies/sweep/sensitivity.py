"""Which factors matter: Sobol indices, Morris' elementary effects, and a tornado, each with its interval.

An outcome at a point is its mean over the seeds, which all points share. Where a run failed, the whole block of points
that it belongs to (Saltelli's, or a trajectory) is left out, and how many were is told. What points differ by luck is
estimated from the seeds and taken off Sobol indices; an index is *told* only above what a factor that does nothing
would get (`sim.methods.dummy`), and with one seed none is.
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
from sim.methods.dummy import Luck, dummy_step, dummy_total, luck_of, seeds_to_tell, varies
from sim.methods.intervals import FloatArray
from sim.runs.blueprint import Factor
from sim.runs.plan import STATUS_QUO
from sim.studies.experiment.read import StoredStudy
from sim.studies.sweep.judging import main_effects

RESAMPLES = 1000
FEWEST_BLOCKS = 4
MORRIS_STEP = 2 / 3
"""By which share of its range a factor moves in a trajectory of four levels."""

_TOLD = ["dummy", "told", "seeds", "seeds_to_tell"]
COLUMNS = {
    "sobol_indices": ["first", "first_low", "first_high", "total", "total_low", "total_high", *_TOLD],
    "morris": ["mu_star", "mu_star_low", "mu_star_high", "mu", "sigma", *_TOLD],
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
    """Return an outcome for each row of the design and each seed, in the design's own order; NaN without a run.

    Of a seed that most points lack nothing is taken.
    """
    values = study.values(outcome, scenario)
    whole = np.isfinite(values).mean(axis=0) > 0.5
    values = values[:, whole] if whole.any() else values[:, :1]
    names = [one.name for one in study.factors]
    frame = study.factor_values[names]
    known = dict(zip(frame.itertuples(index=False, name=None), values, strict=True))
    design = design_points(study.factors, study.settings)
    return np.array([known[tuple(point[name] for name in names)] for point in design])


def indices(factors: Sequence[Factor], settings: DesignSettings, values: FloatArray) -> pd.DataFrame:
    """Return the indices of one outcome, one row a factor.

    Parameters
    ----------
    values
        One for each row of the design (and seed), in its order.

    Raises
    ------
    UserError
        If too few blocks of points are complete.
    """
    each = len(factors) + (2 if settings.design == "sobol_indices" else 1)
    blocks = values.reshape(-1, each, 1 if values.ndim == 1 else values.shape[1])
    whole = np.isfinite(blocks).all(axis=(1, 2)) if blocks.shape[2] else np.zeros(len(blocks), bool)
    if whole.sum() < FEWEST_BLOCKS:
        raise UserError(f"only {int(whole.sum())} of {len(blocks)} blocks of points are complete: too few for indices "
                        "(sim resume does what is missing)")
    analyse = _sobol if settings.design == "sobol_indices" else _morris
    table = analyse(factors, settings, blocks[whole], whole)
    return table.assign(factor=[one.name for one in factors], blocks=int(whole.sum()), left_out=int((~whole).sum()))


def _undefined(study: StoredStudy) -> pd.DataFrame:
    names = [one.name for one in study.factors]
    columns = {name: np.full(len(names), np.nan) for name in COLUMNS[study.settings.design]}
    return pd.DataFrame({**columns, "told": False, "factor": names, "blocks": 0, "left_out": 0})


def _sobol(factors: Sequence[Factor], settings: DesignSettings, blocks: FloatArray, _whole: Any) -> pd.DataFrame:
    from SALib.analyze import sobol

    each = blocks.reshape(-1, blocks.shape[2])
    values, luck = each.mean(axis=1), luck_of(each)
    if np.ptp(values) == 0:
        nothing = pd.DataFrame({name: np.zeros(len(factors)) for name in COLUMNS["sobol_indices"]})
        return nothing.assign(told=False, seeds=luck.seeds, seeds_to_tell=np.inf)
    found = sobol.analyze(
        problem(factors), (values - values.mean()) / values.std(), calc_second_order=False, num_resamples=RESAMPLES,
        seed=settings.seed,
    )
    noise = luck.variance if luck.known else 0.0
    whole = float(values.var())
    true = whole - noise
    if true <= 0:  # points differ by no more than luck does
        nothing = pd.DataFrame({name: np.zeros(len(factors)) for name in COLUMNS["sobol_indices"]})
        return nothing.assign(told=False, seeds=luck.seeds, seeds_to_tell=np.inf)
    first, total = np.asarray(found["S1"]) * whole / true, (np.asarray(found["ST"]) * whole - noise) / true
    wide = {name: np.asarray(found[f"{name}_conf"]) * whole / true for name in ("S1", "ST")}
    bound = (dummy_total(luck, len(blocks), len(factors)) - noise) / true if luck.known else np.nan
    told = (total > bound) & varies(each, luck) if luck.known else np.zeros(len(factors), bool)
    return pd.DataFrame({
        "first": first, "first_low": first - wide["S1"], "first_high": first + wide["S1"],
        "total": total, "total_low": total - wide["ST"], "total_high": total + wide["ST"],
        "dummy": bound, "told": told, "seeds": luck.seeds, "seeds_to_tell": _to_tell(total, bound, luck),
    })


def _morris(factors: Sequence[Factor], settings: DesignSettings, blocks: FloatArray, whole: Any) -> pd.DataFrame:
    from SALib.analyze import morris

    each = blocks.reshape(-1, blocks.shape[2])
    luck = luck_of(each)
    shares = morris_shares(factors, settings).reshape(-1, len(factors) + 1, len(factors))[whole]
    found = morris.analyze(
        problem(factors), shares.reshape(-1, len(factors)), each.mean(axis=1), num_levels=4, num_resamples=RESAMPLES,
        seed=settings.seed,
    )
    star, margin = np.asarray(found["mu_star"]), np.asarray(found["mu_star_conf"])
    bound = dummy_step(luck, len(blocks), len(factors), MORRIS_STEP) if luck.known else np.nan
    told = star > bound if luck.known else np.zeros(len(factors), bool)
    beyond = np.sqrt(np.maximum(star**2 - bound**2 / 2, 0.0))
    return pd.DataFrame({
        "mu_star": star, "mu_star_low": star - margin, "mu_star_high": star + margin, "mu": np.asarray(found["mu"]),
        "sigma": np.asarray(found["sigma"]), "dummy": bound, "told": told, "seeds": luck.seeds,
        "seeds_to_tell": _to_tell(beyond**2, bound**2, luck),
    })


def _to_tell(above: FloatArray, bound: float, luck: Luck) -> float:
    """Return how many seeds would tell the largest index from a dummy's; NaN with one seed, which says nothing."""
    return seeds_to_tell(float(np.max(above)), bound, luck) if luck.known else np.nan


def _grouped(table: pd.DataFrame, study: StoredStudy, outcomes: list[str]) -> pd.DataFrame:
    """Return rows by scenario and outcome, keeping the order within."""
    places = {(scenario, outcome): place for place, (scenario, outcome) in enumerate(
        (scenario, outcome) for scenario in study.scenarios for outcome in outcomes)}
    order = [places[pair] for pair in zip(table["scenario"], table["outcome"], strict=True)]
    return table.iloc[np.argsort(order, kind="stable")].reset_index(drop=True)
