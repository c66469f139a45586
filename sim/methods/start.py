"""Whether a simulation's start still shows: MSER-5 (White 1997; White and Spratt 2000).

Of all ways to leave out the beginning of a series, that one is best which makes the standard error of the mean of the
rest least, in batches of five. Where the best cut is none, the start does not show. A cut at the half or later means
that the series never settles: it drifts, and no longer warm-up of the same kind mends that.
"""

from __future__ import annotations

import numpy as np

from sim.methods.estimators import FloatArray

BATCH = 5
_LATEST = 0.5


def settled_from(series: FloatArray) -> int | None:
    """Return the place from which on a series has settled; ``None`` if it drifts to the end or is too short to tell.

    Parameters
    ----------
    series
        One value a day, mean over replications; undefined days are left out.
    """
    places = np.flatnonzero(np.isfinite(series))
    count = places.size // BATCH
    if count < 4:
        return None
    batches = series[places[: count * BATCH]].reshape(count, BATCH).mean(axis=1)
    cuts = np.arange(int(_LATEST * count) + 1)
    errors = np.array([batches[cut:].var() / (count - cut) for cut in cuts])
    best = int(np.argmin(errors))
    return None if best == cuts[-1] and best > 0 else int(places[best * BATCH])
