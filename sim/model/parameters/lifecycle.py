"""Parameters of the life cycle, in group ``population``: agencies, rings, evasion craft, levels, breaks and returns."""

from sim.model.parameters.registry import assumption, lever

# agencies (MCNs)
AGENCY_SHARE = assumption(
    "population.agency.share", 0.25, "fraction of creators", 0.0, 1.0, "assumption (S37: agencies exist)",
    "Creators who belong to an agency (MCN).")
AGENCY_SIZE = assumption(
    "population.agency.size", 20.0, "creators", 1.0, 10000.0, "assumption", "Mean members of an agency at the start.")
AGENCY_TIES = assumption(
    "population.agency.ties", 4, "ties", 0, 16, "assumption (model 19: layer of agencies)",
    "Peer ties to other members that a member adds on joining.", integer=True)
AGENCY_AWARENESS = assumption(
    "population.agency.awareness", 0.10, "fraction of the gap", 0.0, 1.0, "assumption",
    "Share of the awareness gap that an agency's briefing closes for its newcomers.")
AGENCY_DRIVE = assumption(
    "population.agency.drive", 0.15, "log", 0.0, 2.0, "assumption", "How much more an agency's newcomers publish.")
# organised rings
RING_SHARE = assumption(
    "population.ring.share", 0.02, "fraction of applicants", 0.0, 0.5, "assumption",
    "Applications that come from owners who run rings of accounts.")
RING_ACCOUNTS = assumption(
    "population.ring.accounts", 4.0, "accounts", 1.0, 1000.0, "assumption (S2: matrix accounts)",
    "Mean accounts of a ring owner at the start.")
RING_MORAL = assumption(
    "population.ring.moral", 0.1, "ratio", 0.0, 1.0, "assumption", "Moral cost of a ring owner against a creator's.")
RING_INTENSITY = assumption(
    "population.ring.intensity", 0.5, "fraction of offers", 0.0, 1.0, "assumption",
    "Share of offers on which a ring's new account uses its tactic from the start.")
RING_CRAFT = assumption(
    "population.ring.craft", 0.5, "0-1", 0.0, 1.0, "assumption (S140: tools and courses are sold)",
    "Evasion craft that a ring's new account starts with.")
RING_COST = assumption(
    "population.ring.identity_cost", 0.25, "ratio", 0.0, 1.0, "assumption (S2: clean identities are traded)",
    "What a new identity costs a ring owner against others.")
# evasion craft
CRAFT_RATE = assumption(
    "population.craft.rate", 0.06, "per week", 0.0, 1.0, "assumption (model 13: evasion is learned)",
    "Share of the gap to full craft that closes in a week of unsanctioned use of a tactic.")
CRAFT_EFFECT = assumption(
    "population.craft.effect", 0.3, "fraction", 0.0, 1.0, "assumption (model 13)",
    "Share of a detector's recall that full craft evades.")
# what a tactic has paid, and who tries new ones
PAYOFF_RATE = assumption(
    "population.tactic_payoff.rate", 0.2, "per week", 0.0, 1.0, "assumption (experience-weighted learning)",
    "How fast remembered payoff follows the change of income since a tactic was taken up.")
PAYOFF_WEIGHT = assumption(
    "population.tactic_payoff.weight", 0.3, "fraction", 0.0, 1.0, "assumption (experience-weighted learning)",
    "Weight of own experience against belief in what a tactic in use gains.")
NOVELTY_DAYS = assumption(
    "population.innovators.days", 60, "days", 0, 3650, "assumption",
    "For how long a tactic that just appeared is tried by innovators rather than by anybody.", integer=True)
INNOVATOR_SKILL = assumption(
    "population.innovators.skill", 2.0, "exponent", 0.0, 8.0, "section 5 (innovators with high skill), size assumption",
    "How steeply the chance of trying a new tactic rises with skill.")
# fake orders and business off the platform
FAKE_COST = assumption(
    "population.fake_orders.cost", 0.10, "fraction of their value", 0.0, 1.0, "S142 (one case), size assumption",
    "What fake orders cost the creator: freight, staged buyers, returns; net of commission that is kept.")
FAKE_RETURNED = assumption(
    "population.fake_orders.returned", 0.9, "fraction", 0.0, 1.0, "S143 (about half) to S142 (98% fake), assumption",
    "Fake orders that come back.")
LEAKED_MARGIN = assumption(
    "population.off_platform.margin", 0.22, "fraction of price", 0.0, 1.0, "assumption",
    "What a creator keeps of a sale that is led off the platform.")
# applications
ONBOARDING = lever(
    "enforcement.onboarding.screening", 0.3, "fraction of applicants", 0.0, 1.0, "S92-S95, size assumption",
    "Applicants whose identity is checked before an account opens.", ("refusal_rate", "up"))
ONBOARDING_RECALL = assumption(
    "enforcement.onboarding.recall", 0.6, "fraction", 0.0, 1.0, "assumption",
    "Checked ring owners and removed owners who are refused.")
ONBOARDING_ERROR = assumption(
    "enforcement.onboarding.false_rejection", 0.02, "fraction", 0.0, 1.0, "assumption",
    "Checked honest applicants who are refused.")
ONBOARDING_COST = assumption(
    "enforcement.onboarding.cost", 100, "minor units", 0, 1e5, "assumption", "Cost of checking one applicant.")
# careers
RETURN_COST = assumption(
    "population.creator.ban_return_cost", 2000, "minor units", 0, 1e7, "assumption (S2: clean identities are traded)",
    "What a removed owner pays for an identity that can open a new account.")
RETURN_WEEKS = assumption(
    "population.creator.ban_return_weeks", 8.0, "weeks", 0.0, 260.0, "assumption",
    "Weeks of usual income that a removed owner weighs against that cost.")
COMEBACK = assumption(
    "population.creator.comeback", 0.08, "probability", 0.0, 1.0, "assumption (S132: pauses are common)",
    "Creators who left and take up their account again.")
COMEBACK_DAYS = assumption(
    "population.creator.comeback_days", 60.0, "days", 1.0, 3650.0, "assumption", "Mean break until they do.")
TOP_RANK = assumption(
    "population.creator.top_rank", 0.9995, "rank", 0.9, 0.999999, "assumption (0.999-0.9999)",
    "Highest rank of a newcomer's drive, persuasion and attraction, in a market of any size.")
PRIOR_DAYS = assumption(
    "population.creator.prior_days", 2.0, "days of experience", 1.0, 365.0, "section 2.7, assumption",
    "Days of experience that a newcomer's hopes weigh: few, and disappointment comes at once.")
TRIAL = assumption(
    "population.creator.trial", 6.5, "log", 0.0, 10.0, "section 2.7 (S57: most post once and stop), size assumption",
    "What finding out that one does not like the work adds to the log hazard of a creator without intrinsic motive.")
TRIAL_DAYS = assumption(
    "population.creator.trial_days", 12.0, "days", 1.0, 365.0, "section 2.7, assumption",
    "Mean time in which that is found out.")
DORMANT_DAYS = assumption(
    "population.creator.dormant_days", 14, "days", 1, 365, "assumption",
    "Days without an offer after which an open account counts as dormant.", integer=True)
LEVEL_1 = assumption(
    "population.levels.one", 0.5, "fraction", 0.0, 1.0, "S45 (levels of Amazon Live), shares assumption",
    "Creators of a region who reach level 1 by sales of 28 days.")
LEVEL_2 = assumption(
    "population.levels.two", 0.2, "fraction", 0.0, 1.0, "S45, assumption", "Creators who reach level 2.")
LEVEL_3 = assumption(
    "population.levels.three", 0.05, "fraction", 0.0, 1.0, "S45, assumption", "Creators who reach level 3.")
