"""Readings of viewers: how often they come, whether they stay, and how they buy."""

from __future__ import annotations

import numpy as np

from sim.model.state.schema import ACTIVE_VIEWER
from sim.studies.validate.estimates import Sums
from sim.studies.validate.readings.registry import NOTHING, fits, reading
from sim.studies.validate.recording import Array, Recording

MONTH = 30


def _monthly(arm: Recording) -> Array:
    """Return whether each viewer opened the app in the last 30 days."""
    seen: Array = (arm.viewers["end"]["activity"] & ((1 << MONTH) - 1)) > 0
    return seen


def _bought(arm: Recording) -> Array:
    """Return purchases by day and viewer."""
    total = arm.panel("purchases").astype(np.int64)
    before = np.zeros(total.shape[1], np.int64)
    start = arm.viewers["start"]["purchases"]
    before[: len(start)] = start
    bought: Array = np.diff(total, axis=0, prepend=before[None, :])
    return bought


@reading()
def stickiness(arm: Recording, _among: Recording) -> Sums:
    """Return mean daily over monthly active viewers of the last 30 days."""
    if arm.days < MONTH:
        return NOTHING
    return float(arm.daily("dau")[-MONTH:].mean()), float(_monthly(arm).sum())


@reading("opened")
def newcomers_active(arm: Recording, _among: Recording, day: int) -> Sums:
    """Return viewers who arrived in the arm and opened the app exactly ``day`` days later, over all who could."""
    opened, joined = arm.panel("opened"), arm.viewers["end"]["joined"] - arm.clock
    rows = np.flatnonzero((joined >= 0) & (joined + day < arm.days))
    return float(opened[joined[rows] + day, rows].sum()), float(len(rows))


@reading("opened")
def still_coming(arm: Recording, _among: Recording, after: int = 28, within: int = 43) -> Sums:
    """Return viewers of the first week who open the app again on or after day ``after``, within ``within`` days."""
    if not fits(arm, within - 1):
        return NOTHING
    opened = arm.panel("opened")
    first = opened[:7].any(axis=0)
    return float((first & opened[after:within].any(axis=0)).sum()), float(first.sum())


@reading("purchases")
def buyers_of_the_month(arm: Recording, _among: Recording) -> Sums:
    """Return viewers who bought in the last 30 days over those who opened the app in them."""
    if arm.days < MONTH:
        return NOTHING
    return float((_bought(arm)[-MONTH:].sum(axis=0) > 0).sum()), float(_monthly(arm).sum())


@reading("purchases")
def orders_per_buyer(arm: Recording, _among: Recording) -> Sums:
    """Return orders of the last 30 days over those who placed any."""
    if arm.days < MONTH:
        return NOTHING
    bought = _bought(arm)[-MONTH:].sum(axis=0)
    return float(bought.sum()), float((bought > 0).sum())


@reading("purchases")
def orders_of_old_buyers(arm: Recording, _among: Recording) -> Sums:
    """Return orders of the last 30 days by viewers who had bought before, over all."""
    if arm.days < MONTH:
        return NOTHING
    bought, total = _bought(arm)[-MONTH:], arm.panel("purchases")[-MONTH:]
    return float(bought[total > bought].sum()), float(bought.sum())


@reading("purchases")
def buys_again(arm: Recording, _among: Recording, after: int, within: int) -> Sums:
    """Return arrivals whose ``after``-th purchase was followed by another within some days, over all who could.

    Purchases on one day count as one, as in the source.
    """
    days = _bought(arm) > 0
    again = reached = 0
    for row in np.flatnonzero(arm.viewers["end"]["joined"] >= arm.clock):
        when = np.flatnonzero(days[:, row])
        if len(when) >= after and when[after - 1] + within < arm.days:
            reached += 1
            again += len(when) > after and when[after] - when[after - 1] <= within
    return float(again), float(reached)


@reading()
def purchase_gini(arm: Recording, _among: Recording) -> Sums:
    """Return the Gini coefficient of purchases among those who ever bought."""
    values = np.sort(arm.viewers["end"]["purchases"])
    values = values[values > 0].astype(float)
    n = len(values)
    if n < 2:
        return NOTHING
    return float(2.0 * (np.arange(1, n + 1) * values).sum() / (n * values.sum()) - (n + 1.0) / n), 1.0


@reading("opened", among="delivered")
def visits_after_delivery(arm: Recording, among: Recording, first: int, last: int, on: int = 0) -> Sums:
    """Return days on which viewers whom an order reached on day ``on`` opened the app, over days."""
    if not fits(arm, last):
        return NOTHING
    rows = _reached(among, on)
    return float(arm.panel("opened")[first : last + 1, rows].sum()), float(len(rows) * (last + 1 - first))


@reading("purchases", among="delivered")
def orders_after_delivery(arm: Recording, among: Recording, first: int, last: int, on: int = 0) -> Sums:
    """Return orders of viewers whom an order reached on day ``on``, over days."""
    if not fits(arm, last):
        return NOTHING
    rows = _reached(among, on)
    return float(_bought(arm)[first : last + 1][:, rows].sum()), float(len(rows) * (last + 1 - first))


def _reached(among: Recording, on: int) -> Array:
    there = among.viewers["start"]["status"] == ACTIVE_VIEWER
    delivered = among.panel("delivered")[on][: len(there)]
    rows: Array = np.flatnonzero(there[: len(delivered)] & (delivered > 0))
    return rows
