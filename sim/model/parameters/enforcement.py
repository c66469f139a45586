"""Parameters of group ``enforcement``: points and pilots (for the rest: ledger, detection, review, appeals)."""

from sim.model.parameters.registry import assumption, lever

PENALTY_SCALE = lever(
    "enforcement.penalty.scale", 1.0, "ratio", 0.0, 10.0, "section 1.1, assumption",
    "Multiplies the points of every violation.", ("points_deducted", "up"))
WARNINGS = lever(
    "enforcement.warnings", 0, "offences", 0, 20, "S46 (YouTube: warning first)",
    "First offences in the window that cost a warning with a lesson instead of points.",
    ("points_deducted", "down"), integer=True)
WARNING_LESSON = assumption(
    "enforcement.warning_lesson", 0.5, "fraction of the gap", 0.0, 1.0, "S46, S110, size assumption",
    "Share of the awareness gap that a warning's short course closes.")
EXPIRY_DAYS = lever(
    "enforcement.expiry_days", 90, "days", 7, 730, "S2 (90-day reset)",
    "Days until a deduction is given back.", ("mean_rating", "down"), integer=True)
START_RATING = assumption(
    "enforcement.rating.start", 200, "health rating points", 0, 1000, "S1", "Rating of a new account.", integer=True)
TOP_RATING = assumption(
    "enforcement.rating.top", 1000, "health rating points", 1, 1000, "S1 (0-1000)",
    "Highest rating. Where it is the start, as in a system of violation points, nothing can be earned.", integer=True)
EARN_ORDERS = assumption(
    "enforcement.earning.orders_per_point", 10, "orders", 1, 1000, "S1 S2",
    "Completed orders from compliant content per point earned.", integer=True)
EARN_WEEKLY = lever(
    "enforcement.earning.weekly_cap", 65, "points per week", 0, 1000, "S2",
    "Most points that can be earned in a week.", ("mean_rating", "up"), integer=True)
EARN_CAP = lever(
    "enforcement.earning.cap", 50, "points", 0, 1000, "assumption (S1 has none but the scale's top)",
    "Most points that an account can earn in all: how far above its start good sales can lift it.",
    ("mean_rating", "up"), integer=True)
LINKED_RECALL = lever(
    "enforcement.linked_accounts.recall", 0.5, "fraction", 0.0, 1.0, "S3 S2, size assumption",
    "Owners of a removed account who are recognised on another one, new or old.", ("ban_evasion_rate", "down"))
FORFEIT = lever(
    "enforcement.forfeit.share", 1.0, "fraction", 0.0, 1.0, "S3 (frozen commission may be deducted)",
    "Unsettled and frozen commission that a removed account loses.", ("commission_forfeited", "up"))
PILOT_LIVES = lever(
    "enforcement.pilot.lives", 3, "LIVEs per week", 0, 7, "S15",
    "Shoppable LIVEs allowed to a pilot account.", ("pilot_live_hours", "up"), integer=True)
PILOT_VIDEOS = lever(
    "enforcement.pilot.videos", 5, "videos per week", 0, 50, "S15",
    "Shoppable videos allowed to a pilot account.", ("pilot_videos", "up"), integer=True)
PILOT_DAYS = lever(
    "enforcement.pilot.days", 30, "days", 0, 365, "S15",
    "Days after which a pilot account in good standing graduates.", ("pilot_share", "up"), integer=True)
PILOT_FOLLOWERS = lever(
    "enforcement.pilot.followers_share", 0.05, "fraction of viewers", 0.0, 1.0, "S15 (5,000 followers)",
    "Following, as a share of the region's viewers, that lifts pilot caps at once.", ("pilot_share", "up"))
PILOT_RATING = lever(
    "enforcement.pilot.rating", 176, "health rating points", 0, 1000, "S16 (CHR >= 176)",
    "Rating needed to graduate from the pilot.", ("pilot_share", "up"), integer=True)
