"""Work and pay of a creator: what a unit of work pays, how much of it is done, and whether any.

One currency: everything is in outside options, the money that the same work would bring elsewhere. A creator's week is
worth pay and hobby for each unit of work; work follows that with an elasticity, taking part with log-odds.
"""

from __future__ import annotations

import math

from sim.model.compilation import Row, rule
from sim.model.parameters import creators as c
from sim.model.parameters import distribution as d
from sim.model.parameters import ledger as g
from sim.model.parameters import work as w

LEAST_WORTH = 1e-3
SUPPLY_MIN, SUPPLY_MAX = 0.1, 8.0
MOST_QUALITY, MOST_SUPPLY = 3.0, 1.5  # the least that quality and supply are believed to bring is nothing


@rule
def hoped_sales(p: Row, outside: float, offered: float) -> float:
    """Return the sales a day for each unit of work that a newcomer hopes for; ``offered``: the usual commission."""
    return p[w.HOPED_PAY] * outside / max(0.01, offered)


@rule
def hope_weight(p: Row) -> float:
    """Return the work that hopes start the 28-day memory with, a day."""
    return p[w.HOPE_WEEKS] / 4.0


@rule
def sales_a_unit(sold: float, worked: float) -> float:
    """Return the sales a day for each unit of work, from running means of both; a rest leaves it as it was."""
    return sold / max(1e-12, worked)


@rule
def sales_pay(sold: float, worked: float, rate: float, outside: float) -> float:
    """Return what sales pay for a unit of work in outside options, when a unit of sales pays ``rate``."""
    return sales_a_unit(sold, worked) * rate / max(1e-9, outside)


@rule
def week_of(outside: float, drive: float) -> float:
    """Return what a week of one's usual work would bring elsewhere, in minor units."""
    return 7.0 * max(1e-9, outside) * drive


@rule
def frozen_value(p: Row, days: int) -> float:
    """Return what a unit of commission is worth now while it is frozen: later, and perhaps not all of it."""
    if days <= 0:
        return 1.0
    return (1.0 - p[g.FREEZE_FORFEIT]) * math.exp(-p[w.PATIENCE] * days)


@rule
def felt(p: Row, pay: float, reference: float) -> float:
    """Return pay as it is felt: what is missing to the pay one is used to weighs more than a gain (0 at least)."""
    if pay >= reference:
        return pay
    return max(0.0, reference - p[w.LOSS_AVERSION] * (reference - pay))


@rule
def felt_share(p: Row, pay: float, reference: float) -> float:
    """Return the factor by which pay counts, 1 unless it fell short of what one is used to."""
    return felt(p, pay, reference) / pay if pay > 0.0 else 1.0


@rule
def next_reference(p: Row, reference: float, pay: float) -> float:
    """Return the pay that one is used to after another week."""
    return pay + (reference - pay) * 2.0 ** (-1.0 / p[w.REFERENCE_WEEKS])


@rule
def crowded(p: Row, bonus: float, gap: float) -> float:
    """Return the part of the intrinsic motive that a bonus, or one that is missed, crowds out (model 9).

    ``bonus`` is its pay per unit of work in outside options, so that a small one crowds out little.
    """
    return p[c.CROWDING] * min(1.0, bonus / (bonus + 1.0) + gap)


@rule
def joy(p: Row, hobby: float, bonus: float, gap: float) -> float:
    """Return what is left of the joy in the work while a bonus is paid, or missed."""
    return hobby * (1.0 - crowded(p, bonus, gap))


@rule
def intended_supply(p: Row, worth: float, saved: float) -> float:
    """Return x*: work that is worth the median hobby is done as usual (1), other work with an elasticity.

    From U = worth x - c x^(1 + 1/eta) / (1 + 1/eta), at the margin; a tactic that saves work makes it cheaper.
    """
    relative = max(LEAST_WORTH, worth) / p[w.HOBBY] / max(0.05, 1.0 - saved)
    return math.pow(relative, p[w.HOURS_ELASTICITY])


@rule
def next_supply(p: Row, supply: float, intended: float) -> float:
    """Return supply after a week: part of the way (in logs) to what is intended, within 0.1-8."""
    moved = supply * math.pow(max(1e-6, intended) / supply, p[w.HOURS_ADJUSTMENT])
    return min(SUPPLY_MAX, max(SUPPLY_MIN, moved))


@rule
def effort_gap(
    p: Row, slope: float, effort: float, intrinsic: float, pay: float, learned: float, attention: float, bonus: float,
    lost: float,
) -> float:
    """Return ln(marginal gain / marginal cost) of effort.

    ``slope`` is d quality / d effort; a unit of work pays ``pay``, of which quality brings what was ``learned`` (d ln
    pay / d quality), what the ranking is seen to give and ``attention``; ``bonus`` is what bonuses pay for quality, in
    outside options; ``lost`` is the part of the intrinsic motive that is crowded out.
    """
    ranked = p[c.RULE_VISIBILITY] * p[d.WEIGHT_QUALITY] / p[d.TEMPERATURE]
    motive = p[c.INTRINSIC_WEIGHT] * intrinsic * (1.0 - lost)
    gain = slope * (pay * (learned + ranked + attention) + bonus + motive)
    cost = p[c.EFFORT_COST] * math.pow(effort, p[w.EFFORT_CURVATURE])
    return math.log(max(1e-6, gain) / max(1e-6, cost))


@rule
def hosts_chance(p: Row, persuasion: float) -> float:
    """Return the chance that a creator goes LIVE at all: who turns clicks into orders finds its way there."""
    odds = p[w.HOSTS] / max(1e-9, 1.0 - p[w.HOSTS]) * math.exp(p[w.HOSTS_PERSUASION] * persuasion)
    return odds / (1.0 + odds)


@rule
def takes_part(p: Row, worth: float, urge: float) -> float:
    """Return the long-run share of weeks in which a creator publishes: logit in the log of what the work is worth.

    ``urge`` is what recognition adds to the log-odds.
    """
    odds = p[w.PARTICIPATION_START] + p[w.PARTICIPATION] * math.log(max(LEAST_WORTH, worth) / p[w.HOBBY]) + urge
    return 1.0 / (1.0 + math.exp(-odds))


@rule
def rests_next(p: Row, u: float, resting: bool, worth: float, urge: float) -> bool:
    """Return whether a creator rests in the coming week: a chain whose long-run share of work is `takes_part`."""
    share = takes_part(p, worth, urge)
    if resting:
        return u >= p[w.PARTICIPATION_TURNOVER] * share
    return u < p[w.PARTICIPATION_TURNOVER] * (1.0 - share)


@rule
def lesson(p: Row, gain: float, spread: float, surprise: float) -> float:
    """Return how far a belief moves on a week in which its cause differed by ``gain``: a normalised delta rule."""
    return p[w.LEARNING_GAIN] * gain * surprise / (gain * gain + spread * spread)


@rule
def believed(p: Row, belief: float, prior: float, moved: float, most: float) -> float:
    """Return a belief after a week: moved by lessons, fading to what newcomers believe, within 0 to ``most``."""
    return min(most, max(0.0, belief + moved + p[w.LEARNING_FADES] * (prior - belief)))


@rule
def ln_weeks(sales: float, outside: float) -> float:
    """Return ln(1 + sales) with sales of a week in days of outside option: what a week brought, on a log scale."""
    return math.log(1.0 + max(0.0, sales) / max(1.0, outside))


@rule
def ln_offers(count: int) -> float:
    """Return ln of a week's offers, at least one."""
    return math.log(float(max(1, count)))


@rule
def next_usual(p: Row, usual: float, now: float) -> float:
    """Return what is usual after another week, remembered for about as long as the pay one is used to."""
    return usual + (now - usual) * (1.0 - 2.0 ** (-1.0 / p[w.REFERENCE_WEEKS]))
