"""Viewers: who comes back, for how long, and how satisfied."""

from sim.outcomes.registry import theme

add = theme("viewers")

add("viewer_retention_30d", "viewer retention, 30 d", "fraction", "up",
    "viewers active 30 days ago who opened the app in the last 7 days / viewers active 30 days ago",
    "viewers_active_30d_ago_back", "viewers_active_30d_ago", 1.0, True)
add("daily_active_viewers", "daily active viewers", "viewers", "up", "viewers who opened the app, mean per day",
    "dau", "", 1.0, True)
add("wau_share", "weekly active share", "fraction", "up", "viewers active in 7 days / accounts", "wau", "viewers")
add("watch_minutes", "watch time", "minutes per impression", "up", "watch minutes / impressions",
    "watch_centiminutes", "impressions", 0.01)
add("negative_feedback", "negative feedback", "fraction of views", "down",
    "(not-interested + reports + quick exits) / views", "not_interested reports quick_exits", "views")
add("trust", "platform trust", "0-1", "up", "mean trust over viewers", "trust_micro", "viewers", 1e-6)
add("satisfaction", "viewer satisfaction", "0-1", "up", "mean remembered satisfaction",
    "satisfaction_micro", "viewers", 1e-6)
