"""Parameters of group ``enforcement``: how many reviewers there are, how they come and go, and what the rest costs."""

from sim.model.parameters.registry import assumption, lever

STAFF = lever(
    "enforcement.review.staff", 1.0, "ratio", 0.0, 100.0, "assumption",
    "Reviewers asked for, against what the cases before day 0 ask for at the target load.",
    ("review_utilisation", "down"))
STAFF_LOAD = lever(
    "enforcement.review.utilisation", 0.82, "ratio", 0.1, 2.0, "assumption (Beta(18, 4), near the usual 0.8-0.85)",
    "Load that the team is sized for: cases over what it can decide.", ("review_utilisation", "up"))
REVIEW_CAPACITY = lever(
    "enforcement.review.capacity", 0.0, "cases per 1,000 creators a day", 0.0, 1000.0, "assumption",
    "Cases that the team asked for can decide at least, whatever the plan says.", ("review_utilisation", "down"))
CONTRACTORS = lever(
    "enforcement.review.contractors", 0.0, "cases per 1,000 creators a day", 0.0, 1000.0, "assumption",
    "Cases that contractors decide besides: there at once, dearer, and as new to it as any newcomer.",
    ("review_utilisation", "down"))
ABSENT = assumption(
    "enforcement.review.absent", 0.0, "fraction", 0.0, 1.0, "assumption",
    "Reviewers who are paid but not there, beyond the usual.")
HIRE_DAYS = assumption(
    "enforcement.review.hire_days", 42.0, "days", 1.0, 365.0, "assumption (six weeks to fill a place)",
    "Mean days until a place that was opened is filled.")
TRAINING_DAYS = assumption(
    "enforcement.review.training_days", 21.0, "days", 1.0, 365.0, "assumption (three weeks)",
    "Mean days of paid training before a new reviewer decides anything.")
ATTRITION = assumption(
    "enforcement.review.attrition", 0.35, "fraction a year", 0.0, 5.0, "assumption (call centres: 0.3-0.45)",
    "Reviewers who leave in a year; their places are filled ahead.")
NOVICE = assumption(
    "enforcement.review.novice", 0.1, "probability", 0.0, 0.5, "R110 R111 (10% wrong where 1% was wanted), assumption",
    "Accuracy that a reviewer lacks on the first day.")
LEARNING_WEEKS = assumption(
    "enforcement.review.learning_weeks", 8.0, "weeks", 0.1, 104.0, "assumption",
    "Weeks in which that falls to 37% of itself.")
DESK = assumption(
    "enforcement.review.desk", 3, "reviewers", 1, 1000, "assumption (one language, one shift)",
    "Reviewers who share one queue at a time: few of them wait for each other's cases less well.", integer=True)
POOL = assumption(
    "enforcement.review.pool", 5.0, "cases", 0.0, 1000.0, "assumption (the market is a slice of a larger desk's)",
    "Cases that a lucky spell leaves time for later: idle minutes go to other markets and come back.")
EXPECTED = assumption(
    "enforcement.review.expected", 0.8, "cases per 1,000 creators a day", 0.0, 1000.0, "assumption (measured here)",
    "Cases expected before any have been counted; worn off within weeks.")
CONTRACTOR_WAGE = assumption(
    "enforcement.review.contractor_wage", 1.5, "ratio", 0.1, 10.0, "assumption",
    "What a contractor's minute costs against a reviewer's.")
POLICY_STAFF = assumption(
    "enforcement.staff.cost", 10.0, "minor units per creator a day", 0.0, 10000.0,
    "levels (safety spending 0.5-3% of GMV), assumption",
    "Fixed cost of governance: those who write policy, build detectors and keep the tools.")
