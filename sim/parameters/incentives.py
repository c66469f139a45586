"""Parameters of group ``incentives``: commission, bonuses, boosts, training."""

from sim.parameters.registry import assumption, lever

COMMISSION_EXTRA = lever(
    "incentives.commission.extra", 0.0, "fraction of price", -0.2, 0.3, "S28, S36",
    "Commission that the platform adds to what sellers offer.", ("commission_paid", "up"))
SETTLEMENT_DAYS = lever(
    "incentives.settlement_days", 15, "days after delivery", 0, 60, "S30, S31 (US 15, VN 3-15)",
    "Delay from delivery to settlement.", ("gmv_pending", "up"), integer=True)
QUALITY_BONUS = lever(
    "incentives.quality_bonus.amount", 0.0, "minor units per week", 0.0, 1e6, "assumption, S118 S119",
    "Weekly bonus for creators whose measured quality passes the threshold.", ("incentive_cost", "up"))
QUALITY_BONUS_THRESHOLD = lever(
    "incentives.quality_bonus.threshold", 0.65, "quality", 0.0, 1.0, "S17 (PPS bar), value assumption",
    "Measured quality that earns the bonus.", ("bonus_share", "down"))
QUALITY_BONUS_RATING = lever(
    "incentives.quality_bonus.min_rating", 150, "health rating points", 0, 1000, "S20 (CHR > 150)",
    "Health rating needed for the bonus.", ("bonus_share", "down"), integer=True)
VOLUME_BONUS = lever(
    "incentives.volume_bonus.per_hour", 0.0, "minor units per LIVE hour", 0.0, 1e5, "S38, S118",
    "Bonus per hour of LIVE, whatever its quality.", ("live_hours", "up"))
NEWCOMER_BOOST = lever(
    "incentives.newcomer_boost.strength", 0.8, "score", 0.0, 5.0, "S117, size assumption",
    "Score that a newcomer's offers get on top.", ("newcomer_view_share", "up"))
NEWCOMER_DAYS = lever(
    "incentives.newcomer_boost.days", 30, "days", 0, 365, "S15 (30-day pilot)",
    "Tenure below which a creator counts as boosted newcomer.", ("newcomer_view_share", "up"), integer=True)
TRAINING_COVERAGE = lever(
    "incentives.training.coverage", 0.10, "fraction of creators a month", 0.0, 1.0, "S112, what-if 16",
    "Creators trained in the rules each month.", ("awareness", "up"))
TRAINING_EFFECT = assumption(
    "incentives.training.effect", 0.6, "fraction of the gap", 0.0, 1.0, "S112 (+8 pp), size assumption",
    "Share of the gap to full awareness that one training closes.")
TRAINING_COST = assumption(
    "incentives.training.cost", 400, "minor units", 0, 1e5, "assumption", "Cost of training one creator once.")
