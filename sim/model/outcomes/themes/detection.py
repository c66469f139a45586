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
add("explained_share", "penalties explained", "fraction", "up", "penalties with a reason / penalties",
    "penalties_explained", "penalties")
add("appeals", "appeals", "per day", "neither", "appeals filed, against penalties and demotions", "appeals_filed")
add("external_cases", "cases taken outside", "per day", "neither", "lost appeals taken to a certified body",
    "external_cases_filed")
add("external_overturn_rate", "outside cases overturned", "fraction", "down", "overturned / decided outside",
    "external_cases_overturned", "external_cases_decided")
