"""A creator's weekly decisions: effort, supply and tactic, by directional learning and imitation.

Utility is in shares of usual income: U = income / usual + intrinsic q - c_e e^2 x / 2 - c_x x^2 / 2 - [k != 0](cost +
moral + deterrent). No creator solves an equilibrium: effort and supply take a bounded step up the slope that the
creator can *see* through the incentives in force, and a tactic is compared with one alternative.
"""

from __future__ import annotations

import math

from sim.compilation import Row, rule
from sim.parameters import bonuses as bo
from sim.parameters import creators as c
from sim.parameters import distribution as d
from sim.parameters import tactics as t


@rule
def usual_income(income: float, outside: float) -> float:
    """Return usual weekly income in minor units, at least a quarter of the outside option (a beginner's yardstick)."""
    return 7.0 * max(income, 0.25 * outside)


@rule
def effort_slope(
    p: Row, slope: float, effort: float, supply: float, intrinsic: float, usual: float, pull: float, missed: float
) -> float:
    """Return dU/d effort: what quality earns (ranking, sales, bonuses, own satisfaction) minus marginal cost.

    ``slope`` is d quality / d effort, ``pull`` what bonuses and boosts pay for quality. Bonus income crowds out part
    of the intrinsic motive (model 9), and so does missing a bonus that one was used to.
    """
    ranked = p[c.INCOME_QUALITY] + p[c.RULE_VISIBILITY] * p[d.WEIGHT_QUALITY] / p[d.TEMPERATURE]
    bonus_share = p[bo.QUALITY_BONUS] / (p[bo.QUALITY_BONUS] + usual)
    crowded = p[c.CROWDING] * min(1.0, bonus_share + missed)
    motive = p[c.INTRINSIC_WEIGHT] * intrinsic * (1.0 - crowded)
    return slope * (ranked + pull + motive) - p[c.EFFORT_COST] * effort * supply


@rule
def supply_slope(p: Row, effort: float, supply: float, pull: float, saved: float) -> float:
    """Return dU/d supply: believed elasticity of income plus what bonuses pay for volume, minus marginal cost."""
    cost = (p[c.SUPPLY_COST] * supply + 0.5 * p[c.EFFORT_COST] * effort * effort) * (1.0 - saved)
    return p[c.INCOME_SUPPLY] / (0.5 + 0.5 * supply) + pull - cost


@rule
def step_effort(p: Row, effort: float, slope: float) -> float:
    """Return effort after a bounded step up the slope, within 0.05-1."""
    return min(1.0, max(0.05, effort + p[c.STEP_EFFORT] * math.tanh(slope)))


@rule
def step_supply(p: Row, supply: float, slope: float) -> float:
    """Return supply (1 is the creator's usual amount) after a bounded relative step, within 0.1-4."""
    return min(4.0, max(0.1, supply * (1.0 + p[c.STEP_SUPPLY] * math.tanh(slope))))


@rule
def toward(p: Row, own: float, other: float) -> float:
    """Return own effort moved half a step towards a better-paid peer's."""
    gap = other - own
    bound = 0.5 * p[c.STEP_EFFORT]
    return own + max(-bound, min(bound, gap))


@rule
def tactic_gain(
    p: Row, row: Row, commission_kept: float, gross: float = 0.0, net: float = 0.0, sales_kept: float = 1.0
) -> float:
    """Return the believed relative gain of income from using a tactic on every offer.

    Log gain = pull on entry + pull on orders + what the ranking pays for staying and faked engagement; only the visible
    share of it is believed. Returns that it brings shrink commission (``commission_kept``), supply effort is saved. A
    bonus on GMV (``gross``, against commission) pays for all that is sold, one on net GMV for ``sales_kept``.
    """
    ranked = p[d.WEIGHT_ENGAGEMENT] / p[d.TEMPERATURE] * (row[t.STAY_GAIN] + row[t.FAKE_GAIN])
    log_gain = p[c.RULE_VISIBILITY] * (row[t.ENTRY_GAIN] + row[t.ORDER_GAIN] + ranked)
    left = (commission_kept + gross + net * sales_kept) / (1.0 + gross + net)
    return math.exp(log_gain) * left - 1.0


@rule
def tactic_utility(
    p: Row, row: Row, intensity: float, gain: float, moral: float, deterrence: float, supply: float
) -> float:
    """Return what a tactic is worth against staying clean (utility 0), at the given intensity."""
    saved = row[t.EFFORT_SAVED] * 0.5 * p[c.SUPPLY_COST] * supply * supply
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
