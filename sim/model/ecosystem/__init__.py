"""The market as a Mesa model: built, stepped, branched, saved, looked at agent by agent."""

import sim.model.compilation  # noqa: F401  (Numba reads its settings once, when anything first imports it)
