"""Tiers: newcomers, small, middle and top creators, as they stand on the first day of the horizon."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.model.state.schema import ACTIVE

NEWCOMER_DAYS = 30


def set_tiers(model: Any) -> None:
    """Sort accounts into newcomers, small, middle and top, once, so that twins are compared on the same people.

    The top are the platform's partners (where it has none, the tenth with most views); the median splits the rest.
    """
    creators = model.write_back().creators
    for region in range(len(model.regions)):
        here = (creators.region == region) & (creators.status <= ACTIVE)
        old = here & (model.clock - creators.joined >= NEWCOMER_DAYS)
        if old.any():
            top = creators.partner == 1
            if not top[old].any():
                top = creators.views_28d >= np.quantile(creators.views_28d[old], 0.9)
            rest = creators.views_28d[old & ~top]
            tier = 1 + (creators.views_28d >= (np.median(rest) if len(rest) else 0.0))
            creators.tier[here] = np.where(old, np.where(top, 3, tier), 0)[here]
    if not model.is_compiled:
        model.engine.read_tiers()
