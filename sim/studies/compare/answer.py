"""An answer in numbers and words; what is drawn and laid out of it comes later (`folder`)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sim.show.recommendation.evidence import Evidence
from sim.show.recommendation.recommendation import Recommendation
from sim.studies.compare.analysis import Analysis
from sim.studies.compare.decision import evidence_of, recommendation
from sim.studies.compare.expectations import Judged, judge_all
from sim.studies.compare.groups import GroupRow
from sim.studies.compare.summary import summary
from sim.studies.compare.tiers import tier_rows
from sim.studies.compare.words import findings


@dataclass(frozen=True)
class Answer:
    """An analysis with its words: what the table, the page and the Python object all show.

    Attributes
    ----------
    about
        The content of ``manifest.json``.
    """

    analysis: Analysis
    about: Mapping[str, Any]

    @cached_property
    def tiers(self) -> list[GroupRow]:
        """What each tier of creators gets."""
        return tier_rows(self.analysis)

    @cached_property
    def judged(self) -> dict[str, list[Judged]]:
        """Scenario → its expectations, judged."""
        return {one.name: judge_all(self.analysis, one.name) for one in self.analysis.compared}

    @cached_property
    def findings(self) -> dict[str, list[str]]:
        """Scenario → sentences."""
        return {one.name: findings(self.analysis, one.name, self.tiers) for one in self.analysis.compared}

    @cached_property
    def recommendation(self) -> Recommendation | None:
        """What to do; ``None`` of a forecast, which compares nothing."""
        return recommendation(self.analysis, self.evidence) if self.analysis.baseline else None

    @cached_property
    def evidence(self) -> list[Evidence]:
        """What the numbers say about every scenario, the most welcome first."""
        return evidence_of(self.analysis, self.tiers)

    @cached_property
    def summary(self) -> dict[str, Any]:
        """The content of ``summary.json``."""
        return summary(self.analysis, self.about["impressions"], self.about["wall_s"], self.recommendation)
