"""Parameters of group ``enforcement``: automated detection, what it learns from, pre-publication check, demotion."""

from sim.model.parameters.registry import assumption, lever

RECALL = lever(
    "enforcement.auto.recall", 0.67, "fraction", 0.0, 1.0, "S98 (0.67 recall at 0.80 precision)",
    "Violating offers that automated detection flags right after a retrain.", ("enforcement_recall", "up"))
LANGUAGE = lever(
    "enforcement.auto.language_coverage", 1.0, "ratio", 0.0, 1.0, "what-if 17, size assumption",
    "How well the detectors master the region's languages: multiplies recall.", ("enforcement_recall", "up"))
FALSE_POSITIVE = lever(
    "enforcement.auto.false_positive_rate", 0.0007, "probability per clean offer", 0.0, 0.2, "S98, assumption",
    "Clean offers flagged by automated detection.", ("enforcement_precision", "down"))
AUTO_MINUTES = lever(
    "enforcement.auto.minutes", 12.0, "minutes", 0, 1440, "OKR shape (P90 <= 10 min), assumption",
    "Median minutes from start to action of automated detection.", ("violation_view_rate", "up"))
RETRAIN_DAYS = lever(
    "enforcement.auto.retrain_days", 30, "days", 1, 365, "model 13, assumption",
    "Days between detector retrains; recall drifts down in between.", ("enforcement_recall", "down"), integer=True)
MODEL_COST = assumption(
    "enforcement.auto.cost", 2, "minor units per offer", 0, 1000, "assumption", "Cost of screening one offer.")
LABELS_HALF = assumption(
    "enforcement.auto.labels_half", 0.25, "labels per 1,000 creators", 0.001, 1000.0,
    "section 5 (p' = learn * labels - drift), size assumption",
    "Confirmed cases of a tactic with which a retrain makes up half of what the detector lacks.")
LABELS_ELSEWHERE = assumption(
    "enforcement.auto.labels_elsewhere", 1.0, "labels per 1,000 creators", 0.0, 1000.0, "assumption",
    "Confirmed cases of a known tactic from the rest of the platform with which every retrain learns too.")
LABEL_HALF_LIFE = assumption(
    "enforcement.auto.label_half_life", 30.0, "days", 1.0, 730.0, "assumption",
    "Half-life of a confirmed case's worth as a training example.")
MUTATION_RATE = assumption(
    "enforcement.auto.mutation_rate", 1.0, "per week", 0.0, 50.0, "section 5 (decay -> mutation), size assumption",
    "Weekly rate at which a tactic that everybody uses and the detector fully knows takes a new form.")
MUTATION_LOSS = assumption(
    "enforcement.auto.mutation_loss", 0.5, "fraction", 0.0, 1.0, "section 5, size assumption",
    "Share of the detector's knowledge of a tactic, and of its examples, that a new form makes worthless.")
CONFIDENCE = assumption(
    "enforcement.auto.confidence", 2.0, "shape", 0.0, 20.0, "model 22 (d'), size assumption",
    "How far the detector's confidence tells guilty from innocent among what it flags (0: not at all).")
RULE_DAYS = lever(
    "enforcement.response.rule_days", 30, "days", 0, 730, "section 5 (weeks to months), assumption",
    "Days from a tactic's first appearance until a rule forbids it; before that nobody is flagged or charged.",
    ("enforcement_recall", "down"), integer=True)

PRECHECK = lever(
    "enforcement.precheck.coverage", 0.0, "fraction of offers", 0.0, 1.0, "S5 (pre-publish check), S113",
    "Offers that the detector reads before they are published, telling the creator what it finds.",
    ("violation_offer_rate", "down"))
PRECHECK_VISIBLE = assumption(
    "enforcement.precheck.visible", 0.5, "fraction", 0.0, 1.0, "assumption (of a LIVE: the announcement)",
    "Share of what the scan finds that can be seen before an offer is published.")
PRECHECK_COST = assumption(
    "enforcement.precheck.cost", 3, "minor units per offer", 0, 1000, "assumption", "Cost of checking one offer.")
PRECHECK_LESSON = assumption(
    "enforcement.precheck.lesson", 0.1, "fraction of the gap", 0.0, 1.0, "S113, size assumption",
    "Share of the awareness gap that a right prompt closes.")
REVISED_IGNORANT = assumption(
    "enforcement.precheck.revised_ignorant", 0.22, "fraction of prompts", 0.0, 1.0, "S113 (22 of 100 revised)",
    "Prompts after which a creator who did not know publishes a clean offer instead.")
CANCELLED_IGNORANT = assumption(
    "enforcement.precheck.cancelled_ignorant", 0.09, "fraction of prompts", 0.0, 1.0, "S113 (9 of 100 cancelled)",
    "Prompts after which a creator who did not know, or is prompted wrongly, publishes nothing.")
REVISED_DELIBERATE = assumption(
    "enforcement.precheck.revised_deliberate", 0.05, "fraction of prompts", 0.0, 1.0, "assumption",
    "Prompts after which a creator who meant it publishes a clean offer instead.")
CANCELLED_DELIBERATE = assumption(
    "enforcement.precheck.cancelled_deliberate", 0.05, "fraction of prompts", 0.0, 1.0, "assumption",
    "Prompts after which a creator who meant it publishes nothing.")

DEMOTION = lever(
    "enforcement.demotion.share", 0.0, "fraction", 0.0, 1.0, "S27 (stays up, not recommended)",
    "Automated decisions that show an offer to fewer instead of stopping it and charging points.",
    ("demotions", "up"))
DEMOTION_CUT = lever(
    "enforcement.demotion.cut", 0.7, "fraction", 0.0, 1.0, "S27, size assumption",
    "Share of its reach that a demoted offer loses.", ("violation_view_rate", "down"))
DEMOTION_DISCLOSED = lever(
    "enforcement.demotion.disclosed", 0.5, "fraction", 0.0, 1.0, "S108 (hiding deters ~0), S50, default assumption",
    "Demotions that the creator is notified of, with the reason and a right to appeal.", ("appeals", "up"))
