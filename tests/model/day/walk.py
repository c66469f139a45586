"""One account walked through a regime by the engine's own loops: charged on some days, read off afterwards."""

from __future__ import annotations

from typing import Any

from sim.config import compose
from sim.model.ecosystem.model import Ecosystem
from sim.model.parameters.ledger import SEVERITIES
from sim.model.state import schema as s

ME = 7
SMALL = ("population.viewers=60", "population.creators=30", "warmup_days=0", "population.settled=0",
         "population.creator.videos=30",
         "population.creator.hosts=1", "population.creator.participation_base=6")  # everybody goes LIVE, nobody rests
JUST = (  # nobody is caught but who is charged here, all charges stick, nobody appeals
    "enforcement.auto.recall=0", "enforcement.auto.false_positive_rate=0", "enforcement.reports.threshold=1000",
    "enforcement.review.capacity=1000", "enforcement.review.accuracy=1", "enforcement.review.fatigue=0",
    "enforcement.review.hurry=0", "enforcement.review.novice=0",
    "enforcement.review.delay_days=0", "enforcement.review.audit=0",
    "enforcement.appeals.guilty=0", "enforcement.linked_accounts.action=0", "population.creator.ban_return=0",
)


class Walk:
    """One account under a regime: charged with offences on some days, and read off afterwards."""

    def __init__(self, regime: str, *overrides: str) -> None:
        config = compose([*SMALL, *JUST, f"enforcement={regime}", *overrides])
        self.engine: Any = Ecosystem(config, seed=3).engine
        self.policies = {name: [] for name in SEVERITIES}
        for k, row in enumerate(config["tactics"].values(), 1):
            self.policies[SEVERITIES[row["severity"] - 1]].append(k)
        self.day = -1

    def wait_until(self, day: int) -> None:
        """Let days pass."""
        while self.day < day - 1:
            self._live()

    def offend(self, level: str, day: int, policy: int = 0, guilty: bool = True) -> None:
        """Commit an offence of a level on a day, by its so-manieth policy of that level."""
        self.wait_until(day)
        cases = self.engine.state.cases
        at = cases.add(1).start
        values = {"id": 1000 + 10 * day + at, "creator": ME, "day": day, "guilty": guilty, "state": s.QUEUED,
                  "policy": self.policies[level][policy % len(self.policies[level])]}
        for field, value in values.items():
            getattr(cases, field)[at] = value
        self._live()

    def _live(self) -> None:
        self.day += 1
        self.engine.supply(self.day)
        self.engine.distribution(self.day)
        self.engine.enforcement(self.day)

    def __getattr__(self, field: str) -> Any:
        return getattr(self.engine.state.creators, field)[ME].item()

    @property
    def days_away(self) -> int:
        """For how many days from tomorrow nothing may be published."""
        return int(max(0, self.suspended_until - self.day - 1))

    @property
    def removed(self) -> bool:
        """Whether the account has been ended."""
        return bool(self.status == s.REMOVED)
