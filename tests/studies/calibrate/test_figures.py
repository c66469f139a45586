"""A file of figures is read strictly: every mistake is one line with its place, and nothing is guessed."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest

from sim.errors import UserError
from sim.studies.calibrate.figures import read_figures
from sim.studies.calibrate.kpis import kpi_of
from sim.studies.calibrate.targets import targets

HEAD = "kpi,region,start,end,value,se,n,unit,kind,event,use"
GOOD = "dau_mau,us,2026-01-01,2026-02-01,54,,20000,%,level,,fit"
EVENTS = {"stricter": date(2026, 3, 1)}


def read(tmp_path, *rows, head=HEAD, encoding="utf-8"):
    path = tmp_path / "figures.csv"
    path.write_bytes("\n".join([head, *rows, ""]).encode(encoding))
    return read_figures(path, ["us", "vn"], {}, EVENTS)


def test_a_share_comes_out_as_a_share_with_the_error_of_counting_people(tmp_path):
    (one,) = read(tmp_path, GOOD).rows
    assert one.value == pytest.approx(0.54)
    assert one.error == pytest.approx((0.54 * 0.46 / 20000) ** 0.5)


@pytest.mark.parametrize("row, said", [
    ("dau_mao,us,2026-01-01,2026-02-01,0.5,,,,level,,fit", "no KPI 'dau_mao'. Did you mean dau_mau?"),
    ("dau_mau,uk,2026-01-01,2026-02-01,0.5,,,,level,,fit", "region is 'uk'"),
    ("dau_mau,us,2026-02-30,2026-03-01,0.5,,,,level,,fit", "start is '2026-02-30', not a date"),
    ("dau_mau,us,2026-02-01,2026-02-01,0.5,,,,level,,fit", "is not after start"),
    ("dau_mau,us,2026-01-01,2026-02-01,54,,,,level,,fit", "value 54 of dau_mau is no share"),
    ("dau_mau,us,2026-01-01,2026-02-01,0.5,-0.1,,,level,,fit", "se is -0.1"),
    ("dau_mau,us,2026-01-01,2026-02-01,0.5,,12,,level,,fit", "n is 12"),
    ("dau_mau,us,2026-01-01,2026-02-01,\"0,5\",,,,level,,fit", "write a decimal point"),
    ("dau_mau,us,2026-01-01,2026-02-01,50%,,,,level,,fit", "write the sign into the column unit"),
    ("dau_mau,us,2026-01-01,2026-02-01,nan,,,,level,,fit", "value is 'nan', not a number"),
    ("gmv_net,us,2026-01-01,2026-02-01,1,,,%,level,,fit", "unit is '%'"),
    ("daily_active_viewers,us,2026-01-01,2026-02-01,1,,,,level,,fit", "depends on the size of the market"),
    ("dau_mau,us,2026-01-01,2026-02-01,0.5,,,,level,stricter,fit", "event belongs to kind=change"),
    ("dau_mau,us,2026-03-01,2026-04-01,0.5,,,,change,strict,fit", "no event 'strict'. Did you mean stricter?"),
    ("dau_mau,us,2026-02-01,2026-04-01,0.5,,,,change,stricter,fit", "begins on 2026-03-01"),
    ("dau_mau,us,2026-01-01", "has 3 values where there are 11 columns"),
])
def test_a_mistake_is_one_line_with_its_place(tmp_path, row, said):
    with pytest.raises(UserError) as caught:
        read(tmp_path, row)
    assert said in str(caught.value)
    assert ":2: " in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("rows, said", [
    ((GOOD, GOOD), "overlaps line 2"),
    ((GOOD, "dau_mau,us,2026-02-01,2026-03-01,0.54,,20000,,level,,fit"), "one unit a KPI"),
    ((GOOD.replace("fit", "context"),), "nothing can be fitted"),
    ((), "has a header and no figure"),
])
def test_rows_have_to_agree_with_each_other(tmp_path, rows, said):
    with pytest.raises(UserError, match=said):
        read(tmp_path, *rows)


@pytest.mark.parametrize("head, said", [
    ("kpi,region,start,end", "lacks the column 'value'"),
    ("kpi;region;start;end;value", "parted by semicolons"),
    (HEAD.replace("unit", "units"), "no column 'units'. Did you mean unit?"),
])
def test_a_wrong_header_is_told(tmp_path, head, said):
    with pytest.raises(UserError, match=said):
        read(tmp_path, GOOD, head=head)


def test_other_files_are_refused_in_one_line(tmp_path):
    with pytest.raises(UserError, match="not UTF-8"):
        read(tmp_path, GOOD.replace("stricter", "é"), head=HEAD + ",é", encoding="utf-16")
    (tmp_path / "figures.csv").write_text("")
    with pytest.raises(UserError, match="is empty"):
        read_figures(tmp_path / "figures.csv", ["us"], {}, {})
    many = [f"dau_mau,us,{1000 + year}-01-01,{1000 + year}-02-01,0.5,,,,level,,fit" for year in range(5001)]
    with pytest.raises(UserError, match="5,001 rows"):
        read(tmp_path, *many)


def test_months_become_a_mean_and_a_trend(tmp_path):
    months = [date(2026, month, 1) for month in range(1, 7)]
    rows = [f"gmv_net,us,{start},{end},{2.0 * 1.1**place:.6f},,,,level,,fit"
            for place, (start, end) in enumerate(pairwise(months))]
    mean, trend = targets(read(tmp_path, *rows))
    assert mean.kpi.per == "daily_active_viewers"
    assert mean.kpi.back(mean.value) == pytest.approx(2.0 * 1.1**2, rel=1e-3)
    assert trend.value == pytest.approx(4 * 0.0953, rel=0.03)
    assert trend.discrepancy < mean.discrepancy
    readings = {window: [2.0] for window in mean.windows}
    assert mean.read(readings)[0] == pytest.approx(0.6931, abs=1e-4)
    assert trend.read(readings)[0] == pytest.approx(0.0, abs=1e-9)


def test_a_change_is_after_minus_as_many_days_before_the_event(tmp_path):
    figures = read(tmp_path, "dau_mau,us,2026-03-15,2026-04-01,0.02,,,,change,stricter,fit")
    (one,) = targets(figures)
    after, before = one.windows
    assert figures.first == date(2026, 2, 12)
    assert (after.first, after.last, before.first, before.last) == (31, 47, 0, 16)
    assert one.value == pytest.approx(0.02)


def test_a_ratio_to_the_first_needs_no_level(tmp_path):
    rows = [f"creators per daily_active_viewers,us,2026-0{m}-01,2026-0{m + 1}-01,{v},,,,ratio_to_first,,fit"
            for m, v in ((1, 100), (2, 120))]
    (one,) = targets(read(tmp_path, *rows))
    assert one.value == pytest.approx(0.1823, abs=1e-4)


def test_counts_are_told_per_head_of_whom_they_are_the_doing():
    assert (kpi_of("gmv_net").per, kpi_of("penalties").per, kpi_of("return_rate").per) == (
        "daily_active_viewers", "creators", "")
    assert [kpi_of(name).transform for name in ("return_rate", "gmv_net", "viewer_nps")] == ["logit", "log", "none"]
