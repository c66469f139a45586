"""A search in a terminal: finalists and rivals with their effects on fresh seeds, then the findings."""

from __future__ import annotations

import sys

from rich.table import Table
from rich.text import Text

from sim.show.numbers import title
from sim.show.recommendation.terminal import print_recommendation
from sim.show.style import display
from sim.show.terminal import in_one_piece
from sim.studies.optimise.decision import recommendation
from sim.studies.optimise.result import Optimised
from sim.studies.optimise.words import effect_text, findings, heading, lever_words, trial_of
from sim.studies.robust.words import measure_text


def print_search(found: Optimised) -> None:
    """Print the recommendation, heading, table, finalists' levers, findings and how to run the result."""
    with in_one_piece(sys.stdout) as out:
        print_recommendation(out, recommendation(found))
        out.print(Text(heading(found)))
        out.print()
        out.print(_table(found))
        out.print()
        for name in found.names:
            values = lever_words(trial_of(found, name).values, found.search.levers)
            out.print(Text(f"{display(name)}: {values}"))
        out.print()
        for sentence in findings(found):
            out.print(Text(f"{sentence}."))
        out.print()
        out.print(Text(f"sim compare {found.search.study.folder / 'optimised.yaml'} runs it as it is."), soft_wrap=True)


def _table(found: Optimised) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column("on fresh seeds")
    for outcome in found.search.settings.objectives:
        table.add_column(title(outcome))
    if found.search.settings.budget:
        table.add_column("budget")
    for place, policy in enumerate(found.fresh.policies):
        cells = []
        for outcome in found.search.settings.objectives:
            told = effect_text(found, outcome, found.effect(policy, outcome))
            cells.append(measure_text(found.fresh, outcome, "mean", place)[0] if place == 0 else str(told))
        if found.search.settings.budget:
            cells.append("kept" if found.within_budget[policy] else "broken")
        name = display(policy) + (" (the search's best)" if policy == found.recommended else "")
        table.add_row(Text(name, style="bold" if policy in found.names else ""), *cells)
    return table
