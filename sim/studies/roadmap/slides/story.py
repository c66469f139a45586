"""What all slides of a roadmap's deck share: the results, the way to begin a slide, and what all notes end with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pptx.presentation import Presentation as Deck

from sim.runs.plan import STATUS_QUO
from sim.show.deck.slide import Slide
from sim.show.deck.table import Cell
from sim.show.style import Look, looks
from sim.show.words import chance_interval, percent, standing
from sim.studies.roadmap.results import Results
from sim.studies.roadmap.rows import heading
from sim.studies.roadmap.words import PLAN

Told = Mapping[str, Any]
_TONES = {"likely": "better", "unlikely": "worse", "open": ""}


@dataclass
class Story:
    """A deck being told.

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
        self.look = looks([STATUS_QUO, *self.ways], STATUS_QUO)

    @property
    def told(self) -> Told:
        """The content of ``results.json``."""
        return self.results.told

    @property
    def ways(self) -> list[str]:
        """The plan, then its alternatives."""
        return [one["name"] for one in self.told["alternatives"]]

    @property
    def plan(self) -> Told:
        """The plan with its phases."""
        return next(one for one in self.told["alternatives"] if one["name"] == PLAN)

    def slide(self, kicker: str, title: str) -> Slide:
        """Begin a slide."""
        about = self.told["about"]
        part = (
            f"Partial: {about['finished']} of {about['runs']} runs finished · "
            if about["finished"] < about["runs"]
            else ""
        )
        return Slide(self.deck, kicker, title, f"{part}{heading(self.told)} · {about['key']}")

    def evidence(self, slide: Slide, lines: Sequence[str], sheet: str) -> None:
        """Write the notes: the numbers behind the slide, then where they are and how to make them again."""
        about = self.told["about"]
        last = about["first_seed"] + about["seeds"] - 1
        over = f"{about['futures']} futures, " if about["futures"] > 1 else ""
        slide.notes(
            [
                *lines,
                "",
                "Intervals are 95% intervals: exact for chances, paired t for effects; within noise if they hold zero.",
                f"Runs: {about['matched']} matched in every alternative ({over}seeds {about['first_seed']} to {last}), "
                f"{about['finished']} of {about['runs']} runs finished.",
                f"In the workbook (roadmap.xlsx): sheet {sheet}. Store: results.json and series.parquet, key "
                f"{about['key']}.",
                f"Again: {about['command']}",
            ]
        )


def chance_cell(chance: Told, bold: bool = False) -> Cell:
    """Return a cell with a chance, what may be said of it, and its interval below."""
    said = standing(chance)
    return Cell(f"{percent(chance['share'])}, {said}", chance_interval(chance), _TONES[said], bold)
