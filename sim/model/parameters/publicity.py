"""What is publicly known of enforcement, and announcing: groups ``population.deterrence`` and ``enforcement``."""

from sim.model.parameters.registry import assumption, lever

PUBLIC_WEIGHT = assumption(
    "population.deterrence.public_weight", 0.5, "fraction", 0.0, 1.0,
    "Beta(2,2), assumption (0: Kleck & Barnes 2013, perceptions apart from actual risk)",
    "Weight of what is publicly known of enforcement in the region against the belief one starts with.")
PUBLIC_PRIOR = assumption(
    "population.deterrence.public_prior", 5.0, "breaches per 1,000 creators", 0.1, 100.0, "LogN(ln 5, .7), assumption",
    "Strength of the prior against known breaches; per 1,000 creators, so that a market's size does not matter.")
PUBLIC_HALF_LIFE = assumption(
    "population.deterrence.public_half_life", 30.0, "days", 5.0, 365.0, "assumption (10-60 days)",
    "Half-life of what is publicly known of penalties and of breaches.")
ALARM_HALF_LIFE = assumption(
    "population.deterrence.alarm_half_life", 35.0, "days", 3.0, 365.0, "LogN(ln 35 d, .6) [R30 R31 R38]",
    "Half-life of the alarm that an announcement raises.")
PROOF_DAYS = assumption(
    "population.deterrence.proof_days", 28, "days", 7, 365, "assumption",
    "Days after an announcement over which people see whether it came true.", integer=True)
PROOF_RISE = assumption(
    "population.deterrence.proof_rise", 0.1, "ratio", 0.0, 5.0, "assumption",
    "Rise of penalties per breach, against those before it, beyond chance, from which an announcement has come true.")

ANNOUNCED = lever(
    "enforcement.announcement.strength", 0.0, "log-odds", 0.0, 3.0, "[R30 R31] (mean .35 of a notice), assumption",
    "Announces stricter rules or detectors on the day it rises: what a fully believed announcement adds to the "
    "log-odds of perceived detection; it wears off, and is believed as far as earlier ones came true.",
    ("perceived_detection", "up"))
REPORT = lever(
    "enforcement.announcement.report", 0.0, "fraction", 0.0, 1.0, "DSA-style transparency reports, assumption",
    "Regular transparency report: share of creators whom it tells the region's true penalties and breaches.",
    ("perceived_detection", "up"))
