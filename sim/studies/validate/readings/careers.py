"""Readings of creators' careers: how long newcomers stay, and who leaves after what."""

from __future__ import annotations

import math

import numpy as np
from scipy.optimize import brentq

from sim.model.state.schema import ACTIVE, LEFT, REMOVED
from sim.studies.validate.estimates import Sums
from sim.studies.validate.readings.registry import NOTHING, fits, reading
from sim.studies.validate.recording import Array, Recording


def _newcomers(arm: Recording) -> tuple[Array, Array]:
    """Return durations of creators who joined in the arm, and whether they ended by leaving (else censored)."""
    end = arm.creators["end"]
    rows = end["joined"] >= arm.clock
    last = arm.clock + arm.days
    ended = end["status"][rows] >= REMOVED
    stayed = np.where(ended, end["ended"][rows], last) - end["joined"][rows]
    return np.maximum(stayed, 1).astype(float), end["status"][rows] == LEFT


@reading()
def weibull_shape(arm: Recording, _among: Recording) -> Sums:
    """Return the Weibull shape of newcomers' time to leaving, removal and the end censoring (maximum likelihood)."""
    stayed, left = _newcomers(arm)
    if left.sum() < 20:
        return NOTHING
    logs = np.log(stayed)

    def slope(shape: float) -> float:
        powers = stayed**shape
        return float((powers * logs).sum() / powers.sum() - 1.0 / shape - logs[left].mean())

    if slope(0.05) * slope(20.0) > 0.0:
        return NOTHING
    return float(brentq(slope, 0.05, 20.0)), 1.0


@reading()
def hazard_late_to_early(arm: Recording, _among: Recording, split: int = 30, end: int = 120) -> Sums:
    """Return newcomers' hazard of leaving from day ``split`` to ``end`` of their stay over that before."""
    stayed, left = _newcomers(arm)
    early = float((left & (stayed <= split)).sum()) / max(1.0, np.minimum(stayed, split).sum())
    late_days = np.clip(stayed, split, end) - split
    late = float((left & (stayed > split) & (stayed <= end)).sum()) / late_days.sum() if late_days.sum() else math.nan
    return late, early


@reading()
def leavers_large_to_small(arm: Recording, _among: Recording, tenure: int = 30) -> Sums:
    """Return how many established creators leave in the arm: top over bottom quarter of views at its start."""
    start, end = arm.creators["start"], arm.creators["end"]
    n = len(start["id"])
    old = (start["status"] <= ACTIVE) & (arm.clock - start["joined"] >= tenure)
    shares = []
    for top in (True, False):
        above = below = 0
        for region in range(len(arm.regions)):
            here = old & (start["region"] == region)
            if not here.any():
                continue
            low, high = np.quantile(start["views_28d"][here], (0.25, 0.75))
            chosen = here & (start["views_28d"] >= high if top else start["views_28d"] <= low)
            above += int((chosen & (end["status"][:n] == LEFT)).sum())
            below += int(chosen.sum())
        shares.append(above / below if below else math.nan)
    return shares[0], shares[1]


@reading(among="penalties wrongful")
def leavers_after_penalty(arm: Recording, among: Recording, window: int, within: int, guilty: bool) -> Sums:
    """Return creators penalised in ``among`` in the first ``window`` days who leave within ``within`` days of it.

    The same creators are looked at in both arms, from the day of the penalty that one of them got.
    """
    if not fits(arm, window + within - 1):
        return NOTHING
    n = len(among.creators["start"]["id"])
    wrong = among.panel("wrongful")[:window, :n]
    right = among.panel("penalties")[:window, :n] - wrong
    hit, other = (right, wrong) if guilty else (wrong, right)
    rows = np.flatnonzero(hit.any(axis=0) & ~other.any(axis=0) & (among.creators["start"]["status"] <= ACTIVE))
    first = among.clock + (hit[:, rows] > 0).argmax(axis=0)
    end = arm.creators["end"]
    here = (end["status"][rows] < REMOVED) | (end["ended"][rows] > first)
    left = here & (end["status"][rows] == LEFT) & (end["ended"][rows] - first <= within)
    return float(left.sum()), float(here.sum())


@reading("offers", among="recognition")
def offers_after_award(arm: Recording, among: Recording, window: int, within: int) -> Sums:
    """Return offers a creator-day in the days after an award that fell in the first ``window`` days of ``among``."""
    if not fits(arm, window + within):
        return NOTHING
    n = len(among.creators["start"]["id"])
    felt = among.panel("recognition")[: window + 1, :n]
    given = np.diff(felt, axis=0) > 0.0
    rows = np.flatnonzero(given.any(axis=0))
    day = np.arange(arm.days)[:, None] - (1 + given[:, rows].argmax(axis=0))[None, :]
    inside = (day > 0) & (day <= within)
    return float(arm.panel("offers")[:, rows][inside].sum()), float(inside.sum())


@reading()
def share_leaving(arm: Recording, _among: Recording, last: int) -> Sums:
    """Return creators there at the start who left by day ``last``, over all there at the start."""
    if not fits(arm, last):
        return NOTHING
    start, end = arm.creators["start"], arm.creators["end"]
    there = np.flatnonzero(start["status"] <= ACTIVE)
    left = (end["status"][there] == LEFT) & (end["ended"][there] - arm.clock <= last)
    return float(left.sum()), float(len(there))
