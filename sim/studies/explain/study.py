"""An explanation read back, as a notebook shows it."""

from __future__ import annotations

from sim.show.words import counted
from sim.studies.explain.read import Explanation
from sim.studies.explain.words import findings


class ExplanationStudy(Explanation):
    """What the effects of one scenario come through; it prints as sentences."""

    def __repr__(self) -> str:
        size = f"{counted(self.count, 'replication')} × {counted(self.plan.days, 'day')}"
        head = f"Explanation of {self.scenario.name}: {size}"
        return "\n".join([head, *(f"  {sentence}" for sentence in findings(self))])
