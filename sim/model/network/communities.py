"""Settings with which the generator stands in for one real community, at that community's own size.

Fitted on the published patterns of each (docs/howto/real-network.md); the defaults stand for their mean.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

LIKE: Final[dict[str, tuple[int, dict[str, float]]]] = {
    "DE": (
        9498,
        {
            "reach.mu": 8.848,
            "reach.sigma": 1.677,
            "reach.tail_share": 0.0516,
            "reach.tail_exponent": 0.2311,
            "reach.tail_span": 5.255,
            "mean_degree": 32.246,
            "partner.rate": 0.0629,
            "degree.sigma": 1.185,
            "degree.tail_share": 0.0228,
            "degree.tail_exponent": 1.3,
            "degree.tail_span": 3.996,
            "ties.close_share": 0.3167,
            "ties.close_most": 83.75,
            "ties.close_step": 21.49,
            "ties.star_slope": 2.069,
            "correlation.reach_degree": 0.4768,
            "correlation.reach_hub": 1.654,
            "correlation.tenure_degree": 0.0993,
            "correlation.tenure_reach": 0.2084,
            "partner.reach_slope": 1.869,
        },
    ),
    "ENGB": (
        7126,
        {
            "reach.mu": 8.602,
            "reach.sigma": 1.692,
            "reach.tail_share": 0.0427,
            "reach.tail_exponent": 0.2406,
            "reach.tail_span": 6.19,
            "mean_degree": 9.9141,
            "partner.rate": 0.0539,
            "degree.sigma": 1.081,
            "degree.tail_share": 0.0139,
            "degree.tail_exponent": 0.7875,
            "degree.tail_span": 3.581,
            "ties.close_share": 0.4778,
            "ties.close_most": 115.0,
            "ties.close_step": 13.62,
            "ties.star_slope": 1.063,
            "correlation.reach_degree": 0.4422,
            "correlation.reach_hub": 1.591,
            "correlation.tenure_degree": 0.1409,
            "correlation.tenure_reach": 0.2006,
            "partner.reach_slope": 1.672,
        },
    ),
    "ES": (
        4648,
        {
            "reach.mu": 8.558,
            "reach.sigma": 1.738,
            "reach.tail_share": 0.0604,
            "reach.tail_exponent": 0.2477,
            "reach.tail_span": 5.035,
            "mean_degree": 25.552,
            "partner.rate": 0.085,
            "degree.sigma": 1.141,
            "degree.tail_share": 0.0594,
            "degree.tail_exponent": 1.0,
            "degree.tail_span": 3.101,
            "ties.close_share": 0.352,
            "ties.close_most": 95.01,
            "ties.close_step": 35.19,
            "ties.star_slope": 1.623,
            "correlation.reach_degree": 0.4782,
            "correlation.reach_hub": 1.848,
            "correlation.tenure_degree": 0.149,
            "correlation.tenure_reach": 0.1932,
            "partner.reach_slope": 2.27,
        },
    ),
    "FR": (
        6549,
        {
            "reach.mu": 8.802,
            "reach.sigma": 1.702,
            "reach.tail_share": 0.0415,
            "reach.tail_exponent": 0.2,
            "reach.tail_span": 5.616,
            "mean_degree": 34.407,
            "partner.rate": 0.0623,
            "degree.sigma": 1.13,
            "degree.tail_share": 0.021,
            "degree.tail_exponent": 1.0,
            "degree.tail_span": 3.1,
            "ties.close_share": 0.352,
            "ties.close_most": 116.6,
            "ties.close_step": 44.23,
            "ties.star_slope": 2.134,
            "correlation.reach_degree": 0.4437,
            "correlation.reach_hub": 1.644,
            "correlation.tenure_degree": 0.2016,
            "correlation.tenure_reach": 0.2083,
            "partner.reach_slope": 1.867,
        },
    ),
}


def nested(settings: Mapping[str, Any]) -> dict[str, Any]:
    """Return dotted settings as the nested group that a config holds."""
    tree: dict[str, Any] = {}
    for name, value in settings.items():
        *folders, leaf = name.split(".")
        place = tree
        for folder in folders:
            place = place.setdefault(folder, {})
        place[leaf] = value
    return tree
