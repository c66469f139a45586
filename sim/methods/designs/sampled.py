"""Designs that fill the space between the factors' bounds: Latin hypercubes, Sobol's sequence, and what SALib asks for.

Each gives shares between 0 and 1, one row a point and one column a factor; values follow from the factors' bounds.
"""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.stats import qmc

from sim.errors import UserError, needs
from sim.methods.designs.settings import DesignSettings
from sim.runs.blueprint import Factor

Shares = NDArray[np.float64]


def latin_hypercube(factors: Sequence[Factor], settings: DesignSettings) -> Shares:
    """Return points of which each factor's range is evenly covered, however many factors there are."""
    shares: Shares = qmc.LatinHypercube(len(factors), rng=settings.seed).random(settings.points)
    return shares


def sobol_sequence(factors: Sequence[Factor], settings: DesignSettings) -> Shares:
    """Return the first points of a scrambled Sobol sequence: more points later keep these."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # that only powers of two are balanced: the docs say so
        shares: Shares = qmc.Sobol(len(factors), rng=settings.seed).random(settings.points)
    return shares


def sobol_indices(factors: Sequence[Factor], settings: DesignSettings) -> Shares:
    """Return Saltelli's points: ``points`` base points, each with one more a factor, and two ends.

    Raises
    ------
    UserError
        If the number of base points is no power of two, or SALib is not installed.
    """
    if settings.points & (settings.points - 1):
        below = 1 << (settings.points.bit_length() - 1)
        raise UserError(
            f"study.points is {settings.points}: Sobol indices need a power of two ({below} or {2 * below})"
        )
    needs("SALib", "Sobol indices")
    from SALib.sample import sobol

    shares: Shares = sobol.sample(problem(factors), settings.points, calc_second_order=False, seed=settings.seed)
    return shares


def morris(factors: Sequence[Factor], settings: DesignSettings) -> Shares:
    """Return ``points`` trajectories of Morris, each stepping every factor once over half of its range."""
    needs("SALib", "Morris screening")
    from SALib.sample import morris as sampler

    shares: Shares = sampler.sample(problem(factors), settings.points, num_levels=4, seed=settings.seed)
    return shares


def problem(factors: Sequence[Factor]) -> dict[str, Any]:
    """Return what SALib calls a problem: names and bounds, in shares of each factor's span."""
    return {"num_vars": len(factors), "names": [one.name for one in factors], "bounds": [[0.0, 1.0]] * len(factors)}
