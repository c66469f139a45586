"""Parameters of what is measured, in group ``market``: bars, windows and thresholds of the metric dictionary.

They change what is counted and never what agents do.
"""

from sim.model.parameters.registry import assumption

QUALITY_BAR = assumption(
    "market.quality_bar", 0.65, "quality", 0.0, 1.0, "S17 (PPS bar), value assumption",
    "Delivered quality from which content counts as quality content.")
FIRST_ORDER_DAYS = assumption(
    "market.success.order_days", 14, "days", 1, 365, "metric dictionary (assumption)",
    "Days in which a new creator has to make a first order to count as a success.", integer=True)
FIRST_GMV_DAYS = assumption(
    "market.success.gmv_days", 60, "days", 1, 365, "metric dictionary (assumption)",
    "Days in which a new creator has to reach the GMV of a success.", integer=True)
FIRST_GMV = assumption(
    "market.success.gmv", 100_000, "minor units", 0, 1e9, "metric dictionary (assumption: 1k)",
    "GMV that a new creator has to reach to count as a success.")
COMPLAINT = assumption(
    "market.orders.complaint", 0.136, "probability", 0.0, 1.0, "China Consumers Association 2020 (13.6%)",
    "Disappointing deliveries about which the buyer complains.")
AMICABLE = assumption(
    "market.orders.amicable", 0.5, "fraction", 0.0, 1.0, "assumption",
    "Complaints about goods that were kept which are settled by a refund or a discount.")
VIEWER_SATISFIED = assumption(
    "market.survey.viewer_satisfied", 0.60, "satisfaction", 0.0, 1.0, "L22, threshold assumption",
    "Satisfaction from which a viewer ticks one of the top two boxes (CSAT).")
VIEWER_PROMOTES = assumption(
    "market.survey.viewer_promotes", 0.70, "satisfaction", 0.0, 1.0, "L21, threshold assumption",
    "Satisfaction from which a viewer recommends the platform (NPS).")
VIEWER_DETRACTS = assumption(
    "market.survey.viewer_detracts", 0.54, "satisfaction", 0.0, 1.0, "L21, threshold assumption",
    "Satisfaction below which a viewer advises against the platform (NPS).")
CREATOR_SATISFIED = assumption(
    "market.survey.creator_satisfied", 0.65, "fairness felt", 0.0, 1.0, "assumption",
    "Fairness felt from which a creator ticks one of the top two boxes (CSAT).")
CREATOR_PROMOTES = assumption(
    "market.survey.creator_promotes", 0.75, "fairness felt", 0.0, 1.0, "assumption",
    "Fairness felt from which a creator recommends the platform (NPS).")
CREATOR_DETRACTS = assumption(
    "market.survey.creator_detracts", 0.55, "fairness felt", 0.0, 1.0, "assumption",
    "Fairness felt below which a creator advises against the platform (NPS).")
AGREES = assumption(
    "market.survey.agrees", 0.6, "fairness felt", 0.0, 1.0, "assumption",
    "Fairness felt from which a penalised creator who was given a reason agrees that the penalty was fair.")
SURVEY_NOISE = assumption(
    "market.survey.noise", 0.15, "0-1", 0.001, 1.0, "assumption",
    "Standard deviation of what else than satisfaction or fairness felt goes into an answer in a survey.")
