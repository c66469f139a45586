"""Readings of rule-breaking: who breaks rules again, newcomers' compliance, where ratings gather."""

from __future__ import annotations

import numpy as np

from sim.studies.validate.estimates import Sums
from sim.studies.validate.readings.registry import NOTHING, fits, reading
from sim.studies.validate.recording import Array, Recording


def _first(hits: Array) -> Array:
    """Return the first day on which each column is positive, -1 if never."""
    when: Array = np.where(hits.any(axis=0), (hits > 0).argmax(axis=0), -1)
    return when


@reading("offers violations penalties", among="penalties wrongful")
def later_offences(
    arm: Recording, among: Recording, what: str, window: int, within: int, wait: int = 0
) -> Sums:
    """Return later offences over later offers of creators rightly penalised in ``among`` in the first days.

    Parameters
    ----------
    what
        ``violations`` or ``penalties``.
    window
        Days in which the penalty fell.
    within, wait
        Days looked at, counted from ``wait`` days after each creator's first penalty of the window.
    """
    if not fits(arm, window + wait + within - 1):
        return NOTHING
    n = len(among.creators["start"]["id"])
    right = among.panel("penalties")[:window, :n] - among.panel("wrongful")[:window, :n]
    first = _first(right)
    rows = np.flatnonzero(first >= 0)
    day = np.arange(arm.days)[:, None] - first[rows][None, :]
    inside = (day > wait) & (day <= wait + within)
    counted, offers = arm.panel(what)[:, rows], arm.panel("offers")[:, rows]
    return float(counted[inside].sum()), float(offers[inside].sum())


@reading("offers penalties wrongful")
def reoffence(arm: Recording, _among: Recording, within: int = 90, clean: int = 90) -> Sums:
    """Return first offenders (none in ``clean`` days before) who are rightly penalised again within some days."""
    start, end = arm.creators["start"], arm.creators["end"]
    right = arm.panel("penalties") - arm.panel("wrongful")
    first = _first(right)
    n = len(start["id"])
    known = np.zeros(len(first), bool)
    known[:n] = (start["last_penalty"] > arm.clock - clean) & (start["last_penalty"] > start["joined"])
    rows = np.flatnonzero((first >= 0) & (first + within < arm.days) & ~known[: len(first)])
    rows = rows[rows < len(end["id"])]
    day = np.arange(arm.days)[:, None] - first[rows][None, :]
    again = ((right[:, rows] > 0) & (day > 0) & (day <= within)).any(axis=0)
    return float(again.sum()), float(len(rows))


@reading("penalties prompt")
def acted_within_a_day(arm: Recording, _among: Recording) -> Sums:
    """Return penalties imposed on the day of the offence over all."""
    return float(arm.panel("prompt").sum(dtype=np.int64)), float(arm.panel("penalties").sum(dtype=np.int64))


@reading("violations offers")
def newcomers_compliant(arm: Recording, _among: Recording, days: int = 28) -> Sums:
    """Return creators who joined in the arm, sold, and broke no rule in their first days, over those who sold."""
    joined = arm.creators["end"]["joined"] - arm.clock
    rows = np.flatnonzero((joined >= 0) & (joined + days < arm.days))
    age = np.arange(arm.days)[:, None] - joined[rows][None, :]
    young = (age >= 0) & (age <= days)
    sold = (arm.panel("offers")[:, rows] * young).sum(axis=0) > 0
    broke = (arm.panel("violations")[:, rows] * young).sum(axis=0) > 0
    return float((sold & ~broke).sum()), float(sold.sum())


@reading("rating")
def ratings_just_above(arm: Recording, _among: Recording, cut: int, width: int, start: int = 200) -> Sums:
    """Return creator-days with a rating in (cut, cut + width] over those below ``start``, in the arm's second half."""
    rating = arm.panel("rating")[arm.days // 2 :]
    below = (rating >= 0) & (rating < start)
    return float((below & (rating > cut) & (rating <= cut + width)).sum()), float(below.sum())


@reading("rating")
def density_jump(arm: Recording, _among: Recording, cut: int, width: int) -> Sums:
    """Return creator-days with a rating within ``width`` above a cut-off over those within ``width`` at or below it.

    Read in the second half of the arm, when behaviour has had time to answer.
    """
    rating = arm.panel("rating")[arm.days // 2 :]
    above = (rating > cut) & (rating <= cut + width)
    below = (rating <= cut) & (rating > cut - width) & (rating >= 0)
    return float(above.sum()), float(below.sum())


@reading("rating violations offers")
def breaks_near_cut(arm: Recording, _among: Recording, cut: int, width: int) -> Sums:
    """Return violating offers over offers of creators whose rating yesterday was within ``width`` above a cut-off."""
    rating = arm.panel("rating")[:-1]
    near = (rating > cut) & (rating <= cut + width)
    return float(arm.panel("violations")[1:][near].sum()), float(arm.panel("offers")[1:][near].sum())
