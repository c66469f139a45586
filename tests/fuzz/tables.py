"""Targets that are an analyst's tables: figures for the early-warning desk, and a test that was run."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import numpy as np

from sim.studies.laboratory.reading import read_folder
from sim.studies.watch.figures import WatchFigures, read_watch_figures
from tests.fuzz.judging import Target
from tests.fuzz.mutating import mutated

DAILY = "date,indicator,value,place\n" + "".join(
    f"2026-03-{day:02},{name},{0.01 * day:g},{place}\n"
    for day in range(1, 15) for name, place in (("return_rate", "us"), ("appeal_overturn_rate", "vn")))
MONTHLY = "date,indicator,value\n" + "".join(f"2025-{month:02},return_rate,{0.1 + 0.001 * month:g}\n"
                                             for month in range(1, 13))
UNITS = "unit,arm,gmv,views,pre_gmv,pre_views,cluster\n" + "".join(
    f"u{one},{one % 2},{one * 3 % 17},{one + 5},{one * 5 % 13},{one + 4},c{one % 6}\n" for one in range(40))
PANEL = "cluster,day,arm,units,gmv,views\n" + "".join(
    f"c{one},{day},{int(day >= 0 and one % 2)},{10 + one},{(one * 7 + day * 3) % 23 + 20},{50 + day}\n"
    for one in range(6) for day in range(-4, 6))


def _daily(content: bytes, folder: Path) -> WatchFigures:
    (folder / "f.csv").write_bytes(content)
    return read_watch_figures(folder / "f.csv")


def _endless(_content: bytes, read: WatchFigures) -> str:
    odd = [one for series in read.series for one in series.values if not math.isfinite(one)]
    return f"{odd} among the values" if odd else ""


def _test(name: str) -> Any:
    def read(content: bytes, folder: Path) -> Any:
        for other in ("units.csv", "panel.csv"):
            (folder / other).unlink(missing_ok=True)
        (folder / name).write_bytes(content)
        with np.errstate(all="ignore"):
            return read_folder(folder, ["gmv", "gmv/views"], 0.5)

    return read


TABLES = (
    Target("figures for the desk", 2500, mutated([DAILY.encode(), MONTHLY.encode()]), _daily, _endless),
    Target("units of a test", 800, mutated([UNITS.encode()]), _test("units.csv")),
    Target("panels of a test", 800, mutated([PANEL.encode()]), _test("panel.csv")),
)
