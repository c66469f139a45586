"""Parameters of creators' work and pay, in group ``population``: hours, effort, taking part, and what they learn.

Money is compared with the outside option of the same work: what a week of reference work would be worth elsewhere.
"""

from sim.model.parameters.registry import assumption

HOBBY = assumption(
    "population.creator.hobby", 0.3, "outside options", 0.01, 3.0,
    "Pew 2024 and Twitch 2021 (most are paid next to nothing)",
    "What the work itself is worth to a median creator, in weeks of outside option a week of reference work.")
HOBBY_SPREAD = assumption(
    "population.creator.hobby_spread", 1.2, "log spread", 0.0, 2.5, "assumption (0.8-1.6)",
    "Spread of what the work itself is worth.")
HOURS_ELASTICITY = assumption(
    "population.creator.hours_elasticity", 0.5, "elasticity", 0.0, 2.0,
    "Angrist et al. 2017; He et al. 2022; Sun et al. 2019",
    "eta: elasticity of work, once active, in what it is worth (pay and hobby); lasting changes, 0.2-1.2.")
HOURS_ADJUSTMENT = assumption(
    "population.creator.hours_adjustment", 0.3, "per week", 0.01, 1.0, "Hall et al. 2023 (8 weeks to a new rest)",
    "k: part of the way to the intended amount of work that a creator goes in a week.")
EFFORT_CURVATURE = assumption(
    "population.creator.effort_curvature", 4.0, "exponent", 0.5, 8.0, "assumption",
    "How steeply the marginal cost of effort rises with effort.")
LOSS_AVERSION = assumption(
    "population.creator.loss_aversion", 1.8, "ratio", 1.0, 4.0, "Kube et al. 2013; Cohn et al. 2011 (1-3.5)",
    "lambda: how much a fall below the pay that one is used to weighs against an equal rise.")
REFERENCE_WEEKS = assumption(
    "population.creator.reference_weeks", 6.0, "weeks", 0.5, 52.0, "assumption (14-120 days)",
    "Half-life of the pay that one is used to.")
HOPED_PAY = assumption(
    "population.creator.hoped_pay", 0.3, "outside options", 0.0, 10.0, "assumption",
    "What a newcomer hopes a week of reference work will pay.")
HOPE_WEEKS = assumption(
    "population.creator.hope_weeks", 1.0, "weeks of reference work", 0.05, 26.0, "assumption",
    "Weeks of own experience that these hopes weigh.")
PROSPECTS = assumption(
    "population.creator.prospects", 0.1, "fraction", 0.0, 1.0, "Rosen 1981 (tournaments); Duffy 2017, size assumption",
    "Share of what the best-paid peers seen earn with a unit of work that a creator counts as own prospects.")
PATIENCE = assumption(
    "population.creator.discount", 0.004, "per day", 0.0, 0.1, "Dusek & Traxler (0.001-0.02)",
    "How much a day of waiting takes off what frozen commission is worth.")
PARTICIPATION = assumption(
    "population.creator.participation", 1.2, "log-odds per ln worth", 0.0, 4.0,
    "YouTube 2018 threshold; Twitch Affiliate (0.2-2), size assumption",
    "How strongly the odds of publishing at all in a week answer to pay and hobby.")
PARTICIPATION_START = assumption(
    "population.creator.participation_base", -1.9, "log-odds", -6.0, 6.0,
    "Pew 2024; Twopcharts (40-80% dormant), fitted",
    "Log-odds that a creator to whom the work is worth the median hobby, and no pay, publishes in a week.")
PARTICIPATION_TURNOVER = assumption(
    "population.creator.participation_turnover", 0.15, "per week", 0.01, 1.0, "assumption",
    "How fast spells of activity and of rest follow each other: rates of both add up to it.")
HOSTS = assumption(
    "population.creator.hosts", 0.22, "fraction", 0.0, 1.0, "S57 L7 (LIVE is a minority act), size assumption",
    "Creators of average persuasion who go LIVE at all; the others publish videos only.")
HOSTS_PERSUASION = assumption(
    "population.creator.hosts_persuasion", 1.0, "log-odds per log-odds", 0.0, 5.0, "assumption",
    "How much likelier those are to go LIVE who turn clicks into orders.")
LEARNING_GAIN = assumption(
    "population.creator.learning_gain", 0.1, "per week", 0.0, 1.0, "assumption (constant-gain learning)",
    "Weight of one week of informative experience in what a creator believes pays.")
PEER_LESSON = assumption(
    "population.creator.peer_lesson", 0.3, "ratio", 0.0, 1.0,
    "Dimmock et al. 2018; Lindstroem et al. 2021, size assumption",
    "Weight of a better-paid peer's week against one's own.")
LEARNING_FADES = assumption(
    "population.creator.learning_fades", 0.03, "per week", 0.0, 1.0, "assumption",
    "How fast what was learned fades towards what newcomers believe.")
QUALITY_VARIATION = assumption(
    "population.creator.quality_variation", 0.3, "quality", 0.01, 1.0, "assumption",
    "Difference of quality between two weeks that teaches half as much as one can learn.")
SUPPLY_VARIATION = assumption(
    "population.creator.supply_variation", 0.7, "log", 0.01, 3.0, "assumption",
    "Difference of ln offers between two weeks that teaches half as much as one can learn.")
