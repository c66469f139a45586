"""The slide that asks for a decision: the options, what is recommended, who decides, what comes next, and by when."""

from __future__ import annotations

from dataclasses import dataclass

from sim.runs.plan import STATUS_QUO
from sim.show.deck.look import ACCENT, BODY, WASH, Box
from sim.show.deck.slide import Slide, Words
from sim.show.deck.table import Cell, Table, add_table
from sim.show.recommendation.recommendation import Recommendation
from sim.show.style import FAINT, INK, display
from sim.show.words import capital, date_words
from sim.studies.roadmap.results import AlternativeResult, PhaseResult, Results
from sim.studies.roadmap.slides.story import Story
from sim.studies.roadmap.titles import answer_title

_STRIP = 1.32
_MOST = 4
_LONG = 90
"""Letters that the tile of the next step holds."""

_TO_NAME = "to be named"


@dataclass(frozen=True)
class NextStep:
    """What comes next if the recommendation is followed, who does it, and the day before which to decide."""

    what: str
    owner: str
    by: str


def next_step(results: Results, choice: str) -> NextStep:
    """Return what follows from a choice: the first phase of the way chosen, or what would have to be known first.

    Parameters
    ----------
    choice
        The arm to take, ``status_quo`` where none is, empty where that is open.
    """
    ways = {one.name: one for one in results.alternatives}
    first = _first_phase(ways.get(choice, results.plan))
    owner = results.about.owner or _TO_NAME
    if choice in ways:
        return NextStep(f"Begin {display(first.name)} on {date_words(first.start)}", first.owner or owner, first.start)
    if choice == STATUS_QUO:
        return NextStep("Change nothing, and stop preparing the plan's phases", owner, first.start)
    advice = results.recommendation.options[0] if results.recommendation else None
    needed = advice.needed if advice else ""
    if len(needed) > _LONG:
        needed = "Add seeds until the open targets are settled (sim expand; how many stands in the notes)"
    return NextStep(needed or "Say which targets may be missed, and plan again", owner, first.start)


def decision_slide(story: Story) -> None:
    """Add the slide."""
    results = story.results
    told = results.recommendation
    slide = story.slide("The decision", told.headline if told else answer_title(results))
    step = next_step(results, told.choice if told else "")
    heads, rows = _options(results, told)
    room = Box(BODY.left, BODY.top, BODY.width, BODY.height - _STRIP - 0.2)
    add_table(slide, room, Table(heads, rows[:_MOST], (1.6, 4.4, 3.6, 2.4), "the page", more=max(0, len(rows) - _MOST)))
    strip = Box(BODY.left, BODY.bottom - _STRIP, BODY.width, _STRIP)
    asked = (("Asked of you", _asked(told)), ("Owner", step.owner), ("Next step", step.what),
             ("Decide before", date_words(step.by)))
    for box, (head, words) in zip(strip.columns(1.1, 0.8, 1.5, 0.7, gap=0.2), asked, strict=True):
        _tile(slide, box, head, words)
    lines = [f"{heading}: {words}" for heading, words in told.rows()] if told else []
    story.evidence(slide, [*lines, f"Next step: {step.what}; owner {step.owner}; before {date_words(step.by)}."],
                   "Summary")


def _first_phase(way: AlternativeResult) -> PhaseResult:
    return min(way.phases, key=lambda one: one.start)


def _asked(told: Recommendation | None) -> str:
    """Return the question that is put to whoever decides."""
    if told is None or not told.choice:
        return "To wait for what is missing, or to decide without it"
    if told.choice == STATUS_QUO:
        return "To stay with the status quo"
    return f"To approve {display(told.choice)}"


def _options(results: Results, told: Recommendation | None) -> tuple[tuple[str, ...], list[list[Cell]]]:
    if told is None:
        return ("Option", "What it is", "", ""), [
            [Cell(capital(display(one.name)), bold=True), Cell(one.why), Cell(""), Cell("")]
            for one in results.alternatives
        ]
    rows = []
    for one in told.options:
        chosen = one.option == told.choice
        rows.append([
            Cell(capital(display(one.option)), "recommended" if chosen else "", "better" if chosen else "", bold=True),
            Cell(one.what_to_do), Cell(one.net_value), Cell(one.pays),
        ])
    stays = told.choice == STATUS_QUO
    rows.append([Cell("Status quo", "recommended" if stays else "", "better" if stays else "", bold=True),
                 Cell("Go on as today."), Cell("What all others are measured against."), Cell("")])
    return ("Option", "What to do", "Net value to the platform", "Who pays"), rows


def _tile(slide: Slide, box: Box, head: str, words: str) -> None:
    slide.block(box, WASH, name=f"Decision: {head}")
    slide.block(Box(box.left, box.top, 0.05, box.height), ACCENT)
    inner = Box(box.left + 0.2, box.top + 0.1, box.width - 0.3, box.height - 0.2)
    slide.text(inner.upper(0.24), head, Words((11.0, 10.0), colour=FAINT))
    slide.text(inner.below(0.3), words, Words((14.0, 13.0, 12.0, 11.0, 10.0, 9.0), True, INK))
