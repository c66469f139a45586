"""One effect in parts that add up to it: what comes through each channel, by Shapley's division, and what through none.

The replication is the unit, as in a comparison. Per seed, an effect is scenario minus status quo; each channel's part
is its Shapley value over the runs of that seed; *direct* is the rest, which the scenario does with every channel held.
So the five parts of a seed add up to its effect, and so do their means.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.methods.intervals import Effect, FloatArray, Interval, mean_interval, paired_effect, ratio_interval
from sim.methods.shapley import Coalition, first_and_last, interactions, shapley
from sim.model.outcomes.dictionary import OUTCOMES
from sim.studies.explain.counterfactual.channels import CHANNELS
from sim.studies.explain.plan import EVERYTHING

DIRECT = "direct"
"""The part that no channel carries."""

PARTS: tuple[str, ...] = (*CHANNELS, DIRECT)


@dataclass(frozen=True)
class Part:
    """What of one effect comes through one channel.

    Attributes
    ----------
    effect
        The channel's part, in the outcome's unit.
    share
        Its share of the whole effect; ``None`` where the effect cannot be told from noise.
    first, last
        What the channel adds when it alone is let go, and when it is let go after all others; ``None`` for `DIRECT`.
    """

    name: str
    effect: Effect
    share: Interval | None
    first: Interval | None = None
    last: Interval | None = None

    @property
    def clear(self) -> bool:
        """Whether the part can be told from noise."""
        return self.effect.verdict != "within noise"


@dataclass(frozen=True)
class Division:
    """One effect in parts that add up to it.

    Attributes
    ----------
    parts
        In the order of `PARTS`.
    pairs
        Shapley interaction of every two channels.
    """

    outcome: str
    total: Effect
    parts: tuple[Part, ...]
    pairs: dict[tuple[str, str], Interval]

    @property
    def divisible(self) -> bool:
        """Whether the effect is clear, so that shares of it mean something."""
        return self.total.verdict != "within noise"

    @property
    def clear_parts(self) -> list[Part]:
        """Parts that can be told from noise, the largest first."""
        return sorted((one for one in self.parts if one.clear), key=lambda one: -abs(one.effect.paired.mean))

    @property
    def cancelling(self) -> list[Part]:
        """Parts that are far from noise and take each other back in an effect that is noise; else none.

        Far is twice as far as clear: among so many parts of nothing, some look clear by chance.
        """
        far = [one for one in self.clear_parts if abs(one.effect.paired.mean) > 2 * one.effect.paired.half_width]
        return far if not self.divisible and len({one.effect.verdict for one in far}) == 2 else []

    @property
    def strongest_pair(self) -> tuple[tuple[str, str], Interval] | None:
        """The clear interaction that is largest; ``None`` if no interaction is clear."""
        clear = [pair for pair in self.pairs.items() if pair[1].verdict != "within noise"]
        return max(clear, key=lambda pair: abs(pair[1].mean)) if clear else None


def leaning(outcome: str, effect: Effect) -> str:
    """Return "better", "worse" or "neither": which way an effect, or a part of it, leans by its own interval."""
    better = OUTCOMES[outcome].better
    if effect.verdict == "within noise" or better == "neither":
        return "neither"
    return "better" if effect.verdict == better else "worse"


def divide(outcome: str, baseline: FloatArray, values: dict[Coalition, FloatArray]) -> Division:
    """Share out the effect on one outcome.

    Parameters
    ----------
    baseline
        The status quo's value, one a seed.
    values
        Channels let go → value, one a seed; seeds in which any value is undefined drop out of all.
    """
    known = np.isfinite(baseline) & np.all([np.isfinite(one) for one in values.values()], axis=0)
    base = baseline[known]
    found = {free: one[known] for free, one in values.items()}
    whole = found[EVERYTHING] - base
    total = paired_effect(found[EVERYTHING], base)
    amounts: dict[str, FloatArray] = dict(shapley(found, CHANNELS))
    amounts[DIRECT] = found[frozenset()] - base
    ends = first_and_last(found, CHANNELS)
    parts = []
    for name in PARTS:
        share = ratio_interval(amounts[name], whole) if total.verdict != "within noise" else None
        first, last = map(mean_interval, ends[name]) if name in ends else (None, None)
        parts.append(Part(name, paired_effect(base + amounts[name], base), share, first, last))
    pairs = {pair: mean_interval(one) for pair, one in interactions(found, CHANNELS).items()}
    return Division(outcome, total, tuple(parts), pairs)
