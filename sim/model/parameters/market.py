"""Parameters of group ``market``: the funnel, orders, prices and the calendar."""

from sim.model.parameters.registry import assumption, table_column

GROWTH = assumption(
    "market.growth", 0.0, "per year", -0.9, 10.0, "assumption",
    "How much the daily arrivals of viewers and creators grow in a year, from day 0 on.")
ENTRY_BALANCE = assumption(
    "market.entry_balance", 1.0, "fraction", 0.0, 1.0, "assumption",
    "How far the warm-up sets arrivals to what makes up for who leaves under the status quo; 0 keeps the given rates.")
WEEKEND_LIFT = assumption(
    "market.weekend_lift", 1.35, "ratio", 1.0, 2.0, "kuairand27k.weekend_lift",
    "Odds of opening the app on Saturday and Sunday against other days (visits rise by less).")
ENTRY_BASE = assumption(
    "market.funnel.entry", 0.023, "probability", 0.01, 0.9, "kuairand27k.ctr_random 0.18, ctr_standard 0.38; fitted",
    "CTR of an average offer: impressions that become views.")
ENTRY_QUALITY = assumption(
    "market.funnel.entry_quality", 1.0, "log-odds per quality", 0.0, 5.0, "assumption",
    "What intended quality adds to the odds of entry.")
ENTRY_POPULARITY = assumption(
    "market.funnel.entry_popularity", 0.06, "log-odds per ln follower", 0.0, 1.0, "assumption",
    "What a large following adds to the odds of entry (model 17, popularity).")
ENTRY_TRUST = assumption(
    "market.funnel.entry_trust", 1.0, "log-odds per trust", 0.0, 5.0, "assumption",
    "What platform trust adds to the odds of entry (model 17, distrust).")
WATCH_LIVE = assumption(
    "market.funnel.watch_live_minutes", 3.0, "minutes", 0.1, 60.0, "assumption (S72: Twitch visits 31 min)",
    "Mean watch of a LIVE view at average quality.")
WATCH_VIDEO = assumption(
    "market.funnel.watch_video_minutes", 0.4, "minutes", 0.02, 10.0, "assumption (15-60 s clips)",
    "Mean watch of a video view at average quality.")
WATCH_QUALITY = assumption(
    "market.funnel.watch_quality", 1.2, "log per quality", 0.0, 5.0, "assumption",
    "What quality adds to the log of watch minutes.")
CLICK_BASE = assumption(
    "market.funnel.click", 0.29, "probability", 0.001, 0.9, "fitted (GMV of 0.3-0.9 USD per daily viewer)",
    "Product clicks per view of a video, of a viewer of mean wish to buy.")
CLICK_LIVE = assumption(
    "market.funnel.click_live", 0.5, "probability", 0.001, 0.9, "assumption (S79: LIVE above video)",
    "Product clicks per view of a LIVE, of a viewer of mean wish to buy.")
BROWSING = assumption(
    "market.funnel.browsing", 0.2, "fraction", 0.0, 1.0, "assumption",
    "Share of those clicks that everybody makes and that never become orders; the rest goes by the wish to buy.")
ORDER_LIVE = assumption(
    "market.funnel.order_live", 0.083, "probability", 0.0005, 0.9, "S79 (LIVE 8-12%)",
    "Orders per product click, in an average LIVE, of who wishes to buy.")
ORDER_VIDEO = assumption(
    "market.funnel.order_video", 0.052, "probability", 0.0005, 0.9, "S79 (video 2-4%)",
    "Orders per product click, from an average video, of who wishes to buy.")
ORDER_QUALITY = assumption(
    "market.funnel.order_quality", 0.8, "log-odds per quality", 0.0, 5.0, "assumption",
    "What quality adds to the odds of an order.")
ORDER_TRUST = assumption(
    "market.funnel.order_trust", 2.5, "log-odds per trust", 0.0, 8.0, "assumption (0.25 per 0.1), direction S127",
    "What platform trust adds to the odds of an order.")
FOLLOW_BASE = assumption(
    "market.funnel.follow", 0.02, "probability", 0.0, 0.5, "assumption",
    "Follows per view at full value delivered.")
UNFOLLOW_BASE = assumption(
    "market.funnel.unfollow", 0.03, "probability", 0.0, 0.5, "assumption",
    "Unfollows per view of a followed creator that delivers no value.")
UNFOLLOW_TRUST = assumption(
    "market.funnel.unfollow_trust", 5.0, "log per trust", 0.0, 20.0, "assumption",
    "How steeply the chance of an unfollow rises as trust in that creator falls.")
NEGATIVE_BASE = assumption(
    "market.funnel.not_interested", 0.02, "probability", 0.0, 0.5, "assumption",
    "Not-interested taps per view that delivers no value.")
QUICK_EXIT_MINUTES = assumption(
    "market.funnel.quick_exit_minutes", 1.0 / 12.0, "minutes", 0.0, 1.0, "metric dictionary (5 s)",
    "A view shorter than this is a quick exit.")
LIVE_SHARE = assumption(
    "market.live_share", 0.35, "fraction", 0.0, 1.0, "assumption (S61: LIVE 14% of US GMV)",
    "Share of a creator's traffic weight that goes to the LIVE when both formats are on.")
CANCEL_RATE = assumption(
    "market.orders.cancel_rate", 0.03, "probability", 0.0, 0.5, "assumption",
    "Orders cancelled before delivery.")
DELIVERY_DAYS = assumption(
    "market.orders.delivery_days", 4.0, "days", 1.0, 30.0, "assumption", "Mean delivery lag.")
RETURN_DAYS = assumption(
    "market.orders.return_days", 6.0, "days", 1.0, 30.0, "assumption", "Days between delivery and return.",
    integer=True)
LIVE_RETURN = assumption(
    "market.orders.live_return", 0.1168, "probability", 0.0, 0.5, "pub.livestream_return_interaction_effect",
    "Share points that a LIVE's interaction adds to returns at full exaggeration (model 18).")
LIVE_PRESSURE = assumption(
    "market.orders.live_pressure", 1.0, "fraction", 0.0, 1.0, "assumption",
    "Exaggeration that even an honest LIVE has: impulse under time pressure.")
RETURN_EXAGGERATION = assumption(
    "market.orders.return_exaggeration", 0.35, "probability", 0.0, 1.0, "assumption (S82: 30-50% returns)",
    "Share points of return at full exaggeration of the offer (r1 of model 18).")
BAD_BASE = assumption(
    "market.orders.bad_base", 0.03, "probability", 0.0, 0.5, "assumption",
    "Deliveries that disappoint although the offer was honest and of top quality.")
BAD_PRESSURE = assumption(
    "market.orders.bad_pressure", 0.04, "probability", 0.0, 0.5,
    "China Consumers Association 2020 and 2023 (38% of LIVE complaints: false promotion)",
    "Added probability of a bad purchase under the full pressure of a LIVE, which promises more than there is.")
BAD_QUALITY = assumption(
    "market.orders.bad_quality", 0.12, "probability", 0.0, 1.0, "assumption",
    "Added probability of a bad purchase at zero quality.")
TAKE_RATE = assumption(
    "market.take_rate", 0.06, "fraction", 0.0, 0.3, "S33", "Platform fee on settled sales.")

# Rows are product categories; `share` sums to 1 over the rows.
CATEGORY_SHARE = table_column(
    "market.categories", "share", 0.125, "fraction", 0.0, 1.0, "assumption", "assumption",
    "Share of creators and of viewers' taste.")
CATEGORY_PRICE = table_column(
    "market.categories", "price", 2500, "minor units", 10, 1e7, "assumption", "S77 (about USD 40 an order)",
    "Median price.")
CATEGORY_RETURN = table_column(
    "market.categories", "return_rate", 0.10, "probability", 0.0, 0.9, "assumption", "S85, S82",
    "Return rate of an honest video offer (r0 of model 18).")
CATEGORY_COMMISSION = table_column(
    "market.categories", "commission", 0.13, "fraction", 0.01, 0.8, "assumption", "S29",
    "Commission that sellers offer.")
