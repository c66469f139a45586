"""Content: what is put up, what of it is seen, and how much of that breaks a rule."""

from sim.outcomes.registry import theme

add = theme("content")

add("quality", "content quality", "0-1", "up", "view-weighted quality delivered: sum(q * views) / views",
    "quality_viewed_micro", "views", 1e-6, True)
add("quality_offered", "quality put up", "0-1", "up", "mean quality delivered over offers, each counting once",
    "quality_offered_micro", "offers", 1e-6)
add("violation_view_rate", "violation view rate", "fraction of views", "down", "views of violating offers / views",
    "violating_views", "views", 1.0, True)
add("violation_offer_rate", "violating offers", "fraction of offers", "down", "violating offers / offers",
    "violating_offers", "offers")
add("newcomer_view_share", "views of newcomers", "fraction", "up", "views of boosted newcomers / views",
    "newcomer_views", "views")
add("follow_view_share", "views from follows", "fraction", "neither", "views through the follow list / views",
    "follow_views", "views")
add("restricted_view_share", "views of restricted creators", "fraction", "down", "views under a traffic cut / views",
    "restricted_views", "views")
add("live_hours", "LIVE hours", "hours per day", "up", "hours of LIVE put up", "live_minutes", "", 1 / 60)
add("pilot_live_hours", "LIVE hours of pilots", "hours per day", "up", "hours of LIVE by pilot accounts",
    "pilot_live_minutes", "", 1 / 60)
add("pilot_videos", "videos of pilots", "per day", "up", "video batches by pilot accounts, in videos",
    "pilot_videos", "")
