"""Parameters of weekly bonuses, in group ``incentives``, and of how creators take them, in group ``population``."""

from sim.model.parameters.registry import assumption, lever

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
VOLUME_HOURS = lever(
    "incentives.volume_bonus.threshold_hours", 0.0, "hours per week", 0.0, 84.0, "S38 (14 h in 2 weeks)",
    "LIVE hours of a week from which its hours are paid.", ("volume_bonus_cost", "down"))
GMV_BONUS = lever(
    "incentives.gmv_bonus.share", 0.0, "fraction of GMV", 0.0, 0.5, "S37, what-if 11",
    "Bonus on a week's GMV as placed: nobody waits for returns.", ("gmv_bonus_cost", "up"))
GMV_THRESHOLD = lever(
    "incentives.gmv_bonus.threshold", 0.0, "minor units per week", 0.0, 1e9, "S37, value assumption",
    "GMV of a week from which the GMV bonus is paid, on all of it.", ("gmv_bonus_cost", "down"))
NET_BONUS = lever(
    "incentives.net_gmv_bonus.share", 0.0, "fraction of settled GMV", 0.0, 0.5, "what-if 11",
    "Bonus on the GMV that settled in the week: kept after returns.", ("net_gmv_bonus_cost", "up"))
RETURN_LIMIT = lever(
    "incentives.bonus_return_limit", 100.0, "ratio", 0.0, 100.0, "S38 (high refunds screened), value assumption",
    "Own returns over what honest offers bring, above which hours and GMV earn no bonus.", ("incentive_cost", "up"))
BUDGET = lever(
    "incentives.bonus_budget", 1e7, "minor units per creator and week", 0.0, 1e8, "what-if 24",
    "What a region has for bonuses; larger claims are all scaled down alike.", ("incentive_cost", "up"))
THRESHOLD_NOISE = assumption(
    "population.creator.threshold_noise", 0.15, "fraction of the threshold", 0.01, 1.0, "assumption, model 20",
    "How unsure creators are whether they will pass a threshold (scale of a logistic belief).")
HABITUATION_WEEKS = assumption(
    "population.creator.habituation_weeks", 4.0, "weeks", 0.5, 52.0, "assumption; S118 (negative when it stops)",
    "Half-life of getting used to a bonus, and of getting over its end.")
AFTERMATH = assumption(
    "population.creator.bonus_aftermath", 1.5, "per share of income", 0.0, 5.0, "S118 direction, size assumption",
    "How much less a creator publishes for missing a bonus that it was used to, as a share of income.")
