"""Warm markets that outlive their study: a shelf of them in the user's own cache, under a bound.

A warm-up hangs on configuration, seed and code alone, and is most of what a small question costs. Where the environment
names a folder (`VARIABLE`, which ``sim app`` sets for its runs), workers take warm markets from there and put theirs
there. Nobody's study folder is such a place: what lies in one is never loaded.
"""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from sim.model.version import cache_folder

VARIABLE = "SIM_WARM_MARKETS"
MOST_BYTES = 2_000_000_000
_WHOLE = "market.json"
"""Written last, so that a market whose folder has it is whole."""


class WarmShelf:
    """A folder of warm markets, the longest unused of which make room for new ones.

    Parameters
    ----------
    most
        Bytes that they may take together.
    """

    def __init__(self, folder: Path, most: int = MOST_BYTES) -> None:
        self.folder, self.most = folder, most

    def find(self, key: str) -> Path | None:
        """Return the folder of a warm market, if it is there."""
        place = self.folder / key
        if not (place / _WHOLE).is_file():
            return None
        with suppress(OSError):
            os.utime(place)
        return place

    def keep(self, key: str, save: Callable[[Path], object]) -> None:
        """Put a warm market on the shelf, whole or not at all; a shelf that cannot be written keeps nothing."""
        draft = self.folder / f".{key}-{secrets.token_hex(4)}"
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            save(draft)
            if not (self.folder / key).exists():
                draft.rename(self.folder / key)
            self._make_room()
        except OSError:
            return  # a full disk, or another worker that was quicker: it is warmed up again next time
        finally:
            shutil.rmtree(draft, ignore_errors=True)

    def _make_room(self) -> None:
        """Take the longest unused away until the rest keeps the bound."""
        there = sorted((one for one in self.folder.iterdir() if not one.name.startswith(".")),
                       key=lambda one: one.stat().st_mtime, reverse=True)
        total = 0
        for one in there:
            total += sum(file.stat().st_size for file in one.glob("*"))
            if total > self.most:
                shutil.rmtree(one, ignore_errors=True)


def usual_shelf() -> Path:
    """Return where warm markets lie on this machine: beside what was compiled."""
    return Path(cache_folder()).parent / "warm"


def warm_shelf() -> WarmShelf | None:
    """Return the shelf that the environment names; ``None`` where it names none."""
    named = os.environ.get(VARIABLE)
    return WarmShelf(Path(named)) if named else None
