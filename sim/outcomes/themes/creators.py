"""Creators: who stays, who succeeds, how income is spread, and how they feel treated."""

from sim.outcomes.registry import theme

add = theme("creators")

add("creators", "active creators", "creators", "up", "creators not left or removed, mean per day", "creators")
add("creator_retention_30d", "creator retention, 30 d, new", "fraction", "up",
    "creators still there on their 30th day / creators whose 30th day fell in the period",
    "creators_kept_30d", "creators_reaching_30d", 1.0, True)
add("creator_retention_90d", "creator retention, 90 d, new", "fraction", "up",
    "creators still there on their 90th day / creators whose 90th day fell in the period",
    "creators_kept_90d", "creators_reaching_90d", 1.0, True)
add("creator_exit_rate", "creators leaving", "per creator and 30 days", "down", "30 * leavers / creator-days",
    "creators_left", "creators", 30.0)
add("pilot_share", "creators in the pilot", "fraction", "neither", "pilots / creators", "creators_pilot", "creators")
add("gini_views", "Gini of views", "0-1", "down", "Gini over creators of 28-day views, mean over days",
    "gini_views_micro", "creators", 1e-6, combine="weighted")
add("gini_gmv", "Gini of GMV", "0-1", "down", "Gini over creators of 28-day GMV, mean over days",
    "gini_gmv_micro", "creators", 1e-6, combine="weighted")
add("fairness", "fairness felt", "0-1", "up", "mean fairness felt over creators", "fairness_micro", "creators", 1e-6)
add("awareness", "rule awareness", "0-1", "up", "mean awareness over creators", "awareness_micro", "creators", 1e-6)
add("effort", "effort", "0-1", "up", "mean effort over creators", "effort_micro", "creators", 1e-6)
