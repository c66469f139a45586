"""Colours of scenarios are told apart, by colour-blind people too, on white paper and on dark."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from sim.show.colours import BASELINE, EVERY, SERIES, as_variable, variables

# Machado, Oliveira & Fernandes (2009), full severity; the first is ordinary sight.
SIGHT = {
    "ordinary": np.eye(3),
    "protan": np.array([[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216],
                        [-0.003882, -0.048116, 1.051998]]),
    "deutan": np.array([[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413],
                        [-0.011820, 0.042940, 0.968881]]),
}
TO_XYZ = np.array([[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750],
                   [0.0193339, 0.1191920, 0.9503041]])


def linear(colour: str) -> np.ndarray:
    channels = np.array([int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)])
    return np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)


def lab(light: np.ndarray) -> np.ndarray:
    """Return CIE L*a*b* of linear light."""
    x, y, z = np.cbrt(TO_XYZ @ np.clip(light, 0, 1) / np.array([0.95047, 1.0, 1.08883]))
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def apart(one: str, other: str) -> float:
    """Return how far apart two colours are to whoever tells them apart worst."""
    return min(float(np.linalg.norm(lab(sight @ linear(one)) - lab(sight @ linear(other)))) for sight in SIGHT.values())


def contrast(one: str, other: str) -> float:
    bright, dim = sorted((float(TO_XYZ[1] @ linear(colour)) for colour in (one, other)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


@pytest.mark.parametrize("shade", ["light", "dark"])
def test_no_two_scenarios_look_alike(shade: str) -> None:
    colours = [getattr(one, shade) for one in SERIES]
    assert min(apart(one, other) for one, other in combinations(colours, 2)) > 14


def test_a_second_blue_would_be_too_near_the_first() -> None:
    assert apart("#0072B2", "#2b7bba") < 14


def test_lines_are_seen_on_dark_paper() -> None:
    paper = next(one.dark for one in EVERY if one.name == "paper")
    assert min(contrast(one.dark, paper) for one in SERIES) >= 3


def test_every_colour_has_one_variable_for_day_and_night() -> None:
    assert as_variable(BASELINE.upper()) == "var(--chart-baseline)"
    assert variables().count("--chart-") == variables(dark=True).count("--chart-") == len(EVERY)
    assert len({one.name for one in EVERY}) == len(EVERY)
