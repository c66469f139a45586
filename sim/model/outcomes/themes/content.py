"""Content: what is published, what of it is seen, and how much of that breaks a rule."""

from sim.model.outcomes.registry import theme

add = theme("content")

add("quality", "content quality", "0-1", "up", "view-weighted quality delivered: sum(q * views) / views",
    "quality_viewed_micro", "views", 1e-6, True)
add("quality_offered", "quality published", "0-1", "up", "mean quality delivered over offers, each counting once",
    "quality_offered_micro", "offers", 1e-6)
add("violation_view_rate", "violation view rate", "fraction of views", "down", "views of violating offers / views",
    "violating_views", "views", 1.0, True)
add("violation_offer_rate", "violating offers", "fraction of offers", "down", "violating offers / offers",
    "violating_offers", "offers")
add("violating_offers", "violations", "per day", "down", "violating offers, found or not", "violating_offers")
add("violative_content_rate", "violative content", "fraction of pieces", "down",
    "violating pieces / pieces (a LIVE or a video is one piece)", "violating_pieces", "pieces")
add("violations_per_live_hour", "violations per LIVE hour", "per LIVE hour", "down", "violating LIVEs / hours of LIVE",
    "violating_lives", "live_minutes", 60.0)
add("quality_content_share", "quality content", "fraction of views", "up",
    "views of content with quality >= market.quality_bar / views", "quality_views", "views")
add("quality_content_share_live", "quality content, LIVE", "fraction of LIVE views", "up",
    "LIVE views with quality >= market.quality_bar / LIVE views", "quality_views_live", "views_live")
add("quality_content_share_video", "quality content, video", "fraction of video views", "up",
    "video views with quality >= market.quality_bar / video views", "quality_views -quality_views_live",
    "views -views_live")
add("quality_live_share", "quality LIVE hours", "fraction of LIVE hours", "up",
    "hours of LIVE with quality >= market.quality_bar / hours of LIVE", "quality_live_minutes", "live_minutes")
add("quality_live_hours", "hours of quality LIVE", "hours per day", "up",
    "hours of LIVE with quality >= market.quality_bar", "quality_live_minutes", "", 1 / 60)
add("original_view_share", "original content", "fraction of views", "up",
    "1 - views of duplicated, recorded or re-uploaded content / views", "views -unoriginal_views", "views")
add("newcomer_view_share", "views of newcomers", "fraction", "up", "views of boosted newcomers / views",
    "newcomer_views", "views")
add("follow_view_share", "views from follows", "fraction", "neither", "views through the follow list / views",
    "follow_views", "views")
add("restricted_view_share", "views of restricted creators", "fraction", "down", "views under a traffic cut / views",
    "restricted_views", "views")
add("live_hours", "LIVE hours", "hours per day", "up", "hours of LIVE published", "live_minutes", "", 1 / 60)
add("pilot_live_hours", "LIVE hours of pilots", "hours per day", "up", "hours of LIVE by pilot accounts",
    "pilot_live_minutes", "", 1 / 60)
add("pilot_videos", "videos of pilots", "per day", "up", "video batches by pilot accounts, in videos",
    "pilot_videos", "")
add("top_view_share", "views of the best", "fraction", "neither", "views of the best by measured quality / views",
    "top_views", "views")
add("proven_view_share", "views of proven creators", "fraction", "neither",
    "views of creators at or above the reach bar / views", "proven_views", "views")
add("boosted_view_share", "views of boosted offers", "fraction", "neither", "views under a paid boost / views",
    "boosted_views", "views")
add("campaign_offer_share", "offers in campaigns", "fraction", "neither", "offers in a campaign / offers",
    "campaign_offers", "offers")
