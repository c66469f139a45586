"""Levers, countries, counts and levels as people say them; technical names and codes are for the appendix."""

from __future__ import annotations

import re

import pytest

from sim.config import compose
from sim.config.folders import configs_folder
from sim.methods.intervals import Interval
from sim.model.parameters import all_parameters
from sim.show.assumptions import changed_settings
from sim.show.catalogue import lever_words
from sim.show.numbers import held, outcome_change
from sim.show.places import NAMES, in_place, place_words
from sim.show.style import display
from sim.show.words import counted, effect_of


def test_a_dose_is_in_money_percent_or_the_unit_and_one_of_a_thing_is_singular() -> None:
    assert lever_words("incentives.quality_bonus.amount").dose_words(6000) == "$60 a week"
    assert lever_words("enforcement.warnings").dose_words(1) == "1 offence"
    assert lever_words("enforcement.warnings").dose_words(2) == "2 offences"
    assert lever_words("enforcement.linked_accounts.false_positive").dose_words(0.01) == "1%"
    assert lever_words("enforcement.milestones.at_risk.campaign_block").dose_words(1) == "yes"
    assert lever_words("tactics.bait_price.severity").dose_words(2) == "major"


def test_a_table_s_entry_says_its_row() -> None:
    assert lever_words("enforcement.severities.minor.points").name == (
        "Points that one violation of this level costs (minor)")


def test_no_parameter_is_called_by_a_symbol_or_a_dotted_name() -> None:
    for one in all_parameters(None):
        told = lever_words(one.name.replace("<row>", "minor"))
        assert not re.search(r"\w_\w|\w\.\w+\.\w", told.name), told.name
        assert " " in told.name or told.name[:1].isupper(), told.name
    assert not lever_words("population.deterrence.certainty").name.lower().startswith("kappa")


def test_every_shipped_country_has_a_name() -> None:
    codes = {path.stem for path in (configs_folder() / "market").glob("??.yaml")}
    assert codes <= set(NAMES)
    assert (place_words("vn"), in_place("us"), place_words("")) == ("Vietnam", "the United States", "the whole market")
    assert (place_words("zz"), place_words("north_coast")) == ("ZZ", "north coast")


@pytest.mark.parametrize(
    ("number", "noun", "said"),
    [(1, "seed", "1 seed"), (12, "seed", "12 seeds"), (2, "day", "2 days"), (3, "policy", "3 policies")],
)
def test_counts_agree_with_their_noun(number: int, noun: str, said: str) -> None:
    assert counted(number, noun) == said


def test_no_level_lies_where_none_can_be() -> None:
    assert held("wrongly_hit_gmv", Interval(5.0, -3.0, 13.0, 4)).low == 0.0
    assert held("return_rate", Interval(0.9, 0.7, 1.1, 4)).high == 1.0
    assert held("platform_net_value", Interval(5.0, -3.0, 13.0, 4)).low == -3.0
    assert held("cheating_premium", Interval(-0.1, -0.5, 0.3, 4)).low == -0.5


def test_net_value_is_told_in_dollars_however_small_its_level() -> None:
    assert outcome_change("platform_net_value", effect_of(Interval(-11.8, -13.6, -10.0, 4), 0.1)).mean == "-$11.8"


def test_only_what_somebody_touched_is_changed() -> None:
    assert changed_settings(compose([])) == []
    assert changed_settings(compose(["market=us"])) == []
    fees = "market.regions.vn.values.market.take_rate=0.08"
    touched = changed_settings(compose(["enforcement.auto.recall=0.5", fees]))
    assert [(one.parameter.name, one.value, one.before, one.region) for one in touched] == [
        ("enforcement.auto.recall", 0.5, 0.67, None), ("market.take_rate", 0.08, 0.05, "vn")]


def test_no_policy_at_all_is_called_no_enforcement() -> None:
    assert display("none") == "no enforcement"
    assert display("warn_first") == "warn first"
