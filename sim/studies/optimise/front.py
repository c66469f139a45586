"""What to make of a search's candidates: which are on the front, which of them to look at again, and in what order."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from sim.studies.optimise.memory import Trial

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]


def on_front(scores: FloatArray) -> BoolArray:
    """Return, for each candidate, whether no other is as good on every score and better on one.

    Parameters
    ----------
    scores
        Candidates × objectives, higher being better.
    """
    as_good = (scores[:, None] >= scores[None]).all(axis=2)
    better = (scores[:, None] > scores[None]).any(axis=2)
    dominated: BoolArray = np.asarray((as_good & better).any(axis=0))
    return ~dominated


def finalists(trials: Sequence[Trial], most: int, today: Sequence[float] | None = None) -> list[Trial]:
    """Return the candidates to score again: the front's, far apart, the best compromise first.

    Of one objective they are the best ones: the front is a single candidate then, and most likely the luckiest. Of
    candidates with the same values the first counts. Where none keeps every budget, the one that breaks them least is
    all there is.

    Parameters
    ----------
    today
        The status quo's scores, for `best_first`.
    """
    told = list({tuple(one.values.values()): one for one in reversed(trials) if one.state == "told"}.values())[::-1]
    kept = [one for one in told if one.feasible]
    if not kept:
        return sorted(told, key=_broken)[:1]
    scores = np.array([one.scores for one in kept])
    if scores.shape[1] == 1:
        return [kept[place] for place in np.argsort(-scores[:, 0], kind="stable")[:most]]
    front = np.flatnonzero(on_front(scores))
    shares = _in_shares(scores[front])
    chosen = [best_first(scores[front], today)[0]]
    while len(chosen) < min(most, len(front)):
        distance = np.linalg.norm(shares[:, None] - shares[chosen][None], axis=2).min(axis=1)
        farthest = int(np.argmax(distance))
        if distance[farthest] <= 0:
            break
        chosen.append(farthest)
    return [kept[int(front[place])] for place in chosen]


def best_first(scores: FloatArray, today: Sequence[float] | None = None) -> list[int]:
    """Return places in order of their distance to the ideal, which has the best of every score; scores in shares.

    Parameters
    ----------
    today
        The status quo's scores, if they are known: whoever is no worse than that on any score comes first.
    """
    order = np.argsort(np.linalg.norm(1.0 - _in_shares(scores), axis=1), kind="stable")
    no_worse = [bool(today is not None and (scores[place] >= np.asarray(today)).all()) for place in order]
    return [int(place) for _, place in sorted(zip(no_worse, order, strict=True), key=lambda pair: not pair[0])]


def _in_shares(scores: FloatArray) -> FloatArray:
    """Return scores from 0 (the worst of these) to 1 (the best)."""
    low, high = scores.min(axis=0), scores.max(axis=0)
    shares: FloatArray = np.divide(scores - low, high - low, out=np.ones_like(scores), where=high > low)
    return shares


def _broken(trial: Trial) -> float:
    return sum(max(0.0, one) for one in trial.violation)
