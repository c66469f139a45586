"""Begin to watch: which agent is meant, and an empty diary of it."""

from __future__ import annotations

from typing import Any, Final

import numpy as np

from sim.errors import UserError, quoted, suggest
from sim.model.ecosystem.diaries.creator import CreatorDiary
from sim.model.ecosystem.diaries.diary import Diary
from sim.model.ecosystem.diaries.viewer import ViewerDiary
from sim.model.state.columns import Table

DIARIES: Final[dict[str, type[Diary]]] = {"creator": CreatorDiary, "viewer": ViewerDiary}

_SUGGESTED: Final = 5000  # of more names than these the nearest takes seconds to find


def find(model: Any, kind: str, id: int | str) -> int:
    """Return the row of an agent, named by its row, for arrivals by its identity, or by a creator's name in the files.

    Raises
    ------
    UserError
        If there is no such kind or agent.
    """
    if kind not in DIARIES:
        raise UserError(f"no kind of agent '{kind}': creator or viewer.{suggest(kind, DIARIES)}")
    table: Table = getattr(model.state, f"{kind}s")
    if isinstance(id, str):
        if kind == "creator" and id in model.names:
            return int(model.names.index(id))
        known = model.names if kind == "creator" else ()
        raise UserError(f"no {kind} {quoted(id)}.{suggest(id, known[:_SUGGESTED])} ({kind}s go from 0 to "
                        f"{table.n - 1})")
    if 0 <= id < table.n:
        return int(id)
    named = np.flatnonzero(table.id == id)
    if len(named):
        return int(named[0])
    raise UserError(f"no {kind} {id}: {kind}s go from 0 to {table.n - 1}")


def start(model: Any, kind: str, row: int) -> Diary:
    """Return an empty diary of the agent in a row."""
    return DIARIES[kind](model, row)
