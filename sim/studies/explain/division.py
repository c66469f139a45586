"""One effect in parts that add up to it: what comes through each channel, by Shapley's division, and what through none.

The replication is the unit, as in a comparison. Per seed, an effect is scenario minus status quo; each channel's part
is its Shapley value over the runs of that seed; *direct* is the rest, which the scenario does with every channel held.
So the five parts of a seed add up to its effect, and so do their means.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from sim.methods.intervals import Effect, FloatArray, Interval, mean_interval, paired_effect, ratio_interval
from sim.methods.shapley import Coalition, first_and_last, interactions, shapley
from sim.methods.verdicts import Judgement
from sim.model.outcomes.dictionary import OUTCOMES
from sim.show.verdicts import side
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
        Its share of the whole effect; ``None`` where it is not certain which way that goes.
    first, last
        What the channel adds when it alone is let go, and when it is let go after all others; ``None`` for `DIRECT`.
    judgement
        What may be said of it among all parts.
    """

    name: str
    effect: Effect
    share: Interval | None
    first: Interval | None = None
    last: Interval | None = None
    judgement: Judgement | None = None

    @property
    def clear(self) -> bool:
        """Whether it is certain which way the part goes."""
        return self.judgement is not None and self.judgement.certain


@dataclass(frozen=True)
class Division:
    """One effect in parts that add up to it.

    Attributes
    ----------
    parts
        In the order of `PARTS`.
    pairs, pair_judgements
        Shapley interaction of every two channels, and what may be said of each.
    judgement
        What may be said of the effect, as a comparison would.
    """

    outcome: str
    total: Effect
    parts: tuple[Part, ...]
    pairs: dict[tuple[str, str], Interval]
    judgement: Judgement | None = None
    pair_judgements: Mapping[tuple[str, str], Judgement] = field(default_factory=dict)

    @property
    def divisible(self) -> bool:
        """Whether it is certain which way the effect goes, so that shares of it mean something."""
        return self.judgement is not None and self.judgement.certain

    @property
    def clear_parts(self) -> list[Part]:
        """Parts of which it is certain which way they go, the largest first."""
        return sorted((one for one in self.parts if one.clear), key=lambda one: -abs(one.effect.paired.mean))

    @property
    def cancelling(self) -> list[Part]:
        """Parts that matter and take each other back in an effect that is not certain; else none."""
        matter = [one for one in self.clear_parts if one.judgement is not None and one.judgement.matters]
        return matter if not self.divisible and len({one.effect.paired.mean > 0 for one in matter}) == 2 else []

    @property
    def strongest_pair(self) -> tuple[tuple[str, str], Interval] | None:
        """The clear interaction that is largest; ``None`` if no interaction is clear."""
        clear = [(pair, self.pairs[pair]) for pair, one in self.pair_judgements.items() if one.certain]
        return max(clear, key=lambda pair: abs(pair[1].mean)) if clear else None


def leaning(outcome: str, judgement: Judgement | None) -> str:
    """Return "better", "worse" or "neither": which way an effect, or a part of it, goes by enough to matter."""
    return "neither" if judgement is None else side(OUTCOMES[outcome].better, judgement)


def divide(outcome: str, baseline: FloatArray, values: dict[Coalition, FloatArray]) -> Division:
    """Share out the effect on one outcome; what may be said of it comes later, of all outcomes together.

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
        share = ratio_interval(amounts[name], whole)
        first, last = map(mean_interval, ends[name]) if name in ends else (None, None)
        parts.append(Part(name, paired_effect(base + amounts[name], base), share, first, last))
    pairs = {pair: mean_interval(one) for pair, one in interactions(found, CHANNELS).items()}
    return Division(outcome, total, tuple(parts), pairs)
