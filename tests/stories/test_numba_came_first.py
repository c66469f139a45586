"""Numba reads its settings when it is imported, and again whenever it compiles after they changed.

Where ``numba`` was imported before ``compilation`` (a notebook, or ``day.compiled`` as the first import), it
started a pool as large as the machine; the next function to be compiled found another size in the environment and
failed with "Cannot set NUMBA_NUM_THREADS to a different value once the threads have been launched".
"""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

SETTINGS = "print(numba.config.NUMBA_NUM_THREADS == int(os.environ['NUMBA_NUM_THREADS']), numba.config.CACHE_DIR)"


@pytest.mark.parametrize("first", ["numba", "sim.model.compilation"])
def test_settings_hold_whoever_is_imported_first(first: str) -> None:
    code = f"import os, {first}, sim.model.compilation, numba; {SETTINGS}"
    fresh = {name: value for name, value in os.environ.items() if not name.startswith("NUMBA_")}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=fresh)
    assert done.stdout.startswith("True ") and "live-shopping-sim" in done.stdout
