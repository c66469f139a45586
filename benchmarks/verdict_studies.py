"""The five measurements of verdicts.py: what is claimed of nothing, how often intervals hold, and what is found."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.random import Generator, default_rng

from sim.methods.designs.settings import DesignSettings
from sim.methods.intervals import FloatArray, level_interval, paired_effect
from sim.methods.pilots import seeds_that_find
from sim.methods.significance import effect_p
from sim.methods.verdicts import ALPHA, Question, judge
from sim.model.outcomes.dictionary import HEADLINE, OUTCOMES
from sim.model.outcomes.smallest.thresholds import smallest_effect
from sim.runs.blueprint import Factor
from sim.studies.experiment.judging import judged_effects
from sim.studies.sweep.sensitivity import indices

SIZES = (8, 12)
NEAR = 1 / 20
"""Share of the smallest effect of interest by which a missed truth is called near."""

_FACTORS, _POINTS, _NOISY_SEEDS = 5, 32, 3
PILOT, PILOTS = 12, 20
"""Seeds of a pilot that plans for more, and how many pilots are drawn of each effect."""


@dataclass(frozen=True)
class Pool:
    """Every outcome over the horizon: scenario → outcome → a value a seed; the status quo first."""

    values: Mapping[str, Mapping[str, FloatArray]]
    base: str
    real: tuple[str, ...]
    nearly_nothing: tuple[str, ...]

    @property
    def seeds(self) -> int:
        """Seeds in the pool."""
        return int(self.values[self.base]["quality"].size)

    @property
    def levels(self) -> dict[str, float]:
        """Outcome → its level under the status quo."""
        return {name: float(np.nanmean(one)) for name, one in self.values[self.base].items()}

    def smallest(self, outcome: str) -> float:
        """Return the smallest effect of interest."""
        return smallest_effect(outcome, self.levels)


def false_claims(pool: Pool, studies: int, rng: Generator) -> dict[str, float]:
    """Return by number of seeds the share of default comparisons that claim any headline effect where there is none.

    Differences are the pool's, with their sizes, zeros and tails, and a sign tossed for every seed: no effect at all.
    """
    found = {}
    for count in SIZES:
        claims = 0
        for _ in range(studies):
            seeds, signs = rng.choice(pool.seeds, count), rng.choice((-1.0, 1.0), (len(pool.real), count))
            effects = {
                scenario: {name: _flipped(pool, scenario, name, seeds, flip) for name in HEADLINE}
                for scenario, flip in zip(pool.real, signs, strict=True)
            }
            judged = judged_effects(effects, pool.levels)
            claims += any(one.certain for of in judged.values() for one in of.values())
        found[str(count)] = claims / studies
    return found


def _flipped(pool: Pool, scenario: str, outcome: str, seeds: Any, signs: FloatArray) -> Any:
    base = pool.values[pool.base][outcome][seeds]
    difference = pool.values[scenario][outcome][seeds] - base
    return paired_effect(base + signs * difference, base, middle=OUTCOMES[outcome].few)


def coverage(pool: Pool, studies: int, rng: Generator) -> list[dict[str, Any]]:
    """Return how often the 95% interval of each headline level and effect holds the pool's truth, by number of seeds.

    ``near`` counts a truth as held that is missed by less than a twentieth of the smallest effect of interest.
    """
    rows = []
    for name in HEADLINE:
        base = pool.values[pool.base][name]
        for scenario in (pool.base, *pool.real, *pool.nearly_nothing):
            values = pool.values[scenario][name]
            middle = OUTCOMES[name].lopsided if scenario == pool.base else OUTCOMES[name].few
            known = ~np.isnan(values - base)
            told = base if scenario == pool.base else values - base
            truth = float((np.median if middle else np.mean)(told[known]))
            room, tiny = NEAR * pool.smallest(name), 1e-9 * float(np.abs(base[known]).mean())
            for count in SIZES:
                held = near = 0
                for _ in range(studies):
                    seeds = rng.choice(np.flatnonzero(known), count)
                    one = level_interval(base[seeds], middle=middle) if scenario == pool.base else paired_effect(
                        values[seeds], base[seeds], middle=middle).paired
                    off = max(one.low - truth, truth - one.high)
                    held += off <= tiny
                    near += off <= max(tiny, room)
                rows.append({"outcome": name, "of": scenario, "seeds": count, "held": held / studies,
                             "near": near / studies})
    return rows


def sign_kept(pool: Pool, studies: int, rng: Generator, count: int = 12) -> dict[str, float]:
    """Return how many claims a study makes, and the share of them whose sign fresh seeds bear out."""
    claims = kept = 0
    for _ in range(studies):
        order = rng.permutation(pool.seeds)
        first, fresh = order[:count], order[count : 2 * count]
        effects = {one: {name: _seen(pool, one, name, first) for name in HEADLINE} for one in pool.real}
        for scenario, of in judged_effects(effects, pool.levels).items():
            for name, judged in of.items():
                if judged.certain:
                    claims += 1
                    again = _seen(pool, scenario, name, fresh).paired.mean
                    kept += (again > 0) == (judged.direction == "up")
    return {"claims_a_study": claims / studies, "sign_kept": kept / claims if claims else math.nan}


def _seen(pool: Pool, scenario: str, outcome: str, seeds: Any) -> Any:
    return paired_effect(pool.values[scenario][outcome][seeds], pool.values[pool.base][outcome][seeds],
                         middle=OUTCOMES[outcome].few)


def sobol_of_noise(studies: int, seed: int) -> float:
    """Return in what share of studies Sobol indices of pure luck claim that any factor matters."""
    factors = [Factor(f"x{place}", "lever", low=0.0, high=1.0) for place in range(_FACTORS)]
    rng, claims = default_rng(seed), 0
    for study in range(studies):
        settings = DesignSettings("sobol_indices", points=_POINTS, seed=1 + study)
        shared = rng.normal(0, 2, _NOISY_SEEDS)
        noise = rng.standard_normal((_POINTS * (_FACTORS + 2), _NOISY_SEEDS)) + shared
        claims += bool(indices(factors, settings, noise)["told"].any())
    return claims / studies


def power(pool: Pool, studies: int, rng: Generator, pilot: int = 0) -> list[dict[str, Any]]:
    """Return how often an effect as large as the smallest of interest is found at the seeds that are advised.

    The luck is the pool's differences, their middle taken off. The level is a comparison's of three scenarios, the
    strictest that Holm asks for. Where no affordable number of seeds is advised, none is tried.

    Parameters
    ----------
    pilot
        Seeds from which as many are advised, drawn anew for each of `PILOTS` pilots; by default all of the pool's.
    """
    members = len(HEADLINE) * len(pool.real)
    rows = []
    for name in HEADLINE:
        size, middle = pool.smallest(name), OUTCOMES[name].few
        for scenario in pool.real:
            base, values = pool.values[pool.base][name], pool.values[scenario][name]
            known = ~np.isnan(values - base)
            level, luck = base[known], (values - base)[known]
            moved = level + luck - (np.median(luck) if middle else luck.mean()) + size
            if not luck.any():
                continue
            found = []
            for _ in range(PILOTS if pilot else 1):
                seen = rng.choice(luck.size, pilot, replace=False) if pilot else np.arange(luck.size)
                advised = _advised(moved[seen], level[seen], size, members, middle)
                if advised is not None:
                    found.append((advised, _found(moved, level, advised, size, members, middle, studies, rng)))
            if found:
                seeds, shares_found = zip(*found, strict=True)
                rows.append({"outcome": name, "of": scenario, "advised": float(np.mean(seeds)),
                             "found": float(np.mean(shares_found))})
    return rows


def _advised(
    moved: FloatArray, level: FloatArray, size: float, members: int, middle: bool
) -> int | None:
    """Return the seeds that the product advises to a pilot, were its effect the smallest of interest."""
    pilot = paired_effect(moved - (np.median if middle else np.mean)(moved - level) + size, level, middle=middle)
    return None if pilot.luck is None else seeds_that_find(pilot.luck, size, ALPHA / members)


def _found(
    moved: FloatArray, level: FloatArray, advised: int, size: float, members: int, middle: bool, studies: int,
    rng: Generator,
) -> float:
    """Return the share of studies of so many seeds in which the effect is claimed."""
    found = 0
    for _ in range(studies):
        drawn = rng.integers(level.size, size=advised)
        effect = paired_effect(moved[drawn], level[drawn], middle=middle)
        p = min(1.0, effect_p(effect) * members)
        found += judge(Question(effect.paired, p, size), p).certain
    return found / studies


def shares(rows: Sequence[Mapping[str, Any]], column: str, least: float) -> dict[str, Any]:
    """Return the mean of a column, its least, and how many rows are below a bound."""
    values = np.array([row[column] for row in rows], float)
    if not values.size:
        return {"mean": math.nan, "least": math.nan, "below": 0, "rows": 0}
    return {"mean": float(values.mean()), "least": float(values.min()), "below": int((values < least).sum()),
            "rows": int(values.size)}
