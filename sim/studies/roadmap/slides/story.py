"""What all slides of a roadmap's deck share: the results, the way to begin a slide, and what all notes end with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from pptx.presentation import Presentation as Deck

from sim.methods.chance import Chance
from sim.runs.plan import STATUS_QUO
from sim.show.deck.slide import Slide
from sim.show.deck.table import Cell
from sim.show.style import Look, looks
from sim.show.words import chance_interval, percent
from sim.studies.roadmap.results import AlternativeResult, Results
from sim.studies.roadmap.rows import heading
from sim.studies.roadmap.words import TONES, standing


@dataclass
class Story:
    """A deck being made.

    Attributes
    ----------
    look
        Of every arm, as on the page.
    """

    results: Results
    deck: Deck
    look: dict[str, Look] = field(init=False)

    def __post_init__(self) -> None:
        """Choose the arms' looks."""
        self.look = looks(self.results.arms, STATUS_QUO)

    @property
    def ways(self) -> list[str]:
        """The plan, then its alternatives."""
        return [one.name for one in self.results.alternatives]

    @property
    def plan(self) -> AlternativeResult:
        """The plan with its phases."""
        return self.results.plan

    def slide(self, kicker: str, title: str) -> Slide:
        """Begin a slide."""
        about = self.results.about
        part = f"Partial: {about.finished} of {about.runs} runs finished · " if about.finished < about.runs else ""
        return Slide(self.deck, kicker, title, f"{part}{heading(self.results)} · {about.key}")

    def evidence(self, slide: Slide, lines: Sequence[str], sheet: str) -> None:
        """Write the notes: the numbers behind the slide, then where they are and how to make them again."""
        about = self.results.about
        over = f"{about.futures} futures, " if about.futures > 1 else ""
        slide.notes(
            [
                *lines,
                "",
                "Intervals are 95% intervals: exact for chances, of paired differences for effects.",
                f"Runs: {about.matched} matched in every alternative ({over}seeds {about.first_seed} to "
                f"{about.last_seed}), {about.finished} of {about.runs} runs finished.",
                f"In the workbook (roadmap.xlsx): sheet {sheet}. Store: results.json and series.parquet, key "
                f"{about.key}.",
                f"Again: {about.command}",
            ]
        )


def chance_cell(chance: Chance, bold: bool = False) -> Cell:
    """Return a cell with a chance, what may be said of it, and its interval below."""
    said = standing(chance)
    return Cell(f"{percent(chance.share)}, {said}", chance_interval(chance), TONES[said], bold)
