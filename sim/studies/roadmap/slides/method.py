"""Assumptions, method and how to run it again."""

from __future__ import annotations

from sim.show.deck.look import BODY, WASH, Box
from sim.show.deck.slide import Words
from sim.show.deck.table import Cell, Table, add_table
from sim.show.style import FAINT, INK
from sim.show.words import counted, date_words
from sim.studies.roadmap.results import About
from sim.studies.roadmap.risk_rows import assumption_rows
from sim.studies.roadmap.sharpness import sharpness_words
from sim.studies.roadmap.slides.story import Story

_COMMAND = 0.95
_MOST = 10


def method_slide(story: Story) -> None:
    """Add the slide."""
    results, about = story.results, story.results.about
    seeds = counted(about.seeds, "seed")
    over = f"{about.futures} futures and {seeds}" if about.futures > 1 else seeds
    slide = story.slide(
        "Assumptions and method",
        f"All ways share their random numbers over {over}; a chance here holds for the model, not for the world",
    )
    weighed = about.futures > 1
    left, right = BODY.columns(6.3, 5.4, gap=0.45)
    head = Words((12.0,), True, INK)
    slide.text(
        left.upper(0.26),
        "Assumptions that carry most, with their weight"
        if weighed
        else "Assumptions that carry most of what policies do; none was varied here",
        head,
    )
    rows = [
        [Cell(row.name, row.unit), Cell(row.base)]
        + ([Cell(row.span), Cell(row.weight)] if weighed else [])
        for row in assumption_rows(results)
    ]
    heads = ("Assumption", "Value", *(("Drawn from", "Weight") if weighed else ()))
    add_table(
        slide,
        left.below(0.32),
        Table(
            heads,
            rows[:_MOST],
            (3.6, 0.8, *((1.2, 1.5) if weighed else ())),
            "sheet Assumptions",
            more=max(0, len(rows) - _MOST),
        ),
    )
    slide.text(right.upper(0.26), "Method", head)
    add_table(
        slide,
        Box(right.left, right.top + 0.32, right.width, right.height - _COMMAND - 0.5),
        Table(("", ""), [[Cell(name, bold=True), Cell(text)] for name, text in _method(about)], (1.0, 4.4), "the page"),
    )
    box = Box(right.left, right.bottom - _COMMAND, right.width, _COMMAND)
    slide.block(box, WASH, name="Again")
    inner = Box(box.left + 0.15, box.top + 0.1, box.width - 0.3, box.height - 0.2)
    slide.text(inner.upper(0.2), "Run it again", Words((10.5,), True, INK))
    slide.text(
        inner.below(0.22),
        f"{about.command}\n{about.path}, key {about.key}",
        Words((10.5, 10.0, 9.5, 9.0), colour=FAINT),
    )
    versions = ", ".join(f"{name} {version}" for name, version in about.environment.items() if name != "processor")
    lines = [
        f"{row.name} ({row.unit}): {row.base}, {row.span or 'as configured'}, {row.weight}."
        for row in assumption_rows(results)
    ]
    story.evidence(
        slide, [*lines, f"File: {about.path}. Environment: {versions}. Begun: {about.created}."], "Assumptions"
    )


def _method(about: About) -> list[tuple[str, str]]:
    seeds = counted(about.seeds, "seed")
    over = f"{seeds} in each of {about.futures} futures" if about.futures > 1 else seeds
    return [
        (
            "Runs",
            f"A market of {about.viewers:,} viewers and {about.creators:,} creators, warmed up for "
            f"{about.warmup_days} days, goes on from {date_words(about.start)} to {date_words(about.end)} "
            f"under the status quo, every way, and the plan without each phase: {over}, {counted(about.runs, 'run')}.",
        ),
        (
            "Gates",
            "Read inside each run on their day. Hold: what depends on the phase waits. Roll back: its levers go "
            "back, and what depends on it never begins.",
        ),
        (
            "Chances",
            "Shares of runs with exact intervals. Likely or unlikely only if the whole interval lies on one side "
            "of one half; else open.",
        ),
        (
            "Effects",
            "Paired differences with 95% t intervals; within noise if they hold zero. Of many, one in twenty is "
            "chance.",
        ),
        ("Limits", "A chance holds for the model with these assumptions. Costs are as written in the file. "
         + sharpness_words(about.seeds)),
    ]
