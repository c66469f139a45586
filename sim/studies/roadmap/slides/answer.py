"""The first slide: the answer, four figures, and the summary's sentences."""

from __future__ import annotations

from sim.show.deck.look import ACCENT, BODY, WASH, Box
from sim.show.deck.slide import Slide, Words
from sim.show.deck.table import Cell, Table, add_table
from sim.show.numbers import level, money
from sim.show.style import FAINT, INK
from sim.show.words import chance_interval, percent, value_words
from sim.studies.roadmap.plan import PLAN
from sim.studies.roadmap.slides.story import Story
from sim.studies.roadmap.titles import answer_title
from sim.studies.roadmap.words import standing

_TILES = 1.22
_HEADS = ("Targets", "Against today", "Other ways", "Phases", "Countries", "Money, risk", "Reviewers")
"""Of the summary's sentences; the last is there where more reviewers are needed than can be hired."""


def answer_slide(story: Story) -> None:
    """Add the slide."""
    results = story.results
    slide = story.slide("The answer", answer_title(results))
    under = Box(BODY.left, BODY.top - 0.34, BODY.width, 0.26)
    slide.text(under, results.about.title, Words((13.0, 12.0, 11.0, 10.0), colour=FAINT))
    for box, tile in zip(BODY.upper(_TILES).columns(1, 1, 1, 1, gap=0.25), _tiles(story), strict=True):
        _tile(slide, box, *tile)
    rows = [[Cell(head, bold=True), Cell(sentence)] for head, sentence in zip(_HEADS, results.summary, strict=False)]
    add_table(slide, BODY.below(_TILES + 0.16), Table(("", ""), rows, (1.35, 10.8), "sheet Summary", lines=3))
    story.evidence(slide, results.summary, "Summary")


def _tiles(story: Story) -> list[tuple[str, str, str]]:
    results = story.results
    found = [standing(one.by_arm[PLAN].chance) for one in results.targets]
    whole, spent, budget = results.all_targets[PLAN], results.money[PLAN], results.about.budget
    total, within = spent.total, spent.within
    return [
        (
            f"{found.count('likely')} of {len(found)}",
            "targets likely to be met",
            f"{found.count('unlikely')} unlikely, {found.count('open')} open",
        ),
        (
            percent(whole.share),
            "of runs meet all targets together",
            f"{whole.met} of {whole.runs} runs, {chance_interval(whole)}",
        ),
        (
            level("USD", total.mean),
            "is what the plan's phases cost",
            value_words("USD", total).partition(" [")[2].rstrip("]").replace(", ", " to ") or "as written in the file",
        ),
        (
            percent(within.share) if within else "n/a",
            f"of runs stay within {money(budget)}" if budget else "no budget set",
            f"{within.met} of {within.runs} runs, {chance_interval(within)}" if within else "",
        ),
    ]


def _tile(slide: Slide, box: Box, figure: str, what: str, under: str) -> None:
    slide.block(box, WASH, name=f"Figure: {what}")
    slide.block(Box(box.left, box.top, 0.05, box.height), ACCENT)
    inner = Box(box.left + 0.22, box.top + 0.1, box.width - 0.32, box.height - 0.2)
    slide.text(inner.upper(0.5), figure, Words((28.0, 24.0, 20.0), True, INK))
    slide.text(Box(inner.left, inner.top + 0.53, inner.width, 0.24), what, Words((12.0, 11.0, 10.0), colour=INK))
    slide.text(Box(inner.left, inner.top + 0.78, inner.width, 0.22), under, Words((10.0, 9.0), colour=FAINT))
