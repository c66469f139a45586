"""Parameters of group ``enforcement`` that make a penalty regime, beside points and their expiry (`enforcement`).

Three tables and what softens or sharpens them. ``severities`` says what a violation of each level costs,
``milestones`` what a rating brings, ``escalations`` what repeated offences bring.
"""

from sim.model.parameters.registry import assumption, fixed_rows, lever, table_column

SEVERITIES = ("minor", "moderate", "major", "severe")
SEVERE = 4
NO_LIMIT = 1000  # pieces a day that nobody publishes

CLEAN_LIVES = lever(
    "enforcement.redemption.clean_lives", 0, "LIVEs per 30 days", 0, 1000, "S9 S11 (3 a month)",
    "LIVEs without any penalty since that buy points back, once in 30 days; 0: none do.",
    ("points_redeemed", "down"), integer=True)
REDEEMED = lever(
    "enforcement.redemption.points", 2, "points", 0, 1000, "S9 S11, size assumption",
    "Points that clean LIVEs buy back; those of severe violations cannot be.", ("points_redeemed", "up"), integer=True)
QUIZ_POINTS = lever(
    "enforcement.redemption.quiz_points", 0, "points", 0, 1000, "S7 S8 (1 a quiz), S1",
    "Points that a quiz passed at the end of a month with a penalty gives back; 0: no quizzes.",
    ("points_redeemed", "up"), integer=True)
QUIZ_SHARE = assumption(
    "enforcement.redemption.quiz_share", 0.4, "fraction", 0.0, 1.0, "assumption",
    "Creators notified of a penalty who take and pass the quiz before the month ends.")
QUIZ_LESSON = assumption(
    "enforcement.redemption.quiz_lesson", 0.15, "fraction of the gap", 0.0, 1.0, "S5 S112, size assumption",
    "Share of the awareness gap that a passed quiz closes.")
FREEZE_FORFEIT = lever(
    "enforcement.freeze.forfeit_share", 0.0, "fraction", 0.0, 1.0, "S3 (deducted if no appeal succeeds)",
    "Frozen commission that is lost when a freeze ends, unless an appeal cleared the account.",
    ("commission_forfeited", "up"))
EXEMPT_SHARE = lever(
    "enforcement.exemption.top_share", 0.0, "fraction of creators", 0.0, 1.0, "what-if 23",
    "Creators with most sales in 28 days (a region's, read weekly) who get neither points nor restrictions.",
    ("exempted_cases", "up"))
LINKED_ACTION = lever(
    "enforcement.linked_accounts.action", 1.0, "fraction", 0.0, 1.0, "S3 S2 (linked accounts are ineligible)",
    "Recognised other accounts of a removed owner that are removed with it.", ("linked_removals", "up"))
LINKED_FALSE = lever(
    "enforcement.linked_accounts.false_positive", 0.0, "probability per removal", 0.0, 1.0, "assumption",
    "Chance that a removal also takes an unrelated account of the same agency or, without one, region.",
    ("wrongly_linked_removals", "up"))

# What a violation of each level costs.
_S = "enforcement.severities"
SEVERITY_POINTS = table_column(
    _S, "points", 20, "points", 0, 1000, "lever", "section 1.1 (assumption -4 to -200)",
    "Points that one violation of this level costs.", ("points_deducted", "up"), integer=True)
fixed_rows(_S, {"minor": {"points": 7}, "moderate": {"points": 20}, "major": {"points": 35}, "severe": {"points": 70}})

# A creator stands under every milestone whose rating is reached; of each column the hardest entry holds.
_M = "enforcement.milestones"
MILESTONE_RATING = table_column(
    _M, "rating", 0, "health rating points", -1, 1000, "lever", "S2 (150/100/50/0)",
    "Rating at or below which the milestone bites; -1: never.", ("restricted_share", "up"), integer=True)
MILESTONE_CUT = table_column(
    _M, "traffic_cut", 0.0, "fraction", 0.0, 1.0, "lever", "S2 (50/90/100%)",
    "Share of traffic withheld.", ("restricted_view_share", "down"))
MILESTONE_POSTS = table_column(
    _M, "posting_limit", NO_LIMIT, "pieces a day", 0, NO_LIMIT, "lever", "S2 S21",
    "Most shoppable pieces a day, a LIVE counting as one; 1000: no limit.", ("posts_withheld", "down"), integer=True)
MILESTONE_CAMPAIGN = table_column(
    _M, "campaign_block", 0, "0 or 1", 0, 1, "lever", "S20 S18", "1 bars from campaigns.",
    ("campaign_blocked_share", "up"), integer=True)
MILESTONE_LINKS = table_column(
    _M, "hide_links", 0, "0 or 1", 0, 1, "lever", "S21 S3", "1 hides product links: offers sell nothing.",
    ("hidden_links_share", "up"), integer=True)
MILESTONE_FREEZE = table_column(
    _M, "freeze_days", 0, "days", 0, 365, "lever", "S3", "Days for which commission is frozen, from the day it is "
    "reached.", ("commission_held", "up"), integer=True)
MILESTONE_SUSPENSION = table_column(
    _M, "suspension_days", 0, "days", 0, 365, "lever", "S41 S46, assumption",
    "Days without any offer, from the day it is reached.", ("suspended_share", "up"), integer=True)
MILESTONE_REMOVAL = table_column(
    _M, "removal", 0, "0 or 1", 0, 1, "lever", "S2 (0 = permanent removal)",
    "1 ends the account.", ("removals", "up"), integer=True)

# What a new offence brings once so many of its scope stand in the window; of each column the hardest entry holds.
_E = "enforcement.escalations"
ESCALATION_SCOPE = table_column(
    _E, "scope", 0, "code", 0, 2, "lever", "S3 (policy), S42 (level)",
    "Which offences are counted: any, those of the new one's policy, or those of its level.", ("removals", "down"),
    integer=True, words=("any", "policy", "level"))
ESCALATION_LEVEL = table_column(
    _E, "level", 0, "code", 0, 4, "lever", "S41 S42", "Only offences of this level count and escalate; any: all.",
    ("removals", "down"), integer=True, words=("any", *SEVERITIES))
ESCALATION_COUNT = table_column(
    _E, "count", 1_000_000, "offences", 1, 1_000_000, "lever", "S3 (6 in 90 days)",
    "Offences in the window, the new one included, from which the row bites.", ("removals", "down"), integer=True)
ESCALATION_CUT = table_column(
    _E, "traffic_cut", 0.0, "fraction", 0.0, 1.0, "lever", "S41", "Share of traffic withheld for `days`.",
    ("restricted_view_share", "down"))
ESCALATION_POSTS = table_column(
    _E, "posting_limit", NO_LIMIT, "pieces a day", 0, NO_LIMIT, "lever", "S2 (3 a day)",
    "Most shoppable pieces a day for `days`; 1000: no limit.", ("posts_withheld", "down"), integer=True)
ESCALATION_DAYS = table_column(
    _E, "days", 7, "days", 0, 365, "lever", "S2 (7 days)", "Days that traffic cut and posting limit last.",
    ("restricted_share", "up"), integer=True)
ESCALATION_FREEZE = table_column(
    _E, "freeze_days", 0, "days", 0, 365, "lever", "S3", "Days for which commission is frozen.",
    ("commission_held", "up"), integer=True)
ESCALATION_SUSPENSION = table_column(
    _E, "suspension_days", 0, "days", 0, 365, "lever", "S41 S42 S46", "Days without any offer.",
    ("suspended_share", "up"), integer=True)
ESCALATION_REMOVAL = table_column(
    _E, "removal", 0, "0 or 1", 0, 1, "lever", "S3 S41 S46", "1 ends the account.", ("removals", "up"), integer=True)
