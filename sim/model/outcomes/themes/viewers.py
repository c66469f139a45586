"""Viewers: who comes back, for how long, and how satisfied."""

from sim.model.outcomes.registry import theme

add = theme("viewers")

add("viewer_retention_30d", "viewer retention, 30 d", "fraction", "up",
    "viewers active 30 days ago who opened the app in the last 7 days / viewers active 30 days ago",
    "viewers_active_30d_ago_back", "viewers_active_30d_ago", 1.0, True)
add("viewer_retention_new_1d", "new viewers, day 1", "fraction", "up",
    "opened the app on their 1st day / viewers who joined 1 day before", "viewers_new_1d_ago_back",
    "viewers_new_1d_ago")
add("viewer_retention_new_7d", "new viewers, day 7", "fraction", "up",
    "opened the app on their 7th day / viewers who joined 7 days before", "viewers_new_7d_ago_back",
    "viewers_new_7d_ago")
add("viewer_retention_new_30d", "new viewers, day 30", "fraction", "up",
    "opened the app on their 30th day / viewers who joined 30 days before", "viewers_new_30d_ago_back",
    "viewers_new_30d_ago")
add("daily_active_viewers", "daily active viewers", "viewers", "up", "viewers who opened the app, mean per day",
    "dau", "", 1.0, True)
add("wau_share", "weekly active share", "fraction", "up",
    "viewers active in 7 days / accounts: of viewers, of who left within two months, and never used", "wau",
    "viewer_accounts")
add("wau_mau", "WAU / MAU", "fraction", "up", "viewers active in 7 days / viewers active in 30 days", "wau", "mau")
add("dau_mau", "DAU / MAU", "fraction", "up", "viewers active today / viewers active in 30 days", "dau", "mau")
add("sessions_per_week", "sessions a week", "sessions per active viewer", "up",
    "7 * sessions / viewers active in 7 days (a viewer has at most one session a day)", "dau", "wau", 7.0)
add("session_minutes", "minutes a session", "minutes per session", "up", "watch minutes / sessions",
    "watch_centiminutes", "dau", 0.01)
add("live_penetration", "LIVE penetration", "fraction", "neither", "active viewers who watched a LIVE / active viewers",
    "live_viewers", "dau")
add("watch_minutes", "watch time", "minutes per impression", "up", "watch minutes / impressions",
    "watch_centiminutes", "impressions", 0.01)
add("negative_feedback", "negative feedback", "fraction of views", "down",
    "(not-interested + reports + quick exits) / views", "not_interested reports quick_exits", "views")
add("trust", "platform trust", "0-1", "up", "mean trust over viewers", "trust_micro", "viewers", 1e-6)
add("satisfaction", "viewer satisfaction", "0-1", "up", "mean remembered satisfaction",
    "satisfaction_micro", "viewers", 1e-6)
add("viewer_csat", "viewer satisfaction (CSAT)", "fraction", "up",
    "expected share of viewers who would tick the top two boxes (satisfaction + respondent's noise >= bar)",
    "viewers_satisfied_micro", "viewers", 1e-6)
add("viewer_nps", "viewer NPS", "NPS points", "up",
    "100 * (viewers expected to recommend - expected to advise against) / viewers",
    "viewers_promoting_micro -viewers_detracting_micro", "viewers", 1e-4)
add("ad_share", "ads among impressions", "fraction", "down", "ads / (ads + impressions of offers)",
    "ads_shown", "ads_shown impressions")
