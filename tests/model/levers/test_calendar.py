"""The campaign calendar: what a day's levers are on, before and after a campaign, and who wins over whom."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from sim.config import compose
from sim.model.levers.book import LeverBook
from sim.model.levers.calendar import day_of_year
from sim.model.levers.schedule import Change
from sim.model.parameters import campaigns as ca


def levers(day: int, *changes: Change, overrides: tuple[str, ...] = ()) -> Any:
    """Return the values of the campaign's levers on a day of a year that starts on 1 January, by region."""
    book = LeverBook(compose(["start_date=2027-01-01", *overrides]))
    book.schedule(changes)
    book.apply(day, lambda *_: False)
    return book.today.values[:, [ca.DEMAND, ca.DISCOUNT, ca.APPETITE]].tolist()


def test_days_count_as_in_a_common_year() -> None:
    assert day_of_year(datetime.date(2027, 1, 1)) == 1 and day_of_year(datetime.date(2028, 12, 31)) == 365
    assert day_of_year(datetime.date(2028, 2, 29)) == day_of_year(datetime.date(2028, 2, 28)) == 59
    assert day_of_year(datetime.date(2028, 3, 3)) == 62


@pytest.mark.parametrize(("month", "day"), [(3, 3), (6, 6), (9, 9), (11, 11), (11, 26), (11, 29), (12, 12)])
def test_the_shipped_calendar_has_the_sale_days(month: int, day: int) -> None:
    at = (datetime.date(2027, month, day) - datetime.date(2027, 1, 1)).days
    demand, discount, appetite = levers(at)[0]
    assert 1.5 <= demand <= 6.0 and discount > 0.0 and appetite == 1.0


def test_people_wait_before_and_have_enough_after() -> None:
    first = 157 - 1  # 6.6, two days
    assert [levers(first + off)[0][2] for off in (-4, -3, -1, 0, 1, 2, 8, 9)] == [
        1.0, 0.9, 0.9, 1.0, 1.0, 0.88, 0.88, 1.0
    ]
    assert levers(first - 1)[0][0] == levers(first + 2)[0][0] == 1.0


def test_a_campaign_over_new_year_goes_on() -> None:
    row = ("+incentives.campaigns.new_year={first_day: 364, days: 4, demand: 2}",)
    demand = [levers(day, overrides=row)[0][0] for day in (362, 363, 364, 365, 366, 367)]
    assert demand == [1.0, 2.0, 2.0, 2.0, 2.0, 1.0]
    assert levers(0, overrides=row)[0][0] == 2.0 and levers(2, overrides=row)[0][0] == 1.0


def test_a_scenario_moves_rows_and_has_the_last_word() -> None:
    moved = Change("incentives.campaigns.mid_year.first_day", 11.0)
    assert levers(10, moved)[0][0] == 4.0 and levers(156, moved)[0][0] == 1.0
    only_vn = Change("incentives.campaigns.mid_year.days", 0.0, regions=("vn",))
    assert [demand for demand, _, _ in levers(156, only_vn)] == [4.0, 1.0]
    by_hand = Change("incentives.campaign.demand", 9.0, start=156, until=157)
    assert levers(156, by_hand)[0][0] == 9.0 and levers(157, by_hand)[0][0] == 4.0


def test_no_calendar_no_campaign() -> None:
    assert levers(156, overrides=("incentives=none",)) == [[1.0, 0.0, 1.0]] * 2
