"""What is counted below the region: by tier of creators, and by product category and format.

Whole numbers as in `outcomes.tallies`, by the same names where they mean the same, so that the sum over tiers, or
over categories and formats, is the region's tally.
"""

from __future__ import annotations

TIERS = ("newcomers", "small", "middle", "top")
FORMATS = ("live", "video")

TIER_FIELDS = (
    "creators", "views", "gmv", "income", "left", "penalised", "removed", "restricted", "suspended", "cheating",
    "there_30d_ago", "kept_30d", "offers", "violating_offers", "quality_views", "quality_viewed_micro",
    "violating_views", "fairness_micro",
)
(
    R_CREATORS, R_VIEWS, R_GMV, R_INCOME, R_LEFT, R_PENALISED, R_REMOVED, R_RESTRICTED, R_SUSPENDED, R_CHEATING,
    R_THERE, R_KEPT, R_OFFERS, R_VIOLATING_OFFERS, R_QUALITY_VIEWS, R_QUALITY_VIEWED, R_VIOLATING_VIEWS, R_FAIRNESS,
) = range(len(TIER_FIELDS))

SLICE_FIELDS = (
    "offers", "violating_offers", "impressions", "views", "quality_views", "quality_viewed_micro", "violating_views",
    "unoriginal_views", "watch_centiminutes", "clicks", "orders", "gmv_placed", "gmv_voided", "gmv_returned",
    "orders_delivered", "orders_returned", "bad_purchases",
)
(
    S_OFFERS, S_VIOLATING_OFFERS, S_IMPRESSIONS, S_VIEWS, S_QUALITY_VIEWS, S_QUALITY_VIEWED, S_VIOLATING_VIEWS,
    S_UNORIGINAL_VIEWS, S_WATCH, S_CLICKS, S_ORDERS, S_GMV_PLACED, S_GMV_VOIDED, S_GMV_RETURNED, S_DELIVERED,
    S_RETURNED, S_BAD_PURCHASES,
) = range(len(SLICE_FIELDS))
