"""Rules of alarm: what each makes of a day's score and of what it remembers, and the scan that lets them ring.

- *Shewhart* (1931): one day far out.
- *EWMA* (Roberts 1959): an average that forgets, in units of its own spread.
- *CUSUM* (Page 1954): what exceeds half the shift to be found, added up.
- *negative-binomial CUSUM* (Hawkins and Olwell 1998): log-likelihood ratios of counts, added up.
- *m of n*: several of the last days out at once.

Each looks at rises and falls alike. After an alarm a rule forgets and is quiet for some days, so that one event does
not ring every day.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]
Sides = NDArray[np.int8]
QUIET = 7
"""Days after an alarm in which a rule does not ring again."""

WEIGHT, ALLOWANCE, M, N = 0.2, 0.5, 3, 5


@dataclass(frozen=True)
class Rule:
    """A rule without its threshold.

    Attributes
    ----------
    says
        What its statistic is, in words.
    counts
        Whether it reads evidence of counts instead of scores.
    memory
        How many numbers it remembers for each series; ``empty`` is what they are before anything has happened.
    step
        From memory (memory × …) and today's score to the new memory.
    read
        From memory to the statistic that the threshold is for.
    """

    name: str
    label: str
    says: str
    counts: bool
    memory: int
    empty: float
    step: Callable[[FloatArray, FloatArray], FloatArray]
    read: Callable[[FloatArray], FloatArray]


def _first(memory: FloatArray) -> FloatArray:
    return np.asarray(memory[0])


def _averaged(memory: FloatArray) -> FloatArray:
    return np.asarray(memory[0] / np.sqrt(WEIGHT / (2.0 - WEIGHT)))


def _third_largest(memory: FloatArray) -> FloatArray:
    return np.asarray(np.sort(memory, axis=0)[N - M])


def _today(_memory: FloatArray, score: FloatArray) -> FloatArray:
    return score[None]


def _forget(memory: FloatArray, score: FloatArray) -> FloatArray:
    return (1.0 - WEIGHT) * memory + WEIGHT * score


def _add_excess(memory: FloatArray, score: FloatArray) -> FloatArray:
    return np.maximum(0.0, memory + score - ALLOWANCE)


def _add(memory: FloatArray, score: FloatArray) -> FloatArray:
    return np.maximum(0.0, memory + score)


def _shift(memory: FloatArray, score: FloatArray) -> FloatArray:
    return np.concatenate([memory[1:], score[None]])


_EVERY = (
    Rule("shewhart", "Shewhart", "the day's score", False, 1, 0.0, _today, _first),
    Rule("ewma", "EWMA", f"average of scores, today's weighing {WEIGHT:g}, in its own spread", False, 1, 0.0, _forget,
         _averaged),
    Rule("cusum", "CUSUM", f"sum of scores above {ALLOWANCE:g}, never below 0", False, 1, 0.0, _add_excess, _first),
    Rule("nb_cusum", "negative-binomial CUSUM", "sum of log-likelihood ratios of counts, never below 0", True, 1, 0.0,
         _add, _first),
    Rule("m_of_n", f"{M} of {N} days", f"score that {M} of the last {N} days reach", False, N, -np.inf, _shift,
         _third_largest),
)
RULES: dict[str, Rule] = {one.name: one for one in _EVERY}
"""Rules by name."""


def scan(rule: Rule, evidence: FloatArray, thresholds: FloatArray, quiet: int = QUIET) -> Sides:
    """Let a rule ring over daily series, at each of some thresholds.

    Parameters
    ----------
    evidence
        Two × series × days: what speaks for a rise, and for a fall. On a day of NaN nothing is learnt nor rung.
    thresholds
        An alarm rings where the statistic is above.
    quiet
        Days after an alarm on which there is none; the memory is empty when they are over.

    Returns
    -------
    ndarray
        Thresholds × series × days: 1 on days that ring for a rise, -1 for a fall, else 0.
    """
    _, series, days = evidence.shape
    shape = (rule.memory, len(thresholds), 2, series)
    memory = np.full(shape, rule.empty)
    rings = np.zeros((len(thresholds), series, days), np.int8)
    wait = np.zeros((len(thresholds), series), int)
    bound = thresholds[:, None, None]
    for day in range(days):
        today = evidence[:, :, day]
        learns = np.isfinite(today).all(axis=0) & (wait == 0)
        if learns.any():
            score = np.broadcast_to(np.where(np.isfinite(today), today, 0.0), shape[1:])
            memory = np.where(learns[:, None], rule.step(memory, score), memory)
            value = rule.read(memory)
            over = (value > bound) & learns[:, None]
            ringing = over.any(axis=1)
            side = np.where(np.argmax(np.where(over, value, -np.inf), axis=1) == 0, 1, -1)
            rings[:, :, day] = np.where(ringing, side, 0)
            memory = np.where(ringing[:, None], rule.empty, memory)
        else:
            ringing = np.zeros(wait.shape, bool)
        wait = np.where(ringing, quiet, np.maximum(wait - 1, 0))
    return rings


def course(rule: Rule, evidence: FloatArray, threshold: float, quiet: int = QUIET) -> tuple[FloatArray, Sides]:
    """Return the statistic of one series (two × days) day by day, the larger of both sides, and its alarms.

    Returns
    -------
    tuple
        Days: statistic as it was when compared with the threshold, NaN where the rule was quiet or had no reading; and
        1, -1 or 0 as for `scan`.
    """
    rings = scan(rule, evidence[:, None, :], np.array([threshold]), quiet)[0, 0]
    memory, wait = np.full((rule.memory, 2), rule.empty), 0
    values = np.full(evidence.shape[1], np.nan)
    for day in range(evidence.shape[1]):
        score = evidence[:, day]
        if wait == 0 and np.isfinite(score).all():
            memory = rule.step(memory, score)
            values[day] = rule.read(memory).max()
        wait = max(wait - 1, 0)
        if rings[day]:
            memory, wait = np.full((rule.memory, 2), rule.empty), quiet
    return values, rings
