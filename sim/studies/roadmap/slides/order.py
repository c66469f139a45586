"""Which slides there are, in their order."""

from __future__ import annotations

from pptx.presentation import Presentation as Deck

from sim.studies.roadmap.results import Results
from sim.studies.roadmap.slides.alternatives import alternatives_slide
from sim.studies.roadmap.slides.answer import answer_slide
from sim.studies.roadmap.slides.budget import budget_slide
from sim.studies.roadmap.slides.countries import countries_slide
from sim.studies.roadmap.slides.decision import decision_slide
from sim.studies.roadmap.slides.fans import fan_slides
from sim.studies.roadmap.slides.method import assumptions_slide, method_slide
from sim.studies.roadmap.slides.phases import phases_slide
from sim.studies.roadmap.slides.plan import plan_slide
from sim.studies.roadmap.slides.risks import risks_slide
from sim.studies.roadmap.slides.story import Story
from sim.studies.roadmap.slides.targets import targets_slide
from sim.studies.roadmap.slides.tiers import tiers_slide


def add_slides(results: Results, deck: Deck) -> None:
    """Add all slides to a presentation; those with nothing to show are left out."""
    story = Story(results, deck)
    for slide in (
        answer_slide,
        decision_slide,
        plan_slide,
        targets_slide,
        fan_slides,
        alternatives_slide,
        phases_slide,
        countries_slide,
        tiers_slide,
        budget_slide,
        risks_slide,
        assumptions_slide,
        method_slide,
    ):
        slide(story)
