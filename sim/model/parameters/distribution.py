"""Parameters of group ``distribution``: who gets the traffic."""

from sim.model.parameters.registry import assumption, lever

TEMPERATURE = lever(
    "distribution.temperature", 0.5, "score", 0.2, 10.0, "model 1 (tau)",
    "Softmax temperature of the ranking: low concentrates traffic.", ("gini_views", "down"))
EXPLORATION = lever(
    "distribution.exploration", 0.16, "fraction", 0.0, 1.0, "model 6",
    "Share of drawn impressions spread evenly over the offers.", ("gini_views", "down"))
CANDIDATES = lever(
    "distribution.candidates", 8, "offers", 2, 100000,
    "assumption (retrieval before ranking: Covington et al. 2016, hundreds of a catalogue of millions)",
    "Offers that compete for an impression, retrieved at random from its category; ranking decides among these.",
    ("gini_views", "up"), integer=True)
FOLLOW_SHARE = lever(
    "distribution.follow_share", 0.20, "fraction", 0.0, 1.0, "S57 (sales come from feed, not graph)",
    "Share of impressions reserved for creators the viewer follows.", ("follow_view_share", "up"))
WEIGHT_ENGAGEMENT = lever(
    "distribution.weights.engagement", 0.9, "score per ln engagement", 0.0, 5.0, "S138",
    "Weight of measured engagement (watch per impression); engagement can be faked.", ("watch_minutes", "up"))
WEIGHT_GPM = lever(
    "distribution.weights.gpm", 0.5, "score per ln GPM", 0.0, 5.0, "S138",
    "Weight of sales per thousand impressions.", ("gpm", "up"))
WEIGHT_QUALITY = lever(
    "distribution.weights.quality", 1.1, "score per quality", 0.0, 10.0, "S127 (quality promoted in ranking)",
    "Weight of the platform's noisy quality estimate.", ("quality", "up"))
WEIGHT_FOLLOWERS = lever(
    "distribution.weights.followers", 0.22, "score per ln follower", 0.0, 2.0, "S60, size assumption",
    "Weight of the size of a creator's following.", ("gini_views", "up"))
QUALITY_ERROR = assumption(
    "distribution.quality_error", 0.15, "quality", 0.0, 1.0, "assumption",
    "Standard deviation of the platform's quality estimate.")
MEASURED_HARM = assumption(
    "distribution.measured_harm", 0.4, "fraction", 0.0, 1.0, "assumption",
    "Share of a tactic's harm that the quality estimate sees.")
REFERENCE_ENGAGEMENT = assumption(
    "distribution.reference_engagement", 0.25, "watch minutes per impression", 0.01, 60.0, "assumption",
    "Engagement at which the engagement score is zero; newcomers start there.")
REFERENCE_GPM = assumption(
    "distribution.reference_gpm", 4000, "minor units per 1,000 impressions", 1, 1e7, "assumption",
    "Sales at which the sales score is zero; newcomers start there.")
SCORE_BOUND = assumption(
    "distribution.score_bound", 2.0, "score", 0.1, 10.0, "assumption",
    "Log engagement and log sales count at most this much, either way.")
