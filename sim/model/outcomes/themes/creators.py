"""Creators: who stays, who succeeds, how income is spread, and how they feel treated."""

from sim.model.outcomes.registry import theme

add = theme("creators")

add("creators", "active creators", "creators", "up", "creators not left or removed, mean per day", "creators")
add("creator_retention_1d", "creator retention, 1 d, new", "fraction", "up",
    "creators still there on their 1st day / creators whose 1st day fell in the period",
    "creators_kept_1d", "creators_reaching_1d")
add("creator_retention_7d", "creator retention, 7 d, new", "fraction", "up",
    "creators still there on their 7th day / creators whose 7th day fell in the period",
    "creators_kept_7d", "creators_reaching_7d")
add("creator_retention_30d", "creator retention, 30 d, new", "fraction", "up",
    "creators still there on their 30th day / creators whose 30th day fell in the period",
    "creators_kept_30d", "creators_reaching_30d", 1.0, True)
add("creator_retention_90d", "creator retention, 90 d, new", "fraction", "up",
    "creators still there on their 90th day / creators whose 90th day fell in the period",
    "creators_kept_90d", "creators_reaching_90d", 1.0, True)
add("creator_retention_180d", "creator retention, 180 d, new", "fraction", "up",
    "creators still there on their 180th day / creators whose 180th day fell in the period",
    "creators_kept_180d", "creators_reaching_180d")
add("creator_retention_established", "creator retention, 30 d, established", "fraction", "up",
    "still there / creators who were there 30 days ago with a tenure of 90 days or more",
    "creators_established_30d_ago_kept", "creators_established_30d_ago")
add("creator_exit_rate", "creators leaving", "per creator and 30 days", "down", "30 * leavers / creator-days",
    "creators_left", "creators", 30.0)
add("pilot_share", "creators in the pilot", "fraction", "neither", "pilots / creators", "creators_pilot", "creators")
add("active_rate", "creators live in 7 days", "fraction", "up", "creators with a LIVE in the last 7 days / creators",
    "creators_live_7d", "creators")
add("graduation_rate", "graduation from the pilot", "fraction", "up",
    "pilots who graduated / pilots whose pilot ended (graduated, left or removed)", "pilots_graduated", "pilots_ended")
add("new_creator_first_order", "new creators with a first order", "fraction", "up",
    "with an order / creators whose first market.success.order_days days ended in the period",
    "creators_due_first_order_made", "creators_due_first_order")
add("new_creator_first_gmv", "new creators who reach 1k GMV", "fraction", "up",
    "with market.success.gmv sold / creators whose first market.success.gmv_days days ended in the period",
    "creators_due_first_gmv_made", "creators_due_first_gmv")
add("gini_income", "Gini of income", "0-1", "down", "Gini over creators of 28-day income, mean over days",
    "gini_income_micro", "creators", 1e-6, combine="weighted")
add("top_income_share", "income of the top 1%", "fraction of income", "down",
    "28-day income of the best-paid 1% of creators / that of all, mean over days",
    "top_income_micro", "creators", 1e-6, combine="weighted")
add("mid_income_share", "income of the mid-tail", "fraction of income", "up",
    "28-day income of creators between the median and the top 10% / that of all, mean over days",
    "mid_income_micro", "creators", 1e-6, combine="weighted")
add("gini_views", "Gini of views", "0-1", "down", "Gini over creators of 28-day views, mean over days",
    "gini_views_micro", "creators", 1e-6, combine="weighted")
add("gini_gmv", "Gini of GMV", "0-1", "down", "Gini over creators of 28-day GMV, mean over days",
    "gini_gmv_micro", "creators", 1e-6, combine="weighted")
add("fairness", "fairness felt", "0-1", "up", "mean fairness felt over creators", "fairness_micro", "creators", 1e-6)
add("fairness_score", "creators who find penalties fair", "fraction", "up",
    "who got a reason and are expected to find it fair / creators notified of a penalty in the last 90 days",
    "creators_agreeing_micro", "creators_asked", 1e-6)
add("creator_csat", "creator satisfaction (CSAT)", "fraction", "up",
    "expected share of creators who would tick the top two boxes (fairness felt + respondent's noise >= bar)",
    "creators_satisfied_micro", "creators", 1e-6)
add("creator_nps", "creator NPS", "NPS points", "up",
    "100 * (creators expected to recommend - expected to advise against) / creators",
    "creators_promoting_micro -creators_detracting_micro", "creators", 1e-4)
add("awareness", "rule awareness", "0-1", "up", "mean awareness over creators", "awareness_micro", "creators", 1e-6)
add("perceived_detection", "perceived detection", "probability", "neither",
    "mean over creators of what they believe of detection, over all tactics", "perceived_micro", "creators", 1e-6)
add("care", "care", "0-1", "up", "mean over creators of the share of unwitting breaches that care avoids",
    "care_micro", "creators", 1e-6)
add("peer_norm", "norm of using tactics", "0-1", "down",
    "mean over creators of the share of peers whom they have come to see using tactics unpunished", "norm_micro",
    "creators", 1e-6)
add("effort", "effort", "0-1", "up", "mean effort over creators", "effort_micro", "creators", 1e-6)
add("performance", "performance score", "0-5", "up", "mean score over creators who have one",
    "performance_micro", "creators_scored", 1e-6)
add("recognition", "recognition", "0-1", "neither", "mean recognition felt over creators",
    "recognition_micro", "creators", 1e-6)
add("creators_returning", "creators back after a break", "per day", "up", "accounts taken up again",
    "creators_returned")
add("dormant_share", "dormant accounts", "fraction", "down",
    "open accounts without an offer for weeks / creators",
    "creators_dormant", "creators")
add("level_rises", "rises in level", "per day", "up", "accounts that reached a higher level", "level_rises")
add("level_falls", "falls in level", "per day", "down", "accounts that fell to a lower level", "level_falls")
add("recovery_days", "days to recover", "days", "down", "days under a traffic cut of those who came out of it",
    "recovery_days", "creators_recovered")
