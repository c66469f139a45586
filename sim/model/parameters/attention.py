"""Parameters of attention as a reward, in group ``incentives``: boosts, the performance score, ads, paid boosts."""

from sim.model.parameters.registry import assumption, lever

NEWCOMER_BOOST = lever(
    "incentives.newcomer_boost.strength", 0.8, "score", 0.0, 5.0, "S117, size assumption",
    "Score that a newcomer's offers get on top.", ("newcomer_view_share", "up"))
NEWCOMER_DAYS = lever(
    "incentives.newcomer_boost.days", 30, "days", 0, 365, "S15 (30-day pilot)",
    "Tenure below which a creator counts as boosted newcomer.", ("newcomer_view_share", "up"), integer=True)
TOP_STRENGTH = lever(
    "incentives.top_boost.strength", 0.0, "score", 0.0, 5.0, "S127, what-if 12",
    "Score that the offers of the best creators by measured quality get on top.", ("top_view_share", "up"))
TOP_SHARE = lever(
    "incentives.top_boost.share", 0.1, "fraction of creators", 0.0, 1.0, "what-if 12 (top decile)",
    "Share of a region's creators that count as the best, by last week's distribution.", ("top_view_share", "up"))
REACH_BAR = lever(
    "incentives.performance.reach_bar", 2.0, "performance score", 0.0, 5.0, "S17 (2.0)",
    "Performance score from which offers reach further.", ("proven_view_share", "down"))
REACH_BOOST = lever(
    "incentives.performance.reach_boost", 0.1, "score", 0.0, 5.0, "S17 (wider reach), size assumption",
    "Score that offers of accounts at or above the reach bar get on top.", ("proven_view_share", "up"))
SELECTION_WEIGHT = assumption(
    "incentives.performance.selection_weight", 0.7, "fraction", 0.0, 1.0, "S17 (70%)",
    "Weight of product selection in the performance score; content quality has the rest.")
EVIDENCE_ORDERS = assumption(
    "incentives.performance.orders", 30, "orders", 1, 1000, "S17",
    "Deliveries that alone are enough for a performance score.")
EVIDENCE_VIDEOS = assumption(
    "incentives.performance.videos", 20, "videos", 1, 1000, "S17", "Videos that alone are enough for one.")
EVIDENCE_LIVES = assumption(
    "incentives.performance.lives", 5, "LIVEs", 1, 1000, "S17", "LIVEs that alone are enough for one.")
EVIDENCE_DAYS = assumption(
    "incentives.performance.days", 90, "days", 1, 1000, "S17 (in 90 days)",
    "Mean age up to which content and deliveries count as evidence.")
ADS_LOAD = lever(
    "incentives.ads.load", 0.08, "fraction of impressions", 0.0, 0.6, "assumption, what-if 21",
    "Impressions that are ads.", ("ads_revenue", "up"))
ADS_REVENUE = assumption(
    "incentives.ads.revenue", 800, "minor units per 1,000 ads", 0, 1e5, "assumption",
    "What advertisers pay the platform.")
ADS_VALUE = assumption(
    "market.ads.value", 0.40, "0-1", 0.0, 1.0, "assumption, direction S129",
    "What an ad is worth to a viewer, on the scale of quality delivered.")
ADS_WEIGHT = assumption(
    "market.ads.weight", 0.3, "views", 0.0, 5.0, "assumption, direction S129",
    "Views that an ad weighs in what a session is remembered for.")
ADS_STAY = assumption(
    "market.ads.stay", -0.47, "staying power", -10.0, 1.0, "assumption, direction S129",
    "Staying power of an ad, where an honest offer has 0: below it, people stop scrolling earlier.")
PAID_STRENGTH = lever(
    "incentives.paid_boost.strength", 0.0, "score", 0.0, 5.0, "S37 (ad credits), size assumption",
    "Score that a bought boost adds to a creator's offers for a day; 0: none on sale.", ("paid_boost_revenue", "up"))
PAID_PRICE = lever(
    "incentives.paid_boost.price", 300, "minor units a day", 1, 1e7, "assumption",
    "Price of a day's boost, taken from the creator's income.", ("boosted_view_share", "down"))
PAID_CREDITS = lever(
    "incentives.paid_boost.credits", 0.0, "fraction of creators a day", 0.0, 1.0, "S37 (ad credits)",
    "Creators who are given the boost for nothing.", ("credits_cost", "up"))
