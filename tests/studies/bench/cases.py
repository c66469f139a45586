"""Eight made-up effects, seed by seed, and what may and may not be said of each, whoever says it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape

import numpy as np
from numpy.typing import NDArray

from sim.methods.verdicts import FourVerdict

SEEDS = 12
OUTCOME, LEVEL, SMALLEST = "quality", 0.61, 0.005
"""Content quality: more is better, and half a point matters."""

_WOBBLE = np.linspace(-1.0, 1.0, SEEDS)[[5, 0, 8, 3, 11, 6, 1, 9, 4, 10, 2, 7]]
_LUCK = np.linspace(-0.01, 0.01, SEEDS)
FloatArray = NDArray[np.float64]


@dataclass(frozen=True)
class Case:
    """An effect by seed, in smallest effects of interest; its verdict, and the side it stands on."""

    differences: FloatArray
    verdict: FourVerdict
    side: str = ""

    def moved(self, level: float = LEVEL, smallest: float = SMALLEST) -> tuple[FloatArray, FloatArray]:
        """Return by seed what there is without and with the effect."""
        base = level * (1 + _LUCK)
        return base, base + smallest * self.differences


def _zero_inflated() -> FloatArray:
    differences = np.zeros(SEEDS)
    differences[3] = 40.0
    return differences


CASES = {
    "clear gain": Case(4.0 + 0.8 * _WOBBLE, "matters", "better"),
    "clear loss": Case(-4.0 + 0.8 * _WOBBLE, "matters", "worse"),
    "certain but trivial": Case(0.3 + 0.1 * _WOBBLE, "certain but small"),
    "equivalent": Case(0.0 + 0.3 * _WOBBLE, "no material change"),
    "undecided": Case(0.6 + 4.0 * _WOBBLE, "undecided"),
    "zero-inflated": Case(_zero_inflated(), "undecided"),
}

CLAIMS = re.compile(
    r"\b(improves|worsens|raises|lowers|rises by|falls by|rises for|falls for|helps |costs target|undoes|does best|"
    r"hits .* harder|adopt |prepare “|go ahead|hurts? an|hurts? what it|ends better|ends worse)",
    re.IGNORECASE)
"""Words that claim an effect."""

DENIED = re.compile(r"(no |not |nothing |none |whether )[^.;]{0,90}$", re.IGNORECASE)


def claims(text: str) -> list[str]:
    """Return what a text claims, without what it denies."""
    return [found[0] for found in CLAIMS.finditer(text) if not DENIED.search(text[: found.start()])]


def plain_text(page: str) -> str:
    """Return the words of a page without its method, which names all verdicts."""
    words = re.sub(r"<style.*?</style>|<svg.*?</svg>|<title>.*?</title>", " ", page, flags=re.DOTALL)
    return unescape(" ".join(re.sub("<[^>]+>", " ", words).split()))
