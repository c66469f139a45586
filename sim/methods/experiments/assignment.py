"""Who is in which arm: one keyed uniform a unit, so that a ramp only ever adds units and nobody else's draws move.

A unit is treated if its number lies below the share. The number depends on the seed, the experiment's name, the side
and the unit, and on nothing else: 1% is part of 5%, which is part of 50%; who is in at 50% does not hang on who else
exists. The hash is that of docs/concepts/coupling.md, here over whole columns; a test holds both to the same bits.
"""

from __future__ import annotations

import hashlib
from enum import IntEnum

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sim.errors import UserError, quoted
from sim.methods.estimators import FloatArray

Arms = NDArray[np.int8]

ASSIGN = 70
"""The decision that assignment is, among the numbered decisions of docs/concepts/coupling.md."""

_GOLDEN, _ODD = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xD1342543DE82EF95)
_M1, _M2 = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)
_S30, _S27, _S31, _S11 = np.uint64(30), np.uint64(27), np.uint64(31), np.uint64(11)


class Side(IntEnum):
    """What is randomised; sides draw independently, so a two-sided test crosses them."""

    VIEWER = 1
    CREATOR = 2
    CLUSTER = 3
    REGION = 4
    TIME = 5


def draws(seed: int, experiment: str, side: Side, units: ArrayLike, again: int = 0) -> FloatArray:
    """Return one uniform number in [0, 1) a unit.

    Parameters
    ----------
    seed
        Of the replication; of a real test, any number that is kept with it.
    experiment
        Name of the experiment: another name, another assignment.
    units
        Whole numbers by which units are known.
    again
        Which assignment: 0 is the one that is used, 1, 2, … are re-assignments of the same test.
    """
    unit = np.asarray(units, np.int64).astype(np.uint64)
    with np.errstate(over="ignore"):
        stream = _mix(np.asarray([np.int64(seed)], np.int64).astype(np.uint64) * _ODD + _GOLDEN)
        stream = _mix(stream + np.uint64(ASSIGN) * _ODD)
        stream = _mix(stream + np.uint64(int(side)) * _GOLDEN)
        named = _mix(stream + _number(experiment) * _ODD + _GOLDEN)
        own = _mix(named + unit * _ODD + _GOLDEN)
        bits = _mix(own + np.uint64(again + 1) * _GOLDEN) >> _S11
    return np.asarray(bits.astype(np.float64) * 2.0**-53)


def arms(u: FloatArray, share: float, holdback: float = 0.0) -> Arms:
    """Return who is treated at a share of the ramp: nested, each unit on its own.

    Parameters
    ----------
    share
        Share to treat, 0 to 1.
    holdback
        Share that stays untreated at every share, to see the long run by: the units with the highest numbers.
    """
    _stop_unless_share(share, holdback)
    return np.asarray(u < min(share, 1.0 - holdback), np.int8)


def counted_arms(u: FloatArray, share: float) -> Arms:
    """Return arms of which the treated one has just its share of units: for few clusters or regions, nested as well.

    Raises
    ------
    UserError
        If an arm would be empty at a share that is neither 0 nor 1.
    """
    _stop_unless_share(share, 0.0)
    treated = int(np.floor(share * u.size + 0.5))
    if 0 < share < 1 and not 0 < treated < u.size:
        raise UserError(f"a share of {share:g} of {u.size} clusters leaves one arm empty")
    chosen = np.zeros(u.size, np.int8)
    chosen[np.argsort(u, kind="stable")[:treated]] = 1
    return chosen


def buckets(u: FloatArray, count: int = 20) -> NDArray[np.int64]:
    """Return which of some buckets each unit falls into, by draws of their own (another ``again``)."""
    return np.minimum((u * count).astype(np.int64), count - 1)


def switchback(
    seed: int, experiment: str, regions: int, days: int, block: int, *, alternating: bool = False, paired: bool = False
) -> Arms:
    """Return regions × days of arms that switch by blocks of days.

    Parameters
    ----------
    block
        Days a block; the last one may be shorter.
    alternating
        Whether a coin decides the first block only, and every other block has the other arm. Random blocks show more of
        an effect that builds up, so they are the default.
    paired
        Whether a coin decides every other block, and the one after it has the other arm: no region stays in one arm.
    """
    if not 1 <= block <= days // 2:
        raise UserError(f"blocks are 1 to half of the test's {days} days, not {block}")
    blocks = -(-days // block)
    names = np.arange(regions)[:, None] * 4096 + np.arange(blocks)
    coins = (draws(seed, experiment, Side.TIME, names) < 0.5).astype(np.int8)
    if paired:
        coins = (np.repeat(coins[:, ::2], 2, axis=1)[:, :blocks] + np.arange(blocks)) % 2
    if alternating:
        coins = (coins[:, :1] + np.arange(blocks)) % 2
    return np.asarray(np.repeat(coins, block, axis=1)[:, :days], np.int8)


def stepped(u: FloatArray, days: int, steps: int) -> Arms:
    """Return clusters × days of a roll-out in steps (stepped wedge): all start untreated, all end treated.

    Raises
    ------
    UserError
        If there are more steps than clusters, or days are not enough for a time before, between and after.
    """
    if not 1 <= steps <= u.size or days < steps + 1:
        raise UserError(f"{steps} steps take as many clusters and more days; there are {u.size} and {days}")
    rank = np.argsort(np.argsort(u, kind="stable"), kind="stable")
    starts = (rank * steps // u.size + 1) * days // (steps + 1)
    return np.asarray(np.arange(days) >= starts[:, None], np.int8)


def pair_arms(viewer: Arms, creator: Arms) -> Arms:
    """Return viewers × creators: a pair is treated if both are."""
    return viewer[:, None] & creator


def _mix(z: NDArray[np.uint64]) -> NDArray[np.uint64]:
    z = (z ^ (z >> _S30)) * _M1
    z = (z ^ (z >> _S27)) * _M2
    return z ^ (z >> _S31)


def _number(experiment: str) -> np.uint64:
    """Return a name as 64 bits, the same on every machine."""
    return np.uint64(int.from_bytes(hashlib.blake2b(experiment.encode(), digest_size=8).digest(), "little"))


def _stop_unless_share(share: float, holdback: float) -> None:
    for name, one in (("share", share), ("holdback", holdback)):
        if not 0.0 <= one <= 1.0:
            raise UserError(f"a {name} lies between 0 and 1, not {quoted(one)}")
