"""Targets that are words: overrides, SQL, expectations, what matters, conditions, triggers; and files of figures."""

from __future__ import annotations

import math
import os
import re
import tempfile
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from hypothesis import strategies as st

from sim.config import compose
from sim.config.conditions import read_condition
from sim.config.expectations import parse_expectations
from sim.config.locating import value_of
from sim.config.matters import read_smallest
from sim.config.trust import check_words
from sim.config.typed import check_typed
from sim.model.outcomes.dictionary import OUTCOMES
from sim.model.parameters import SCALARS
from sim.studies.calibrate.figures import Figures, read_figures
from sim.studies.experiment.export import as_csv, as_records
from sim.studies.experiment.query import query
from tests.fuzz.documents import LEVERS, VALUES
from tests.fuzz.judging import Target
from tests.fuzz.mutating import mutated, mutated_text

SECRET = "a secret that no answer may hold"
OVERRIDES = [
    "enforcement=strict",
    "seed=7",
    "enforcement.auto.recall=0.8",
    "+matters.gmv_net=1%",
    "market=us",
    "start_date=2027-03-01",
    "tactics=[core,default]",
    "~enforcement.auto",
    "days=30",
    "network=files",
    "network.communities.us.nodes=n.csv",
    "'enforcement.explain.share=${seed}'",
    "engine=objects",
    "market.regions.vn.share=0.4",
    "+tactics.x.gain=1",
    "++market.regions.us.values.seed=3",
    "hydra.verbose=true",
    "hydra/launcher=joblib",
    "execution=serial",
    "execution.workers=2",
    "enforcement.milestones.at_risk.rating=150",
    "network.kind=files",
    "incentives=none",
]


def _override(words: list[str], _folder: Path) -> Any:
    return compose(words)


def typed(word: str) -> None:
    """Look at one override as it is typed, before Hydra does."""
    check_typed([word])
    check_words([word])


def _lost_value(words: list[str], config: Any) -> str:
    """Return a number that was given to a parameter and is not what the parameter is."""
    last = {name: written for name, _, written in (word.lstrip("+").partition("=") for word in words)}
    for name, written in last.items():
        if name in SCALARS and re.fullmatch(r"-?\d+(\.\d+)?", written):
            found = value_of(config, name)
            if not isinstance(found, int | float) or not math.isclose(float(found), float(written), abs_tol=1e-12):
                return f"{name}={written} is {found}"
    return ""


PAIR = st.tuples(
    st.sampled_from([*LEVERS, *OVERRIDES, "~market", "++x"]),
    st.sampled_from(["=", "=", "", "=="]),
    st.sampled_from(VALUES),
).map("".join)

QUERIES = [
    "select key, quality from runs order by key",
    "SELECT COUNT(*) FROM RUNS",
    "select avg(quality) from runs",
    "select a.key, b.key from runs a join runs b using (key)",
    "select max(day) - min(day) from runs",
    "with t as (select * from runs) select * from t where quality > 0.5",
    "describe runs",
    "-- c\nselect 1",
    "select interval 3 day a, date 'infinity' d, [interval 1 day] l, sum(1) s from runs",
    "summarize runs",
    "select unnest([1, 2]) a, {'x': 1} b, map {1: 2} c",
    "select * from read_csv('{0}')",
    "attach '{0}'",
    "copy runs to '{0}'",
    "select * from '{0}'",
    "select getenv('SIM_FUZZ')",
    "select current_setting('x')",
]
PIECES = [
    "select",
    "from",
    "runs",
    "where",
    "*",
    "key",
    "quality",
    "'text'",
    "1",
    "-1",
    "null",
    "(",
    ")",
    ",",
    ";",
    "--",
    "/*",
    "group by",
    "order by",
    "all",
    "union all",
    "::varchar",
    "::interval",
    "cast(",
    "as",
    "a",
    '"b c"',
    "join",
    "using (key)",
    "1/0",
    "'nan'::double",
    "[1]",
    "{'a': 1}",
    "union_value(a := 1)",
    "'{0}'",
    "$1",
    "?",
    "read_text(",
    "glob(",
    "install httpfs",
    "load json",
    "set threads = 1",
    "pragma version",
    "attach ':memory:' as z",
    "create",
    "table",
    "drop",
    "insert into",
    "date '2027-01-01'",
    "time '00:00'",
    "uuid()",
    "'x'::blob",
    "'101'::bit",
    "duckdb_settings()",
    "pivot",
    "explain",
    "show tables",
    "call",
    "export database",
    "1e400",
    "9" * 60,
    "\u202e",
]


@cache
def _study() -> tuple[Path, Path]:
    """Return a study's folder, and a file that is not of it."""
    root = Path(tempfile.mkdtemp(prefix="sim-fuzz-study-"))
    (root / "study").mkdir()
    table = {"key": ["a", "=b", "日"], "quality": [0.5, math.nan, None], "day": [date(2027, 1, 1)] * 3}
    pq.write_table(pa.table(table), root / "study" / "runs.parquet")
    (root / "outside.csv").write_text(f"a\n{SECRET}\n", encoding="utf-8")
    os.environ["SIM_FUZZ"] = SECRET
    return root / "study", root / "outside.csv"


def _query(sql: str, _folder: Path) -> str:
    study, outside = _study()
    answer = query(study, sql.replace("{0}", str(outside)))
    return f"{as_csv(answer)}{as_records(answer)}"


def _escaped(_given: str, read: str) -> str:
    study, _ = _study()
    return "the query read outside" if SECRET in read or len(list(study.parent.iterdir())) != 2 else ""


EXPECTED = [
    "up",
    "down by less than 2%",
    "up by more than 0.5 pp",
    "within noise",
    "higher than warn",
    "up and down by less than 3",
    "down by at least 1_000 USD",
]
MATTERS = ["1%", "0.5 pp", "1_000 USD", "0.01", "2 USD a day", "1% of gmv_net"]
CONDITIONS = ["violation_view_rate < 1% in vn", "gmv_net > 98% of status quo", "governance_cost + incentive_cost <= 40"]
OUTCOME = st.sampled_from(sorted(OUTCOMES))

HEAD = "kpi,region,start,end,value,se,n,unit,kind,event,use"
FIGURES = [
    f"{HEAD}\ndau_mau,us,2026-01-01,2026-02-01,54,,20000,%,level,,fit\n"
    "violation_view_rate,all,2026-01-01,2026-02-01,0.02,0.001,,,level,,holdout\n"
    "dau_mau,us,2026-03-01,2026-04-01,3,,20000,%,change,stricter,fit\n"
]
CELLS = {
    "kpi": ["dau_mau", "gmv_net per daily_active_viewers", "violation_view_rate", "x", "", "creators"],
    "region": ["us", "vn", "all", "", "US", "de"],
    "start": ["2026-01-01", "2026-03-01", "0001-01-01", "x"],
    "end": ["2026-02-01", "2026-04-01", "9999-12-31", ""],
    "value": ["0.5", "54", "1e999", "nan", "0,5", "-1", "9" * 400],
    "se": ["", "0.01", "-1", "1e300"],
    "n": ["", "20000", "12", "1e400", "0.5"],
    "unit": ["", "%", "USD", "share"],
    "kind": ["", "level", "change", "ratio_to_first"],
    "event": ["", "stricter", "z"],
    "use": ["", "fit", "context"],
}
ROWS = st.lists(
    st.fixed_dictionaries({name: st.sampled_from(values) for name, values in CELLS.items()}), min_size=1, max_size=4
)


def _written(rows: list[dict[str, str]]) -> bytes:
    cells = [[f'"{one}"' if "," in one else one for one in row.values()] for row in rows]
    return "\n".join([HEAD, *map(",".join, cells), ""]).encode()


def _figures(content: bytes, folder: Path) -> Figures:
    (folder / "f.csv").write_bytes(content)
    return read_figures(folder / "f.csv", ["us", "vn"], {}, {"stricter": date(2026, 3, 1)})


def _lost_figures(rows: list[dict[str, str]], read: Figures) -> str:
    bad = [one for one in read.rows if not math.isfinite(one.value) or not math.isfinite(one.error)]
    return f"{bad} of {read.rows}" if bad or len(read.rows) != len(rows) else ""


WORDS = (
    Target("overrides as typed", 4000, mutated_text(OVERRIDES, 2), lambda word, _: typed(word)),
    Target("overrides", 250, st.lists(mutated_text(OVERRIDES, 2), min_size=1, max_size=2), _override, _lost_value),
    Target("overrides, made", 250, st.lists(PAIR, min_size=1, max_size=2), _override, _lost_value),
    Target("queries", 2500, mutated_text(QUERIES), _query, _escaped),
    Target("queries, made", 2500, st.lists(st.sampled_from(PIECES), max_size=9).map(" ".join), _query, _escaped),
    Target(
        "expectations", 2500, st.tuples(mutated_text(EXPECTED), OUTCOME), lambda given, _: parse_expectations(*given)
    ),
    Target("what matters", 2000, st.tuples(mutated_text(MATTERS), OUTCOME), lambda given, _: read_smallest(*given)),
    Target(
        "conditions", 2000, mutated_text(CONDITIONS), lambda given, _: read_condition(given, "--require", ["us", "vn"])
    ),
    Target("figures", 3800, mutated([one.encode() for one in FIGURES]), _figures),
    Target("figures, made", 3500, ROWS, lambda rows, folder: _figures(_written(rows), folder), _lost_figures),
)
