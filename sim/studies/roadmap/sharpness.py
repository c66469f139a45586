"""How sharp the odds of a roadmap are by design: said before the runs, when more seeds can still be asked for.

An interval of a share is as wide as its seeds are few, whatever the plan does. So a target that is met in 70 of 100
worlds reads *open* in most studies of a dozen seeds, and that is no finding about the plan.
"""

from __future__ import annotations

from sim.methods.chance import open_by_design, seeds_for_sharpness, sharpness

WANTED = 0.1
"""Half width of a chance at which odds are called sharp, where nobody says."""

_LEANING = 0.7


def sharpness_words(seeds: int, wanted: float | None = None) -> str:
    """Return how sharp odds over so many seeds are, and how many seeds a wanted sharpness takes.

    Parameters
    ----------
    wanted
        Half the width of a chance's 95% interval, as a share.
    """
    now = sharpness(seeds)
    unread = open_by_design(seeds, _LEANING)
    start = (f"By design a chance over {seeds} seed{'s' if seeds != 1 else ''} is told to ± {100 * now:.0f} points at "
             f"worst; a true {100 * _LEANING:.0f}% reads open in {100 * unread:.0f}% of such studies")
    goal = WANTED if wanted is None else wanted
    if now <= goal:
        return f"{start}."
    needed = seeds_for_sharpness(goal)
    if needed is None:
        return f"{start}; no affordable number of seeds tells it to ± {100 * goal:g} points."
    return f"{start}; ± {100 * goal:g} points takes {needed} seeds (--seeds {needed})."
