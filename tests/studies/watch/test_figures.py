"""Figures and thresholds read strictly, and applied: by the command, and by the query that ships with thresholds."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import duckdb
import numpy as np
import pytest

from sim.cli.main import main
from sim.errors import UserError
from sim.methods.detection.rules import RULES
from sim.studies.watch.applying import applied_to
from sim.studies.watch.export import query_of
from sim.studies.watch.figures import read_watch_figures
from sim.studies.watch.indicators import INDICATORS
from sim.studies.watch.tables import SHIPPED, ThresholdTable, read_thresholds

FIRST = date(2026, 1, 1)


def days(count: int) -> list[date]:
    return [FIRST + timedelta(day) for day in range(count)]


def write(path: Path, rows: list[tuple[object, ...]], heads: str = "date,indicator,value") -> Path:
    path.write_text("\n".join([heads, *(",".join(map(str, row)) for row in rows)]) + "\n", encoding="utf-8")
    return path


def lively(name: str, seed: int, count: int = 160) -> list[float]:
    """Return figures of an indicator that jump by day 100 and have a weekend of their own."""
    rng = np.random.default_rng(seed)
    level = 20.0 * np.where(np.array([one.weekday() >= 5 for one in days(count)]), 1.4, 1.0)
    level[100:115] *= 1.9
    if INDICATORS[name].scale == "count":
        return rng.negative_binomial(8, 8 / (8 + level)).astype(float).tolist()
    noise = level * rng.normal(1.0, 0.1, count)
    return (noise / 100).tolist() if INDICATORS[name].scale == "share" else noise.tolist()


@pytest.mark.parametrize(("rows", "said"), [
    ([("2026-01-01", "apeals", 3)], ":2: no indicator 'apeals'. Did you mean app"),
    ([("2026-13", "appeals", 3)], ":2: date is '2026-13', not a month"),
    ([("01.02.2026", "appeals", 3)], ":2: date is '01.02.2026', not a date"),
    ([("2026-01-01", "appeals", 2.5)], ":2: value 2.5 of appeals is no whole number"),
    ([("2026-01-01", "return_rate", 12)], ":2: value 12 of return_rate is no share"),
    ([("2026-01-01", "gmv_net", -1)], ":2: value -1 of gmv_net is below 0"),
    ([("2026-01-01", "appeals", "12%")], ":2: value is '12%', not a number"),
    ([("2026-01-01", "appeals", 1), ("2026-01-01", "appeals", 2)], ":3: appeals of all on 2026-01-01 stands on line"),
    ([("2026-01-01", "appeals", 1), ("2026-02", "appeals", 2)], ":3: date is a month, and on line 2 it is a day"),
    ([("2026-01-01", "appeals")], ":2: has 2 values where there are 3 columns"),
])
def test_each_mistake_is_told_with_its_line(rows: list[tuple[object, ...]], said: str, tmp_path: Path) -> None:
    with pytest.raises(UserError) as wrong:
        read_watch_figures(write(tmp_path / "figures.csv", rows))
    assert said in str(wrong.value)


def test_all_mistakes_of_a_file_are_told_and_the_command_ends_with_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = write(tmp_path / "figures.csv", [("2026-01-01", "appeals", -1), ("2026-01-02", "nothing", 1)])
    assert main(["watch", "--figures", str(file)]) == 2
    lines = capsys.readouterr().err.strip().splitlines()
    assert len(lines) == 2
    assert all(str(file) in line for line in lines)


@pytest.mark.parametrize(("words", "said"), [
    (["--figures", "none.csv"], "there is no such file"),
    (["detector_outage", "--figures", "none.csv"], "leave out detector_outage"),
    (["--thresholds", "t.yaml"], "--thresholds goes with --figures"),
    (["--budget", "0"], "--budget is '0', not a number of false alarms"),
    (["detector_outtage"], "no event 'detector_outtage'. Did you mean detector_outage?"),
    (["--seeds", "3"], "3 seeds are too few"),
])
def test_what_cannot_be_done_is_told_in_a_line(
    words: list[str], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["watch", *words]) == 2
    told = capsys.readouterr().err.strip()
    assert said in told
    assert "\n" not in told


@pytest.mark.parametrize(("text", "said"), [
    ("a: [", "is no YAML"),
    ("format: 9", "is no thresholds.yaml of a desk"),
    ("format: 1\nbaseline: {days: 3}", "baseline differs"),
])
def test_thresholds_of_others_are_read_strictly(text: str, said: str, tmp_path: Path) -> None:
    (tmp_path / "t.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(UserError, match=said):
        read_thresholds(tmp_path / "t.yaml")


@pytest.mark.parametrize(("old", "new", "said"), [
    ("cusum:", "cuslum:", "no rule 'cuslum'"), ("appeals:", "apeals:", "no indicator 'apeals'"),
    ("budget: 1.0", "budget: none", "made_from.budget is 'none', not a number above 0"),
])
def test_a_changed_entry_of_thresholds_is_named(old: str, new: str, said: str, tmp_path: Path) -> None:
    head, _, rest = SHIPPED.read_text(encoding="utf-8").partition("indicators:")
    text = head.replace(old, new) + "indicators:" + rest.replace(old, new)
    (tmp_path / "t.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(UserError, match=said):
        read_thresholds(tmp_path / "t.yaml")


def test_shipped_thresholds_ring_at_a_jump_and_say_what_luck_would(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [(day, "appeals", int(value)) for day, value in zip(days(160), lively("appeals", 4), strict=True)]
    file = write(tmp_path / "figures.csv", rows)
    assert main(["watch", "--figures", str(file), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["watched"] == 160 - 35
    assert told["by_luck"] == pytest.approx(125 / 30)
    jump = [one for one in told["alarms"] if "2026-04-11" <= one["date"] < "2026-04-26"]
    assert jump and {one["side"] for one in jump} == {"rise"}
    assert main(["watch", "--figures", str(file)]) == 0
    assert "would ring if nothing were the matter" in capsys.readouterr().out


def test_months_are_held_to_the_interval_of_those_before(tmp_path: Path) -> None:
    months = [f"{2025 + month // 12}-{month % 12 + 1:02d}" for month in range(14)]
    values = [0.05, 0.052, 0.049, 0.051, 0.05, 0.048, 0.051, 0.05, 0.049, 0.052, 0.05, 0.049, 0.09, 0.05]
    rows = [(month, "return_rate", value) for month, value in zip(months, values, strict=True)]
    applied = applied_to(read_watch_figures(write(tmp_path / "f.csv", rows)), read_thresholds(SHIPPED))
    assert [(one.date, one.side) for one in applied.alarms] == [("2026-01", "rise")]
    assert (applied.watched, applied.by_luck) == (8, pytest.approx(8 / 24))


def test_too_short_figures_are_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = write(tmp_path / "f.csv", [(day, "appeals", 3) for day in days(20)])
    assert main(["watch", "--figures", str(file)]) == 2
    assert "nothing can be judged: appeals of all has no day with 35 days before it" in capsys.readouterr().err


@pytest.mark.parametrize("rule", sorted(RULES))
def test_the_query_finds_the_alarms_that_the_command_finds(rule: str, tmp_path: Path) -> None:
    names = [name for name in ("appeals", "penalties", "return_rate", "gmv_net")
             if not RULES[rule].counts or INDICATORS[name].scale == "count"]
    bound = {"shewhart": 2.2, "ewma": 2.4, "cusum": 4.0, "nb_cusum": 2.0, "m_of_n": 1.2}[rule]
    rows: list[tuple[object, ...]] = []
    for place in ("all", "vn"):
        for number, name in enumerate(names):
            values = lively(name, 10 * number + len(place))
            for day, value in zip(days(160), values, strict=True):
                if (day.toordinal() + number) % 23:  # a day is missing now and then
                    shown = int(value) if INDICATORS[name].scale == "count" else repr(value)
                    rows.append((day, name, shown, place))
    figures = read_watch_figures(write(tmp_path / "f.csv", rows, "date,indicator,value,place"))
    own = {name: {rule: bound} for name in names}
    places = {"all": own, "vn": {"appeals": {rule: 2 * bound}}}
    table = ThresholdTable(tmp_path, 1.0, dict.fromkeys(names, rule), places)
    expected = {(one.date, one.place, one.indicator, one.side) for one in applied_to(figures, table).alarms}
    with duckdb.connect() as database:
        database.execute("CREATE TABLE figures(day DATE, place TEXT, indicator TEXT, value DOUBLE PRECISION)")
        database.executemany("INSERT INTO figures VALUES (?, ?, ?, ?)",
                             [(one[0], one[3], one[1], float(str(one[2]))) for one in rows])
        shown = [("all", name, INDICATORS[name].scale, rule, bound) for name in names]
        sql = query_of([*shown, ("vn", "appeals", "count", rule, 2 * bound)], "a test")
        found = {(row[0].isoformat()[:10], row[1], row[2], row[5]) for row in database.execute(sql).fetchall()}
    assert len(expected) > 4
    assert found == expected
