"""Shapley values: what each player adds, averaged over every order in which the players can be let go.

A *coalition* is the set of channels that are free to respond; its value is the outcome of the run in which all others
are held. The Shapley value of a player is the mean of what it adds over all n! orders (Shapley 1953); it is the one
division that adds up to the whole, gives nothing to who adds nothing, treats equals alike, and adds over outcomes.
Interaction is Grabisch and Roubens's (1999) index: what two players add together beyond what each adds alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations
from math import factorial

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]
Coalition = frozenset[str]
Values = Mapping[Coalition, FloatArray]
"""Value of every coalition, an array (of seeds, or whatever) each."""


def coalitions(players: Sequence[str]) -> list[Coalition]:
    """Return every subset of the players, smallest first, in the players' order."""
    return [frozenset(chosen) for size in range(len(players) + 1) for chosen in combinations(players, size)]


def shapley(values: Values, players: Sequence[str]) -> dict[str, FloatArray]:
    """Return each player's Shapley value; they add up to the value of all less the value of none."""
    n = len(players)
    found: dict[str, FloatArray] = {}
    for player in players:
        rest = [one for one in players if one != player]
        parts = [
            factorial(len(others)) * factorial(n - len(others) - 1) / factorial(n)
            * (values[others | {player}] - values[others])
            for others in coalitions(rest)
        ]
        found[player] = np.sum(parts, axis=0)
    return found


def interactions(values: Values, players: Sequence[str]) -> dict[tuple[str, str], FloatArray]:
    """Return the Shapley interaction index of every pair: above zero where two add more together than apart."""
    n = len(players)
    found: dict[tuple[str, str], FloatArray] = {}
    for first, second in combinations(players, 2):
        rest = [one for one in players if one not in (first, second)]
        parts = []
        for others in coalitions(rest):
            beside = values[others | {first, second}] - values[others | {first}]
            alone = values[others | {second}] - values[others]
            parts.append(factorial(len(others)) * factorial(n - len(others) - 2) / factorial(n - 1) * (beside - alone))
        found[first, second] = np.sum(parts, axis=0)
    return found


def first_and_last(values: Values, players: Sequence[str]) -> dict[str, tuple[FloatArray, FloatArray]]:
    """Return what each player adds when it is let go first, and when it is let go last."""
    nobody, everybody = frozenset[str](), frozenset(players)
    return {
        player: (values[frozenset({player})] - values[nobody], values[everybody] - values[everybody - {player}])
        for player in players
    }
