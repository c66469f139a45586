"""The first check: is the mean outcome straight in the treated share? Where it bends, a slope is not a launch's effect.

One market is run at treated shares 0, 0.1, …, 1 with the same draws. A straight line joins none and all; how far the
outcomes in between leave it, as a share of what all bring, is the bend.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.errors import UserError
from sim.methods.estimators import FloatArray, Interval, mean_interval, ratio_interval

WORTH_A_FLAG = 0.1
"""Bend, as a share of the launch's effect, from which estimators that read a slope are flagged."""


@dataclass(frozen=True)
class Bend:
    """How far outcomes leave a straight line.

    Attributes
    ----------
    effect
        All treated less none.
    share
        Treated share at which they leave it most.
    distance, relative
        How far they do there, in the outcome's unit and as a share of the effect.
    slope
        Twice the change from a quarter to three quarters: what a slope at a half would take for the effect.
    """

    effect: Interval
    share: float
    distance: Interval
    relative: Interval
    slope: Interval

    @property
    def flagged(self) -> bool:
        """Whether slope estimators are flagged: the bend is there, and is not shown to be small."""
        if not self.distance.bounded:
            return abs(self.distance.mean) > WORTH_A_FLAG * abs(self.effect.mean)
        return self.distance.verdict != "within noise" and abs(self.distance.mean) > WORTH_A_FLAG * abs(
            self.effect.mean
        )


def bend(shares: FloatArray, outcomes: FloatArray) -> Bend:
    """Return how far mean outcomes leave the line from none to all treated.

    Parameters
    ----------
    shares
        Treated shares, ascending from 0 to 1.
    outcomes
        Worlds × shares, each world's with the same draws.

    Raises
    ------
    UserError
        If shares do not ascend from 0 to 1, or there are fewer than three.
    """
    if shares.size < 3 or shares[0] != 0 or shares[-1] != 1 or (np.diff(shares) <= 0).any():
        raise UserError("treated shares ascend from 0 to 1, with some in between")
    chord = outcomes[:, :1] * (1 - shares) + outcomes[:, -1:] * shares
    away = outcomes - chord
    most = int(np.argmax(np.abs(away.mean(axis=0))))
    whole = outcomes[:, -1] - outcomes[:, 0]
    at = [np.array([np.interp(share, shares, row) for row in outcomes]) for share in (0.25, 0.75)]
    return Bend(
        mean_interval(whole),
        float(shares[most]),
        mean_interval(away[:, most]),
        ratio_interval(away[:, most], whole),
        mean_interval(2 * (at[1] - at[0])),
    )
