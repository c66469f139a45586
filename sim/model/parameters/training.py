"""Parameters of what costs little, in group ``incentives``: training, reminders, recognition."""

from sim.model.parameters.registry import assumption, lever

TRAINING_COVERAGE = lever(
    "incentives.training.coverage", 0.10, "fraction of creators a month", 0.0, 1.0, "S112, what-if 16",
    "Creators trained in the rules each month, and newcomers trained on their first day.", ("awareness", "up"))
TRAINING_EFFECT = assumption(
    "incentives.training.effect", 0.97, "fraction of the gap", 0.0, 1.0, "S112 (+8 pp), size assumption",
    "Share of the gap to full awareness that one training closes.")
TRAINING_COST = assumption(
    "incentives.training.cost", 400, "minor units", 0, 1e5, "assumption", "Cost of training one creator once.")
THROUGH_AGENCIES = lever(
    "incentives.training.through_agencies", 0.0, "fraction of training", 0.0, 1.0, "what-if 16",
    "Training given through agencies, to all members at once; the rest goes to creators directly.",
    ("training_cost", "down"))
AGENCY_COST = assumption(
    "incentives.training.agency_cost", 0.4, "ratio", 0.0, 2.0, "assumption",
    "Cost of training a creator through its agency against directly.")
WELCOME = assumption(
    "incentives.training.welcome", 0.5, "0-1", 0.0, 1.0, "S112 (newcomers' participation up), size assumption",
    "Recognition that a newcomer feels on being taught the rules.")
REMINDERS = lever(
    "incentives.reminders.coverage", 0.0, "fraction of creators a week", 0.0, 1.0, "S112, what-if 16",
    "Creators reminded of the rules each week.", ("awareness", "up"))
REMINDER_EFFECT = assumption(
    "incentives.reminders.effect", 0.10, "fraction of the gap", 0.0, 1.0, "assumption (S112)",
    "Share of the gap to full awareness that one reminder closes.")
REMINDER_COST = assumption(
    "incentives.reminders.cost", 5, "minor units", 0, 1e4, "assumption", "Cost of reminding one creator once.")
AWARD_SHARE = lever(
    "incentives.award.share", 0.0, "fraction of creators a month", 0.0, 0.5, "S120",
    "Creators publicly recognised each month, drawn among the better half by measured quality.",
    ("recognition", "up"))
AWARD_LIFT = assumption(
    "population.creator.award_lift", 0.066, "fraction", 0.0, 1.0, "S120 (+6.6% posting)",
    "How much more a freshly recognised creator publishes.")
AWARD_URGE = assumption(
    "population.creator.award_urge", 1.4, "log-odds", 0.0, 5.0,
    "S120 (+6.6% of the chance to post next week, derived at the default turnover of rests)",
    "What a fresh award adds to the log-odds of publishing in a week instead of resting.")
AWARD_NEWCOMERS = assumption(
    "population.creator.award_newcomers", 2.0, "ratio", 0.0, 10.0, "S120 (larger for newcomers), section 6 (2x)",
    "The same for newcomers, as a multiple.")
AWARD_WEEKS = assumption(
    "population.creator.award_weeks", 3.5, "weeks", 0.1, 52.0, "assumption",
    "Half-life of being recognised.")
