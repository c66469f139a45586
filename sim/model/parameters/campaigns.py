"""Parameters of campaigns: the calendar (a table), who takes part, and what a campaign does to demand."""

from sim.model.parameters.registry import assumption, lever, table_column

# Rows are campaigns of a year; the lever book lays today's into `incentives.campaign.*` (sim/model/levers/calendar.py).
_T = "incentives.campaigns"
FIRST_DAY = table_column(
    _T, "first_day", 1, "day of the year", 1, 365, "assumption", "calendar", "First day, 1 being 1 January.",
    integer=True)
DAYS = table_column(
    _T, "days", 1, "days", 0, 60, "lever", "S65 (4 days of BFCM)", "How long it lasts.", ("gmv", "up"), integer=True)
ROW_DEMAND = table_column(
    _T, "demand", 2.0, "ratio", 1.0, 20.0, "lever", "section 2.2 (peaks of 2-4x, assumption)",
    "Odds of an order from an offer in it against an ordinary day.", ("gmv", "up"))
ROW_DISCOUNT = table_column(
    _T, "discount", 0.0, "fraction of price", 0.0, 0.9, "lever", "assumption",
    "Price cut of the offers in it, at the sellers' cost.", ("gmv", "down"))

DEMAND = lever(
    "incentives.campaign.demand", 1.0, "ratio", 1.0, 20.0, "section 2.2 (peaks of 2-4x, assumption)",
    "Today's odds of an order from a campaign offer against an ordinary day; 1: no campaign.", ("gmv", "up"))
DISCOUNT = lever(
    "incentives.campaign.discount", 0.0, "fraction of price", 0.0, 0.9, "assumption",
    "Today's price cut of campaign offers; what it sells more stands in demand.", ("gmv", "down"))
CAMPAIGN_BOOST = lever(
    "incentives.campaign.boost", 0.5, "score", 0.0, 5.0, "S20, size assumption",
    "Score that campaign offers get on top while a campaign lasts.", ("campaign_gmv_share", "up"))
CAMPAIGN_RATING = lever(
    "incentives.campaign.min_rating", 150, "health rating points", 0, 1000, "S20 (CHR > 150)",
    "A creator takes part with a health rating above this.", ("campaign_offer_share", "down"), integer=True)
CAMPAIGN_BAR = lever(
    "incentives.performance.campaign_bar", 3.5, "performance score", 0.0, 5.0, "S17 S20 (3.5)",
    "Performance score from which a creator takes part in campaigns.", ("campaign_offer_share", "down"))
OPENING = assumption(
    "market.campaigns.opening", 0.27, "ratio", 0.0, 1.0, "assumption (S65 S66)",
    "Share of a campaign's extra demand that shows in the odds of opening the app.")
APPETITE = assumption(
    "market.campaigns.appetite", 1.0, "ratio", 0.05, 5.0, "assumption",
    "Odds of any order today against a day far from campaigns; the calendar lays it.")
DAYS_BEFORE = assumption(
    "market.campaigns.days_before", 3, "days", 0, 30, "assumption",
    "Days on which people who know the calendar wait.", integer=True)
BEFORE = assumption(
    "market.campaigns.before", 0.90, "ratio", 0.05, 1.0, "assumption", "Odds of an order on those days.")
DAYS_AFTER = assumption(
    "market.campaigns.days_after", 7, "days", 0, 60, "assumption",
    "Days on which what was bought in a campaign is not bought again.", integer=True)
AFTER = assumption(
    "market.campaigns.after", 0.88, "ratio", 0.05, 1.0, "assumption (demand pulled forward)",
    "Odds of an order on those days.")
STAKE = assumption(
    "population.creator.campaign_stake", 0.04, "share of income", 0.0, 2.0, "assumption, model 20",
    "What creators believe taking part in campaigns is worth, where there is a calendar.")
