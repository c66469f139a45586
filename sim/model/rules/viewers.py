"""Viewers: when they open the app, scroll on, trust, and leave (models 14, 15 and 16 of the dossier)."""

from __future__ import annotations

import math

from sim.model.compilation import Row, rule
from sim.model.parameters import attention as ad
from sim.model.parameters import market as m
from sim.model.parameters import viewers as v
from sim.model.rules.campaigns import opening_lift


@rule
def open_odds(
    p: Row, affinity: float, habit: float, satisfaction: float, trust: float, lift: float, weekend: bool
) -> float:
    """Return the odds of opening the app today, ``lift`` being what there is to watch against the usual (ln).

    ln odds = base + a_i + b_H H + b_S (S - S0) + b_T (T - T0) + b_V lift + [weekend] ln lift + ln of a campaign's lift:
    system 2 decides to come back (Kleinberg et al. 2024), habit pulls (Allcott et al. 2022).
    """
    odds = math.exp(
        p[v.OPEN_BASE]
        + affinity
        + p[v.OPEN_HABIT] * habit
        + p[v.OPEN_SATISFACTION] * (satisfaction - p[v.SATISFACTION_START])
        + p[v.OPEN_TRUST] * (trust - p[v.TRUST_START])
        + p[v.VARIETY] * lift
    )
    return odds * (p[m.WEEKEND_LIFT] if weekend else 1.0) * opening_lift(p)


@rule
def next_habit(p: Row, habit: float, opened: bool) -> float:
    """Return the habit stock after a day: H' = rho H + (1 - rho) x, x = 1 if the app was opened (model 15)."""
    return p[v.HABIT_KEEP] * habit + (1.0 - p[v.HABIT_KEEP]) * (1.0 if opened else 0.0)


@rule
def next_satisfaction(p: Row, satisfaction: float, delivered: float) -> float:
    """Return S' = S + a (mean quality delivered in the session, ads included - S)."""
    return satisfaction + p[v.SATISFACTION_RATE] * (delivered - satisfaction)


@rule
def session_value(p: Row, delivered: float, views: int, ads: int) -> float:
    """Return what a session is remembered for: quality delivered over views and, at their weight, ads.

    ``ads`` of a weight of nothing leave a session of ads alone without value.
    """
    weight = p[ad.ADS_WEIGHT] * ads
    return (delivered + weight * p[ad.ADS_VALUE]) / max(1e-9, views + weight)


@rule
def scroll_chance(p: Row, lift: float) -> float:
    """Return the chance of scrolling on after an honest offer: gamma, its log-odds moved by b_V times the lift."""
    if lift == 0.0:
        return p[v.CONTINUE_BASE]
    odds = p[v.CONTINUE_BASE] / (1.0 - p[v.CONTINUE_BASE]) * math.exp(p[v.VARIETY] * lift)
    return odds / (1.0 + odds)


@rule
def scrolls_on(p: Row, u: float, usual: float, stay: float) -> bool:
    """Return whether system 1 scrolls on: probability gamma + gamma_stay * staying power of what was just seen."""
    return u < usual + p[v.CONTINUE_STAY] * stay


@rule
def churn_hazard(p: Row, satisfaction: float, trust: float, fickle: float) -> float:
    """Return the daily hazard of leaving for good: theta_i + h0 exp(-k_S (S - S0) - k_T (T - T0)) (model 14).

    At most 1. theta_i, how ``fickle`` one is, makes installers who look once; the rest is what everybody has.
    """
    return min(
        1.0,
        fickle
        + p[v.CHURN_BASE]
        * math.exp(
            -p[v.CHURN_SATISFACTION] * (satisfaction - p[v.SATISFACTION_START])
            - p[v.CHURN_TRUST] * (trust - p[v.TRUST_START])
        ),
    )


@rule
def entry_factor(p: Row, trust: float) -> float:
    """Return the factor that a viewer's trust puts on the odds of entry (model 17, distrust)."""
    return math.exp(p[m.ENTRY_TRUST] * (trust - p[v.TRUST_START]))


@rule
def order_factor(p: Row, trust: float) -> float:
    """Return the factor that trust puts on the odds of an order."""
    return math.exp(p[m.ORDER_TRUST] * (trust - p[v.TRUST_START]))
