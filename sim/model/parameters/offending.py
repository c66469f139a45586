"""Who breaks rules, of group ``population``: own evidence of detection, care, proneness, habits and norms.

Keys R.. are those of the notes on evidence behind the second generation (docs/model.md, 7.4).
"""

from sim.model.parameters.registry import assumption

OWN_PRIOR = assumption(
    "population.deterrence.own_prior", 21.0, "events", 0.5, 100.0, "LogN(ln 10, .7) [R21 R23], fitted to reoffence",
    "Weight of what is generally believed against one's own evidence of sanctions and escapes.")
FIRST_SANCTION = assumption(
    "population.deterrence.first_sanction", 1.0, "events", 0.0, 30.0, "LogN(ln 4, .6) [R23]",
    "Extra weight, in events, of the first sanction that one is ever notified of: detection exists, and finds me.")
SPILL = assumption(
    "population.deterrence.spill", 0.3, "fraction", 0.0, 1.0, "[R23] (elsewhere on the road too), size assumption",
    "How far an own sanction counts for the other policies.")
ESCAPE = assumption(
    "population.deterrence.escape", 0.25, "fraction", 0.0, 1.0, "Beta(2,6) [R20] sign, size assumption",
    "Weight of an unpunished deliberate breach against that of a sanction.")
TIE_WEIGHT = assumption(
    "population.deterrence.tie_weight", 0.28, "fraction", 0.0, 1.0, "Beta(2,5) [R35] 1/3, [R20] 0 for strangers",
    "Weight of what a peer met against what one met oneself.")
OWN_HALF_LIFE = assumption(
    "population.deterrence.own_half_life", 300.0, "days", 14.0, 1500.0, "LogN(ln 300 d, .7) [R23 R33]",
    "Half-life of evidence of one's own and of one's peers.")
LIE_LOW = assumption(
    "population.deterrence.lie_low", 0.4, "fraction", 0.0, 1.0, "[R23] (at once), size assumption",
    "Use of a tactic that is held back from the notice of a penalty for it to the next weekly decision.")
LOSS_AVERSION = assumption(
    "population.deterrence.loss_aversion", 2.25, "ratio", 1.0, 5.0, "Tversky & Kahneman 1992; N(2.25, .4)",
    "How much larger the loss looms where the next penalty crosses a milestone.")

LADDER_FORESIGHT = assumption(
    "population.deterrence.ladder_foresight", 0.5, "ratio per penalty", 0.0, 1.0, "assumption",
    "How much each further penalty that a loss is away discounts it, up to three penalties ahead.")

VIGILANCE = assumption(
    "population.care.vigilance", 3.2, "per felt risk", 0.0, 12.0, "HalfNormal(3), median; assumption",
    "v: how far felt risk makes creators careful about what they would break unknowingly.")
STIGMA = assumption(
    "population.care.stigma", 1.0, "ln weeks", 0.0, 10.0, "certainty over severity [R25]; size assumption",
    "What being caught is felt to cost apart from what it takes, in logs of weeks of income.")
CARE_COST = assumption(
    "population.care.cost", 0.03, "fraction of effort", 0.0, 0.5, "assumption",
    "Effort that full care takes from content.")
CHRONIC_SHARE = assumption(
    "population.proneness.chronic_share", 0.05, "fraction", 0.0, 0.5, "Beta(3,57) [R44 R52 R41]",
    "Share of creators in the chronic class.")
CHRONIC_RATIO = assumption(
    "population.proneness.chronic_ratio", 13.0, "ratio", 1.0, 60.0, "LogN(ln 12, .5) [R41 R42]",
    "How many times as often the chronic break rules unknowingly as others.")
PRONE_SHAPE = assumption(
    "population.proneness.shape", 1.5, "shape", 0.2, 10.0, "LogN(ln 1, .5) [R40]",
    "Shape of the Gamma of mean 1 that spreads proneness within a class.")
CONCENTRATION = assumption(
    "population.proneness.concentration", 2.0, "breaches", 0.1, 50.0, "LogN(ln 2, .6), assumption",
    "Own breaches with which habit weighs as much as what is commonly broken unknowingly.")

NORM_WEIGHT = assumption(
    "population.norms.weight", 0.6, "fraction", 0.0, 1.0, "[R60] (multiplier 1.59), size assumption",
    "J: share of moral cost that goes where every peer uses tactics unpunished.")
NORM_CURVE = assumption(
    "population.norms.curve", 1.0, "exponent", 0.0, 4.0, "U(0,3), Granovetter 1978, assumption",
    "gamma: curvature of the erosion of moral cost.")
NORM_UP = assumption(
    "population.norms.up", 0.08, "per week", 0.0, 1.0, "LogN(ln .08, .5) [R60 R61] asymmetry, speed assumption",
    "How fast the norm follows peers who are seen using tactics more.")
NORM_DOWN = assumption(
    "population.norms.down", 0.03, "per week", 0.0, 1.0, "Beta(3,5) of the way up, assumption",
    "How fast the norm follows peers who are seen using tactics less.")
CONDEMNED = assumption(
    "population.norms.punished", 1.0, "peers", 0.0, 5.0, "LogN(ln 1, .5) [R53 R63]",
    "q: how much a peer seen punished takes back of one seen unpunished.")
OPPORTUNITY = assumption(
    "population.norms.opportunity", 0.05, "probability per week and user", 0.0, 1.0, "[R61]; Beta(2,18) .02-.3 a peer",
    "z: chance that each peer seen using a tactic unpunished brings it up for consideration.")
FORESIGHT = assumption(
    "population.creator.foresight", 0.5, "fraction of offers", 0.0, 1.0,
    "Becker & Murphy 1988 (forward-looking adoption), size assumption",
    "Least use at which a tactic is judged, whatever the present one; creators' own lies between this and 1.")
