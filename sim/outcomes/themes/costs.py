"""Costs: what incentives and governance cost, and what they buy."""

from sim.outcomes.registry import theme

add = theme("costs")

add("incentive_cost", "incentive cost", "USD per day", "down",
    "bonuses, training and added commission; boosts cost no money",
    "incentive_cost", "", 0.01, True)
add("incentive_cost_per_quality_hour", "incentive cost per quality LIVE hour", "USD per quality LIVE hour", "down",
    "incentive cost / hours of LIVE with quality >= market.quality_bar", "incentive_cost", "quality_live_minutes", 0.6)
add("governance_cost", "governance cost", "USD per day", "down",
    "screening, checks before publication, reviewers, explanations and appeals",
    "screening_cost precheck_cost review_cost notice_cost appeals_cost", "", 0.01, True)
add("screening_cost", "screening cost", "USD per day", "down", "automated screening of offers",
    "screening_cost", "", 0.01)
add("precheck_cost", "pre-publication check cost", "USD per day", "down", "checks of offers before they go up",
    "precheck_cost", "", 0.01)
add("review_cost", "review cost", "USD per day", "down", "reviewers' paid time", "review_cost", "", 0.01)
add("notice_cost", "explanation cost", "USD per day", "down", "reasons and clips that go with penalties",
    "notice_cost", "", 0.01)
add("appeals_cost", "appeals cost", "USD per day", "down", "appeals decided inside and by certified bodies",
    "appeals_cost", "", 0.01)
add("bonus_share", "creators paid a quality bonus", "fraction", "neither", "bonuses paid / creators checked",
    "bonuses_paid", "bonuses_checked")
