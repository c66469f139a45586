"""Which slides there are, in their order."""

from __future__ import annotations

from pptx.presentation import Presentation as Deck

from sim.report.roadmap_slides.alternatives import alternatives_slide
from sim.report.roadmap_slides.answer import answer_slide
from sim.report.roadmap_slides.budget import budget_slide
from sim.report.roadmap_slides.countries import countries_slide
from sim.report.roadmap_slides.fans import fan_slides
from sim.report.roadmap_slides.method import method_slide
from sim.report.roadmap_slides.phases import phases_slide
from sim.report.roadmap_slides.plan import plan_slide
from sim.report.roadmap_slides.risks import risks_slide
from sim.report.roadmap_slides.story import Story
from sim.report.roadmap_slides.targets import targets_slide
from sim.report.roadmap_slides.tiers import tiers_slide
from sim.roadmap.results import Results


def add_slides(results: Results, deck: Deck) -> None:
    """Add all slides to a presentation; those with nothing to show are left out."""
    story = Story(results, deck)
    for slide in (
        answer_slide,
        plan_slide,
        targets_slide,
        fan_slides,
        alternatives_slide,
        phases_slide,
        countries_slide,
        tiers_slide,
        budget_slide,
        risks_slide,
        method_slide,
    ):
        slide(story)
