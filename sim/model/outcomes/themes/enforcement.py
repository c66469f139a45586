"""Enforcement: how right, how fast and how lasting it is, and whom it hits wrongly."""

from sim.model.outcomes.registry import theme

add = theme("enforcement")

add("enforcement_precision", "enforcement precision", "fraction", "up", "penalties on guilty / penalties",
    "penalties_guilty", "penalties", 1.0, True)
add("enforcement_recall", "enforcement recall", "fraction", "up", "penalties on guilty / violating offers",
    "penalties_guilty", "violating_offers", 1.0, True)
add("time_to_enforce", "time to enforce", "minutes", "down", "mean minutes from start to stop of stopped offers",
    "minutes_to_act", "offers_stopped")
add("proactive_rate", "proactive rate", "fraction", "up", "penalties from detection, before any report / penalties",
    "penalties_before_report", "penalties")
add("penalties", "penalties", "per day", "neither", "cases that ended in a penalty", "penalties")
add("warnings", "warnings", "per day", "neither", "offences met by a warning", "warnings")
add("points_deducted", "points deducted", "points per day", "neither", "points deducted", "points_deducted")
add("repeat_penalty_rate", "penalties within 30 d of another", "fraction", "down",
    "penalties on creators penalised in the 30 days before / penalties", "penalties_within_30d", "penalties")
add("reoffence_30d", "reoffence, 30 d", "fraction", "down",
    "who published a new violation in the 30 days / penalised creators whose 30 days are over",
    "first_offenders_30d_ago_broke repeat_offenders_30d_ago_broke", "first_offenders_30d_ago repeat_offenders_30d_ago")
add("reoffence_30d_first", "reoffence, 30 d, first offenders", "fraction", "down",
    "who published a new violation in the 30 days / creators whose 30 days after a first penalty are over",
    "first_offenders_30d_ago_broke", "first_offenders_30d_ago")
add("reoffence_30d_repeat", "reoffence, 30 d, repeat offenders", "fraction", "down",
    "who published a new violation in the 30 days / creators whose 30 days after a later penalty are over",
    "repeat_offenders_30d_ago_broke", "repeat_offenders_30d_ago")
add("reoffence_90d", "reoffence, 90 d", "fraction", "down",
    "who published a new violation in the 90 days / penalised creators whose 90 days are over",
    "first_offenders_90d_ago_broke repeat_offenders_90d_ago_broke", "first_offenders_90d_ago repeat_offenders_90d_ago")
add("reoffence_90d_first", "reoffence, 90 d, first offenders", "fraction", "down",
    "who published a new violation in the 90 days / creators whose 90 days after a first penalty are over",
    "first_offenders_90d_ago_broke", "first_offenders_90d_ago")
add("reoffence_90d_repeat", "reoffence, 90 d, repeat offenders", "fraction", "down",
    "who published a new violation in the 90 days / creators whose 90 days after a later penalty are over",
    "repeat_offenders_90d_ago_broke", "repeat_offenders_90d_ago")
add("caught_again_30d", "penalised again, 30 d", "fraction", "down",
    "penalised for something published in the 30 days / penalised creators whose 30 days are over",
    "first_offenders_30d_ago_caught repeat_offenders_30d_ago_caught",
    "first_offenders_30d_ago repeat_offenders_30d_ago")
add("caught_again_90d", "penalised again, 90 d", "fraction", "down",
    "penalised for something published in the 90 days / penalised creators whose 90 days are over",
    "first_offenders_90d_ago_caught repeat_offenders_90d_ago_caught",
    "first_offenders_90d_ago repeat_offenders_90d_ago")
add("caught_again_90d_first", "penalised again, 90 d, first offenders", "fraction", "down",
    "penalised for something published in the 90 days / creators whose 90 days after a first penalty are over",
    "first_offenders_90d_ago_caught", "first_offenders_90d_ago")
add("removals", "accounts removed", "per day", "neither", "accounts removed for good", "removals")
add("suspended_share", "suspended creators", "fraction", "down", "suspended / creators",
    "creators_suspended", "creators")
add("restricted_share", "restricted creators", "fraction", "down", "creators under a cut, limit or block / creators",
    "creators_restricted", "creators")
add("posts_withheld", "posts withheld", "pieces per day", "neither", "pieces that posting limits kept back",
    "posts_withheld")
add("campaign_blocked_share", "barred from campaigns", "fraction", "neither", "creators barred / creators",
    "creators_campaign_blocked", "creators")
add("hidden_links_share", "creators with hidden links", "fraction", "down",
    "creators whose product links are hidden / creators", "creators_links_hidden", "creators")
add("exempted_cases", "exempted cases", "per day", "neither", "cases dropped because the creator is exempt",
    "cases_exempted")
add("points_redeemed", "points bought back", "points per day", "neither", "points bought back by LIVEs and quizzes",
    "points_redeemed")
add("linked_removals", "linked accounts removed", "per day", "neither",
    "accounts removed because another account of their owner was, or was thought to be", "linked_removals")
add("wrongly_linked_removals", "accounts wrongly linked", "per day", "down",
    "accounts removed for an owner who is not theirs", "linked_removals_wrong")
add("mean_rating", "mean health rating", "points", "up", "mean rating over creators", "rating", "creators")
add("review_load", "cases sent to review", "per day", "down", "cases that join the human queue", "review_queued")
add("review_backlog", "review backlog", "cases", "down", "cases waiting at the day's end", "review_backlog")
add("report_cases", "cases from reports", "per day", "neither", "cases opened by viewer reports", "report_cases")
add("appeal_rate", "appeal rate", "fraction", "neither", "appeals filed / penalties", "appeals_filed", "penalties")
add("appeal_overturn_rate", "appeals overturned", "fraction", "down", "appeals won / appeals decided",
    "appeals_overturned", "appeals_decided", 1.0, True)
add("appeal_overturn_innocent", "innocent appeals won", "fraction", "up", "appeals of innocents won / decided",
    "appeals_overturned_innocent", "appeals_decided_innocent")
add("appeal_days", "days to decide an appeal", "days", "down", "mean days from filing to decision",
    "appeal_days", "appeals_decided")
add("ban_evasion_rate", "ban evasion", "fraction", "down", "removed owners back unnoticed / owners who tried",
    "ban_returns_undetected", "ban_return_attempts")
add("ban_evasion_90d", "banned owners back in 90 d", "fraction", "down",
    "active on a new account within 90 days / banned owners whose 90 days are over",
    "banned_90d_ago_back", "banned_90d_ago")
add("cheating_premium", "profit of cheating", "ratio minus 1", "down",
    "exp(mean ln(1 + income) of creators using a tactic - of honest ones) - 1, both at work",
    "log_income_cheating_micro log_income_honest_micro", "creators_cheating creators_honest", 1e-6, True, "log_ratio")
add("cheating_share", "creators using a tactic", "fraction", "down", "creators with a tactic / creators",
    "creators_cheating", "creators")
add("wrongly_hit_gmv", "wrongly hit GMV", "USD per day", "down",
    "usual GMV of creators restricted by wrong points only, wrongly linked, or whose clean offer was stopped",
    "wrongly_hit_gmv", "", 0.01, True, few=True)
