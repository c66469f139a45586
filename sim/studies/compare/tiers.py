"""Who gains and who loses: what each tier of creators gets and does, and what a scenario changes about it.

Tiers are newcomers, small, middle and top creators. Readings are per creator, or shares, so that a tier which merely
grows does not look like one that earns more.
"""

from __future__ import annotations

from sim.model.outcomes.breakdowns import TIERS
from sim.studies.compare.analysis import Analysis
from sim.studies.compare.groups import GroupRow, Reading, group_rows, share

GETS = (
    Reading("income", "income per creator", "USD per day", "up", share("income", "creators", 0.01),
            "income / creator-days"),
    Reading("views", "views per creator", "views per day", "up", share("views", "creators"), "views / creator-days"),
    Reading("left", "creators leaving", "fraction per 30 days", "down", share("left", "creators", 30.0),
            "30 * accounts that ended / creator-days"),
    Reading("penalised", "creators penalised", "fraction per 30 days", "down", share("penalised", "creators", 30.0),
            "30 * creators penalised on a day / creator-days"),
)
"""What a tier gets: shown with intervals."""

DOES = (
    Reading("kept", "still there after 30 days", "fraction", "up", share("kept_30d", "there_30d_ago"),
            "creators still there / creators who were there 30 days ago"),
    Reading("violations", "violation view rate", "fraction of views", "down", share("violating_views", "views"),
            "views of violating offers / views"),
    Reading("violating_offers", "violating offers", "fraction of offers", "down", share("violating_offers", "offers"),
            "violating offers / offers"),
    Reading("quality", "content quality", "0-1", "up", share("quality_viewed_micro", "views", 1e-6),
            "sum(q * views) / views"),
    Reading("restricted", "under a traffic cut", "fraction", "down", share("restricted", "creators"),
            "creators under a traffic cut / creators"),
    Reading("fairness", "fairness felt", "0-1", "up", share("fairness_micro", "creators", 1e-6),
            "mean fairness felt over creators"),
)
"""What a tier does and how it fares: shown in short."""


def tier_rows(analysis: Analysis) -> list[GroupRow]:
    """Return every reading of every tier."""
    return group_rows(
        analysis, GETS + DOES, TIERS, lambda place, scenario: analysis.replications[place].tiers[scenario], "tier"
    )
