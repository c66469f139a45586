"""Costs: what incentives and governance cost, and what they buy."""

from sim.outcomes.registry import theme

add = theme("costs")

add("incentive_cost", "incentive cost", "USD per day", "down",
    "bonuses, training and added commission; boosts cost no money",
    "incentive_cost", "", 0.01, True)
add("incentive_cost_per_quality_hour", "incentive cost per quality LIVE hour", "USD per quality LIVE hour", "down",
    "incentive cost / hours of LIVE with quality >= market.quality_bar", "incentive_cost", "quality_live_minutes", 0.6)
add("governance_cost", "governance cost", "USD per day", "down", "screening, reviewers and appeals",
    "governance_cost", "", 0.01, True)
add("bonus_share", "creators paid a quality bonus", "fraction", "neither", "bonuses paid / creators checked",
    "bonuses_paid", "bonuses_checked")
