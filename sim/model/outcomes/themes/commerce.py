"""Commerce: the funnel from impression to order, sales, returns, and the quality of demand."""

from sim.model.outcomes.registry import theme

add = theme("commerce")

add("gmv", "GMV", "USD per day", "up", "value of orders placed", "gmv_placed", "", 0.01)
add("gmv_net", "net GMV", "USD per day", "up", "orders placed minus cancelled and returned",
    "gmv_placed -gmv_voided -gmv_returned", "", 0.01, True)
add("gmv_pending", "GMV not yet settled", "USD", "neither", "value of open orders, mean per day",
    "gmv_pending", "", 0.01)
add("live_gmv_share", "LIVE share of GMV", "fraction", "neither", "GMV from LIVE / GMV", "gmv_live", "gmv_placed")
add("gpm", "GPM", "USD per 1,000 views", "up", "1000 * GMV / views", "gmv_placed", "views", 10.0)
add("watch_gpm", "watch-GPM", "USD per 1,000 minutes watched", "up", "1000 * GMV / watch minutes",
    "gmv_placed", "watch_centiminutes", 1000.0)
add("err", "ERR (entry rate)", "fraction of impressions", "up", "entries (views) / impressions", "views", "impressions")
add("ctr", "CTR", "fraction of views", "up", "product clicks / views", "clicks", "views")
add("ctor", "CTOR", "fraction of clicks", "up", "orders / product clicks", "orders", "clicks")
add("cvr", "CVR", "fraction of active viewers", "up", "orders / viewers active on the day", "orders", "dau")
add("buyer_repeat_30d", "buyers who buy again in 30 d", "fraction", "up",
    "buyers of 30 days ago who bought again since / buyers of 30 days ago", "buyers_30d_ago_back", "buyers_30d_ago")
add("return_rate", "return rate", "fraction", "down", "orders returned / orders delivered",
    "orders_returned", "orders_delivered", 1.0, True)
add("return_rate_live", "return rate, LIVE", "fraction", "down", "LIVE orders returned / delivered",
    "orders_returned_live", "orders_delivered_live")
add("bad_purchase_rate", "bad purchases", "fraction", "down", "deliveries that disappoint / deliveries",
    "bad_purchases", "orders_delivered")
add("not_as_described_rate", "items not as described", "fraction", "down",
    "deliveries that disappoint because more was promised / deliveries", "not_as_described", "orders_delivered")
add("complaint_rate", "complaints", "per 1,000 orders delivered", "down", "1000 * complaints / orders delivered",
    "complaints", "orders_delivered", 1000.0)
add("dispute_rate", "disputes", "fraction", "down",
    "complaints about goods that were kept, and that nobody made up for / orders delivered", "disputes",
    "orders_delivered")
add("commission_paid", "commission paid", "USD per day", "neither", "commission settled", "commission_paid", "", 0.01)
add("commission_forfeited", "commission forfeited", "USD per day", "neither",
    "commission of removed or frozen accounts that is lost", "commission_forfeited", "", 0.01)
add("commission_held", "commission frozen", "USD", "neither", "commission on hold, mean per day",
    "commission_held", "", 0.01)
add("campaign_gmv_share", "GMV in campaigns", "fraction", "neither", "GMV of campaign offers / GMV",
    "gmv_campaign", "gmv_placed")
