"""What machines read: the shape of summary.json, and the columns of the tables."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from sim.methods.verdicts import VERDICTS
from sim.model.outcomes.dictionary import HEADLINE, OUTCOMES
from sim.runs.plan import plan_comparison, plan_forecast
from sim.runs.store import as_json, write_table
from sim.studies.compare.analysis import Analysis
from sim.studies.compare.summary import daily_table, summary, tiers_table
from sim.studies.experiment.judging import JUDGED
from tests.studies.compare.fake_model import CONFIG, EARLIER_CUT, QUALITY_BONUS, answer_of, small_answer

SMALL = CONFIG | {"replications": 3, "days": 6, "warmup_days": 3}


def analysed(processes: int = 1, **config: int) -> Analysis:
    plan = plan_comparison(SMALL | config, [QUALITY_BONUS, EARLIER_CUT], "")
    return answer_of(plan, processes).analysis


def test_the_summary_has_the_agreed_shape() -> None:
    content = small_answer().summary
    assert set(content) == {"study", "baseline", "replications", "recommendation", "outlook", "scenarios", "engine"}
    assert (content["study"], content["baseline"], content["replications"]) == ("compare", "status_quo", 8)
    assert list(content["scenarios"]) == ["status_quo", "quality_bonus", "earlier_traffic_cut", "warn_first"]
    assert set(content["engine"]) == {"impressions", "wall_s"}
    for name, scenario in content["scenarios"].items():
        assert set(scenario) == {"outcomes", "effects"} | (set() if name == "status_quo" else {"course"})
        assert set(scenario["outcomes"]) == set(OUTCOMES) >= set(HEADLINE)
        assert all(set(one) == {"mean", "low", "high", "unit"} for one in scenario["outcomes"].values())
        assert set(scenario["effects"]) == (set() if name == "status_quo" else set(OUTCOMES))
        for effect in scenario["effects"].values():
            least = {"mean", "low", "high", "unit", *JUDGED}
            assert least <= set(effect) <= least | {"told_by", "average", "top_three", "trimmed"}
            assert effect["verdict"] in VERDICTS
            assert effect["direction"] in ("up", "down", "")


def test_one_replication_has_null_intervals_and_strict_json() -> None:
    content = json.loads(as_json(summary(analysed(replications=1), 0, 0.0)))
    effect = content["scenarios"]["quality_bonus"]["effects"]["quality"]
    assert effect["low"] is None
    assert effect["high"] is None
    assert effect["mean"] > 0
    assert (effect["verdict"], effect["adjusted_p"], effect["seeds_needed"]) == ("undecided", None, None)


def test_a_forecast_has_no_baseline_and_no_effects() -> None:
    plan = plan_forecast(SMALL, QUALITY_BONUS, "")
    content = summary(answer_of(plan).analysis, 0, 0.0)
    assert content["baseline"] is None
    assert content["scenarios"]["quality_bonus"]["effects"] == {}


def test_the_daily_table_has_a_row_for_each_scenario_replication_day_and_region() -> None:
    frame = pd.DataFrame(daily_table(analysed()))
    ratios = [name for name in OUTCOMES if f"{name}_sum" in frame]
    pairs = [f"{name}_{ending}" for name in ratios for ending in ("sum", "count")]
    assert len(ratios) > 100
    assert list(frame.columns) == ["scenario", "replication", "day", "region", *OUTCOMES, *pairs]
    assert len(frame) == 3 * 3 * 6 * 3
    assert not frame.duplicated(["scenario", "replication", "day", "region"]).any()
    assert set(frame["region"]) == {"all", "us", "vn"}
    by_region = frame.pivot_table(index=["scenario", "replication", "day"], columns="region", values="gmv")
    np.testing.assert_allclose(by_region["all"], by_region["us"] + by_region["vn"])


def test_the_tiers_table_names_tiers_and_regions() -> None:
    frame = pd.DataFrame(tiers_table(analysed()))
    assert set(frame["tier"]) == {"newcomers", "small", "middle", "top"}
    assert set(frame["region"]) == {"us", "vn"}
    assert frame["gmv"].max() == pytest.approx(660_000 * 0.6 * 0.5 / 100, rel=0.3)


def test_bytes_do_not_depend_on_the_number_of_processes(tmp_path: Path) -> None:
    written = []
    for processes in (1, 2):
        analysis = analysed(processes)
        for name, table in (("daily", daily_table(analysis)), ("tiers", tiers_table(analysis))):
            write_table(tmp_path / f"{name}-{processes}.parquet", table)
        written.append(
            (
                as_json(summary(analysis, 7, 1.0)),
                (tmp_path / f"daily-{processes}.parquet").read_bytes(),
                (tmp_path / f"tiers-{processes}.parquet").read_bytes(),
            )
        )
    assert written[0] == written[1]
