"""The appendix: assumptions, method and how to run it again."""

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
_MOST = 14


def assumptions_slide(story: Story) -> None:
    """Add the appendix's slide of assumptions: their values, and where they were drawn from what they weigh."""
    results = story.results
    weighed = results.about.futures > 1
    every = assumption_rows(results)
    slide = story.slide(
        "Appendix: assumptions",
        "The assumptions that carry most, with their weight in these futures" if weighed
        else "These assumptions carry most of what policies do; none was varied here, so none has a weight",
    )
    rows = [
        [Cell(row.name), Cell(row.base, row.unit)] + ([Cell(row.span), Cell(row.weight)] if weighed else [])
        for row in every
    ]
    heads = ("Assumption", "Value", *(("Drawn from", "Weight") if weighed else ()))
    shares = (4.6, 2.6, *((2.2, 2.4) if weighed else ()))
    more = max(0, len(rows) - _MOST)
    add_table(slide, BODY, Table(heads, rows[:_MOST], shares, "sheet Assumptions", more=more))
    lines = [f"{row.name} ({row.unit}): {row.base}, {row.span or 'as configured'}, {row.weight}." for row in every]
    story.evidence(slide, lines, "Assumptions")


def method_slide(story: Story) -> None:
    """Add the appendix's slide of the method, and how to run it again."""
    about = story.results.about
    seeds = counted(about.seeds, "seed")
    over = f"{about.futures} futures and {seeds}" if about.futures > 1 else seeds
    slide = story.slide(
        "Appendix: method",
        f"All ways share their random numbers over {over}; a chance here holds for the model, not for the world",
    )
    room = Box(BODY.left, BODY.top, BODY.width, BODY.height - _COMMAND - 0.2)
    rows = [[Cell(name, bold=True), Cell(text)] for name, text in _method(about)]
    add_table(slide, room, Table(("", ""), rows, (1.4, 10.0), "the page"))
    box = Box(BODY.left, BODY.bottom - _COMMAND, BODY.width, _COMMAND)
    slide.block(box, WASH, name="Again")
    inner = Box(box.left + 0.15, box.top + 0.1, box.width - 0.3, box.height - 0.2)
    slide.text(inner.upper(0.2), "Run it again", Words((10.5,), True, INK))
    slide.text(
        inner.below(0.22),
        f"{about.command}\n{about.path}, key {about.key}",
        Words((10.5, 10.0, 9.5, 9.0), colour=FAINT),
    )
    versions = ", ".join(f"{name} {version}" for name, version in about.environment.items() if name != "processor")
    story.evidence(slide, [f"File: {about.path}. Environment: {versions}. Begun: {about.created}."], "Assumptions")


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
            "Paired differences with 95% intervals and one of four verdicts: matters, certain but small, no material "
            "change, undecided. Targets are judged together (Holm), other lists by Benjamini-Hochberg.",
        ),
        ("Limits", "A chance holds for the model with these assumptions. Costs are as written in the file. "
         + sharpness_words(about.seeds)),
    ]
