"""A sweep or a sensitivity analysis in a terminal: for each outcome the factors that move it, and how sure that is."""

from __future__ import annotations

import sys
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from sim.methods.intervals import Interval
from sim.runs.plan import STATUS_QUO
from sim.show.factors import short
from sim.show.numbers import title
from sim.show.terminal import in_one_piece
from sim.show.verdicts import verdict_cell
from sim.studies.experiment.read import StoredStudy
from sim.studies.sweep.precision import precision_table
from sim.studies.sweep.sensitivity import COLUMNS, sensitivity
from sim.studies.sweep.words import FactorFinding, heading, index_finding, interval_text, told_effects

MOST_FACTORS = 5
_INDEX_HEADS = {"sobol_indices": ("alone", "with others"), "morris": ("size over its range", "spread")}


def print_study(study: StoredStudy) -> None:
    """Print heading, effects or indices of each scenario, and how many more seeds would help."""
    with in_one_piece(sys.stdout) as out:
        out.print(Text(heading(study)))
        out.print()
        indices = study.about["study"] == "sensitivity" and study.settings.design in COLUMNS
        rows = sensitivity(study).to_dict("records") if indices else []
        for scenario in study.scenarios:
            if len(study.scenarios) > 1:
                words = "levels under the status quo" if scenario == STATUS_QUO else f"effect of {scenario}"
                out.print(Text(words, style="bold"))
            if indices:
                out.print(_index_table(study, [row for row in rows if row["scenario"] == scenario]))
            else:
                out.print(_effect_table(study, scenario))
            out.print()
        _print_precision(out, study)


def _effect_table(study: StoredStudy, scenario: str) -> Table:
    table = _table("", "factor", "from → to", "change", "", "")
    for outcome in study.shown:
        effects = told_effects(study, outcome, scenario)
        shown = _worth_showing(effects)
        for place, one in enumerate(shown):
            name = title(outcome) if place == 0 else ""
            table.add_row(name, short(one.effect.factor, study.factors), one.span, one.change.mean, one.change.interval,
                          verdict_cell(one.judgement))
        if len(effects) > len(shown):
            rest = f"{len(effects) - len(shown)} {'more' if shown else 'factors'}, not known to matter"
            table.add_row("" if shown else title(outcome), Text(rest, style="dim"))
    return table


def _worth_showing(effects: list[FactorFinding]) -> list[FactorFinding]:
    if len(effects) <= 2:
        return effects
    return [one for one in effects if one.matters][:MOST_FACTORS]


def _index_table(study: StoredStudy, rows: list[dict[str, Any]]) -> Table:
    design = study.settings.design
    table = _table("", "factor", *_INDEX_HEADS[design])
    names = {one.name: short(one, study.factors) for one in study.factors}
    for outcome in study.shown:
        of_outcome = [row for row in rows if row["outcome"] == outcome and row["blocks"]]
        if not of_outcome:
            table.add_row(title(outcome), Text("undefined at too many points", style="dim"))
        told = [row for row in of_outcome if row["told"]]
        if of_outcome and not told:
            lead = "total" if design == "sobol_indices" else "mu_star"
            table.add_row(title(outcome), Text(index_finding(outcome, of_outcome, lead, study.factors), style="dim"))
        for place, row in enumerate(told[:MOST_FACTORS]):
            cells = (
                (_index(row, "first"), _index(row, "total"))
                if design == "sobol_indices"
                else (_short(row, "mu_star"), f"{row['sigma']:.3g}")
            )
            table.add_row(title(outcome) if place == 0 else "", names[row["factor"]], *cells)
        if told and len(of_outcome) > len(told[:MOST_FACTORS]):
            rest = len(of_outcome) - len(told)
            more = f"{len(told) - MOST_FACTORS} more" if len(told) > MOST_FACTORS else ""
            luck = f"{rest} not told from a factor that does nothing" if rest else ""
            table.add_row("", Text(", ".join(filter(None, (more, luck))), style="dim"))
    return table


def _index(row: dict[str, Any], name: str) -> str:
    return interval_text(Interval(row[name], row[f"{name}_low"], row[f"{name}_high"], 2))


def _short(row: dict[str, Any], name: str) -> str:
    return f"{row[name]:.3g} [{row[f'{name}_low']:.3g}, {row[f'{name}_high']:.3g}]"


def _print_precision(out: Console, study: StoredStudy) -> None:
    advice = precision_table(study)
    advice = advice[advice["scenario"] == study.scenarios[-1]]
    what = "a difference between two points" if len(study.scenarios) == 1 else f"the effect of {study.scenarios[-1]}"
    if not advice["half_width"].notna().any():
        out.print(Text(f"One seed a point: how sure {what} is cannot be said; sim expand {study.folder} --seeds 4 "
                       "would tell.", style="dim"))
        out.print()
        return
    table = _table(f"precision of {what}", "")
    for row in advice.to_dict("records"):
        table.add_row(Text(title(row["outcome"]), style="dim"), Text(row["advice"], style="dim"))
    out.print(table)
    out.print()


def _table(*heads: str) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for head in heads:
        table.add_column(head)
    return table
