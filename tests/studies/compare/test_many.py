"""Of many scenarios a ranking and the frontier come first; a forecast says where the market goes."""

from __future__ import annotations

import io
from dataclasses import replace
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import numpy as np

from sim.runs.plan import plan_forecast
from sim.show.recommendation.terminal import MOST as TOLD
from sim.show.terminal import in_one_piece
from sim.studies.compare.analysis import MOST_PANELS, Analysis
from sim.studies.compare.answer import Answer
from sim.studies.compare.console import print_comparison
from sim.studies.compare.headlines import _all_or
from sim.studies.compare.outlook import outlook
from sim.studies.compare.page import write_page
from sim.studies.compare.ranking import MOST, narrowed, ranking
from tests.studies.compare.cases import answer
from tests.studies.compare.fake_model import CONFIG, QUALITY_BONUS, answer_of, small_answer

GAINS = {f"way_{place:02}": {"quality": (0.01 + 0.001 * place, 0.001)} for place in range(40)}


@cache
def many() -> Answer:
    """Return an answer with forty scenarios, each better than the one before."""
    first = answer({"quality_bonus": {}})
    plan = first.analysis.plan
    scenarios = (plan.scenarios[0], *(replace(QUALITY_BONUS, name=name) for name in GAINS))
    parts = ("tallies", "tiers", "slices", "fired")
    made = replace(first.analysis, plan=replace(plan, scenarios=scenarios), replications=tuple(
        replace(one, **{part: getattr(one, part) | dict.fromkeys(GAINS, getattr(one, part)["quality_bonus"])
                        for part in parts}) for one in first.analysis.replications))
    known = answer({"quality_bonus": {}}).analysis
    for name in ("levels", "regional_levels"):
        vars(made)[name] = getattr(known, name)
    each = {name: vars(answer({"quality_bonus": given}).analysis) for name, given in GAINS.items()}
    vars(made)["effects"] = {name: one["effects"]["quality_bonus"] for name, one in each.items()}
    vars(made)["values"] = {"status_quo": known.values["status_quo"],
                            **{name: one["values"]["quality_bonus"] for name, one in each.items()}}
    vars(made)["outcomes"] = {one.name: known.outcomes["status_quo"] for one in scenarios}
    vars(made)["regional_effects"] = {place: {name: one["regional_effects"][place]["quality_bonus"]
                                              for name, one in each.items()} for place in made.regions}
    return Answer(made, first.about)


def test_the_ranking_names_every_scenario_and_marks_the_frontier() -> None:
    rows = ranking(many().evidence)
    assert len(rows) == len(GAINS)
    assert [one.place for one in rows] == list(range(1, 41))
    assert any(one.first for one in rows) and not all(one.first for one in rows)
    assert next(one for one in rows if one.option == "way_39").first
    assert all(one.course == "adopt" and one.better == "content quality" for one in rows)


def test_the_terminal_is_short_and_the_page_holds_a_line_each() -> None:
    made = many()
    out = io.StringIO()
    with in_one_piece(out) as screen:
        print_comparison(screen, made.analysis, made.findings, made.judged, made.recommendation,
                         ranking(made.evidence))
    text = out.getvalue()
    assert made.recommendation is not None
    assert " ".join(text.split()).startswith(made.recommendation.headline)
    assert text.index("* on the frontier") < text.index("content quality (0–1)")
    assert "20 more scenarios on the page" in text
    assert len(text) < 12_000 and len(GAINS) > TOLD


def test_what_is_shown_in_full_keeps_the_verdicts_of_the_whole() -> None:
    made = many()
    ranks = ranking(made.evidence)
    few = narrowed(made.analysis, [one.option for one in ranks[:MOST]])
    assert len(few.compared) == MOST
    name = few.compared[0].name
    assert few.judgements[name] == made.analysis.judgements[name]
    assert narrowed(few, [one.name for one in few.compared]) is few


def test_a_page_of_forty_is_little_longer_than_a_page_of_eight(tmp_path: Path) -> None:
    made = many()
    ranks = ranking(made.evidence)
    few = narrowed(made.analysis, [one.option for one in ranks[:MOST]])
    sizes = []
    for place, rows in enumerate((ranks[:MOST], ranks)):
        path = tmp_path / f"{place}.html"
        write_page(path, few, made.tiers, {}, {}, (), made.about, made.recommendation, rows)
        sizes.append(path.stat().st_size)
    assert sizes[1] - sizes[0] < 40_000
    assert "way 00" in (tmp_path / "1.html").read_text(encoding="utf-8")


def forecast(growth: float, count: int = 12) -> Analysis:
    made = answer_of(plan_forecast(CONFIG | {"replications": 2}, small_answer().analysis.scenarios[0], "")).analysis
    days, luck = made.plan.days, np.linspace(-0.001, 0.001, count)[:, None]
    every = 1.0 + luck + (growth + luck) * np.arange(days)[None] / days
    grid = {name: np.repeat(every[:, :, None], 1 + len(made.regions), axis=2) for name in
            made.all_daily(made.scenarios[0].name)}
    made = Analysis(made.plan, made.replications * (count // 2))
    vars(made)["_cached_grids"] = {window: {made.scenarios[0].name: grid} for window in (1, 20, 28)}
    return made


def test_a_forecast_says_where_the_market_goes() -> None:
    rising = outlook(forecast(0.5))
    assert rising[0].startswith("Where the market goes: net GMV rises from $1.24 to $1.49 (+20.2")
    still = outlook(forecast(0.0))
    assert still[0].startswith("Over 40 days nothing moves by enough to matter that can be told")
    assert "No material change: net GMV" in still[1]


def test_of_many_regions_the_largest_are_drawn_and_the_rest_is_counted() -> None:
    shares = {f"r{one:02}": {"share": (one % 20 + 1) / 210} for one in range(20)}
    plan = SimpleNamespace(config={"market": {"regions": shares}}, baseline="quo")
    analysis = Analysis(cast(Any, plan), cast(Any, (SimpleNamespace(regions=tuple(shares)),)))
    assert analysis.drawn_regions == tuple(f"r{one:02}" for one in range(20 - MOST_PANELS, 20))
    assert _all_or(list(shares)[:15], list(shares)) == "15 of 20 regions"
    assert _all_or(list(shares), list(shares)) == "all 20 regions"
