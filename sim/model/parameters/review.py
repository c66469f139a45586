"""Parameters of group ``enforcement``: human review and viewer reports; of ``market``: rings of false reporters."""

from sim.model.parameters.registry import assumption, lever

REVIEW_SHARE = lever(
    "enforcement.review.share", 0.13, "fraction", 0.0, 1.0, "S87 (87% automated)",
    "Automated flags that wait for a human before anything happens.", ("review_load", "up"))
REVIEW_CAPACITY = lever(
    "enforcement.review.capacity", 6.0, "cases per 1,000 creators a day", 0.0, 1000.0, "assumption",
    "Cases that human review decides a day.", ("review_backlog", "down"))
REVIEW_DELAY = lever(
    "enforcement.review.delay_days", 1.5, "days", 0, 60, "S87 S89 S90 (92-96% acted on within a day), fitted",
    "Mean days before a reviewer can take up a case (transfer, translation, shifts), whatever the queue.",
    ("review_backlog", "up"))
REVIEW_ACCURACY = lever(
    "enforcement.review.accuracy", 0.93, "probability", 0.5, 1.0, "section 6 (0.9/0.95 after review)",
    "Rested reviewers' share of right decisions.", ("enforcement_precision", "up"))
REVIEW_AUDIT = lever(
    "enforcement.review.audit", 0.06, "fraction of penalties", 0.0, 1.0, "S87 S88 (reinstated), size assumption",
    "Penalties that the platform checks again the next day without being asked.", ("reinstated_share", "up"))
REVIEW_FATIGUE = assumption(
    "enforcement.review.fatigue", 0.08, "probability", 0.0, 0.5, "assumption (reviewer fatigue)",
    "Accuracy lost when the queue fills the day's capacity.")
REVIEW_MINUTES = assumption(
    "enforcement.review.minutes", 6, "minutes", 1, 120, "assumption", "Paid minutes per reviewed case.")
REVIEWER_WAGE = assumption(
    "enforcement.review.wage", 30, "minor units per minute", 1, 1000, "assumption", "Reviewers' pay.")
BY_EXPOSURE = lever(
    "enforcement.review.by_exposure", 0, "0 or 1", 0, 1, "S99 (exposure-weighted enforcement), assumption",
    "0 reviews first in, first out; 1 takes the case whose offer had most views first.",
    ("reviewed_views", "up"), integer=True)
REVIEW_SLA = lever(
    "enforcement.review.sla_days", 30, "days", 1, 365, "assumption",
    "Days after which a case that nobody decided is closed without action.", ("cases_lapsed", "down"), integer=True)

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
    "market.report_rings.rate", 0.0001, "probability per offer", 0.0, 1.0, "section 5 (mass reporting), assumption",
    "Daily chance that rivals mass-report a clean offer of a top creator; it falls towards 0 with the audience.")
RING_SIZE = assumption(
    "market.report_rings.size", 8, "reports", 0, 100000, "assumption",
    "Reports, all from accounts with a bad record, that a ring files on one offer.", integer=True)
