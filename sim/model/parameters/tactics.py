"""Parameters of group ``tactics``: one row a tactic (section 5 of the dossier); row 0 is clean behaviour."""

from sim.model.parameters.ledger import SEVERITIES
from sim.model.parameters.registry import assumption, table_column

_T = "tactics"
ENTRY_GAIN = table_column(
    _T, "entry_gain", 0.0, "log-odds", 0.0, 3.0, "assumption", "section 5", "Added odds of entry.")
STAY_GAIN = table_column(
    _T, "stay_gain", 0.0, "log", 0.0, 3.0, "assumption", "section 5", "Added log watch and staying power.")
ORDER_GAIN = table_column(
    _T, "order_gain", 0.0, "log-odds", 0.0, 3.0, "assumption", "section 5", "Added odds of an order.")
FAKE_GAIN = table_column(
    _T, "fake_gain", 0.0, "log", 0.0, 3.0, "assumption", "section 5 (bots)",
    "Added log of *measured* engagement that no viewer had.")
EFFORT_SAVED = table_column(
    _T, "effort_saved", 0.0, "fraction", 0.0, 1.0, "assumption", "section 5", "Share of supply cost saved.")
TACTIC_COST = table_column(
    _T, "cost", 0.0, "utility", 0.0, 5.0, "assumption", "section 5", "Running cost, in shares of income.")
HARM = table_column(
    _T, "harm", 0.0, "quality", 0.0, 1.0, "assumption", "section 5", "Quality that viewers lose at full intensity.")
EXAGGERATION = table_column(
    _T, "exaggeration", 0.0, "fraction", 0.0, 1.0, "assumption", "model 18",
    "How much the offer promises above what it is.")
SEVERITY = table_column(
    _T, "severity", 2, "level", 1, 4, "lever", "S9 S10 (severe, major, moderate, minor), levels assumption",
    "How grave a violation is; `enforcement.severities` has the points of each level.", ("points_deducted", "up"),
    integer=True, words=SEVERITIES)
AUTO_DETECT = table_column(
    _T, "auto_detect", 1.0, "ratio", 0.0, 1.5, "assumption", "S98; rest assumption",
    "Detector recall on this tactic against the overall recall.")
NOTICEABLE = table_column(
    _T, "noticeable", 0.5, "fraction", 0.0, 1.0, "assumption", "section 5",
    "How far viewers notice and report it.")
EVASION = table_column(
    _T, "evasion", 0.01, "per day", 0.0, 0.5, "assumption", "model 13 (delta_ev)",
    "Rate at which recall on it decays between retrains.")
MORAL = table_column(
    _T, "moral", 1.0, "ratio", 0.0, 3.0, "assumption", "section 5 (legality of the conduct)",
    "How wrong creators feel it to be.")
UNORIGINAL = table_column(
    _T, "unoriginal", 0, "0 or 1", 0, 1, "assumption", "section 5",
    "1 where the content is duplicated, recorded or re-uploaded.", integer=True)
KNOWN = table_column(
    _T, "known", 1.0, "fraction", 0.0, 1.0, "assumption", "section 5, assumption",
    "How much of it the detectors know at the start, or when it appears.")
MINUTES = table_column(
    _T, "minutes", 1.0, "ratio", 0.0, 100.0, "assumption", "assumption",
    "Time that the detectors take to act on it, against the overall one.")
FALSE_WEIGHT = table_column(
    _T, "false_positive", 1.0, "weight", 0.0, 1000.0, "assumption", "assumption",
    "How often a false accusation names it, against the others.")
APPEARS = table_column(
    _T, "appears", -100000.0, "day of the horizon", -100000.0, 100000.0, "assumption", "section 5 (trends)",
    "Day on which it comes into the world; by default it was always there.", integer=True)
FAKE_ORDERS = table_column(
    _T, "fake_orders", 0.0, "orders per offer", 0.0, 200.0, "assumption", "section 5 (brushing: S142 S143)",
    "Staged orders per offer: measured sales that no viewer placed.")
RETURN_ADD = table_column(
    _T, "return_add", 0.0, "probability", 0.0, 1.0, "assumption", "model 18",
    "Added probability that what was bought comes back, apart from exaggeration.")
FORMAT = table_column(
    _T, "format", 0, "0 any, 1 LIVE, 2 video", 0, 2, "assumption", "section 5", "Where it can be used.", integer=True)
LEAK = table_column(
    _T, "leak", 0.0, "fraction of orders", 0.0, 0.95, "assumption", "section 5 (off-platform redirection)",
    "Orders that are led off the platform.")
HOURS_GAIN = table_column(
    _T, "hours_gain", 0.0, "ratio", 0.0, 10.0, "assumption", "section 5 (24-hour unattended LIVE: S39 S140)",
    "Added LIVE time against what the creator would have hosted.")
SCORE_GAIN = table_column(
    _T, "score_gain", 0.0, "quality", 0.0, 1.0, "assumption", "section 5 (score gaming)",
    "Quality that the platform measures and no viewer gets.")
UNKNOWING = table_column(
    _T, "unknowing", 0.0, "weight", 0.0, 100.0, "assumption", "section 5 (which rules can be broken by ignorance)",
    "How often it happens by ignorance, against the others.")
RING = table_column(
    _T, "ring", 0.0, "weight", 0.0, 100.0, "assumption", "section 5 (S84 S142 S140)",
    "How often organised rings start with it, against the others.")
INTENSITY_START = assumption(
    "population.tactic_intensity.start", 0.2, "fraction of offers", 0.0, 1.0, "assumption",
    "Share of offers on which a freshly adopted tactic is used.")
INTENSITY_STEP = assumption(
    "population.tactic_intensity.step", 0.05, "per week", 0.0, 1.0, "assumption",
    "Change of intensity in a week: up after impunity, down after a sanction.")
IGNORANT_INTENSITY = assumption(
    "population.tactic_intensity.ignorant", 0.5, "fraction", 0.0, 1.0, "assumption",
    "Strength of a violation committed by ignorance, against a deliberate one.")
