"""Drawing ties: close ones between neighbours on a circle, far ones between anyone, as many as asked for.

Ends are drawn in proportion to weights and a pair drawn twice is kept once, which is the conditionally Poissonian
graph of Norros & Reittu (2006): P(tie i-j) = 1 - exp(-rate w_i w_j). A close tie draws its second end a short way
along a circle on which every creator owns an arc as long as its close weight (a geometric inhomogeneous random graph,
Bringmann, Keusch & Lengler 2019, in one dimension): neighbours share neighbours, hence triangles. A far tie leads from
one who looks up to one who is looked up to, hence hubs whose peers are small.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from sim.model.compilation import loop
from sim.model.draws import fork, uniform
from sim.model.draws.ties import LoneNode, Pair
from sim.model.network.graph import Floats, Ints

_EMPTY = np.int64(-1)


@loop
def _slot(table: Ints, code: int) -> int:
    """Return where ``code`` stands or would stand in an open-addressing table of a power-of-two length."""
    mask = np.uint64(len(table) - 1)
    at = ((np.uint64(code) * np.uint64(0x9E3779B97F4A7C15)) >> np.uint64(20)) & mask
    while table[at] != _EMPTY and table[at] != code:
        at = (at + np.uint64(1)) & mask
    return int(at)


@loop
def _pick(arcs: Floats, point: float) -> int:
    """Return the index of the arc of the cumulative ``arcs`` that holds ``point``."""
    return min(int(np.searchsorted(arcs, point, side="right")), len(arcs) - 1)


@loop
def _pair(
    mine: int,
    close: Floats,
    lean: Floats,
    pull: Floats,
    blocks: Ints,
    close_share: float,
    category_share: float,
    span: float,
) -> tuple[int, int]:
    """Draw one pair of positions: close, or far and inside the first end's category, or far and anywhere."""
    which = uniform(mine, Pair.CLOSE)
    around = close[-1]
    if which < close_share:
        point = uniform(mine, Pair.FIRST) * around
        # A two-sided exponential step: symmetric, so both ends are drawn in proportion to their arcs.
        step = -math.log(1.0 - uniform(mine, Pair.SECOND)) * span
        other = point + step if uniform(mine, Pair.SIDE) < 0.5 else point - step
        return _pick(close, point), _pick(close, other - math.floor(other / around) * around)
    first = _pick(lean, uniform(mine, Pair.FIRST) * lean[-1])
    if which < close_share + (1.0 - close_share) * category_share:
        low = pull[blocks[first, 0] - 1] if blocks[first, 0] > 0 else 0.0
        high = pull[blocks[first, 1] - 1]
        return first, _pick(pull, low + uniform(mine, Pair.SECOND) * (high - low))
    return first, _pick(pull, uniform(mine, Pair.SECOND) * pull[-1])


@loop
def _attach(stream: int, tied: NDArray[np.bool_], pull: Floats, ties: Ints, found: int) -> int:
    """Tie everyone who is still alone to one who is looked up to; return how many ties there are then."""
    n = len(tied)
    for a in range(n):
        if tied[a] or n < 2 or found == len(ties):
            continue
        b = _pick(pull, uniform(int(fork(stream, -1 - a)), LoneNode.TARGET) * pull[-1])
        if b == a:
            b = (a + 1) % n
        ties[found] = min(a, b) * n + max(a, b)
        found += 1
        tied[a] = True
        tied[b] = True
    return found


@loop
def draw_ties(
    stream: int,
    wanted: int,
    close: Floats,
    lean: Floats,
    pull: Floats,
    blocks: Ints,
    close_share: float,
    category_share: float,
    span: float,
    draws: int,
) -> Ints:
    """Draw ``wanted`` distinct ties, and leave nobody without one.

    Parameters
    ----------
    stream
        Key of the region's ties.
    wanted
        Ties to return; fewer if ``draws`` run out first (a graph near its densest).
    close, lean, pull
        Cumulative weights along the circle: arcs of close ties, first and second ends of far ties.
    blocks
        First and past-the-last position of each position's category, int64[n, 2].
    close_share, category_share
        Share of draws that are close, and of far ones that stay inside the category.
    span
        Mean step of a close tie, in units of ``close``.
    draws
        Most pairs to draw.

    Returns codes ``low * n + high`` of positions, unsorted.
    """
    n = len(close)
    size = 16
    while size < 3 * wanted:
        size *= 2
    table = np.full(size, _EMPTY, np.int64)
    ties = np.empty(wanted, np.int64)
    tied = np.zeros(n, np.bool_)
    alone = n
    found = 0
    for t in range(draws):
        # One tie is held back for everyone still alone, so that the total comes out as wanted.
        if found + alone >= wanted:
            break
        a, b = _pair(int(fork(stream, t)), close, lean, pull, blocks, close_share, category_share, span)
        code = min(a, b) * n + max(a, b)
        at = _slot(table, code)
        if a == b or table[at] == code:
            continue
        table[at] = code
        ties[found] = code
        found += 1
        for end in (a, b):
            if not tied[end]:
                tied[end] = True
                alone -= 1
    return ties[: _attach(stream, tied, pull, ties, found)]
