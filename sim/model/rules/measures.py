"""Measures: fixed point, concentration, and what counts as good, satisfied, or broken again."""

from __future__ import annotations

import math

from sim.model.compilation import Row, rule
from sim.model.parameters import measures as m

REOFFENCE_DAYS = 90
NEVER, LONG_AGO = -1, -2  # for days on which something may never, or before all counting, have happened
MILLION = 1_000_000
WIDTH_OF_SD = 2.449489742783178  # the square root of 6: half the base of a triangle in its standard deviations


@rule
def micro(x: float) -> int:
    """Return ``x`` in whole millionths, rounded down for positive numbers."""
    return int(x * 1_000_000.0)


@rule
def log_income(income: float) -> int:
    """Return ln(1 + income) in whole millionths: means of logs are not ruled by a few large incomes."""
    return int(math.log(1.0 + income) * 1_000_000.0)


@rule
def gini(ordered: Row) -> float:
    """Return the Gini coefficient of ascending non-negative numbers: 2 sum(i x_i) / (n sum x) - (n + 1) / n."""
    n = len(ordered)
    total = weighted = 0.0
    for j in range(n):
        total += ordered[j]
        weighted += (j + 1.0) * ordered[j]
    if total <= 0.0:
        return 0.0
    return 2.0 * weighted / (n * total) - (n + 1.0) / n


@rule
def share_between(ordered: Row, low: float, high: float) -> float:
    """Return the share of a sum that ascending numbers of ranks ``low`` to ``high`` (as shares of all) hold."""
    n = len(ordered)
    first, last = int(low * n), int(high * n)
    total = part = 0.0
    for j in range(n):
        total += ordered[j]
        if first <= j < last:
            part += ordered[j]
    return part / total if total > 0.0 else 0.0


@rule
def is_quality(p: Row, quality: float) -> bool:
    """Return whether content of this delivered quality counts as quality content."""
    return quality >= p[m.QUALITY_BAR]


@rule
def answers_above(p: Row, felt: float, bar: float) -> int:
    """Return the chance, in millionths, that somebody's answer in a survey lies at or above a bar.

    An answer is what is felt (0-1) and noise: the sum of two equal uniform parts, of standard deviation
    ``market.survey.noise``. That triangle stays within two points of a normal distribution, and its chance takes no
    draw and no exponential, which every viewer and day would have to pay for.
    """
    share = (felt - bar) / (WIDTH_OF_SD * p[m.SURVEY_NOISE])
    share = min(1.0, max(-1.0, share))
    return int(1_000_000.0 * (0.5 + share * (1.0 - 0.5 * abs(share))))


@rule
def opens_window(first_penalty: int, repeat_penalty: int, day: int) -> bool:
    """Return whether a penalty of today starts to follow a repeat offender: after the first, one window at a time."""
    return NEVER != first_penalty < day and (repeat_penalty < 0 or day - repeat_penalty > REOFFENCE_DAYS)


@rule
def is_first_since(penalty: int, since: int, offence_day: int) -> bool:
    """Return whether an offence is the first after a penalty (days; -1: there was none)."""
    return 0 <= penalty < offence_day and since < 0


@rule
def was_there(joined: int, ended: int, day: int) -> bool:
    """Return whether an account was open at the end of a day; one that is open still ended on day -1."""
    return joined <= day and (ended < 0 or ended > day)


@rule
def mean_belief(perceived: Row) -> float:
    """Return the mean of what is believed over the tactics (entry 0 is clean and has none), 0 if there are none."""
    total = 0.0
    for k in range(1, len(perceived)):
        total += perceived[k]
    return total / (len(perceived) - 1) if len(perceived) > 1 else 0.0
