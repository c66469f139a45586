"""The campaign calendar: what its rows lay into a day's levers, and what people who know it do before and after.

A row says first day of the year, length, demand and discount. On its days ``incentives.campaign.demand`` and
``.discount`` are the row's (the larger where rows overlap); a few days before it people wait, and some days after it
they have what they need (``market.campaigns.appetite``).
"""

from __future__ import annotations

import datetime
from typing import Any

import numpy as np

from sim.model.parameters import campaigns as ca

YEAR = 365


def day_of_year(date: datetime.date) -> int:
    """Return the day of the year as in a year of 365 days; 29 February counts as the 28th."""
    leap_day = (date.month, date.day) == (2, 29)
    return datetime.date(2027, date.month, 28 if leap_day else date.day).timetuple().tm_yday


def lay(values: np.ndarray[Any, Any], campaigns: np.ndarray[Any, Any], date: datetime.date) -> None:
    """Write a day's demand, discount and appetite into the parameter rows of every cell.

    Parameters
    ----------
    values
        Parameter rows by cell, today's; written where a campaign is on or near.
    campaigns
        The calendar by cell and row, today's.
    """
    today = day_of_year(date)
    for cell in range(len(values)):
        p = values[cell]
        demand, discount, appetite = 1.0, 0.0, 1.0
        for row in campaigns[cell]:
            since = (today - int(row[ca.FIRST_DAY])) % YEAR
            ahead = YEAR - since
            length = int(row[ca.DAYS])
            if length == 0:
                continue
            if since < length:
                demand, discount = max(demand, row[ca.ROW_DEMAND]), max(discount, row[ca.ROW_DISCOUNT])
            elif since < length + p[ca.DAYS_AFTER]:
                appetite = min(appetite, p[ca.AFTER])
            elif ahead <= p[ca.DAYS_BEFORE]:
                appetite = min(appetite, p[ca.BEFORE])
        if demand > 1.0 or discount > 0.0:
            p[ca.DEMAND], p[ca.DISCOUNT] = max(demand, p[ca.DEMAND]), max(discount, p[ca.DISCOUNT])
        else:
            p[ca.APPETITE] *= appetite
