"""Parameters of group ``enforcement``: notice, explanation and appeals, internal and external."""

from sim.model.parameters.registry import assumption, lever

NOTICE_SHARE = lever(
    "enforcement.notice.share", 0.9, "fraction", 0.0, 1.0, "S108 (hiding deters ~0)",
    "Penalties that the creator is notified of; the rest are silent.", ("appeal_rate", "up"))
EXPLAIN = lever(
    "enforcement.explain.share", 0.8, "fraction", 0.0, 1.0, "S4 S5 S50 (notices name the rule: 0.7-1), S110",
    "Announced penalties that come with the reason: the rule that was broken.",
    ("fairness", "up"))
EXPLAIN_LESSON = assumption(
    "enforcement.explain.lesson", 0.75, "fraction of the gap", 0.0, 1.0,
    "S110 (odds of another removal -20.8%), fitted to it",
    "Share of the awareness gap that a reason closes.")
EXPLAIN_COST = assumption(
    "enforcement.explain.cost", 10, "minor units", 0, 1e5, "assumption", "Cost of writing a reason.")
CLIP_SHARE = lever(
    "enforcement.explain.clip_share", 0.0, "fraction", 0.0, 1.0, "S4 S5 (2-minute violation snapshot)",
    "Explained penalties that also show the clip in question.", ("awareness", "up"))
CLIP_LESSON = assumption(
    "enforcement.explain.clip_lesson", 0.9, "fraction of the gap", 0.0, 1.0, "S4, size assumption",
    "Share of the awareness gap that a reason with clip closes.")
CLIP_COST = assumption(
    "enforcement.explain.clip_cost", 40, "minor units", 0, 1e5, "assumption",
    "Cost of cutting the clip, on top of the reason's.")

APPEAL_BASE = assumption(
    "enforcement.appeals.guilty", 0.095, "probability", 0.0, 1.0, "S100 (2-10% appeal)",
    "Guilty creators who appeal.")
APPEAL_INNOCENT = assumption(
    "enforcement.appeals.innocent", 0.08, "probability", 0.0, 1.0, "model 22 (a3)",
    "Added probability of appeal when innocent.")
FILING_DAYS = assumption(
    "enforcement.appeals.filing_days", 5.0, "days", 0.0, 90.0, "assumption",
    "Mean days from a penalty to the creator's appeal.")
APPEAL_WINDOW = lever(
    "enforcement.appeals.window_days", 30, "days", 0, 365, "S3 S4 (30 days)",
    "Days within which an appeal has to be filed.", ("appeal_rate", "up"), integer=True)
APPEAL_DAYS = lever(
    "enforcement.appeals.days", 7, "days", 0, 90, "what-if 18",
    "Mean days until an appeal is decided: half of them at least, the rest as it falls.",
    ("appeal_days", "up"), integer=True)
APPEAL_ACCURACY = lever(
    "enforcement.appeals.accuracy", 0.88, "probability", 0.5, 1.0, "assumption, S100 (overturn ~21%)",
    "Appeals decided rightly.", ("appeal_overturn_innocent", "up"))
APPEAL_COST = assumption(
    "enforcement.appeals.cost", 400, "minor units", 0, 1e5, "assumption", "Cost of deciding one appeal.")
AUTO_REINSTATE = lever(
    "enforcement.appeals.auto_reinstate", 0.0, "fraction", 0.0, 1.0, "what-if 18",
    "Appeals against low-confidence flags that are granted at once, without a look.", ("appeal_days", "down"))
LOW_CONFIDENCE = assumption(
    "enforcement.appeals.low_confidence", 0.5, "0-1", 0.0, 1.0, "what-if 18, size assumption",
    "Detector confidence below which a flag counts as low-confidence.")
EXTERNAL_SHARE = lever(
    "enforcement.appeals.external_share", 0.0, "fraction", 0.0, 1.0, "S50 S101 (certified bodies in the EU)",
    "Innocents who take a lost appeal to a certified outside body.", ("external_cases", "up"))
EXTERNAL_GUILTY = assumption(
    "enforcement.appeals.external_guilty", 0.05, "ratio", 0.0, 1.0, "S101 (55% overturned by selection)",
    "Guilty creators who do so, against innocent ones.")
EXTERNAL_ACCURACY = assumption(
    "enforcement.appeals.external_accuracy", 0.9, "probability", 0.5, 1.0, "assumption",
    "Outside decisions that are right.")
EXTERNAL_DAYS = assumption(
    "enforcement.appeals.external_days", 60, "days", 1, 365, "S50 (at most 90 days), assumption",
    "Days until the outside body decides.", integer=True)
EXTERNAL_COST = assumption(
    "enforcement.appeals.external_cost", 9500, "minor units", 0, 1e6, "assumption",
    "What one case before the outside body costs the platform.")
