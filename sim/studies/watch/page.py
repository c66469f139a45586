"""The page of a desk: one self-contained HTML file made of `sim.studies.watch.results` and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from sim.methods.detection.rules import RULES
from sim.runs.rows import WHOLE_MARKET
from sim.show.numbers import subject
from sim.show.page import Chart, write_report
from sim.show.places import places_words
from sim.show.style import display
from sim.show.words import counted, listed
from sim.studies.watch.charts import amoc_words, draw_amoc, draw_finds, finds_words
from sim.studies.watch.export import as_sql, as_yaml
from sim.studies.watch.leading import label_of
from sim.studies.watch.read import Read
from sim.studies.watch.results import EventResult, Results
from sim.studies.watch.words import TONES, VERDICTS, days_words, gained_words, share_of, share_words, watcher_words

SCORES, THRESHOLDS, SQL = "scores.parquet", "thresholds.yaml", "thresholds.sql"
_MOST_LEADS, _MOST_FIRST = 12, 8


def write_watch_page(read: Read, folder: Path) -> None:
    """Write results, curves, scores, thresholds (YAML and SQL), page and figures into a study's folder, as a whole.

    Raises
    ------
    UserError
        When they cannot be written; the runs are kept.
    """
    results = read.results

    def write(stage: Path) -> None:
        results.write(stage)
        with (stage / SCORES).open("wb") as file:
            pq.write_table(pa.Table.from_pandas(read.scores, preserve_index=False).replace_schema_metadata(), file,
                           compression="zstd")
        (stage / THRESHOLDS).write_text(as_yaml(results), encoding="utf-8")
        (stage / SQL).write_text(as_sql(results), encoding="utf-8")

    write_report("watch", folder, lambda: _content(results), _charts(results), write)


def _charts(results: Results) -> Iterator[Chart]:
    yield Chart("finds", finds_words(results), draw_finds(results))
    yield Chart("amoc", amoc_words(results), draw_amoc(results))


def _content(results: Results) -> dict[str, Any]:
    about = results.about
    events = [one for one in results.events if one.kind != "benign"]
    large = sorted((one for one in events if one.size == "large"), key=lambda one: -np.nan_to_num(one.warned.share))
    return {
        "title": "What warns first, of what, how early?",
        "heading": f"Early warning · {counted(len({one.event for one in events}), 'event')} · "
                   f"{places_words(about.regions)} · {counted(about.days, 'day')} · {about.viewers:,} viewers, "
                   f"{about.creators:,} creators · {counted(about.seeds, 'seed')}",
        "about": about, "environment": about.environment, "summary": results.summary,
        "large": [_event_row(one) for one in large[:_MOST_FIRST]],
        "events": [_event_row(one) for one in events],
        "leads": [_lead_row(one) for one in results.leads[:_MOST_LEADS]],
        "benign": [
            {"event": display(one.event), "rings": share_words(one.rings), "luck": share_of(one.luck),
             "rule": RULES[one.rule].label, "who": listed([label_of(name) for name in one.who]) or "none in most runs"}
            for one in results.benign],
        "thresholds": [_threshold_row(one) for one in results.thresholds if one.place == WHOLE_MARKET],
        "check": results.check,
        "budget": f"{about.budget:g}",
        "lead": counted(about.lead, "day"),
    }


def _event_row(one: EventResult) -> dict[str, Any]:
    return {
        "event": display(one.event), "size": one.size, "question": one.question,
        "harm": listed([subject(name) for name in one.hurt]) or "nothing by what matters",
        "harmed": share_words(one.harmed), "after": days_words(one.harm_after),
        "who": watcher_words(one.indicator, one.rule), "warned": share_words(one.warned),
        "luck": share_of(one.luck_warned), "found": share_words(one.found), "luck_found": share_of(one.luck_found),
        "gained": gained_words(one), "delay": days_words(one.delay), "verdict": VERDICTS[one.verdict],
        "tone": TONES[one.verdict],
    }


def _lead_row(one: Any) -> dict[str, Any]:
    return {
        "indicator": one.label, "rule": RULES[one.rule].label, "a_month": f"{one.a_month:.2f}",
        **{size: share_of(getattr(one, size)) for size in ("large", "medium", "small")},
        "gained": days_words(one.gained),
        "finds": listed([display(name) for name in one.finds]) or "none", "first": len(one.first),
    }


def _threshold_row(one: Any) -> dict[str, Any]:
    return {
        "indicator": label_of(one.indicator), "rule": RULES[one.rule].label,
        "threshold": "one each" if np.isnan(one.threshold) else
                     "none keeps it" if np.isinf(one.threshold) else f"{one.threshold:.2f}",
        "alarms": one.alarms, "a_month": f"{one.a_month:.2f}", "most": one.most,
        "kept": "kept" if one.kept else "more than chance", "tone": "" if one.kept else "worse",
    }
