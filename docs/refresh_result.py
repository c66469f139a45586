"""Put a finished comparison into the docs: the first result's table and picture, and what pairing bought.

    python docs/refresh_result.py outputs/compare/NAME-KEY

Reads ``summary.json``, ``config.yaml``, ``manifest.json`` and ``figures/effects.png`` of the folder. Writes
docs/images/first-result.png, what stands between ``<!-- result:start -->`` and ``<!-- result:end -->`` in README.md,
and what stands between ``<!-- pairing:start -->`` and ``<!-- pairing:end -->`` in docs/concepts/coupling.md.
"""

from __future__ import annotations

import json
import math
import re
import shutil
import statistics
import sys
from pathlib import Path
from typing import Any

import yaml

from sim.methods.intervals import Effect, Interval, t_quantile
from sim.model.outcomes.dictionary import HEADLINE
from sim.show.numbers import outcome_change, outcome_level, title
from sim.show.recommendation.evidence import NET

ROOT = Path(__file__).resolve().parent.parent
PICTURE = Path("docs/images/first-result.png")


def interval(numbers: dict[str, Any], count: int) -> Interval:
    """Return mean and bounds as read from JSON, undefined ones as NaN."""
    mean, low, high = (math.nan if numbers[key] is None else float(numbers[key]) for key in ("mean", "low", "high"))
    return Interval(mean, low, high, count)


def effect_of(summary: dict[str, Any], scenario: str, outcome: str) -> Effect:
    """Return a scenario's effect on an outcome; the unpaired interval is worked out from those of the two levels."""
    count = int(summary["replications"])
    here = interval(summary["scenarios"][scenario]["outcomes"][outcome], count)
    base = interval(summary["scenarios"][summary["baseline"]]["outcomes"][outcome], count)
    paired = interval(summary["scenarios"][scenario]["effects"][outcome], count)
    parts = [(one.half_width / float(t_quantile(count - 1))) ** 2 for one in (here, base)]
    margin = math.nan
    if sum(parts) > 0:
        freedom = sum(parts) ** 2 / sum(part**2 / (count - 1) for part in parts)
        margin = float(t_quantile(freedom)) * math.sqrt(sum(parts))
    return Effect(paired, Interval(paired.mean, paired.mean - margin, paired.mean + margin, count), base.mean)


def compared(summary: dict[str, Any]) -> list[str]:
    """Return the scenarios that have effects."""
    return [name for name in summary["scenarios"] if name != summary["baseline"]]


def cell(outcome: str, effect: Effect, said: dict[str, Any]) -> str:
    """Return an effect as a cell: what matters in bold, what is undecided with its interval alone.

    Parameters
    ----------
    said
        What ``summary.json`` says of it.
    """
    change, verdict = outcome_change(outcome, effect), said["verdict"]
    if verdict == "matters":
        return f"**{change.mean}** {change.interval} {'probably ' if said['size'] == 'likely' else ''}matters"
    if verdict == "no material change" or not change.interval:
        return verdict if change.interval else change.mean
    if said["direction"]:
        return f"{change.mean} {change.interval} {'size undecided' if verdict == 'undecided' else verdict}"
    unit = next((unit for unit in (" pp", "%") if change.mean.endswith(unit)), "")
    return f"{change.interval}{unit} undecided"


def result(summary: dict[str, Any], config: dict[str, Any], manifest: dict[str, Any]) -> str:
    """Return the README's table, picture and size of the run."""
    names = compared(summary)
    lines = [["", "status quo", *(f"`{name}`" for name in names)], ["---", "--:", *["---"] * len(names)]]
    for outcome in (*(name for name in HEADLINE if name != NET), "platform_fees", NET):
        level = float(summary["scenarios"][summary["baseline"]]["outcomes"][outcome]["mean"] or math.nan)
        said = {name: summary["scenarios"][name]["effects"][outcome] for name in names}
        effects = [cell(outcome, effect_of(summary, name, outcome), said[name]) for name in names]
        lines.append([title(outcome), outcome_level(outcome, level), *effects])
    table = "\n".join("| " + " | ".join(line) + " |" for line in lines)
    population, regions = config["population"], " and ".join(config["market"]["regions"])
    millions, seconds = summary["engine"]["impressions"] / 1e6, summary["engine"]["wall_s"]
    command = re.sub(r" --outputs[ =]\S+", "", manifest["command"])
    alt = f"Effects of {', '.join(names)} on the headline outcomes, with 95% intervals"
    return (
        f"`{command}`: {summary['replications']} matched seeds, {population['viewers']:,} viewers, "
        f"{population['creators']:,} creators, {regions}, {config['days']} days; "
        f"{millions:,.0f} million impressions in {seconds:,.0f} s.\n\n{advice(summary)}{table}\n\n"
        "Effects are differences to the status quo with their 95% interval over seeds, all judged together: one "
        "*matters* if it is certain and as large as somebody would act on; *no material change* is shown to be smaller "
        f"([how certain](docs/concepts/certainty.md)).\n\n![{alt}]({PICTURE})\n"
    )


def advice(summary: dict[str, Any]) -> str:
    """Return what to do, a line a scenario with the platform's money in it, as the study's own recommendation says."""
    told = summary.get("recommendation")
    if not told:
        return ""
    options = {one["option"]: one for one in told["options"]}
    lines = [f"- `{name}`: {options[name]['what_to_do']} {options[name]['net_value']}".rstrip()
             for name in compared(summary) if name in options]
    return f"**{told['headline']}**\n\n" + "\n".join(lines) + "\n\n"


def pairing(summary: dict[str, Any]) -> str:
    """Return the sentence and table about paired and unpaired intervals."""
    effects = {
        outcome: [effect_of(summary, name, outcome).narrowing for name in compared(summary)]
        for outcome in summary["scenarios"][summary["baseline"]]["outcomes"]
    }
    every = [ratio for ratios in effects.values() for ratio in ratios if math.isfinite(ratio)]
    rows = []
    for outcome in HEADLINE:
        defined = [ratio for ratio in effects[outcome] if math.isfinite(ratio)]
        if defined:
            rows.append(f"| {title(outcome)} | {statistics.median(defined):.1f} |")
    return (
        f"Measured on {', '.join(compared(summary))} ({summary['replications']} seeds): paired intervals are "
        f"**{statistics.median(every):.1f} times narrower** than unpaired ones, the median over {len(every)} effects "
        f"({min(every):.1f} to {max(every):.0f}). The same certainty without pairing would take about "
        f"{statistics.median(every) ** 2:.0f} times as many runs.\n\n| headline outcome | times narrower (median over "
        "scenarios) |\n| --- | --: |\n" + "\n".join(rows) + "\n"
    )


def put(page: Path, mark: str, text: str) -> None:
    """Replace what stands between a page's start and end marks."""
    old = page.read_text(encoding="utf-8")
    pattern = re.compile(rf"(<!-- {mark}:start -->\n).*?(<!-- {mark}:end -->)", re.DOTALL)
    if not pattern.search(old):
        raise SystemExit(f"{page.name} has no marks {mark}:start and {mark}:end")
    page.write_text(pattern.sub(lambda found: found[1] + text + found[2], old), encoding="utf-8")


def refresh(folder: Path, root: Path = ROOT) -> None:
    """Fill the docs under ``root`` from a study's folder."""
    summary = json.loads((folder / "summary.json").read_text(encoding="utf-8"))
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    config = yaml.safe_load((folder / "config.yaml").read_text(encoding="utf-8"))
    if summary["study"] != "compare" or int(summary["replications"]) < 2:
        raise SystemExit(f"{folder} is no comparison with two or more replications")
    (root / PICTURE).parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(folder / "figures" / "effects.png", root / PICTURE)
    put(root / "README.md", "result", result(summary, config, manifest))
    put(root / "docs/concepts/coupling.md", "pairing", pairing(summary))


if __name__ == "__main__":
    if len(sys.argv) != 2:
        raise SystemExit("usage: python docs/refresh_result.py outputs/compare/NAME-KEY")
    refresh(Path(sys.argv[1]))
