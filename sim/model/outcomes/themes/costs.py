"""Costs: what incentives and governance cost, what they buy, and what the platform is left with."""

from sim.model.outcomes.registry import theme

add = theme("costs")

add("incentive_cost", "incentive cost", "USD per day", "down",
    "bonuses, training, reminders, boosts given and added commission; other boosts cost no money",
    "incentive_cost", "", 0.01, True)
add("incentive_cost_per_quality_hour", "incentive cost per quality LIVE hour", "USD per quality LIVE hour", "down",
    "incentive cost / hours of LIVE with quality >= market.quality_bar", "incentive_cost", "quality_live_minutes", 0.6)
add("governance_cost", "governance cost", "USD per day", "down",
    "screening, checks of applicants and before publication, reviewers, explanations and appeals, policy staff",
    "screening_cost onboarding_cost precheck_cost review_cost notice_cost appeals_cost policy_staff_cost", "",
    0.01, True)
add("platform_net_value", "platform's net value", "USD per day", "up",
    "platform fees + ads revenue + boosts sold - incentive cost - governance cost",
    "platform_fee ads_revenue paid_boost_revenue -incentive_cost -screening_cost -onboarding_cost -precheck_cost "
    "-review_cost -notice_cost -appeals_cost -policy_staff_cost", "", 0.01, True)
add("platform_fees", "platform fees", "USD per day", "up",
    "market.take_rate of what settled: sales kept past their return window", "platform_fee", "", 0.01)
add("screening_cost", "screening cost", "USD per day", "down", "automated screening of offers",
    "screening_cost", "", 0.01)
add("onboarding_cost", "cost of checking applicants", "USD per day", "down", "identity checks of applicants",
    "onboarding_cost", "", 0.01)
add("precheck_cost", "pre-publication check cost", "USD per day", "down", "checks of offers before they are published",
    "precheck_cost", "", 0.01)
add("review_cost", "review cost", "USD per day", "down", "reviewers' and contractors' paid days, and second looks",
    "review_cost", "", 0.01)
add("policy_staff_cost", "policy staff cost", "USD per day", "down",
    "fixed: those who write policy and build detectors", "policy_staff_cost", "", 0.01)
add("notice_cost", "explanation cost", "USD per day", "down", "reasons and clips that go with penalties",
    "notice_cost", "", 0.01)
add("appeals_cost", "appeals cost", "USD per day", "down", "appeals decided inside and by certified bodies",
    "appeals_cost", "", 0.01)
add("bonus_share", "creators paid a quality bonus", "fraction", "neither", "bonuses paid / creators checked",
    "bonuses_paid", "bonuses_checked")
add("volume_bonus_cost", "paid for hours", "USD per day", "neither", "bonuses paid for LIVE hours",
    "bonus_paid_hours", "", 0.01)
add("gmv_bonus_cost", "paid for GMV", "USD per day", "neither", "bonuses paid on GMV as placed",
    "bonus_paid_gmv", "", 0.01)
add("net_gmv_bonus_cost", "paid for net GMV", "USD per day", "neither", "bonuses paid on settled GMV",
    "bonus_paid_net_gmv", "", 0.01)
add("quality_bonus_cost", "paid for quality", "USD per day", "neither", "bonuses paid for measured quality",
    "bonus_paid_quality", "", 0.01)
add("commission_extra_cost", "commission added", "USD per day", "neither", "what the platform adds to commission",
    "commission_extra", "", 0.01)
add("training_cost", "spent on training", "USD per day", "neither", "trainings given", "training_cost", "", 0.01)
add("reminders_cost", "spent on reminders", "USD per day", "neither", "reminders sent", "reminder_cost", "", 0.01)
add("credits_cost", "boosts given", "USD per day", "neither", "boosts given, at their price",
    "boost_credits_cost", "", 0.01)
add("awards", "awards", "per day", "neither", "creators publicly recognised", "awards")
add("commission_clawed", "commission charged back", "USD per day", "neither",
    "commission of returned orders charged to creators", "commission_clawed", "", 0.01)
add("ads_revenue", "ads revenue", "USD per day", "up", "ads shown at today's price", "ads_revenue", "", 0.01)
add("paid_boost_revenue", "boosts sold", "USD per day", "neither", "boosts bought by creators",
    "paid_boost_revenue", "", 0.01)
