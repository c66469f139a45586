"""A creator's weekly decisions: steps of effort, and the tactic, by directional learning and imitation.

Effort and supply compare pay with the outside option (`sim.model.rules.work`); what a tactic is worth is in shares of
usual income: gain - [k != 0](cost + moral + deterrent). No creator solves an equilibrium: effort takes a bounded step
up the slope that the creator can *see*, and a tactic is compared with one alternative.
"""

from __future__ import annotations

import math

from sim.model.compilation import Row, rule
from sim.model.parameters import bonuses as bo
from sim.model.parameters import creators as c
from sim.model.parameters import distribution as d
from sim.model.parameters import lifecycle as lc
from sim.model.parameters import market as m
from sim.model.parameters import tactics as t
from sim.model.parameters import work as w


@rule
def usual_income(income: float, outside: float) -> float:
    """Return usual weekly income in minor units, at least a quarter of the outside option (a beginner's yardstick)."""
    return 7.0 * max(income, 0.25 * outside)


@rule
def step_effort(p: Row, effort: float, slope: float) -> float:
    """Return effort after a bounded step up the slope, within 0.05-1."""
    return min(1.0, max(0.05, effort + p[c.STEP_EFFORT] * math.tanh(slope)))


@rule
def toward(p: Row, own: float, other: float) -> float:
    """Return own effort moved half a step towards a better-paid peer's."""
    gap = other - own
    bound = 0.5 * p[c.STEP_EFFORT]
    return own + max(-bound, min(bound, gap))


@rule
def tactic_gain(
    p: Row, row: Row, commission_kept: float, gross: float = 0.0, net: float = 0.0, sales_kept: float = 1.0,
    lift: float = 0.0,
) -> float:
    """Return the believed relative gain of income from using a tactic on every offer.

    Log gain = vis (pull on entry + pull on orders + what the ranking pays for staying, faked engagement, staged sales
    (``lift``) and gamed quality) + elasticity * ln of added hours. Returns and sales led away shrink commission
    (``commission_kept``). A bonus on GMV (``gross``, against commission) pays for all that is sold, one on net GMV for
    ``sales_kept``.
    """
    engaged = p[d.WEIGHT_ENGAGEMENT] * (row[t.STAY_GAIN] + row[t.FAKE_GAIN])
    ranked = engaged + p[d.WEIGHT_GPM] * lift + p[d.WEIGHT_QUALITY] * row[t.SCORE_GAIN]
    log_gain = p[c.RULE_VISIBILITY] * (row[t.ENTRY_GAIN] + row[t.ORDER_GAIN] + ranked / p[d.TEMPERATURE])
    log_gain += p[c.INCOME_SUPPLY] * math.log(1.0 + p[m.LIVE_SHARE] * row[t.HOURS_GAIN])
    left = (commission_kept + gross + net * sales_kept) / (1.0 + gross + net)
    return math.exp(log_gain) * left - 1.0


@rule
def sales_lift(p: Row, staged: float, sold: float, price: float) -> float:
    """Return the believed rise of ln GPM from staged orders: ln(1 + staged / (sold + a tenth of an order)), bounded.

    ``staged`` and ``sold`` are sales a day, ``price`` that of one order.
    """
    return min(p[d.SCORE_BOUND], math.log(1.0 + staged / (sold + 0.1 * price)))


@rule
def income_kept(p: Row, row: Row, kept: float, commission: float) -> float:
    """Return the factor on commission when some sales are led off the platform, where another margin is kept."""
    return kept * (1.0 - row[t.LEAK]) + row[t.LEAK] * p[lc.LEAKED_MARGIN] / max(0.01, commission)


@rule
def money_off_ledger(p: Row, row: Row, live_hours: float, staged: float, usual: float) -> float:
    """Return what a tactic pays and costs outside sales, in shares of usual weekly income, if used on every offer.

    Added hours earn the volume bonus; staged orders (``staged``: their value a week) cost their share.
    """
    return (p[bo.VOLUME_BONUS] * live_hours * row[t.HOURS_GAIN] - p[lc.FAKE_COST] * staged) / usual


@rule
def tactic_utility(
    p: Row, row: Row, intensity: float, gain: float, moral: float, deterrence: float
) -> float:
    """Return what a tactic is worth against staying clean (utility 0), at the use it is judged at.

    ``moral`` is what peers' use leaves of the creator's moral cost. At the amount of work that a creator has chosen,
    the cost of it is eta / (1 + eta) of what it is worth (`sim.model.rules.work.intended_supply`); a share of that is
    saved.
    """
    saved = row[t.EFFORT_SAVED] * p[w.HOURS_ELASTICITY] / (1.0 + p[w.HOURS_ELASTICITY])
    price = row[t.TACTIC_COST] + p[c.MORAL_WEIGHT] * moral * row[t.MORAL] + deterrence
    return intensity * (gain + saved - price)


@rule
def switches(p: Row, u: float, now: float, then: float) -> bool:
    """Return whether the considered tactic is taken: logit in the utility difference."""
    return u < 1.0 / (1.0 + math.exp(-(then - now) / p[c.CHOICE_NOISE]))


@rule
def next_intensity(p: Row, intensity: float, sanctioned: bool) -> float:
    """Return the share of offers on which the tactic is used: up after impunity, down after a sanction."""
    step = -p[t.INTENSITY_STEP] if sanctioned else p[t.INTENSITY_STEP]
    return min(1.0, max(0.05, intensity + step))


@rule
def tries_out(p: Row, u: float, skill: float, age_days: float) -> bool:
    """Return whether a tactic is tried unprompted: by anybody once it is known, by the skilled while it is new.

    P = experiment * (2 skill)^innovators within the days of novelty, experiment later.
    """
    chance = p[c.EXPERIMENT]
    if age_days < p[lc.NOVELTY_DAYS]:
        chance *= math.pow(2.0 * skill, p[lc.INNOVATOR_SKILL])
    return u < chance


@rule
def experienced(p: Row, believed: float, payoff: float) -> float:
    """Return the gain of the tactic in use: belief mixed with what it has paid, (1 - w) believed + w payoff."""
    return (1.0 - p[lc.PAYOFF_WEIGHT]) * believed + p[lc.PAYOFF_WEIGHT] * payoff


@rule
def next_payoff(p: Row, payoff: float, income: float, before: float, outside: float) -> float:
    """Return the remembered payoff of a tactic after a week: it follows the relative change of income, within +-1."""
    change = (income - before) / max(before, 0.25 * outside)
    return payoff + p[lc.PAYOFF_RATE] * (max(-1.0, min(1.0, change)) - payoff)
