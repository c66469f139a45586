"""Parameters of commission, in group ``incentives``: what an order earns, when, and what is charged back."""

from sim.model.parameters.registry import assumption, lever

COMMISSION_EXTRA = lever(
    "incentives.commission.extra", 0.0, "fraction of price", -0.2, 0.3, "S28, S36",
    "Commission that the platform adds to what sellers offer.", ("commission_paid", "up"))
VOLUME_EXTRA = lever(
    "incentives.commission.volume_extra", 0.0, "fraction of price", 0.0, 0.3, "S36 (tiered commission)",
    "Commission added for creators whose 28-day GMV reaches the threshold.", ("commission_paid", "up"))
VOLUME_THRESHOLD = lever(
    "incentives.commission.volume_threshold", 50_000, "minor units in 28 days", 0, 1e9, "S36, value assumption",
    "GMV of the last 28 days from which the volume tier pays.", ("commission_paid", "down"))
HEALTH_EXTRA = lever(
    "incentives.commission.health_extra", 0.0, "fraction of price", 0.0, 0.3, "assumption (S20, a rating as a gate)",
    "Commission added for creators whose health rating reaches the tier's bar.", ("commission_paid", "up"))
HEALTH_RATING = lever(
    "incentives.commission.health_rating", 200, "health rating points", 0, 1000, "S1 (start 200), value assumption",
    "Health rating from which the health tier pays.", ("commission_paid", "down"), integer=True)
RETURNS_WEIGHT = lever(
    "incentives.commission.returns_weight", 0.0, "fraction per relative excess", 0.0, 2.0, "S128",
    "How much commission falls for returns above what honest offers of the category bring.",
    ("commission_paid", "down"))
RETURNS_FLOOR = lever(
    "incentives.commission.returns_floor", 0.5, "fraction", 0.0, 1.0, "assumption",
    "Least share of commission that is left whatever the returns.", ("commission_paid", "up"))
RETURNS_MEMORY = assumption(
    "incentives.commission.returns_memory", 50, "orders", 1, 1000, "assumption",
    "Deliveries over which a creator's own returns are averaged.")
FRICTION_DAYS = lever(
    "incentives.commission.friction_days", 30, "days", 0, 365, "S31 (cuts reach existing promoters after 30 days)",
    "Days until a cut of the platform's part reaches creators who were there; rises come at once.",
    ("commission_paid", "up"), integer=True)
SETTLEMENT_DAYS = lever(
    "incentives.settlement_days", 15, "days after delivery", 0, 60, "S30, S31 (US 15, VN 3-15)",
    "Delay from delivery to settlement.", ("gmv_pending", "up"), integer=True)
CLAWBACK = lever(
    "incentives.clawback.share", 0.0, "fraction of commission", 0.0, 2.0, "S128, what-if 15",
    "Commission of a returned order that is charged to the creator, on top of not being paid.",
    ("commission_clawed", "up"))
