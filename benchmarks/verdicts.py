"""Do verdicts hold? ``python benchmarks/verdicts.py [--seeds 72] [--viewers 5000] [--studies 1000]`` asks many studies.

A pool of seeds is run once, by the product itself and in its own store (it resumes, and a second call runs nothing):
three policies, and two changes so small that they are nearly nothing. Studies of 8 and 12 seeds are then drawn from the
pool, and what the product would say of each is set beside what the whole pool says. Writes verdicts.json, and the table
between the marks of docs/concepts/certainty.md.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # as a script, only this folder is on the path

from numpy.random import default_rng

from benchmarks.machine import describe
from benchmarks.process import ROOT
from benchmarks.verdict_studies import (
    PILOT,
    PILOTS,
    SIZES,
    Pool,
    coverage,
    false_claims,
    power,
    shares,
    sign_kept,
    sobol_of_noise,
)
from sim.config import compose
from sim.config.scenarios import load_all
from sim.model.levers.schedule import Change, Scenario
from sim.runs.plan import STATUS_QUO, plan_comparison
from sim.studies.compare.run import answer_plan
from sim.studies.experiment.seeds import options_for

POLICIES = ("quality_bonus", "earlier_traffic_cut", "warn_first")
NEARLY_NOTHING = {
    "a_little_recall": ("enforcement.auto.recall", 1.01),
    "a_little_training": ("incentives.training.coverage", 1.05),
}
"""Scenario → the lever it moves, and by which factor."""

OUT, PAGE = ROOT / "benchmarks" / "verdicts.json", ROOT / "docs" / "concepts" / "certainty.md"
_MARKS = ("<!-- verdicts:start -->", "<!-- verdicts:end -->")


def main() -> None:
    """Run the pool, draw studies from it, write the record and print the table."""
    asked = _parser().parse_args()
    pool = pool_of(asked)
    rng = default_rng(asked.seed)
    covered = coverage(pool, asked.studies, rng)
    powers = power(pool, asked.studies, rng)
    piloted = power(pool, max(asked.studies // PILOTS, 1), rng, PILOT)
    found: dict[str, Any] = {
        "pool": {"seeds": pool.seeds, "viewers": asked.viewers, "creators": asked.creators, "days": asked.days,
                 "studies": asked.studies},
        "false_claims": false_claims(pool, asked.studies, rng),
        "sign": sign_kept(pool, asked.studies, rng),
        "coverage": {str(count): shares([row for row in covered if row["seeds"] == count], "near", 0.9)
                     for count in SIZES},
        "coverage_exact": {str(count): shares([row for row in covered if row["seeds"] == count], "held", 0.9)
                           for count in SIZES},
        "sobol_of_noise": sobol_of_noise(asked.noise, asked.seed),
        "power": shares(powers, "found", 0.8), "power_of_pilots": shares(piloted, "found", 0.8),
        "coverage_rows": covered, "power_rows": powers, "pilot_rows": piloted,
        "machine": describe(),
    }
    asked.out.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    told = table(found)
    print(told)
    if asked.out == OUT:
        _into_page(told)


def pool_of(asked: argparse.Namespace) -> Pool:
    """Return the pool, run as far as it is missing."""
    sizes = {"population.viewers": asked.viewers, "population.creators": asked.creators, "days": asked.days,
             "warmup_days": asked.warmup, "replications": asked.seeds}
    config = compose([f"{name}={value}" for name, value in sizes.items()])
    little = [Scenario(name, changes=(Change(lever, _value(config, lever) * factor),))
              for name, (lever, factor) in NEARLY_NOTHING.items()]
    plan = plan_comparison(config, [*load_all(POLICIES, config), *little], "benchmarks/verdicts.py")
    answer, _ = answer_plan(plan, asked.outputs, options_for(config))
    return Pool(answer.analysis.values, STATUS_QUO, POLICIES, tuple(NEARLY_NOTHING))


def table(found: dict[str, Any]) -> str:
    """Return the result as a Markdown table with what was to be reached."""
    none, covered, exact = (found[key] for key in ("false_claims", "coverage", "coverage_exact"))
    whole, pilots = (found[key] for key in ("power", "power_of_pilots"))

    def both(of: dict[str, Any], text: Any) -> str:
        return ", ".join(f"{text(of[str(count)])} ({count} seeds)" for count in SIZES)

    rows = [
        ("comparisons that claim any headline effect where there is none", "at most 6%",
         both(none, lambda one: f"{100 * one:.1f}%")),
        ("claims whose sign 12 fresh seeds bear out", "at least 95%", f"{100 * found['sign']['sign_kept']:.1f}%"),
        ("95% intervals that hold the truth, or miss it by less than a twentieth of what matters", "each at least 90%",
         both(covered, lambda one: f"{100 * one['mean']:.1f}%, least {100 * one['least']:.0f}%, "
              f"{one['below']} of {one['rows']} below")),
        ("the same, without that allowance", "", both(exact, lambda one: f"{100 * one['mean']:.1f}%, least "
         f"{100 * one['least']:.0f}%, {one['below']} of {one['rows']} below")),
        ("Sobol studies of pure luck that claim a factor", "at most 5%", f"{100 * found['sobol_of_noise']:.1f}%"),
        ("smallest effects of interest found at the seeds that the whole pool advises", "each at least 80%",
         f"{100 * whole['mean']:.0f}%, least {100 * whole['least']:.0f}% of {whole['rows']}"),
        (f"the same at the seeds that pilots of {PILOT} seeds advise, on average over pilots", "at least 80%",
         f"{100 * pilots['mean']:.0f}%, least {100 * pilots['least']:.0f}% of {pilots['rows']}"),
    ]
    size = found["pool"]
    head = (f"Of {size['studies']:,} studies drawn from {size['seeds']} seeds of {size['viewers']:,} viewers over "
            f"{size['days']} days:")
    lines = [head, "", "| What | Wanted | Found |", "| --- | --- | --- |"]
    return "\n".join([*lines, *(f"| {what} | {wanted} | {got} |" for what, wanted, got in rows)])


def _into_page(told: str) -> None:
    text = PAGE.read_text(encoding="utf-8") if PAGE.exists() else ""
    start, end = _MARKS
    if start in text and end in text:
        before, rest = text.split(start, 1)
        PAGE.write_text(f"{before}{start}\n{told}\n{end}{rest.split(end, 1)[1]}", encoding="utf-8")


def _value(config: dict[str, Any], lever: str) -> float:
    value: Any = config
    for key in lever.split("."):
        value = value[key]
    return float(value)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__)
    for name, default, words in (
        ("seeds", 72, "in the pool"), ("viewers", 5000, "of the market"), ("creators", 200, "of the market"),
        ("days", 120, "of the horizon"), ("warmup", 60, "days of warm-up"), ("studies", 1000, "drawn of each kind"),
        ("noise", 200, "Sobol studies of pure luck"), ("seed", 1, "of the drawing"),
    ):
        parser.add_argument(f"--{name}", type=int, default=default, help=f"{words} ({default})")
    parser.add_argument("--outputs", type=Path, default=ROOT / "outputs" / "verdicts", help="where the pool is kept")
    parser.add_argument("--out", type=Path, default=OUT, help="the record")
    return parser


if __name__ == "__main__":
    main()
