"""A small market told in the platform's own size: counts and money grow, shares stay, runs are the same."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sim.model.outcomes.dictionary import OUTCOMES
from sim.studies.compare.run import run_compare
from sim.studies.compare.size import SIZE_DOUBT, hangs_on_size
from tests.studies.compare.fake_model import CONFIG, FakeEcosystem
from tests.studies.compare.test_runs import QUALITY_BONUS

SMALL = CONFIG | {"replications": 4, "days": 10, "warmup_days": 5}
LARGE = 50_000_000


def test_counts_and_money_are_told_for_the_viewers_asked_for_and_nothing_is_run_again(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plain = run_compare(SMALL, [QUALITY_BONUS], tmp_path, "", build=FakeEcosystem, processes=1)
    before = json.loads((plain / "summary.json").read_text())
    parts = sorted(one.name for one in (plain / "parts").iterdir())
    capsys.readouterr()
    told = run_compare(SMALL, [QUALITY_BONUS], tmp_path, "", build=FakeEcosystem, processes=1, stands_for=LARGE)
    said = " ".join(capsys.readouterr().out.split())
    after = json.loads((told / "summary.json").read_text())
    assert told == plain and sorted(one.name for one in (plain / "parts").iterdir()) == parts
    assert "told for 50,000,000 viewers" in said and "what 20,000 simulated ones do, times 2,500" in said
    assert after["stands_for"] == LARGE and "stands_for" not in before
    one, other = (found["scenarios"]["quality_bonus"] for found in (before, after))
    for name in OUTCOMES:
        factor = 2500.0 if hangs_on_size(name) else 1.0
        for kind in ("outcomes", "effects"):
            here, there = one[kind][name]["mean"], other[kind][name]["mean"]
            assert (here is None and there is None) or there == pytest.approx(factor * here, rel=1e-9, abs=1e-12), name


def test_intervals_of_what_hangs_on_size_hold_three_percent_more(tmp_path: Path) -> None:
    folders = [run_compare(SMALL, [QUALITY_BONUS], tmp_path / str(size), "", build=FakeEcosystem, processes=1,
                           stands_for=size) for size in (0, 20_000 * 100)]
    small, large = (json.loads((one / "summary.json").read_text())["scenarios"]["quality_bonus"]["outcomes"]
                    for one in folders)
    money, share = (({key: found["gmv_net"][key] for key in ("mean", "low", "high")}, found["quality"])
                    for found in (small, large))
    half = (share[0]["high"] - share[0]["low"]) / 2, (money[0]["high"] - money[0]["low"]) / 2
    assert half[0] == pytest.approx(((100 * half[1]) ** 2 + (SIZE_DOUBT * share[0]["mean"]) ** 2) ** 0.5)
    assert money[1] == share[1]
    assert hangs_on_size("gmv_net") and not hangs_on_size("quality") and not hangs_on_size("return_rate")
