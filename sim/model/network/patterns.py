"""What a graph looks like, in the patterns that the reference data were measured by.

Each follows the definition under which ``targets.json`` was estimated, so that measured and target can be compared:
degrees of at least 1, ln(views + 1), tail exponents by discrete maximum likelihood above the cut-off with the
smallest Kolmogorov-Smirnov distance (Clauset, Shalizi & Newman 2009).
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize_scalar
from scipy.special import zeta
from scipy.stats import spearmanr

from sim.model.compilation import loop
from sim.model.network.graph import CreatorGraph, Floats, Ints, to_csr


def patterns(graph: CreatorGraph, region: str | None = None) -> dict[str, float]:
    """Return the patterns of a graph, or of one region's creators and the ties among them.

    Returns
    -------
    patterns
        ``mean_degree``, ``degree_alpha`` with its ``degree_alpha_xmin``, ``degree_gini``, ``lndegree_mu/sigma``,
        ``views_gini``, ``views_top1pct_share``, ``views_top10pct_share``, ``lnviews_mu/sigma``,
        ``clustering_avg_local``, ``transitivity``, ``degree_assortativity``, ``logviews_assortativity``,
        ``partner_assortativity``, ``spearman_views_degree``, ``spearman_tenure_degree``,
        ``spearman_tenure_views``, ``partner_rate``. NaN where a graph is too small or too even to tell.
    """
    if region is not None:
        graph = graph.only(region)
    n, edges, views = len(graph), graph.edges, graph.reach
    indptr, indices = to_csr(n, edges)
    degree = np.diff(indptr)
    alpha, xmin = tail_exponent(degree)
    local, global_ = clustering(indptr, indices)
    ln_degree, ln_views = np.log(np.maximum(degree, 1)), np.log1p(views)
    return {
        "mean_degree": float(degree.mean()) if n else float("nan"),
        "degree_alpha": alpha,
        "degree_alpha_xmin": float(xmin),
        "degree_gini": gini(degree),
        "lndegree_mu": float(ln_degree.mean()) if n else float("nan"),
        "lndegree_sigma": float(ln_degree.std()) if n else float("nan"),
        "views_gini": gini(views),
        "views_top1pct_share": top_share(views, 0.01),
        "views_top10pct_share": top_share(views, 0.10),
        "lnviews_mu": float(ln_views.mean()) if n else float("nan"),
        "lnviews_sigma": float(ln_views.std()) if n else float("nan"),
        "clustering_avg_local": local,
        "transitivity": global_,
        "degree_assortativity": assortativity(edges, degree),
        "logviews_assortativity": assortativity(edges, ln_views),
        "partner_assortativity": assortativity(edges, graph.partner),
        "spearman_views_degree": _spearman(views, degree),
        "spearman_tenure_degree": _spearman(graph.tenure_days, degree),
        "spearman_tenure_views": _spearman(graph.tenure_days, views),
        "partner_rate": float(graph.partner.mean()) if n else float("nan"),
    }


def gini(values: NDArray[Any]) -> float:
    """Return the Gini index of non-negative values: 0 all equal, near 1 all with one."""
    ordered = np.sort(np.asarray(values, np.float64))
    n, total = len(ordered), float(ordered.sum())
    if not n or total <= 0.0:
        return float("nan")
    return float(2.0 * (ordered @ np.arange(1, n + 1)) / (n * total) - (n + 1) / n)


def top_share(values: NDArray[Any], share: float) -> float:
    """Return the part of the sum that the top ``share`` of values (at least one) hold."""
    ordered = np.sort(np.asarray(values, np.float64))[::-1]
    if not len(ordered) or ordered.sum() <= 0.0:
        return float("nan")
    return float(ordered[: max(1, round(share * len(ordered)))].sum() / ordered.sum())


def assortativity(edges: NDArray[np.int32], values: NDArray[Any]) -> float:
    """Return the correlation of ``values`` across ties, each tie counted both ways round (Newman 2003)."""
    x = np.asarray(values, np.float64)
    both = np.concatenate((edges, edges[:, ::-1]))
    if len(both) == 0 or np.ptp(x[both[:, 0]]) == 0.0:
        return float("nan")
    return float(np.corrcoef(x[both[:, 0]], x[both[:, 1]])[0, 1])


def _spearman(x: NDArray[Any], y: NDArray[Any]) -> float:
    if len(x) < 3 or np.ptp(x) == 0 or np.ptp(y) == 0:
        return float("nan")
    return float(spearmanr(x, y).statistic)


def tail_exponent(degree: Ints, fewest: int = 50) -> tuple[float, int]:
    """Return the exponent of p(k) ~ k^-alpha and the cut-off above which it holds best.

    Parameters
    ----------
    degree
        Degrees; zeros are left out.
    fewest
        Fewest nodes that may form the tail.
    """
    values, counts = np.unique(degree[degree > 0], return_counts=True)
    best = (np.inf, float("nan"), 0)
    above = np.cumsum(counts[::-1])[::-1]
    for start in range(len(values)):
        if above[start] < fewest or len(values) - start < 3:
            break
        k, w, xmin = values[start:], counts[start:], int(values[start])
        alpha = _exponent(k, w, xmin)
        # The distance at the foot of each step of the empirical distribution, as the targets were estimated.
        distance = np.abs(1.0 - above[start:] / above[start] - (1.0 - zeta(alpha, k) / zeta(alpha, xmin))).max()
        if distance < best[0]:
            best = (float(distance), alpha, xmin)
    return best[1], best[2]


def _exponent(k: Ints, w: Ints, xmin: int) -> float:
    """Return the discrete maximum-likelihood exponent above ``xmin``."""
    mean_log = float(w @ np.log(k) / w.sum())
    fit = minimize_scalar(lambda a: float(np.log(zeta(a, xmin)) + a * mean_log), bounds=(1.01, 8.0), method="bounded")
    return float(fit.x)


def clustering(indptr: Ints, indices: NDArray[np.int32]) -> tuple[float, float]:
    """Return average local clustering (0 below two ties) and transitivity of neighbour lists."""
    if len(indptr) < 2:
        return float("nan"), float("nan")
    triangles = _triangles(indptr, indices)
    degree: Floats = np.diff(indptr).astype(np.float64)
    wedges = degree * (degree - 1.0) / 2.0
    local = np.divide(triangles, wedges, out=np.zeros(len(degree)), where=wedges > 0)
    return float(local.mean()), float(triangles.sum() / wedges.sum()) if wedges.any() else float("nan")


@loop
def _triangles(indptr: Ints, indices: NDArray[np.int32]) -> Floats:
    # Ties are looked at from the smaller-degree end only, so that a hub's list is never walked a second time.
    n = len(indptr) - 1
    degree = indptr[1:] - indptr[:-1]
    start = np.zeros(n + 1, np.int64)
    ahead = np.empty(len(indices) // 2, np.int32)
    at = 0
    for i in range(n):
        for s in range(indptr[i], indptr[i + 1]):
            j = indices[s]
            if degree[i] < degree[j] or (degree[i] == degree[j] and i < j):
                ahead[at] = j
                at += 1
        start[i + 1] = at
    found = np.zeros(n)
    mark = np.full(n, -1, np.int64)
    for i in range(n):
        for s in range(start[i], start[i + 1]):
            mark[ahead[s]] = i
        for s in range(start[i], start[i + 1]):
            j = ahead[s]
            for t in range(start[j], start[j + 1]):
                if mark[ahead[t]] == i:
                    found[i] += 1.0
                    found[j] += 1.0
                    found[ahead[t]] += 1.0
    return found
