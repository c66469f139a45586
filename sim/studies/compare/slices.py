"""Where in the market it happens: the main ratios by product category and by format (LIVE, video)."""

from __future__ import annotations

from typing import Literal

from sim.model.outcomes.breakdowns import FORMATS
from sim.studies.compare.analysis import Analysis
from sim.studies.compare.groups import GroupRow, Reading, Sums, group_rows, share


def _net_gmv(sums: Sums) -> float:
    return 0.01 * (sums["gmv_placed"] - sums["gmv_voided"] - sums["gmv_returned"]) / sums["days"]


READINGS = (
    Reading("quality", "content quality", "0-1", "up", share("quality_viewed_micro", "views", 1e-6),
            "sum(q * views) / views"),
    Reading("violation_view_rate", "violation view rate", "fraction of views", "down",
            share("violating_views", "views"), "views of violating offers / views"),
    Reading("quality_content_share", "quality content", "fraction of views", "up", share("quality_views", "views"),
            "views with quality >= market.quality_bar / views"),
    Reading("ctr", "CTR", "fraction of views", "up", share("clicks", "views"), "product clicks / views"),
    Reading("ctor", "CTOR", "fraction of clicks", "up", share("orders", "clicks"), "orders / product clicks"),
    Reading("return_rate", "return rate", "fraction", "down", share("orders_returned", "orders_delivered"),
            "orders returned / orders delivered"),
    Reading("gmv_net", "net GMV, a day", "USD per day", "up", _net_gmv, "orders placed minus cancelled and returned"),
)


def categories(analysis: Analysis) -> tuple[str, ...]:
    """Return the names of the product categories."""
    return tuple(analysis.plan.config["market"]["categories"])


def slice_rows(analysis: Analysis, by: Literal["category", "format"]) -> list[GroupRow]:
    """Return every reading by category, or by format."""
    groups = categories(analysis) if by == "category" else FORMATS
    return group_rows(
        analysis, READINGS, groups, lambda place, scenario: analysis.replications[place].slices[scenario], by
    )
