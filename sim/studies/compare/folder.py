"""The folder that people open: config, manifest, summary, tables, figures and page, beside the study's store."""

from __future__ import annotations

from pathlib import Path

from sim.runs.store import staged, write_config, write_json, write_table
from sim.studies.compare.answer import Answer
from sim.studies.compare.charts.figures import draw_figures
from sim.studies.compare.matter import shown_scenarios
from sim.studies.compare.page import write_page
from sim.studies.compare.ranking import MOST, narrowed, ranking
from sim.studies.compare.returns import returns_table
from sim.studies.compare.summary import daily_table, effects_table, slices_table, tiers_table
from sim.studies.experiment.looks import LOOKS


def write_folder(answer: Answer, folder: Path, processes: int = 1) -> None:
    """Write everything into a folder, as a whole or not at all.

    Parameters
    ----------
    processes
        How many draw figures side by side.

    Raises
    ------
    UserError
        When it cannot be written; nothing of it is left behind then.
    """
    analysis = answer.analysis
    with staged(folder) as stage:
        write_config(stage / "config.yaml", analysis.plan.config)
        write_json(stage / "manifest.json", answer.about)
        write_json(stage / "summary.json", answer.summary)
        write_table(stage / "daily.parquet", daily_table(analysis))
        write_table(stage / "tiers.parquet", tiers_table(analysis))
        write_table(stage / "slices.parquet", slices_table(analysis))
        if analysis.baseline:
            write_json(stage / LOOKS, analysis.looks.to_json())
            write_table(stage / "returns.parquet", returns_table(analysis))
            write_table(stage / "effects.parquet", effects_table(analysis))
        ranks = ranking(answer.evidence) if analysis.baseline else []
        few = narrowed(analysis, [one.option for one in ranks[:MOST]]) if ranks else analysis
        shown = shown_scenarios(few, answer.recommendation)
        figures = draw_figures(few, answer.tiers, stage / "figures", processes, shown)
        write_page(stage / "report.html", few, answer.tiers, answer.judged, answer.findings, figures, answer.about,
                   answer.recommendation, ranks)
