"""Careers: when a creator leaves, and how many arrive (models 7 and 8; fairness of model 12)."""

from __future__ import annotations

import math

from sim.model.compilation import Row, rule
from sim.model.parameters import creators as c
from sim.model.parameters import lifecycle as lc
from sim.model.parameters import work as w
from sim.model.rules.work import LEAST_WORTH

MOST_FAME = 3.3  # spreads of attraction


@rule
def shortfall(have: float, want: float) -> float:
    """Return (want - have) / want within -1 to 1: how far experience falls short of what was hoped for."""
    return max(-1.0, min(1.0, (want - have) / want)) if want > 0.0 else 0.0


@rule
def pay_gap(p: Row, worth: float) -> float:
    """Return ln(median hobby / worth): how far pay and hobby fall short of an unpaid median creator's, in logs.

    ``worth`` is what a unit of work is worth in outside options; nobody's is nothing, so nobody stands at a bound.
    """
    return math.log(p[w.HOBBY] / max(LEAST_WORTH, worth))


@rule
def exit_hazard(p: Row, exposure: float, aspiration: float, worth: float, fairness: float) -> float:
    """Return the daily hazard of leaving.

    h = h0 exp(k_E (a - E) / a + k_I ln(hobby / worth) + xi (L0 - L)): exposure against aspiration (model 8), pay and
    hobby in outside options (model 7, in logs: the more is earned the more is given up), fairness felt against what a
    newcomer expects (model 12).
    """
    log_hazard = (
        p[c.EXIT_EXPOSURE] * shortfall(exposure, aspiration)
        + p[c.EXIT_INCOME] * pay_gap(p, worth)
        + p[c.FAIRNESS_EXIT] * (p[c.FAIRNESS_START] - fairness)
    )
    return min(1.0, p[c.EXIT_BASE] * math.exp(log_hazard))


@rule
def with_events(p: Row, hazard: float, holds: float) -> float:
    """Return the hazard with what befalls anybody, whatever is earned: 1 - (1 - h)(1 - h_events).

    A pastime is given up on a change of life; what is a business to its owner closes as seldom as businesses do:
    h_events = closing + (events - closing) * ``holds``, the share of the hazard that an audience leaves (`embedded`).
    Without such a floor the most successful would stay for ever, and no market would ever be at rest.
    """
    events = p[c.EXIT_CLOSING] + max(0.0, p[c.EXIT_EVENTS] - p[c.EXIT_CLOSING]) * holds
    return 1.0 - (1.0 - min(1.0, hazard)) * (1.0 - events)


@rule
def embedded(p: Row, followers: float, per_creator: float) -> float:
    """Return the factor on the hazard of a creator who has an audience to lose.

    (1 + followers / (F0 viewers per creator))^-k: what would be given up by leaving holds (job embeddedness:
    Mitchell et al. 2001), nothing at all without followers, a power of their number where they are many.
    """
    return math.pow(1.0 + followers / max(1.0, p[c.EMBEDDING_AUDIENCE] * per_creator), -p[c.EMBEDDEDNESS])


@rule
def fame(p: Row, attraction: float, drawn: float) -> float:
    """Return what draws people in a week later: it goes up and down, and towards the average in the long run.

    The spread over creators stays what it is at birth (Ornstein-Uhlenbeck), within `MOST_FAME` of it. Were it for life,
    those who draw most, and who hardly ever leave, would become more and more for decades.
    """
    spread, kept = p[c.ATTRACTION_SPREAD], 2.0 ** (-7.0 / p[c.FAME_HALF_LIFE])
    moved = attraction * kept + spread * math.sqrt(1.0 - kept * kept) * drawn
    return min(MOST_FAME * spread, max(-MOST_FAME * spread, moved))


@rule
def moving_average(old: float, new: float, rate: float) -> float:
    """Return old + rate (new - old)."""
    return old + rate * (new - old)


@rule
def whole_arrivals(u: float, mean: float) -> int:
    """Return how many arrive: the mean rounded down, plus one with the rest as probability."""
    whole = int(mean)
    return whole + (1 if u < mean - whole else 0)


@rule
def delay_days(u: float, mean_days: float) -> int:
    """Return whole days of an exponential delay with the given mean, at least 1."""
    return 1 + int(-math.log(1.0 - u) * mean_days)


@rule
def trial(p: Row, intrinsic: float, tenure: int) -> float:
    """Return the factor on the hazard of a beginner who finds out what the work is like.

    exp(trial (1 - intrinsic) exp(-tenure / trial days)): those without a motive of their own go in the first days.
    """
    return math.exp(p[lc.TRIAL] * (1.0 - intrinsic) * math.exp(-max(0, tenure) / p[lc.TRIAL_DAYS]))


@rule
def learning_rate(p: Row, rate: float, tenure: int) -> float:
    """Return the rate at which a day enters memory: max(rate, 1 / (tenure + prior days)).

    Hopes are worth a few days of experience, so a newcomer's first days weigh most, and whoever overrates herself
    finds out at once; later memory fades at its usual rate.
    """
    return max(rate, 1.0 / (max(0, tenure) + p[lc.PRIOR_DAYS]))


@rule
def comes_back(p: Row, u: float, weekly_income: float, ring: bool) -> bool:
    """Return whether a removed owner opens another account: what it would earn against what an identity costs.

    P = w S / (S + cost), S = weeks looked ahead * usual weekly income; w is a creator's willingness and 1 for a ring
    owner, who also gets identities for less.
    """
    stake = p[lc.RETURN_WEEKS] * weekly_income
    cost = p[lc.RETURN_COST] * (p[lc.RING_COST] if ring else 1.0)
    willing = 1.0 if ring else p[c.BAN_RETURN]
    return u * (stake + cost) < willing * stake


@rule
def break_days(p: Row, u: float, wait: float) -> int:
    """Return how long a creator who leaves will be away, -1 for good."""
    return delay_days(wait, p[lc.COMEBACK_DAYS]) if u < p[lc.COMEBACK] else -1
