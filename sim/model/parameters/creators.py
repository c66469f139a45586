"""Parameters of creators, in group ``population``: quality, decisions, deterrence, entry and exit."""

from sim.model.parameters.registry import assumption

QUALITY_GAIN = assumption(
    "population.creator.quality_gain", 1.9, "per skill", 0.1, 10.0, "assumption",
    "How fast quality rises with skill and effort before returns diminish.")
QUALITY_NOISE = assumption(
    "population.creator.quality_noise", 0.08, "quality", 0.0, 0.5, "assumption",
    "Day-to-day standard deviation of an offer's quality.")
EFFORT_COST = assumption(
    "population.creator.effort_cost", 3.4, "outside options", 0.01, 10.0, "assumption, fitted to effort",
    "c_e: marginal cost of full effort on a unit of work.")
INTRINSIC_WEIGHT = assumption(
    "population.creator.intrinsic_weight", 0.8, "outside options per quality", 0.0, 5.0, "model 9",
    "What making good content is worth to a fully intrinsic creator.")
CROWDING = assumption(
    "population.creator.crowding_out", 0.5, "fraction", 0.0, 1.0, "model 9 (S124), size assumption",
    "Share of intrinsic motivation lost when all income is bonus.")
RULE_VISIBILITY = assumption(
    "population.creator.rule_visibility", 0.5, "fraction", 0.0, 1.0, "assumption",
    "Share of the ranking's reward for quality, or of a tactic's gain, that creators see.")
STEP_EFFORT = assumption(
    "population.creator.step_effort", 0.06, "per week", 0.0, 0.5, "assumption (directional learning)",
    "Largest change of effort in a week.")
INCOME_QUALITY = assumption(
    "population.creator.income_quality", 0.7, "log per quality", 0.0, 5.0, "assumption",
    "What newcomers believe quality adds to the log of income apart from posted rules; own weeks teach more.")
INCOME_SUPPLY = assumption(
    "population.creator.income_supply", 0.7, "elasticity", 0.0, 1.5, "top1000.elasticity_watch_streamtime 0.33",
    "What newcomers believe is the elasticity of income in supply; own weeks teach more.")
IMITATION = assumption(
    "population.creator.imitation", 0.25, "probability per week", 0.0, 1.0, "assumption (S134)",
    "Chance of looking at peers for a tactic or an effort to copy in a week.")
EXPERIMENT = assumption(
    "population.creator.experiment", 0.039, "probability per week", 0.0, 1.0, "assumption",
    "Chance of trying out some tactic unprompted in a week.")
HEARD = assumption(
    "population.creator.heard", 3, "tactics", 1, 16, "section 5 (word of what pays gets round), size assumption",
    "Tactics that come to mind when one is tried out unprompted; the most promising is considered.", integer=True)
CONTAGION = assumption(
    "population.creator.contagion_exposures", 2.0, "peers", 1.0, 8.0, "Centola 2010 (complex contagion)",
    "Better-paid peers using a tactic that must be seen before it is considered.", integer=True)
CHOICE_NOISE = assumption(
    "population.creator.choice_noise", 0.12, "utility", 0.01, 5.0, "assumption (logit)",
    "Temperature of the choice between the current and the considered tactic.")
MORAL_WEIGHT = assumption(
    "population.creator.moral_weight", 0.3, "utility", 0.0, 5.0, "assumption, fitted to the share of cheats",
    "Utility cost of breaking the rules for a creator of full moral cost.")
DETER_CERTAINTY = assumption(
    "population.deterrence.certainty", 0.66, "utility per probability", 0.0, 10.0,
    "model 11 (Nagin 2013), fitted to the share of cheats",
    "kappa_p: disutility of the perceived detection probability itself.")
DETER_SEVERITY = assumption(
    "population.deterrence.severity", 0.3, "utility per ln loss", 0.0, 10.0, "model 11 (severity below certainty)",
    "kappa_s: disutility of the log of the loss at stake, times probability.")
CELERITY = assumption(
    "population.deterrence.celerity", 0.03, "per day", 0.0, 1.0, "model 11, size assumption",
    "rho: discount of a penalty by its delay.")
PERCEIVED_START = assumption(
    "population.deterrence.perceived", 0.25, "probability", 0.0, 1.0, "assumption",
    "Detection probability that a newcomer believes in, and what nobody has heard otherwise of.")
RESTRICTION_WEEKS = assumption(
    "population.deterrence.restriction_weeks", 6.0, "weeks", 0.0, 26.0, "assumption",
    "How long a creator expects a milestone's restriction to last.")
FREEZE_FELT = assumption(
    "population.deterrence.freeze_felt", 1.0, "fraction", 0.0, 1.0, "assumption",
    "How lost income feels whose commission is frozen (1: as if it were gone).")
CAREER_WEEKS = assumption(
    "population.deterrence.career_weeks", 26.0, "weeks", 0.0, 104.0, "assumption",
    "Weeks of income that removal is felt to cost.")
IGNORANCE = assumption(
    "population.awareness.ignorance", 0.09, "probability per offer", 0.0, 0.5,
    "assumption (0.5-2% clear violations), fitted",
    "Chance that a creator of mean proneness who knows no rules and takes no care breaks one by ignorance.")
AWARENESS_START = assumption(
    "population.awareness.start", 0.345, "0-1", 0.0, 1.0, "assumption", "Rule awareness of a newcomer.")
AWARENESS_FLOOR = assumption(
    "population.awareness.floor", 0.35, "0-1", 0.0, 1.0, "assumption", "Awareness to which memory decays.")
AWARENESS_HALF_LIFE = assumption(
    "population.awareness.half_life_weeks", 6.0, "weeks", 0.5, 52.0, "S112; decay over 4-8 weeks assumption",
    "Half-life of what training and reminders teach.")
FAIRNESS_START = assumption(
    "population.fairness.start", 0.7, "0-1", 0.0, 1.0, "assumption", "Fairness that a newcomer expects.")
FAIRNESS_UNEXPLAINED = assumption(
    "population.fairness.unexplained", 0.5, "0-1", 0.0, 1.0, "model 12, size assumption",
    "Fairness of a right penalty without explanation; 1 with reason and clip, 0 if wrong.")
FAIRNESS_REASON = assumption(
    "population.fairness.reason", 0.67, "0-1", 0.0, 1.0, "model 12, size assumption",
    "Fairness of a right penalty with the reason but without the clip.")
FAIRNESS_RATE = assumption(
    "population.fairness.rate", 0.35, "per event", 0.0, 1.0, "model 12, size assumption",
    "lambda: how far one decision moves fairness felt.")
FAIRNESS_EXIT = assumption(
    "population.fairness.exit", 2.8, "log per unfairness", 0.0, 5.0, "S107 S116 (x1.3-2.0)",
    "xi: what felt unfairness adds to the log hazard of leaving.")
EXIT_BASE = assumption(
    "population.creator.exit", 0.0036, "per day", 0.0, 0.5, "section 2.7, assumption",
    "Daily hazard of leaving when exposure and income meet expectations.")
EXIT_EXPOSURE = assumption(
    "population.creator.exit_exposure", 4.0, "log per relative shortfall", 0.0, 10.0, "model 8 (Huttenlocher)",
    "How much falling short of the aspired exposure raises the hazard.")
EXIT_INCOME = assumption(
    "population.creator.exit_income", 0.8, "log per log worth", 0.0, 10.0, "model 7 (viability)",
    "How much the hazard rises as pay and hobby fall against the outside option, in logs.")
EMBEDDEDNESS = assumption(
    "population.creator.embeddedness", 2.2, "log per log followers", 0.0, 3.0, "gamers, size fitted",
    "How much followers, as something to lose, lower the hazard.")
EMBEDDING_AUDIENCE = assumption(
    "population.creator.embedding_audience", 0.15, "times viewers per creator", 1e-4, 100.0, "assumption",
    "Followers, against the region's viewers per creator, from which they begin to hold a creator.")
EXIT_EVENTS = assumption(
    "population.creator.exit_events", 1.0 / 700.0, "per day", 0.0, 0.1, "assumption (ln-normal around 1/700)",
    "Daily hazard of leaving for reasons that have nothing to do with the platform, whatever is earned.")
EXIT_CLOSING = assumption(
    "population.creator.exit_closing", 1.0 / 5000.0, "per day", 0.0, 0.1,
    "assumption (established businesses: 5-9% close a year)",
    "Daily hazard of leaving, whatever is earned, of an account with so large an audience that it is a business.")
ASPIRATION_RATE = assumption(
    "population.creator.aspiration_rate", 0.01, "per day", 0.0, 0.5, "assumption (aspirations adapt)",
    "How fast aspired exposure follows experience.")
MEMORY_RATE = assumption(
    "population.creator.memory_rate", 0.08, "per day", 0.0, 1.0, "assumption (about two weeks)",
    "Rate of the moving averages of income, exposure and engagement.")
OUTSIDE_OPTION = assumption(
    "population.creator.outside_option", 300.0, "minor units per day", 0.0, 1e6,
    "assumption (2-4 USD an hour of spare time)",
    "Median of what else a creator could earn with the time of a reference week's work, a day.")
CREATOR_ARRIVALS = assumption(
    "population.creator.arrivals", 0.0074, "per creator and day", 0.0, 0.2, "assumption (the settled market's)",
    "Accounts opened a day as a share of the starting population, until the warm-up has measured who leaves.")
BAN_RETURN = assumption(
    "population.creator.ban_return", 0.30, "probability", 0.0, 1.0, "assumption",
    "Removed owners who try to come back on a new account.")
BAN_RETURN_DAYS = assumption(
    "population.creator.ban_return_days", 14.0, "days", 1.0, 180.0, "assumption",
    "Mean days until a removed owner tries again.")
ASPIRATION_START = assumption(
    "population.creator.aspiration", 0.35, "views a day per viewer-per-creator", 0.0, 50.0, "assumption",
    "Exposure that a newcomer of median ambition hopes for, times viewers per creator.")
AMBITION_SPREAD = assumption(
    "population.creator.ambition_spread", 0.8, "log spread", 0.0, 3.0, "assumption",
    "Spread of ambition, drive's twin, over newcomers.")
DRIVE_SPREAD = assumption(
    "population.creator.drive_spread", 0.4, "log spread", 0.0, 2.0, "assumption",
    "Spread of how much creators usually publish.")
PERSUASION_SPREAD = assumption(
    "population.creator.persuasion_spread", 0.95, "log-odds", 0.0, 3.0, "assumption",
    "Standing differences between creators in turning clicks into orders.")
ATTRACTION_SPREAD = assumption(
    "population.creator.attraction_spread", 1.3, "log-odds", 0.0, 3.0, "assumption; top1000 (followers tell little)",
    "Standing differences between creators in drawing people in, whatever their quality and following.")
FAME_HALF_LIFE = assumption(
    "population.creator.fame_half_life", 730.0, "days", 30.0, 1e5, "assumption (1-4 years)",
    "Half-life of what sets a creator's attraction apart; a long one makes stars for life.")
LIVE_APPEAL_SPREAD = assumption(
    "population.creator.live_appeal_spread", 1.5, "log-odds", 0.0, 3.0, "assumption; top1000 (followers tell little)",
    "Standing differences between creators in drawing people into a LIVE, on top of attraction; the mean odds stay.")
OUTSIDE_SPREAD = assumption(
    "population.creator.outside_spread", 0.6, "log spread", 0.0, 2.0, "assumption", "Spread of outside options.")
CAUTION_SPREAD = assumption(
    "population.deterrence.caution_spread", 0.4, "log spread", 0.0, 2.0, "assumption",
    "Spread of risk perception (1: median).")
EFFORT_START = assumption(
    "population.creator.effort", 0.5, "0-1", 0.05, 1.0, "assumption", "Effort of a newcomer.")
LIVE_START = assumption(
    "population.creator.live_hours", 5.0, "hours per week", 0.0, 60.0, "assumption; S66 (1.3 h a session)",
    "Reference LIVE hours of a creator of average drive.")
VIDEO_START = assumption(
    "population.creator.videos", 5.0, "videos per week", 0.0, 100.0, "assumption",
    "Reference videos of a creator of average drive.")
SESSION_HOURS = assumption(
    "population.creator.session_hours", 1.3, "hours", 0.1, 12.0, "S66 (1.3 h per session)", "Usual length of a LIVE.")
SKILL_SPREAD = assumption(
    "population.creator.skill_spread", 0.18, "skill", 0.0, 0.5, "assumption",
    "Spread of skill around 0.5 (clipped to 0-1).")
PRICE_NOISE = assumption(
    "population.creator.price_noise", 0.5, "log spread", 0.0, 2.0, "assumption",
    "Spread of offer prices in a category.")
