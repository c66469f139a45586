"""How rules and loops are compiled: once per version of the code, cached between runs.

Numba keys its cache on the file a function stands in, not on the functions it calls, so a changed rule would leave
a stale loop behind. The cache folder therefore carries a hash of the whole package's source: other code, other
folder. ``NUMBA_CACHE_DIR`` set by the user wins as the parent folder. SVML is switched off, since its vector
``exp`` differs in the last bit from the scalar one that the objects engine calls.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

F = TypeVar("F", bound=Callable[..., Any])


@cache
def code_version() -> str:
    """Return 12 hex digits that change with any Python file of the package."""
    digest = hashlib.blake2b(digest_size=6)
    root = Path(__file__).parent
    for path in sorted(root.rglob("*.py")):
        digest.update(path.relative_to(root).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _cache_folder() -> str:
    parent = os.environ.get("NUMBA_CACHE_DIR") or os.environ.get("XDG_CACHE_HOME")
    base = Path(parent) if parent else Path.home() / ".cache"
    return str(base / "live-shopping-sim" / code_version())


os.environ.setdefault("NUMBA_DISABLE_INTEL_SVML", "1")

import numba  # noqa: E402  (its settings are read at import)

numba.config.CACHE_DIR = _cache_folder()  # type: ignore[attr-defined]


def rule(function: F) -> F:
    """Compile a scalar rule: no fast-math, so both engines get the same bits."""
    return numba.njit(cache=True, error_model="numpy")(function)  # type: ignore[no-any-return]


def loop(function: F) -> F:
    """Compile a single-threaded loop over columns."""
    return numba.njit(cache=True, error_model="numpy", nogil=True)(function)  # type: ignore[no-any-return]


def parallel_loop(function: F) -> F:
    """Compile a loop whose ``prange`` runs over fixed blocks of agents."""
    return numba.njit(cache=True, error_model="numpy", parallel=True)(function)  # type: ignore[no-any-return]
