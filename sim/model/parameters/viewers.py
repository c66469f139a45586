"""Parameters of viewers, in group ``population``: habit, satisfaction, trust, entry and exit."""

from sim.model.parameters.registry import assumption

OPEN_BASE = assumption(
    "population.viewer.open_base", -0.04, "log-odds", -6.0, 6.0, "assumption, S69 (DAU/MAU 0.54-0.57)",
    "Log-odds of opening the app at zero habit and reference satisfaction and trust.")
OPEN_HABIT = assumption(
    "population.viewer.open_habit", 1.5, "log-odds per habit", 0.0, 8.0, "Allcott 2022 (S in x*)",
    "What the habit stock adds to the odds of opening.")
OPEN_SATISFACTION = assumption(
    "population.viewer.open_satisfaction", 1.8, "log-odds per satisfaction", 0.0, 12.0, "Kleinberg 2024",
    "What remembered satisfaction above its reference adds to the odds of opening.")
OPEN_TRUST = assumption(
    "population.viewer.open_trust", 1.2, "log-odds per trust", 0.0, 12.0, "S127, size assumption (0.12 per 0.1)",
    "What platform trust above its reference adds to the odds of opening.")
HABIT_KEEP = assumption(
    "population.viewer.habit_keep", 0.92, "per day", 0.0, 0.999, "Allcott 2022 (weeks)",
    "Share of the habit stock kept a day (rho of model 15).")
SATISFACTION_RATE = assumption(
    "population.viewer.satisfaction_rate", 0.06, "per session", 0.0, 1.0, "assumption",
    "How fast remembered satisfaction follows what sessions deliver.")
SATISFACTION_START = assumption(
    "population.viewer.satisfaction_reference", 0.64, "0-1", 0.0, 1.0, "assumption",
    "Reference and starting satisfaction: the outside option's value.")
TRUST_START = assumption(
    "population.viewer.trust_reference", 0.60, "0-1", 0.0, 1.0, "assumption",
    "Reference and starting platform trust.")
TRUST_GOOD = assumption(
    "population.viewer.trust_good", 0.02, "per purchase", 0.0, 0.5, "model 16, size assumption",
    "Share of the gap to full trust that a first good purchase closes (a_plus of model 16).")
TRUST_BAD_RATIO = assumption(
    "population.viewer.trust_bad_ratio", 4.0, "ratio", 1.0, 10.0, "section 6 (3-5 : 1)",
    "How many times more a bad purchase weighs than a good one.")
TRUST_REPEAT = assumption(
    "population.viewer.trust_repeat", 0.5, "exponent", 0.0, 2.0, "assumption (eBay: later marks hurt far less)",
    "How fast a purchase loses weight for trust: the m-th counts m to the power of minus this.")
TRUST_SEEN = assumption(
    "population.viewer.trust_seen", 0.03, "per view", 0.0, 0.2, "assumption",
    "Share of trust lost by a view of a violation that everybody notices (a view here stands for several).")
TRUST_ANSWERED = assumption(
    "population.viewer.trust_answered", 0.4, "fraction", 0.0, 1.0, "assumption",
    "Share of that loss that comes back to who reports it if the platform acts on reports.")
TRUST_SPREAD = assumption(
    "population.viewer.trust_spread", 0.1, "0-1", 0.0, 0.3, "assumption (trust differs by 0.3 between people)",
    "Standard deviation over viewers of the trust that each comes back to.")
TRUST_SENSITIVITY = assumption(
    "population.viewer.trust_sensitivity", 0.6, "log spread", 0.0, 2.0, "assumption",
    "Spread over viewers of how much an event moves their trust.")
CREATOR_TRUST = assumption(
    "population.viewer.creator_trust", 0.75, "0-1", 0.0, 1.0, "assumption",
    "Trust in a creator whom one has just begun to follow.")
TRUST_PASSES = assumption(
    "population.viewer.trust_passes", 0.29, "fraction", 0.0, 1.0, "S127 (one seller, whole platform), size assumption",
    "Share of what a followed creator's deed does to trust in it that passes on to trust in the platform.")
TRUST_RECOVERY = assumption(
    "population.viewer.trust_recovery", 0.0058, "per day", 0.0, 0.2, "assumption (half-life of 120 days)",
    "Share of the gap to a viewer's resting trust that closes each day.")
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
    "population.viewer.churn", 0.0012, "per day", 0.0, 0.2, "assumption (S67: mature users; 1/1000 to 1/150)",
    "Daily hazard of leaving for good that everybody has, at reference satisfaction and trust.")
LOOK_ONCE = assumption(
    "population.viewer.look_once", 0.35, "shape", 0.02, 5.0, "Fader & Hardie 2007 (form), S67, S68; fitted",
    "Daily chance of leaving of a viewer who just came is Beta(this, 1): most look once or stay for long.")
CHURN_SATISFACTION = assumption(
    "population.viewer.churn_satisfaction", 10.5, "log per satisfaction", 0.0, 30.0, "Kleinberg 2024 (cold turkey)",
    "How steeply the hazard falls in satisfaction.")
CHURN_TRUST = assumption(
    "population.viewer.churn_trust", 4.0, "log per trust", 0.0, 30.0, "S127, size assumption",
    "How steeply the hazard falls in trust.")
VIEWER_ARRIVALS = assumption(
    "population.viewer.arrivals", 0.0095, "per viewer and day", 0.0, 0.1, "assumption (the settled market's)",
    "New viewers a day as a share of the starting population, most of whom look once, until the warm-up has measured "
    "who leaves.")
DORMANT_ACCOUNTS = assumption(
    "population.viewer.dormant", 0.6, "accounts per viewer", 0.0, 10.0, "assumption (most installs are not used)",
    "Accounts that were opened and are not used, against viewers at the start; only counted.")
NEW_HABIT = assumption(
    "population.viewer.new_habit", 0.15, "0-1", 0.0, 1.0, "assumption", "Habit stock of a viewer who just arrived.")
TASTE_FOCUS = assumption(
    "population.viewer.taste_focus", 2.0, "log spread", 0.0, 6.0, "assumption",
    "How uneven a viewer's taste over categories is (0: everybody has the market's mix).")
NEVER_BUYERS = assumption(
    "population.viewer.never_buyers", 0.2, "fraction", 0.0, 1.0, "S76 (half bought in a year); fitted",
    "Viewers who never buy, however much they watch.")
APPETITE_SHAPE = assumption(
    "population.viewer.appetite_shape", 0.56, "shape", 0.05, 10.0, "NBD fits: 0.16 to 0.79; fitted",
    "Evenness of the wish to buy over all others: Gamma of this shape and mean 1.")
BUYING_ENDS_A = assumption(
    "population.viewer.buying_ends_a", 0.79, "shape", 0.05, 20.0, "cdnow (MBG/NBD)",
    "A buyer's chance that an order, the first included, is the last, is Beta(a, b) over viewers: a.")
BUYING_ENDS_B = assumption(
    "population.viewer.buying_ends_b", 2.4, "shape", 0.05, 20.0, "cdnow (MBG/NBD)", "The same: b.")
ORDER_PACE = assumption(
    "population.viewer.order_pace", 0.03, "orders per viewer and day", 0.0, 1.0, "assumption",
    "How often a viewer of mean wish is taken to have ordered before the first day: who has stopped since.")
VARIETY = assumption(
    "population.viewer.variety", 0.1, "log-odds per ln", 0.0, 1.0, "assumption (0 to 0.25; love of variety)",
    "What more to watch than usual, in the categories of one's taste, adds to opening and to scrolling on.")
VARIETY_MEMORY = assumption(
    "population.viewer.variety_memory", 365.0, "days", 1.0, 3650.0, "assumption",
    "Half-life of what people count as usual there.")
DARK_COST = assumption(
    "population.viewer.dark_follows", 0.3, "quality", 0.0, 2.0, "assumption",
    "Quality that is missing from a session for the share of it that followed creators gone dark would have had.")
DARK_MEMORY = assumption(
    "population.viewer.dark_memory", 21.0, "sessions", 1.0, 365.0, "assumption (three weeks)",
    "Half-life of a follow of a creator who has gone dark.")
AFFINITY_SPREAD = assumption(
    "population.viewer.affinity_spread", 1.3, "log-odds", 0.0, 4.0, "assumption, kuairand27k.user_exposure_gini 0.46",
    "Standing differences between viewers in how often they open the app.")
FOLLOWS_START = assumption(
    "population.viewer.follows", 3.0, "creators", 0.0, 8.0, "assumption",
    "Mean creators followed at the start (lists hold at most 8).")
