"""Parameters of group ``enforcement``: detection, review, ledger, ladder, notice, appeals."""

from sim.parameters.registry import assumption, lever, table_column

RECALL = lever(
    "enforcement.auto.recall", 0.67, "fraction", 0.0, 1.0, "S98 (0.67 recall at 0.80 precision)",
    "Violating offers that automated detection flags right after a retrain.", ("enforcement_recall", "up"))
FALSE_POSITIVE = lever(
    "enforcement.auto.false_positive_rate", 0.001, "probability per clean offer", 0.0, 0.2, "S98, assumption",
    "Clean offers flagged by automated detection.", ("enforcement_precision", "down"))
AUTO_MINUTES = lever(
    "enforcement.auto.minutes", 12, "minutes", 0, 1440, "OKR shape (P90 <= 10 min), assumption",
    "Median minutes from start to action of automated detection.", ("violation_view_rate", "up"))
RETRAIN_DAYS = lever(
    "enforcement.auto.retrain_days", 30, "days", 1, 365, "model 13, assumption",
    "Days between detector retrains; recall drifts down in between.", ("enforcement_recall", "down"), integer=True)
REVIEW_SHARE = lever(
    "enforcement.review.share", 0.13, "fraction", 0.0, 1.0, "S87 (87% automated)",
    "Automated flags that wait for a human before anything happens.", ("review_load", "up"))
REVIEW_CAPACITY = lever(
    "enforcement.review.capacity", 6.0, "cases per 1,000 creators a day", 0.0, 1000.0, "assumption",
    "Cases that human review decides a day.", ("review_backlog", "down"))
REVIEW_ACCURACY = lever(
    "enforcement.review.accuracy", 0.93, "probability", 0.5, 1.0, "section 6 (0.9/0.95 after review)",
    "Rested reviewers' share of right decisions.", ("enforcement_precision", "up"))
REVIEW_FATIGUE = assumption(
    "enforcement.review.fatigue", 0.08, "probability", 0.0, 0.5, "assumption (reviewer fatigue)",
    "Accuracy lost when the queue fills the day's capacity.")
REVIEW_MINUTES = assumption(
    "enforcement.review.minutes", 6, "minutes", 1, 120, "assumption", "Paid minutes per reviewed case.")
REVIEWER_WAGE = assumption(
    "enforcement.review.wage", 30, "minor units per minute", 1, 1000, "assumption", "Reviewers' pay.")
REPORT_THRESHOLD = lever(
    "enforcement.reports.threshold", 3, "reports per offer a day", 1, 1000, "assumption",
    "Viewer reports that open a case.", ("report_cases", "down"), integer=True)
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
EARN_ORDERS = assumption(
    "enforcement.earning.orders_per_point", 10, "orders", 1, 1000, "S1 S2",
    "Completed orders from compliant content per point earned.", integer=True)
EARN_WEEKLY = lever(
    "enforcement.earning.weekly_cap", 65, "points per week", 0, 1000, "S2",
    "Most points that can be earned in a week.", ("mean_rating", "up"), integer=True)
REPEAT_LIMIT = lever(
    "enforcement.repeat.limit", 6, "breaches", 2, 1000, "S3 (6 in 90 days)",
    "Breaches of one policy in the window that end the account.", ("removals", "down"), integer=True)
EXPLAIN = lever(
    "enforcement.explain.share", 0.3, "fraction", 0.0, 1.0, "S110",
    "Penalties that come with reason and clip.", ("fairness", "up"))
EXPLAIN_LESSON = assumption(
    "enforcement.explain.lesson", 0.4, "fraction of the gap", 0.0, 1.0, "S110 (odds -20.8%), size assumption",
    "Share of the awareness gap that an explanation closes.")
NOTICE_SHARE = lever(
    "enforcement.notice.share", 0.9, "fraction", 0.0, 1.0, "S108 (hiding deters ~0)",
    "Penalties that the creator is told of; the rest are silent.", ("appeal_rate", "up"))
APPEAL_BASE = assumption(
    "enforcement.appeals.guilty", 0.06, "probability", 0.0, 1.0, "S100 (2-10% appeal)",
    "Guilty creators who appeal.")
APPEAL_INNOCENT = assumption(
    "enforcement.appeals.innocent", 0.15, "probability", 0.0, 1.0, "model 22 (a3)",
    "Added probability of appeal when innocent.")
APPEAL_DAYS = lever(
    "enforcement.appeals.days", 7, "days", 0, 90, "what-if 18",
    "Days until an appeal is decided.", ("appeal_days", "up"), integer=True)
APPEAL_ACCURACY = lever(
    "enforcement.appeals.accuracy", 0.88, "probability", 0.5, 1.0, "assumption, S100 (overturn ~21%)",
    "Appeals decided rightly.", ("appeal_overturn_innocent", "up"))
APPEAL_COST = assumption(
    "enforcement.appeals.cost", 400, "minor units", 0, 1e5, "assumption", "Cost of deciding one appeal.")
LINKED_RECALL = lever(
    "enforcement.linked_accounts.recall", 0.5, "fraction", 0.0, 1.0, "S3 S2, size assumption",
    "Removed owners recognised when they open a new account.", ("ban_evasion_rate", "down"))
FORFEIT = lever(
    "enforcement.forfeit.share", 1.0, "fraction", 0.0, 1.0, "S3 (frozen commission may be deducted)",
    "Unsettled commission that a removed account loses.", ("commission_forfeited", "up"))
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
MODEL_COST = assumption(
    "enforcement.auto.cost", 2, "minor units per offer", 0, 1000, "assumption", "Cost of screening one offer.")

# Rows are milestones from the mildest to the hardest; a creator stands under the last one reached.
_M = "enforcement.milestones"
MILESTONE_RATING = table_column(
    _M, "rating", 0, "health rating points", 0, 1000, "lever", "S2 (150/100/50/0)",
    "Rating at or below which the milestone bites.", ("restricted_share", "up"), integer=True)
MILESTONE_CUT = table_column(
    _M, "traffic_cut", 0.0, "fraction", 0.0, 1.0, "lever", "S2 (50/90/100%)",
    "Share of traffic withheld.", ("restricted_view_share", "down"))
MILESTONE_SUSPENSION = table_column(
    _M, "suspension_days", 0, "days", 0, 365, "lever", "S41 S46, assumption",
    "Days without any offer, from the day it is reached.", ("suspended_share", "up"), integer=True)
MILESTONE_REMOVAL = table_column(
    _M, "removal", 0, "0 or 1", 0, 1, "lever", "S2 (0 = permanent removal)",
    "1 ends the account.", ("removals", "up"), integer=True)
