"""Parameters of viewers, in group ``population``: habit, satisfaction, trust, entry and exit."""

from sim.model.parameters.registry import assumption

OPEN_BASE = assumption(
    "population.viewer.open_base", -0.45, "log-odds", -6.0, 6.0, "assumption, S69 (DAU/MAU 0.54-0.57)",
    "Log-odds of opening the app at zero habit and reference satisfaction and trust.")
OPEN_HABIT = assumption(
    "population.viewer.open_habit", 1.6, "log-odds per habit", 0.0, 8.0, "Allcott 2022 (S in x*)",
    "What the habit stock adds to the odds of opening.")
OPEN_SATISFACTION = assumption(
    "population.viewer.open_satisfaction", 1.8, "log-odds per satisfaction", 0.0, 12.0, "Kleinberg 2024",
    "What remembered satisfaction above its reference adds to the odds of opening.")
OPEN_TRUST = assumption(
    "population.viewer.open_trust", 2.0, "log-odds per trust", 0.0, 12.0, "S127, size assumption",
    "What platform trust above its reference adds to the odds of opening.")
HABIT_KEEP = assumption(
    "population.viewer.habit_keep", 0.92, "per day", 0.0, 0.999, "Allcott 2022 (weeks)",
    "Share of the habit stock kept a day (rho of model 15).")
SATISFACTION_RATE = assumption(
    "population.viewer.satisfaction_rate", 0.10, "per session", 0.0, 1.0, "assumption",
    "How fast remembered satisfaction follows what sessions deliver.")
SATISFACTION_START = assumption(
    "population.viewer.satisfaction_reference", 0.64, "0-1", 0.0, 1.0, "assumption",
    "Reference and starting satisfaction: the outside option's value.")
TRUST_START = assumption(
    "population.viewer.trust_reference", 0.60, "0-1", 0.0, 1.0, "assumption",
    "Reference and starting platform trust.")
TRUST_GOOD = assumption(
    "population.viewer.trust_good", 0.010, "per purchase", 0.0, 0.5, "assumption",
    "Trust gained from a good purchase (a_plus of model 16).")
TRUST_BAD_RATIO = assumption(
    "population.viewer.trust_bad_ratio", 4.0, "ratio", 1.0, 10.0, "section 6 (3-5 : 1)",
    "How many times more a bad purchase weighs than a good one.")
TRUST_RECOVERY = assumption(
    "population.viewer.trust_recovery", 0.004, "per day", 0.0, 0.2, "assumption",
    "Share of the gap to reference trust that closes each day.")
CONTINUE_BASE = assumption(
    "population.viewer.continue", 0.905, "probability", 0.0, 0.97, "assumption (about 10 a session)",
    "Probability of scrolling on after an impression (gamma of model 14).")
CONTINUE_STAY = assumption(
    "population.viewer.continue_stay", 0.04, "probability", 0.0, 0.2, "assumption (Kleinberg 2024, system 1)",
    "Added probability of scrolling on after a view with full staying power.")
NOTICE = assumption(
    "population.viewer.report_base", 0.02, "probability", 0.0, 1.0, "assumption",
    "Reports per view of an offer whose violation viewers can fully notice.")
FALSE_REPORT = assumption(
    "population.viewer.false_report", 0.0002, "probability", 0.0, 0.1, "assumption",
    "Reports per view of an offer that breaks no rule.")
CHURN_BASE = assumption(
    "population.viewer.churn", 0.0040, "per day", 0.0, 0.2, "assumption (S67: mature users)",
    "Daily hazard of leaving for good at reference satisfaction and trust.")
CHURN_SATISFACTION = assumption(
    "population.viewer.churn_satisfaction", 10.5, "log per satisfaction", 0.0, 30.0, "Kleinberg 2024 (cold turkey)",
    "How steeply the hazard falls in satisfaction.")
CHURN_TRUST = assumption(
    "population.viewer.churn_trust", 4.0, "log per trust", 0.0, 30.0, "S127, size assumption",
    "How steeply the hazard falls in trust.")
VIEWER_ARRIVALS = assumption(
    "population.viewer.arrivals", 0.0034, "per viewer and day", 0.0, 0.1, "assumption (the settled market's)",
    "New viewers a day as a share of the starting population, until the warm-up has measured who leaves.")
NEW_HABIT = assumption(
    "population.viewer.new_habit", 0.15, "0-1", 0.0, 1.0, "assumption", "Habit stock of a viewer who just arrived.")
TASTE_FOCUS = assumption(
    "population.viewer.taste_focus", 2.0, "log spread", 0.0, 6.0, "assumption",
    "How uneven a viewer's taste over categories is (0: everybody has the market's mix).")
PRICE_SPREAD = assumption(
    "population.viewer.price_spread", 1.0, "log spread", 0.0, 3.0, "cdnow.purchase_gini 0.49",
    "Spread of price sensitivity over viewers.")
AFFINITY_SPREAD = assumption(
    "population.viewer.affinity_spread", 1.3, "log-odds", 0.0, 4.0, "assumption, kuairand27k.user_exposure_gini 0.46",
    "Standing differences between viewers in how often they open the app.")
FOLLOWS_START = assumption(
    "population.viewer.follows", 3.0, "creators", 0.0, 8.0, "assumption",
    "Mean creators followed at the start (lists hold at most 8).")
