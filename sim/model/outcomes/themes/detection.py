"""Enforcement, continued: detection, prevention, review of cases, and what appeals undo."""

from sim.model.outcomes.registry import theme

add = theme("enforcement")
STOPS = " ".join(f"stops_under_{2**b}_min" for b in range(12))

add("time_to_enforce_p50", "time to enforce, median", "minutes", "down",
    "half of stopped offers were stopped sooner (interpolated within a doubling of minutes)", STOPS, "", 0.5,
    combine="quantile")
add("time_to_enforce_p90", "time to enforce, P90", "minutes", "down",
    "nine in ten stopped offers were stopped sooner (interpolated)", STOPS, "", 0.9, combine="quantile")
add("views_before_action", "views before action", "views per stopped offer", "down",
    "views of violating offers before they were stopped / violating offers stopped",
    "violating_views_before_stop", "violating_offers_stopped")
add("automated_share", "penalties without a human", "fraction", "neither",
    "penalties decided by machine alone / penalties", "penalties_automated", "penalties")
add("reinstated_share", "penalties reinstated", "fraction", "down",
    "penalties overturned on appeal, inside or outside, or taken back unasked / penalties",
    "appeals_overturned external_cases_overturned -demotions_overturned penalties_restored_unasked", "penalties")
add("detector_knowledge", "detector knowledge", "0-1", "up",
    "mean over tactics of what the detectors know of them (1: as at their last complete training)",
    "detector_knowledge_micro", "tactics_about", 1e-6)
add("tactic_mutations", "new forms of tactics", "per day", "neither", "tactics that took a new form",
    "tactic_mutations")
add("prevented_offers", "breaches prevented", "per day", "up", "offers revised or cancelled after a check",
    "offers_revised offers_cancelled")
add("demotions", "demotions", "per day", "neither", "offers shown to fewer instead of stopped", "offers_demoted")
add("false_report_cases", "cases from false reports", "per day", "down", "cases that reports opened on clean offers",
    "report_cases_clean")
add("reviewed_views", "views of reviewed offers", "views per case", "up",
    "views of the offers reviewed / cases reviewed", "cases_reviewed_views", "cases_reviewed")
add("cases_lapsed", "cases lapsed", "per day", "down", "cases closed because nobody decided them in time",
    "cases_lapsed")
add("review_utilisation", "review utilisation", "ratio", "neither",
    "cases sent to review / cases that the team can decide", "review_queued", "review_able_micro", 1e6)
add("review_hours", "hours until a reviewer looks", "hours per case", "down",
    "hours from the flag to the look, hand-over included / cases reviewed", "review_minutes_waited", "cases_reviewed",
    1 / 60)
add("review_queue_hours", "hours in the review queue", "hours per case", "down",
    "hours from hand-over to the look / cases reviewed", "review_minutes_in_queue", "cases_reviewed", 1 / 60)
add("seen_too_late", "reviewed after the last view", "fraction", "down",
    "cases looked at when the offer was over / cases reviewed", "reviews_after_last_view", "cases_reviewed")
add("closed_unseen", "cases closed unseen", "fraction", "down",
    "cases closed before anybody looked / cases closed or reviewed",
    "cases_lapsed", "cases_lapsed cases_reviewed")
add("waiting_views", "violating views awaiting review", "fraction", "down",
    "views of violating offers that waited for a human / violating views", "violating_views_waiting", "violating_views")
add("held_clean_minutes", "clean minutes held or stopped in review", "minutes per day", "down",
    "minutes that clean offers sent to review were not shown", "clean_minutes_held")
add("review_missed", "guilty cases that review clears", "fraction", "down",
    "guilty cases cleared / guilty cases reviewed",
    "reviews_guilty_cleared", "reviews_guilty")
add("review_wrong", "innocent cases that review confirms", "fraction", "down",
    "innocent cases confirmed / innocent cases reviewed", "reviews_innocent_confirmed",
    "cases_reviewed -reviews_guilty")
add("reviewers", "reviewers", "per 100,000 creators", "neither",
    "reviewers on the floor, in full days / creators",
    "reviewers_micro", "creators", 0.1)
add("reviewers_in_training", "reviewers in training", "per 100,000 creators", "neither",
    "reviewers hired who decide nothing yet / creators", "reviewers_in_training_micro", "creators", 0.1)
add("reviewers_asked", "reviewers asked for", "per 100,000 creators", "neither",
    "reviewers whom the platform wants / creators",
    "reviewers_asked_micro", "creators", 0.1)
add("reviewers_needed", "reviewers needed", "per 100,000 creators", "neither",
    "reviewers whom the load of the last week asks for at the target utilisation / creators",
    "reviewers_needed_micro", "creators", 0.1)
add("explained_share", "penalties explained", "fraction", "up", "penalties with a reason / penalties",
    "penalties_explained", "penalties")
add("appeals", "appeals", "per day", "neither", "appeals filed, against penalties and demotions", "appeals_filed")
add("external_cases", "cases taken outside", "per day", "neither", "lost appeals taken to a certified body",
    "external_cases_filed")
add("external_overturn_rate", "outside cases overturned", "fraction", "down", "overturned / decided outside",
    "external_cases_overturned", "external_cases_decided")
