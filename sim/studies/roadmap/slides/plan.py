"""The plan on the calendar: phases as bars, gates as diamonds, the days of targets as dashed lines."""

from __future__ import annotations

from sim.show.deck.gantt import Bar, add_gantt
from sim.show.deck.look import BODY
from sim.show.deck.slide import Words
from sim.show.places import place_words
from sim.show.style import FAINT, display
from sim.show.words import capital
from sim.studies.roadmap.plan import PLAN
from sim.studies.roadmap.results import PhaseResult
from sim.studies.roadmap.rows import alternative_cards, gate_rows
from sim.studies.roadmap.slides.story import Story
from sim.studies.roadmap.titles import plan_title

_MOST_ROWS = 15
_MOST_PLACES = 5
_KEY = 0.5


def plan_slide(story: Story) -> None:
    """Add the slide."""
    results = story.results
    slide = story.slide("The plan", plan_title(results))
    bars, left_out = _bars(story)
    room = BODY.upper(BODY.height - _KEY)
    due = sorted({one.by for one in results.targets})
    bottom = add_gantt(slide, room, bars, results.about.start, results.about.end, due)
    key = "Bar: a phase as planned, with its countries. Diamond: its gate. Dashed: a day on which targets are due."
    if left_out:
        key += f" … and {left_out} more in the workbook (sheet Phases)."
    slide.text(
        BODY.below(min(bottom - BODY.top + 0.14, BODY.height - _KEY + 0.06)).upper(0.4),
        key,
        Words((10.5, 10.0, 9.0), colour=FAINT),
    )
    lines = [
        f"{card.name}: {phase.name} ({phase.owner}), {phase.when}, {phase.where}; "
        f"{'; '.join(phase.moves)}; {phase.cost}; {phase.course}."
        for card in alternative_cards(results)
        for phase in card.phases
    ]
    lines += [
        f"Gate {row.alternative}, {row.phase} on {row.date}: {row.asks}, else {row.otherwise}; "
        f"passed in {row.passed} runs {row.interval}, reading {row.value}."
        for row in gate_rows(results)
    ]
    story.evidence(slide, lines, "Phases")


def _bars(story: Story) -> tuple[list[Bar], int]:
    """Return the plan's rows, then whole alternatives while there is room, and how many phases are left out."""
    bars: list[Bar] = []
    left_out = 0
    for way in story.results.alternatives:
        look = story.look[way.name]
        rows = [_bar(phase, look.colour) for phase in way.phases]
        if len(bars) + len(rows) + 1 > _MOST_ROWS:
            shown = _MOST_ROWS if way.name == PLAN else 0
            left_out += len(rows) - len(rows[:shown])
            bars += rows[:shown]
            continue
        why = f": {way.why}" if way.why and way.name != PLAN else ""
        bars += [Bar(f"{capital(display(way.name))}{why}", ink=look.ink, head=True), *rows]
    return bars, left_out


def _bar(phase: PhaseResult, colour: str) -> Bar:
    places = [place_words(one) for one in phase.regions]
    text = ", ".join(places) if len(places) <= _MOST_PLACES else f"{len(places)} countries"
    return Bar(
        display(phase.name),
        phase.owner,
        phase.start,
        phase.end,
        text,
        colour,
        gate=phase.gate.date if phase.gate else None,
    )
