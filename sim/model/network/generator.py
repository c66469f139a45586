"""A made-up creators' graph that shows the patterns of real ones.

Each creator has three correlated hidden scores: connectedness, reach and tenure (a Gaussian copula). Scores become
expected degrees and reach with a lognormal body and a power tail that ends, and Weibull account ages; the ties follow
(`network.ties`). A region's draws are keyed by its name, so it is the same whatever other regions there are.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit, ndtri

from sim.errors import UserError
from sim.model.compilation import loop
from sim.model.draws import Decision, fork, key, normal, uniform
from sim.model.draws.decision import NORMAL
from sim.model.draws.ties import Node, RegionGraph
from sim.model.network.graph import CreatorGraph, Floats, Ints, join
from sim.model.network.settings import generated_settings
from sim.model.network.ties import draw_ties

# The most pairs drawn for one tie wanted: past it the graph is nearly as dense as its weights allow.
DRAWS_PER_TIE = 60
Settings = Mapping[str, Any]


def generate(
    seed: int,
    regions: Mapping[str, int],
    network: Mapping[str, Any],
    categories: NDArray[np.int8] | None = None,
) -> CreatorGraph:
    """Return a graph of ``regions[name]`` creators a region, with ties inside regions only.

    Parameters
    ----------
    seed
        Seed of the run.
    regions
        Creators of each region, in order.
    network
        Config group ``network`` with ``kind: generated``; what it leaves out takes its default.
    categories
        Category of each creator, regions one after another. Close ties, and a share of far ones, prefer the same.

    Raises
    ------
    UserError
        If a setting is unknown or out of range, or a region has a negative number of creators.
    """
    settings = generated_settings(network)
    for name, count in regions.items():
        if count < 0:
            raise UserError(f"region {name} has {count} creators; at least 0 are needed")
    total = sum(regions.values())
    if categories is not None and len(categories) != total:
        raise ValueError(f"{len(categories)} categories for {total} creators")
    parts, start = [], 0
    for name, count in regions.items():
        mine = None if categories is None else categories[start : start + count]
        parts.append(_region(seed, name, count, settings, mine))
        start += count
    graph = join(parts)
    graph.report["kind"] = "generated"
    return graph


def _region(seed: int, name: str, n: int, settings: Settings, categories: NDArray[np.int8] | None) -> CreatorGraph:
    identity = int.from_bytes(hashlib.blake2b(name.encode(), digest_size=7).digest(), "big")
    stream = int(fork(int(key(seed, Decision.NETWORK, 0)), identity))
    score, place = _scores(int(fork(stream, RegionGraph.SCORES)), n)
    degree_score, reach_score, tenure_score, partner_score = _correlated(score, settings)
    weight = body_and_tail(_level(degree_score), 0.0, settings, "degree")
    mean = min(settings["mean_degree"], settings["densest"] * max(n - 1, 0))
    expected = weight * (mean / weight.mean()) if n else weight
    days = settings["tenure.mean_days"] * _weibull(_level(tenure_score), settings["tenure.shape"])
    edges = _ties(int(fork(stream, RegionGraph.TIES)), expected, reach_score, place, categories, settings)
    return CreatorGraph(
        regions=[name],
        region=np.zeros(n, np.int16),
        label=None,
        reach=body_and_tail(_level(reach_score), settings["reach.mu"], settings, "reach"),
        tenure_days=np.maximum(np.rint(days), 1.0).astype(np.int64),
        partner=_level(partner_score) > 1.0 - settings["partner.rate"],
        edges=edges,
        report={"nodes": n, "edges": len(edges), "mean_degree_wanted": mean},
    )


@loop
def _scores(stream: int, n: int) -> tuple[Floats, Floats]:
    score = np.empty((4, n))
    place = np.empty(n)
    for i in range(n):
        mine = int(fork(stream, i))
        for j in range(4):
            score[j, i] = normal(mine, Node.SCORE + NORMAL * j)
        place[i] = uniform(mine, Node.PLACE)
    return score, place


def _correlated(score: Floats, settings: Settings) -> tuple[Floats, Floats, Floats, Floats]:
    """Return scores of degree, reach, tenure and partner status, each standard normal."""
    rd, td, tr = (settings[f"correlation.{name}"] for name in ("reach_degree", "tenure_degree", "tenure_reach"))
    # Cholesky's root of the 3 x 3 correlations, by hand: a linear algebra library may differ in the last bit.
    own = np.sqrt(1.0 - rd * rd)
    shared = (tr - rd * td) / own
    degree, reach = score[0], rd * score[0] + own * score[1]
    tenure = td * score[0] + shared * score[1] + np.sqrt(1.0 - td * td - shared * shared) * score[2]
    slope = settings["partner.reach_slope"]
    # Stars are followed as well as watched: above the hubs' threshold reach follows degree more closely.
    threshold = float(ndtri(1.0 - settings["correlation.hub_share"]))
    if np.isfinite(threshold):
        reach = reach + settings["correlation.reach_hub"] * np.maximum(degree - threshold, 0.0)
    reach = ndtri(_level(reach))
    return degree, reach, tenure, (slope * reach + score[3]) / np.sqrt(1.0 + slope * slope)


def _level(score: Floats) -> Floats:
    """Return each creator's quantile level in (0, 1), by rank.

    Ranks make every region a balanced sample: the noise of a tail without a variance would swamp a comparison.
    """
    rank = np.empty(len(score))
    rank[np.argsort(score, kind="stable")] = np.arange(len(score))
    return (rank + 0.5) / max(len(score), 1)


def body_and_tail(level: Floats, mu: float, settings: Settings, name: str) -> Floats:
    """Return quantiles of a lognormal body whose top share is a Pareto tail that ends.

    Parameters
    ----------
    level
        Quantile levels in (0, 1).
    mu
        Mean of the logarithm in the body.
    settings, name
        Where ``<name>.sigma``, ``.tail_share``, ``.tail_exponent`` and ``.tail_span`` stand.
    """
    sigma, share, exponent, span = (
        settings[f"{name}.{part}"] for part in ("sigma", "tail_share", "tail_exponent", "tail_span")
    )
    if share <= 0.0:
        return np.asarray(np.exp(mu + sigma * ndtri(level)))
    body = mu + sigma * ndtri(np.minimum(level, 1.0 - share))
    left = np.clip((1.0 - level) / share, 0.0, 1.0)
    end = np.exp(-exponent * span)
    return np.asarray(np.exp(body - np.log(end + left * (1.0 - end)) / exponent))


def _weibull(level: Floats, shape: float) -> Floats:
    """Return Weibull quantiles of mean about 1, scaled by the levels' own mean."""
    age = (-np.log1p(-level)) ** (1.0 / shape)
    return age / age.mean() if len(age) else age


def _looked_up_to(score: Floats, far: Floats, slope: float) -> Floats:
    """Return the share of each creator's far ties in which it is the one looked up to, half of all far ties.

    Logistic in the reach score; the middle is found by bisection, so that each creator keeps its expected degree.
    """
    low, high = -10.0, 10.0
    for _ in range(60):
        middle = (low + high) / 2.0
        share: Floats = expit(slope * (score - middle))
        if float((far * share).sum()) > 0.5 * float(far.sum()):
            low = middle
        else:
            high = middle
    return share


def _ties(
    stream: int,
    expected: Floats,
    reach_score: Floats,
    place: Floats,
    categories: NDArray[np.int8] | None,
    settings: Settings,
) -> NDArray[np.int32]:
    n = len(expected)
    if n < 2:
        return np.zeros((0, 2), np.int32)
    group = np.zeros(n, np.int64) if categories is None else np.asarray(categories, np.int64)
    order = np.lexsort((place, group))
    expected, group = expected[order], group[order]
    close = settings["ties.close_share"] * np.minimum(expected, settings["ties.close_most"])
    far = expected - close
    pull = far * _looked_up_to(reach_score[order], far, settings["ties.star_slope"]) + 1e-12
    lean = np.maximum(far - pull, 0.0) + 1e-12
    starts = np.searchsorted(group, group, side="left")
    ends = np.searchsorted(group, group, side="right")
    codes: Ints = draw_ties(
        stream,
        round(float(expected.sum()) / 2.0),
        np.cumsum(np.maximum(close, 1e-12)),
        np.cumsum(lean / lean.sum()),
        np.cumsum(pull / pull.sum()),
        np.stack((starts, ends), axis=1),
        float(close.sum() / max(expected.sum(), 1e-300)),
        settings["ties.category_share"],
        settings["ties.close_step"] * float(close.mean()),
        DRAWS_PER_TIE * n + DRAWS_PER_TIE * round(float(expected.sum()) / 2.0),
    )
    low, high = np.divmod(codes, n)
    a, b = order[low], order[high]
    ties = np.stack((np.minimum(a, b), np.maximum(a, b)), axis=1)
    return ties[np.lexsort((ties[:, 1], ties[:, 0]))].astype(np.int32)
