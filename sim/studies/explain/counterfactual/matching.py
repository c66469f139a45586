"""Which account of one run is which account of another: by identity, since row numbers differ between runs."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.model.day.births import ACCOUNT

Array = np.ndarray[Any, Any]


class Matching:
    """Finds the rows of a recorded run for the rows of this one.

    Parameters
    ----------
    ids
        Identities of the recorded run's accounts, in the order of its rows.
    """

    def __init__(self, ids: Array) -> None:
        self._row = {identity: row for row, identity in enumerate(ids.tolist())}
        self._accounts = np.zeros(0, np.int64)
        self._people = np.zeros(0, np.int64)

    def accounts(self, ids: Array, there: int) -> tuple[Array, Array]:
        """Return rows here and their rows there, of accounts that exist in both.

        Parameters
        ----------
        ids
            Identities of the accounts here, in the order of rows.
        there
            How many accounts the recorded run had at this point.
        """
        self._extend(ids)
        here = np.flatnonzero((self._accounts >= 0) & (self._accounts < there))
        return here, self._accounts[here]

    def people(self, ids: Array, there: int) -> tuple[Array, Array]:
        """Return the same, an account that exists only here standing in for its owner's earlier one there."""
        self._extend(ids)
        rows = np.where(self._accounts < there, self._accounts, -1)
        rows = np.where(rows >= 0, rows, np.where(self._people < there, self._people, -1))
        here = np.flatnonzero(rows >= 0)
        return here, rows[here]

    def _extend(self, ids: Array) -> None:
        """Look up accounts that are new here; rows never move."""
        known = len(self._accounts)
        if known == len(ids):
            return
        new = ids[known:].tolist()
        self._accounts = np.append(self._accounts, [self._row.get(one, -1) for one in new]).astype(np.int64)
        self._people = np.append(self._people, [self._earlier(one) for one in new]).astype(np.int64)

    def _earlier(self, identity: int) -> int:
        """Return the row of the latest account that the same person had before this one, -1 for none."""
        while identity >= ACCOUNT:
            identity -= ACCOUNT
            if identity in self._row:
                return self._row[identity]
        return -1
