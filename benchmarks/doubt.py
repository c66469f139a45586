"""How much of an effect's doubt is luck, and how much assumptions: ``python benchmarks/doubt.py``.

Three scenarios at the shipped assumptions and over the draws of ``--posterior public``, on the same seeds. Writes
benchmarks/doubt.json and the table in docs/concepts/doubt.md.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # as a script, only this folder is on the path

from benchmarks import record
from benchmarks.machine import describe
from benchmarks.process import ROOT
from sim.model.outcomes.dictionary import HEADLINE, OUTCOMES
from sim.model.version import code_version
from sim.show.numbers import outcome_change, title
from sim.show.verdicts import verdict_words
from sim.studies.compare.api import Study, compare
from sim.studies.compare.doubts import doubt_rows

SCENARIOS = ("earlier_traffic_cut", "quality_bonus", "warn_first")
OUT = ROOT / "benchmarks" / "doubt.json"
PAGE = ROOT / "docs" / "concepts" / "doubt.md"
BEGIN, END = "<!-- made by benchmarks/doubt.py -->", "<!-- end -->"
_SHOWN = ("violation_view_rate", "quality", "gmv_net", "creator_retention_30d", "viewer_retention_30d", "net_value")


def rows(plain: Study, drawn: Study) -> list[dict[str, Any]]:
    """Return a row a scenario and outcome: effect and verdict at the shipped assumptions and over those that fit."""
    here, there = plain._answer.analysis, drawn._answer.analysis
    doubts = {(one.scenario, one.outcome): one for one in doubt_rows(there)}
    found = []
    for scenario in SCENARIOS:
        for name in HEADLINE:
            one = doubts.get((scenario, title(name)))
            if one is None or name not in _shown():
                continue
            told = outcome_change(name, here.effects[scenario][name])
            found.append({
                "scenario": scenario, "outcome": OUTCOMES[name].label,
                "shipped": f"{told.mean} {told.interval}".strip(),
                "shipped_verdict": verdict_words(here.judgements[scenario][name]),
                "mean": one.mean, "luck": one.luck, "whole": one.whole, "flips": one.flips,
                "verdict": verdict_words(there.judgements[scenario][name]),
            })
    return found


def _shown() -> tuple[str, ...]:
    return tuple(name for name in HEADLINE if name in _SHOWN or "net" in name)


def table(told: dict[str, Any]) -> str:
    """Return the page's table."""
    head = ("| Scenario | Outcome | At the shipped assumptions | Verdict | Over all that fit | Luck alone "
            "| Luck and assumptions | Other way in | Verdict |")
    lines = [head, "| --- " * 9 + "|"]
    lines += [f"| {one['scenario']} | {one['outcome']} | {one['shipped']} | {one['shipped_verdict']} | {one['mean']} "
              f"| {one['luck']} | {one['whole']} | {one['flips']} | {one['verdict']} |" for one in told["rows"]]
    return "\n".join([*lines, "", f"{told['seeds']} seeds of {told['viewers']:,} viewers each way, "
                      f"{told['seconds'] / 60:.0f} minutes; code {told['code_version']}."])


def main() -> None:
    """Run both comparisons, write the record and the page's table."""
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--seeds", type=int, default=36)
    asked.add_argument("--viewers", type=int, default=10_000)
    asked.add_argument("--first", type=int, default=401)
    given = asked.parse_args()
    words = (f"population.creators={given.viewers * 3 // 100}", f"seed={given.first}")
    began = time.monotonic()
    plain = compare(*SCENARIOS, seeds=given.seeds, viewers=given.viewers, overrides=words)
    drawn = compare(*SCENARIOS, seeds=given.seeds, viewers=given.viewers, overrides=words, posterior="public")
    told = {"machine": describe(), "code_version": code_version(), "seeds": given.seeds, "viewers": given.viewers,
            "first": given.first, "seconds": round(time.monotonic() - began, 1), "rows": rows(plain, drawn)}
    record.write(OUT, told)
    text = PAGE.read_text(encoding="utf-8")
    before, after = text.partition(BEGIN)[0], text.partition(END)[2]
    PAGE.write_text(f"{before}{BEGIN}\n{table(told)}\n{END}{after}", encoding="utf-8")
    print(json.dumps(told["rows"], indent=1))


if __name__ == "__main__":
    main()
