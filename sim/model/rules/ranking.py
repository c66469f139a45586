"""Distribution: the score of an offer, its share of traffic, and the lottery that serves impressions.

score = w_e ln(engagement) + w_g ln(GPM) + w_q (quality estimate - 1/2) + w_f ln(1 + followers) + rewards;
weight = capacity * exp(score / tau) * (1 - traffic cut) (model 1; MODEL.md phase 3). An impression goes to one of the
few candidates that were retrieved for it.
"""

from __future__ import annotations

import math

import numpy as np

from sim.model.compilation import Row, rule
from sim.model.parameters import attention as ad
from sim.model.parameters import distribution as d

FIRST_NODE, NODES = math.exp(-7.0), 40  # of the integral over t, against the largest weight
TINY, NEGLIGIBLE = 1e-200, 1e-5


@rule
def bounded_log(p: Row, value: float, reference: float) -> float:
    """Return ln(value / reference) within the score bound (zero value: the lower bound)."""
    bound = p[d.SCORE_BOUND]
    if value <= 0.0:
        return -bound
    return max(-bound, min(bound, math.log(value / reference)))


@rule
def is_newcomer(p: Row, tenure: int) -> bool:
    """Return whether an account of ``tenure`` days is still boosted as a newcomer."""
    return tenure < p[ad.NEWCOMER_DAYS]


@rule
def score(
    p: Row, engagement: float, fake: float, gpm: float, estimate: float, followers: int, boost: float
) -> float:
    """Return the ranking score; ``fake`` is the log of engagement that bots add to what is measured.

    ``boost`` is what rewards add (`sim.model.rules.attention`).
    """
    return (
        p[d.WEIGHT_ENGAGEMENT] * (bounded_log(p, engagement, p[d.REFERENCE_ENGAGEMENT]) + fake)
        + p[d.WEIGHT_GPM] * bounded_log(p, gpm, p[d.REFERENCE_GPM])
        + p[d.WEIGHT_QUALITY] * (estimate - 0.5)
        + p[d.WEIGHT_FOLLOWERS] * math.log(1.0 + followers)
        + boost
    )


@rule
def weight(p: Row, capacity: float, ranked: float, reach: float) -> float:
    """Return an offer's weight in the ranked share of traffic."""
    return capacity * math.exp(ranked / p[d.TEMPERATURE]) * reach


@rule
def mix_exploration(p: Row, share: float, even_share: float) -> float:
    """Return (1 - epsilon) * ranked share + epsilon * even share: exploration."""
    return (1.0 - p[d.EXPLORATION]) * share + p[d.EXPLORATION] * even_share


@rule
def compete(weights: Row, rooms: Row, candidates: float, scratch: Row) -> None:
    """Turn weights into chances to win an impression among a few retrieved candidates, in place.

    An offer is retrieved in proportion to its room: twice as many videos are found twice as often. Each other one is
    then retrieved too, with probability ``r_j = (candidates - 1) room_j / (all other room)``, at most 1 (and 1 where
    there are no more offers); one of them wins in proportion to ``w_j = weight_j / room_j``:

    P(i) ~ room_i w_i * integral over t > 0 of exp(-t w_i) * prod over j != i of (1 - r_j + r_j exp(-t w_j)) dt.

    What a weight wins hangs on no market's size. The integral is a trapezoid in ln t, steps of 1; it errs below 0.1%.

    Parameters
    ----------
    weights
        Positive weights, shape (n,). Overwritten by chances that sum to 1.
    rooms
        Room that each takes up, times its reach; positive, shape (n,) or longer.
    candidates, scratch
        Offers that compete for an impression, at least 2; room for 3 n numbers.
    """
    n = len(weights)
    total = everything = 0.0
    for j in range(n):
        total += weights[j]
        everything += rooms[j]
    if n <= candidates:
        for j in range(n):
            weights[j] /= total
        return
    there, chances = scratch[n : 2 * n], scratch[2 * n : 3 * n]
    top = 0.0
    for j in range(n):
        weights[j] /= rooms[j]
        top = max(top, weights[j])
    for j in range(n):
        weights[j] /= top
        chances[j] = 0.0
        there[j] = min(1.0, (candidates - 1.0) * rooms[j] / (everything - rooms[j]))
    t = FIRST_NODE
    for _ in range(NODES):
        product, logs = 1.0, 0.0
        for j in range(n):
            scratch[j] = math.exp(-t * weights[j])
            product *= 1.0 - there[j] + there[j] * scratch[j]
            if product < TINY:
                logs += math.log(product)
                product = 1.0
        alone = math.exp(logs + math.log(product))  # the chance that nobody retrieved is quicker than t
        for j in range(n):
            chances[j] += t * alone * scratch[j] / (1.0 - there[j] + there[j] * scratch[j])
        if alone < NEGLIGIBLE:
            break
        t *= math.e
    total = 0.0
    for j in range(n):
        weights[j] *= chances[j] * rooms[j]
        total += weights[j]
    for j in range(n):
        weights[j] /= total


@rule
def fill_alias(chances: Row, alias: Row, keep: Row) -> None:
    """Fill Walker-Vose tables so that a draw costs two reads whatever the number of offers.

    Parameters
    ----------
    chances
        Positive weights, shape (n,); need not sum to 1. Overwritten.
    alias, keep
        Outputs, shape (n,): the other offer of each slot and the probability of keeping the slot's own.
    """
    n = len(chances)
    total = 0.0
    for j in range(n):
        total += chances[j]
    small = np.empty(n, np.int32)
    large = np.empty(n, np.int32)
    smalls = larges = 0
    for j in range(n):
        chances[j] = chances[j] * n / total
        if chances[j] < 1.0:
            small[smalls] = j
            smalls += 1
        else:
            large[larges] = j
            larges += 1
    while smalls > 0 and larges > 0:
        smalls -= 1
        less = small[smalls]
        more = large[larges - 1]
        keep[less] = chances[less]
        alias[less] = more
        chances[more] -= 1.0 - chances[less]
        if chances[more] < 1.0:
            larges -= 1
            small[smalls] = more
            smalls += 1
    for j in range(larges):
        keep[large[j]] = 1.0
        alias[large[j]] = large[j]
    for j in range(smalls):
        keep[small[j]] = 1.0
        alias[small[j]] = small[j]


@rule
def serve(u: float, start: int, count: int, pair: Row, keep: Row) -> int:
    """Return the offer that uniform ``u`` draws from the lottery at ``start`` with ``count`` slots.

    ``pair`` holds each slot's own offer and its alias side by side, so that a draw costs two reads and no branch.
    """
    x = u * count
    j = int(x)
    return pair[start + j, 1 if x - j >= keep[start + j] else 0]
