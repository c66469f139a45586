"""Handles: a Mesa agent made on request for one row of a table, so that a million agents cost columns and no objects.

Mesa's own ContinuousSpace is the precedent. A handle holds its model and its row, nothing else: reading or writing a
field goes to the column, two handles of one row are equal, and the model keeps no list of them. Only the compiled
engine has handles; the objects engine has real agents (`sim.model.agents.viewer`, `creator`, `policies`).
"""

from __future__ import annotations

from typing import Any, ClassVar, Final, NoReturn

import mesa
import numpy as np

from sim.errors import suggest
from sim.model.parameters import SCALARS
from sim.model.rules.detection import recall
from sim.model.rules.staffing import asked_for, bought_cases, own_cases
from sim.model.state.columns import Table
from sim.model.state.schema import ACTIVE, ACTIVE_VIEWER, QUEUED

STRIDE: Final = 1_000_000_000
"""Unique ids read ``kind * STRIDE + row``: creator 417 of the default market is 4_000_000_417."""

CREATOR_STATUS: Final = ("pilot", "active", "removed", "left")
VIEWER_STATUS: Final = ("active", "left", "dormant")


class Handle(mesa.Agent):  # type: ignore[misc]
    """One agent of a compiled market.

    Parameters
    ----------
    model
        The market.
    row
        Row of the agent's table; rows are never reused.
    """

    kind: ClassVar[int]
    table_name: ClassVar[str]
    pos = None

    def __init__(self, model: Any, row: int) -> None:
        # Not Mesa's constructor: it would number and register every handle, and keep the model alive by it.
        self.__dict__.update(model=model, row=int(row))

    @classmethod
    def table_of(cls, model: Any) -> Table:
        """Return the table that holds this kind of agent in ``model``."""
        table: Table = getattr(model.state, cls.table_name)
        return table

    @classmethod
    def living(cls, model: Any) -> np.ndarray[Any, Any]:
        """Return the rows of those who are still there."""
        return np.arange(cls.table_of(model).n)

    @property
    def unique_id(self) -> int:
        """Mesa's number of this agent, unique across all kinds."""
        return self.kind * STRIDE + self.__dict__["row"]  # type: ignore[no-any-return]

    @property
    def region_name(self) -> str:
        """Name of the agent's region."""
        return str(self.model.regions[self.region])

    def __getattr__(self, name: str) -> Any:
        if not name.startswith("_"):
            table = self.table_of(self.model)
            if name in table.fields:
                value = table.columns[name][self.row]
                if value.ndim == 0:
                    return value.item()
                value = value.copy()
                value.flags.writeable = False  # so that `agent.follows[0] = 3` fails instead of being lost
                return value
        raise AttributeError(f"{type(self).__name__} has no attribute '{name}'")

    def __setattr__(self, name: str, value: Any) -> None:
        table = self.table_of(self.model)
        if name not in table.fields:
            raise AttributeError(
                f"a {type(self).__name__} keeps only the fields of its table, and '{name}' is none."
                f"{suggest(name, table.fields)}"
            )
        table.columns[name][self.row] = value

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Handle) and self.model is other.model and self.unique_id == other.unique_id

    def __hash__(self) -> int:
        return hash((id(self.model), self.unique_id))

    def __copy__(self) -> Handle:
        return type(self)(self.model, self.row)

    def __deepcopy__(self, memo: dict[int, Any]) -> Handle:
        return type(self)(self.model, self.row)  # the model is not the handle's to copy

    def step(self) -> NoReturn:
        """Refuse: the compiled engine moves all agents of a phase at once."""
        raise TypeError("compiled agents have no step of their own: call model.step(), or take engine.name=objects")

    def remove(self) -> NoReturn:
        """Refuse: rows stay, so that histories can be told; who is there is a matter of status."""
        raise TypeError(f"rows are never removed: set the status of {self!r} instead")

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.row} of {self.region_name}>"


class ViewerHandle(Handle):
    """A viewer; attributes are the fields of the viewers table."""

    kind = 5
    table_name = "viewers"

    @classmethod
    def living(cls, model: Any) -> np.ndarray[Any, Any]:
        """Return the rows of viewers who have not left."""
        return np.flatnonzero(model.state.viewers.status == ACTIVE_VIEWER)

    @property
    def alive(self) -> bool:
        """Whether the viewer is still on the platform."""
        return bool(self.status == ACTIVE_VIEWER)

    @property
    def status_name(self) -> str:
        """``"active"``, ``"left"`` or ``"dormant"``."""
        return VIEWER_STATUS[self.status]

    @property
    def following(self) -> list[CreatorHandle]:
        """The creators on the follow list."""
        return [CreatorHandle(self.model, row) for row in self.follows if row >= 0]


class CreatorHandle(Handle):
    """A creator account; attributes are the fields of the creators table."""

    kind = 4
    table_name = "creators"

    @classmethod
    def living(cls, model: Any) -> np.ndarray[Any, Any]:
        """Return the rows of pilot and active accounts."""
        return np.flatnonzero(model.state.creators.status <= ACTIVE)

    @property
    def alive(self) -> bool:
        """Whether the account is open (a pilot or active)."""
        return bool(self.status <= ACTIVE)

    @property
    def status_name(self) -> str:
        """``"pilot"``, ``"active"``, ``"removed"`` or ``"left"``."""
        return CREATOR_STATUS[self.status]

    @property
    def name(self) -> str:
        """What the network's files call the creator; empty where they do not."""
        return str(self.model.name_of(self.row))

    @property
    def category_name(self) -> str:
        """Name of the category the creator sells in."""
        return str(self.model.book.rows["market.categories"][self.category])

    @property
    def tactic_name(self) -> str | None:
        """Name of the tactic in use, ``None`` for an honest creator."""
        return str(self.model.book.rows["tactics"][self.tactic - 1]) if self.tactic > 0 else None

    @property
    def peers(self) -> list[CreatorHandle]:
        """Accounts that this one is tied to, as of the last weekly refresh."""
        network = self.model.state.peers
        rows = network.indices[network.indptr[self.row] : network.indptr[self.row + 1]]
        return [CreatorHandle(self.model, row) for row in rows]


class PolicyHandle(Handle):
    """A policy agent of one region; the row is the region's."""

    table_name = "policy"
    group: ClassVar[str]

    @property
    def region(self) -> int:
        """Number of the region."""
        return int(self.row)

    @property
    def levers(self) -> dict[str, float]:
        """Today's values of the group's scalar parameters, by name within the group."""
        values = self.model.book.today.values[self.region]
        return {
            name[len(self.group) + 1 :]: float(values[column])
            for column, name in enumerate(SCALARS) if name.startswith(self.group + ".")
        }


class EnforcementPolicyHandle(PolicyHandle):
    """Detection, review and the ladder of one region; fields are those of the policy table."""

    kind = 1
    group = "enforcement"

    @property
    def queue(self) -> int:
        """Cases waiting for human review."""
        state = self.model.state
        waiting = state.cases.creator[state.cases.state == QUEUED]
        return int((state.creators.region[waiting] == self.region).sum())

    @property
    def capacity(self) -> float:
        """Cases that its reviewers, or those asked for where none are there yet, and contractors decide a day."""
        p = self.model.book.today.values[self.region]
        reviewers = float(self.reviewers)
        if reviewers < 0.0:
            reviewers = asked_for(p, float(self.review_plan), self.creators_base)
        return float(own_cases(p, reviewers) + bought_cases(p, self.creators_base))

    @property
    def recall(self) -> dict[str, float]:
        """Share of violating offers that the detector flags today, by tactic; it drifts down between retrains."""
        today = self.model.book.today
        age = self.model.clock - self.last_retrain
        return {
            name: float(recall(today.values[self.region], today.tactics[self.region, k], self.knowledge[k], age))
            for k, name in enumerate(self.model.book.rows["tactics"], start=1)
        }


class DistributionHandle(PolicyHandle):
    """Who gets the traffic of one region."""

    kind = 2
    group = "distribution"

    @property
    def offers(self) -> int:
        """Offers that were up on the last simulated day."""
        return int(self._up().sum())

    @property
    def reach(self) -> float:
        """Mean share of traffic that those offers were let have (1: no cut), 1 where there was none."""
        reach = self.model.state.offers.reach[self._up()]
        return float(reach.mean()) if len(reach) else 1.0

    def _up(self) -> np.ndarray[Any, Any]:
        state = self.model.state
        mask: np.ndarray[Any, Any] = (state.offers.active == 1) & (np.repeat(state.creators.region, 2) == self.region)
        return mask


class IncentiveProgrammeHandle(PolicyHandle):
    """Bonuses, boosts and training of one region."""

    kind = 3
    group = "incentives"


HANDLES: Final[dict[int, type[Handle]]] = {
    kind.kind: kind
    for kind in (EnforcementPolicyHandle, DistributionHandle, IncentiveProgrammeHandle, CreatorHandle, ViewerHandle)
}
"""The class of each kind, in the order in which agents of all kinds are listed."""
