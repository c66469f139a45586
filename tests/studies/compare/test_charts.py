"""Charts: labels do not meet, levers are marked, scenarios differ by more than colour."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.model.levers.schedule import Change, Scenario, Trigger
from sim.show.levers import describe, marks
from sim.show.style import looks, spread
from sim.studies.compare.charts.timeseries import draw_outcome, draw_regions, thinned
from tests.studies.compare.fake_model import EARLIER_CUT, QUALITY_BONUS, WARN_FIRST, small_answer


@given(st.lists(st.floats(0, 1), min_size=1, max_size=8))
def test_labels_keep_their_distance_and_their_order(wanted: list[float]) -> None:
    places = spread(wanted, 0.1, 0.0, 1.0)
    ordered = np.sort(places)
    assert np.all(np.diff(ordered) >= 0.1 - 1e-9)
    assert np.array_equal(np.argsort(wanted, kind="stable"), np.argsort(places, kind="stable"))


def test_labels_that_do_not_meet_stay_where_they_are() -> None:
    assert spread([0.9, 0.1, 0.5], 0.1, 0.0, 1.0) == pytest.approx([0.9, 0.1, 0.5])


def test_scenarios_differ_in_colour_line_and_marker_and_keep_them() -> None:
    chosen = looks(["status_quo", "a", "b", "c", "d"], "status_quo")
    drawn = [(look.colour, str(look.line), look.marker) for look in chosen.values()]
    for column in zip(*drawn[1:], strict=True):
        assert len(set(column)) == 4
    assert looks(["status_quo", "a"], "status_quo")["a"] == chosen["a"]


def test_levers_are_marked_on_their_days() -> None:
    found = marks([QUALITY_BONUS, EARLIER_CUT, WARN_FIRST], days=25)
    assert [(mark.day, mark.scenarios) for mark in found] == [
        (0, ("quality_bonus",)),
        (10, ("earlier_traffic_cut", "warn_first")),
    ]
    assert found[0].label == "Weekly bonus for good content → $15 a week"
    assert marks([WARN_FIRST], days=60)[1].label == "Offences met by a warning first ends"


def test_a_change_is_told_in_words() -> None:
    told = describe(Change("enforcement.warnings", 1, start=10, until=30, ramp=7, regions=("us",)))
    first = "Offences met by a warning first: 1 offence"
    assert told == f"{first} from day 10 until day 30 over 7 days in the United States"
    trigger = Trigger("violation_view_rate", above=True, bound=0.012, days=7)
    assert (
        describe(Change("x.y", 0.8, when=trigger))
        == "x.y: 0.8 once violation view rate is above 1.20% for 7 days"
    )
    assert marks([Scenario("a", changes=(Change("x.y", 1, when=trigger),))], 30) == []


def test_a_chart_has_units_a_finding_and_names_at_the_ends_of_lines() -> None:
    figure = draw_outcome(small_answer().analysis, "violation_view_rate")
    levels, differences = figure.axes
    assert levels.get_ylabel() == "percent of views"
    assert "Earlier traffic cut lowers violation view rate" in figure.texts[0].get_text().replace("\n", " ")
    assert "95% interval over 8 replications" in figure.texts[1].get_text().replace("\n", " ")
    names = {text.get_text().replace("\n", " ") for text in levels.texts}
    assert {"status quo", "quality bonus", "earlier traffic cut", "warn first"} <= names
    assert any(name.startswith("b  day 10:") for name in names)
    assert "status quo" not in {text.get_text() for text in differences.texts}


def test_regions_share_one_scale() -> None:
    figure = draw_regions(small_answer().analysis, "quality")
    assert len(figure.axes) == 2
    assert figure.axes[0].get_ylim() == figure.axes[1].get_ylim()
    assert figure.axes[0].get_title("left").startswith("United States · ")


def test_an_outcome_without_any_value_can_be_drawn() -> None:
    analysis = replace(small_answer().analysis)
    grids = analysis._grids(7)
    for scenario in grids.values():
        scenario["bonus_share"] = np.full_like(scenario["bonus_share"], np.nan)
    assert draw_outcome(analysis, "bonus_share").axes


def test_lines_of_many_years_show_no_more_points_than_can_be_told_apart() -> None:
    assert [thinned(days) for days in (1, 180, 731, 732, 1826, 3650)] == [1, 1, 1, 2, 3, 5]
