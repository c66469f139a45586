"""How a tactic spreads through the creators' graph in one run, day by day, read off the market as it goes.

What is kept is small and whole (three flags an account and day), so that pictures are drawn from it and from nothing
else, and the numbers in their captions can be looked up.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.errors import UserError, quoted, some_of, suggest
from sim.model.levers.schedule import Scenario
from sim.model.state.schema import ACTIVE, REMOVED

Flags = NDArray[np.bool_]
SANCTIONED_DAYS = 28
"""How long a penalty shows."""


@dataclass(frozen=True)
class Spread:
    """One run's creators, ties and, for every day, who was there, who used the tactic and who was penalised.

    Attributes
    ----------
    tactic
        Name of the tactic looked at.
    days
        Days of the horizon, int (d,).
    id, region, audience
        Of every account that was open on some day: identity, index into ``regions``, views a day (mean of its moving
        average over the days on which it was open), float (n,).
    ties
        Peer ties that stood on some day, int (m, 2), places in the above, smaller first, sorted.
    here, users, sanctioned
        Whether an account was open; used the tactic; had a penalty (of any kind) in the last 28 days or was removed in
        them. Bool (d, n).
    events
        Days on which something changes, with a few words each.
    names
        What the network's files call the accounts, empty for those who came later; () where it is made up.
    """

    scenario: str
    tactic: str
    seed: int
    regions: tuple[str, ...]
    days: NDArray[np.int64]
    id: NDArray[np.int64]
    region: NDArray[np.int64]
    audience: NDArray[np.float64]
    ties: NDArray[np.int64]
    here: Flags
    users: Flags
    sanctioned: Flags
    events: tuple[tuple[int, str], ...] = ()
    names: tuple[str, ...] = ()

    @property
    def share(self) -> NDArray[np.float64]:
        """Share of open accounts that use the tactic, by day."""
        return np.asarray(self.users.sum(axis=1) / np.maximum(self.here.sum(axis=1), 1), float)

    @property
    def tried(self) -> Flags:
        """Whether an account has used the tactic by a day, on that day or earlier, bool (d, n)."""
        return np.asarray(np.maximum.accumulate(self.users, axis=0))

    @property
    def peak(self) -> int:
        """Place of the day with most users, the first of several."""
        return int(self.users.sum(axis=1).argmax())


class Recorder:
    """Reads a market after each of its days.

    Parameters
    ----------
    model
        The market on day 0 of its horizon, of either engine.
    """

    def __init__(self, model: Any) -> None:
        self.model = model
        self._days: list[int] = []
        self._status: list[NDArray[Any]] = []
        self._tactic: list[NDArray[Any]] = []
        self._penalised: list[NDArray[Any]] = []
        self._ties: list[NDArray[np.int64]] = []
        self._views: list[NDArray[np.float64]] = []

    def step(self) -> None:
        """Simulate a day and note it."""
        self._days.append(int(self.model.day))
        self.model.step()
        state = self.model.write_back()
        creators = state.creators
        since = self.model.clock - 1 - creators.last_penalty
        ended = self.model.clock - 1 - creators.ended
        removed = (creators.status == REMOVED) & (ended < SANCTIONED_DAYS)
        self._status.append(creators.status <= ACTIVE)
        self._views.append(creators.views_28d.copy())
        self._tactic.append(creators.tactic.copy())
        self._penalised.append(((since < SANCTIONED_DAYS) & (creators.status <= ACTIVE)) | removed)
        if not self._ties or not np.array_equal(self._ties[-1], state.peers.edges):
            self._ties.append(state.peers.edges.astype(np.int64))

    def spread(self, tactic: str, scenario: Scenario) -> Spread:
        """Return what was seen of a tactic.

        Raises
        ------
        UserError
            If there is no such tactic.
        """
        model = self.model
        number = tactic_number(model, tactic)
        accounts = len(self._status[-1])
        here = _stacked(self._status, accounts, False)
        users = (_stacked(self._tactic, accounts, 0) == number) & here
        sanctioned = _stacked(self._penalised, accounts, False)
        shown = np.flatnonzero(here.any(axis=0))
        audience = (_stacked(self._views, accounts, 0.0) * here).sum(axis=0) / np.maximum(here.sum(axis=0), 1)
        creators = model.write_back().creators
        return Spread(
            scenario.name, tactic, int(model.root), tuple(model.regions), np.array(self._days),
            creators.id[shown].astype(np.int64), creators.region[shown].astype(np.int64),
            audience[shown], _among(self._ties, shown, accounts),
            here[:, shown], users[:, shown], sanctioned[:, shown], self._events(tactic, scenario),
            tuple(map(model.name_of, shown.tolist())) if model.names else (),
        )

    def leading(self) -> str:
        """Return the tactic that most accounts used on any one day, the first of several.

        Raises
        ------
        UserError
            If nobody used one.
        """
        names = list(self.model.book.rows["tactics"])
        counts = [np.bincount(one[here].astype(np.int64), minlength=len(names) + 1)[1:]
                  for one, here in zip(self._tactic, self._status, strict=True)]
        most = np.max(counts, axis=0) if names else np.zeros(0)
        if not most.any():
            raise UserError("nobody used a tactic in this run, so there is nothing to draw spreading")
        return str(names[int(most.argmax())])

    def _events(self, tactic: str, scenario: Scenario) -> tuple[tuple[int, str], ...]:
        """Return what happens to the tactic, then what levers do, in order of days."""
        last = self._days[-1]
        appears = min(self.model.book.read(f"tactics.{tactic}.appears"))
        rule = appears + min(self.model.book.read("enforcement.response.rule_days"))
        told = [(int(day), words) for day, words in ((appears, "appears"), (rule, "rule in force")) if 0 < day <= last]
        told += [(change.start, f"{'.'.join(change.name.split('.')[-2:])} → {change.to:g}")
                 for change in scenario.changes
                 if change.when is None and not change.after and not change.is_mark and 0 < change.start <= last]
        return tuple(sorted(told))


def tactic_number(model: Any, tactic: str) -> int:
    """Return a tactic's number in the column ``tactic`` (0 is none).

    Raises
    ------
    UserError
        If there is no such tactic.
    """
    names = list(model.book.rows["tactics"])
    if tactic not in names:
        raise UserError(f"no tactic {quoted(tactic)}.{suggest(tactic, names)} (there are {some_of(names) or 'none'})")
    return names.index(tactic) + 1


def emerging(scenario: Scenario) -> str:
    """Return the tactic that a scenario lets appear, or nothing."""
    for change in scenario.changes:
        table, _, rest = change.name.partition(".")
        if table == "tactics" and rest.endswith(".appears"):
            return rest.removesuffix(".appears")
    return ""


def follow(model: Any, scenario: Scenario, days: int, tactic: str, advance: Callable[[], None]) -> Spread:
    """Run a market's horizon and return how a tactic spread.

    Parameters
    ----------
    model
        A warm market.
    tactic
        Its name; empty takes the one that the scenario lets appear, or else the one with most users on a day.
    advance
        Called after each day.

    Raises
    ------
    UserError
        If there is no such tactic (before anything runs), or nobody used any.
    """
    twin = model.branch(scenario)
    asked = tactic or emerging(scenario)
    if asked:
        tactic_number(twin, asked)
    recorder = Recorder(twin)
    for _ in range(days):
        recorder.step()
        advance()
    return recorder.spread(asked or recorder.leading(), scenario)


def _stacked(rows: list[NDArray[Any]], width: int, blank: Any) -> NDArray[Any]:
    """Return rows that grew over time as one table."""
    table = np.full((len(rows), width), blank, rows[-1].dtype)
    for place, row in enumerate(rows):
        table[place, : len(row)] = row
    return table


def _among(ties: list[NDArray[np.int64]], shown: NDArray[np.int64], accounts: int) -> NDArray[np.int64]:
    """Return the ties between accounts that are shown, in their new numbers."""
    number = np.full(accounts, -1, np.int64)
    number[shown] = np.arange(len(shown))
    joined = number[np.unique(np.sort(np.concatenate(ties), axis=1), axis=0)]
    return joined[(joined >= 0).all(axis=1)]
