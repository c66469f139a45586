"""Parameters of group ``enforcement``: human review and viewer reports; of ``market``: rings of false reporters."""

from sim.model.parameters.registry import assumption, lever

REVIEW_SHARE = lever(
    "enforcement.review.share", 0.13, "fraction", 0.0, 1.0, "S87 (87% automated)",
    "Automated flags that wait for a human before anything happens.", ("review_load", "up"))
REVIEW_WAITING = lever(
    "enforcement.review.waiting", 1.0, "fraction of reach", 0.0, 1.0, "R119 (views while waiting), default assumption",
    "Reach that a flagged offer keeps while it waits for a human: 1 it stays up, 0 it is held.",
    ("waiting_views", "up"))
REVIEW_PRIORITY = lever(
    "enforcement.review.priority", 0, "0 arrival, 1 severity, 2 views to come", 0, 2,
    "R118 (by arrival until 2020, then by severity and virality), S99",
    "Whose turn it is: first in, first out; the gravest accusation first; or who still has most views to come.",
    ("reviewed_views", "up"), integer=True)
REVIEW_DELAY = lever(
    "enforcement.review.delay_days", 1.5, "days", 0, 60, "S87 S89 S90 (92-96% acted on within a day), fitted",
    "Mean days of hand-over before a case reaches the queue (another language, law, brand owners); most need none.",
    ("review_backlog", "up"))
REVIEW_TRANSFER = assumption(
    "enforcement.review.transfer", 0.4, "fraction of cases", 0.01, 1.0, "assumption (with delay_days: S87 S89 S90)",
    "Cases that have to be handed over; all of the mean delay is theirs.")
REVIEW_ACCURACY = lever(
    "enforcement.review.accuracy", 0.93, "probability", 0.5, 1.0, "section 6 (0.9/0.95 after review)",
    "Right decisions of an experienced reviewer who is rested and has time.", ("enforcement_precision", "up"))
REVIEW_AUDIT = lever(
    "enforcement.review.audit", 0.15, "fraction of penalties", 0.0, 1.0, "S87 S88 (reinstated), size assumption",
    "Penalties that the platform checks again the next day without being asked.", ("reinstated_share", "up"))
REVIEW_SLA = lever(
    "enforcement.review.sla_days", 3, "days", 0, 365, "assumption (R119: 95% of views are over in a day)",
    "Days after which a case that nobody has looked at is closed unseen; its views are spent on the first.",
    ("cases_lapsed", "down"), integer=True)
REVIEW_FATIGUE = assumption(
    "enforcement.review.fatigue", 0.05, "probability", 0.0, 0.5, "R113 (shift's end), size assumption",
    "Decisions by default, without a look at the merits, at the end of a full shift; none at its start.")
REVIEW_HURRY = assumption(
    "enforcement.review.hurry", 0.06, "probability", 0.0, 0.5, "R112 (direction), size assumption",
    "Decisions by default that a team gives at full load beyond those at four fifths of it.")
REVIEW_HURRY_MOST = assumption(
    "enforcement.review.hurry_most", 0.19, "probability", 0.0, 1.0, "R112 (half the time: 9-19 points more granted)",
    "Decisions by default of a team that is swamped.")
REVIEW_MINUTES = assumption(
    "enforcement.review.minutes", 6, "minutes", 1, 120, "R110 (60-150 LIVE clips and claims a day expected)",
    "Paid minutes per reviewed case: 480 of them make a reviewer-day.")
REVIEWER_WAGE = assumption(
    "enforcement.review.wage", 30, "minor units per minute", 1, 1000, "assumption",
    "What a reviewer's paid minute costs, in training too.")

REPORT_THRESHOLD = lever(
    "enforcement.reports.threshold", 3, "reports per offer a day", 1, 1000, "assumption",
    "Viewer reports that open a case.", ("report_cases", "down"), integer=True)
REPUTATION = lever(
    "enforcement.reports.reputation", 0.5, "fraction", 0.0, 1.0, "section 5 (reporter reputation), size assumption",
    "How far reports of reporters with a bad record are discounted.", ("false_report_cases", "down"))
HABITUAL = assumption(
    "market.report_rings.habitual", 0.5, "fraction", 0.0, 1.0, "assumption",
    "Viewers' reports of clean offers that come from reporters with a bad record.")
RING_RATE = assumption(
    "market.report_rings.rate", 0.0005, "probability per offer", 0.0, 1.0, "section 5 (mass reporting), assumption",
    "Daily chance that rivals mass-report a clean offer of a top creator; it falls towards 0 with the audience.")
RING_SIZE = assumption(
    "market.report_rings.size", 8, "reports", 0, 100000, "assumption",
    "Reports, all from accounts with a bad record, that a ring files on one offer.", integer=True)
