"""One pattern as a small inline picture: the published band, the measured value and its interval, on one scale.

Verdicts differ by shape as well as by colour; colours are the page's own (`sim.show.colours`), by day and at night.
"""

from __future__ import annotations

import math
from html import escape

from markupsafe import Markup

from sim.studies.validate.read import Result
from sim.studies.validate.words import interval, published, value

WIDTH, HEIGHT, EDGE = 220, 34, 8
BAND, AXIS, PAPER = "var(--chart-shade-4)", "var(--chart-edge)", "var(--chart-paper)"
COLOURS = {
    "inside": "var(--chart-series-1)", "near": "var(--chart-series-5-ink)", "miss": "var(--chart-series-2)",
    "not measured": "var(--chart-baseline)",
}
_MIDDLE = HEIGHT / 2


def picture(result: Result) -> Markup:
    """Return the SVG of one pattern, with its numbers as text for those who cannot see it."""
    one, measured = result.pattern, result.measured
    bounds = published(one.unit, one.low, one.high)
    told = f"{value(one.unit, measured.mean)} {interval(one.unit, measured)}".strip()
    said = f"measured {told}, published {bounds}: {result.verdict}"
    low, high = _domain(result)

    def place(number: float) -> float:
        return EDGE + (min(max(number, low), high) - low) / (high - low) * (WIDTH - 2 * EDGE)

    left = 0.0 if one.low is None else place(one.low)
    right = float(WIDTH) if one.high is None else place(one.high)
    parts = [
        f'<rect x="{left:.1f}" y="5" width="{max(right - left, 1.5):.1f}" height="{HEIGHT - 10}" fill="{BAND}" '
        'fill-opacity="0.75"/>',
        f'<line x1="0" x2="{WIDTH}" y1="{_MIDDLE}" y2="{_MIDDLE}" stroke="{AXIS}" stroke-width="0.6"/>',
    ]
    parts += [_edge(place(bound)) for bound in (one.low, one.high) if bound is not None]
    if not math.isnan(measured.mean):
        colour = COLOURS[result.verdict]
        if measured.bounded:
            parts.append(
                f'<line x1="{place(measured.low):.1f}" x2="{place(measured.high):.1f}" y1="{_MIDDLE}" y2="{_MIDDLE}" '
                f'stroke="{colour}" stroke-width="3"/>'
            )
        parts.append(_mark(place(measured.mean), result.verdict, colour))
    return Markup(  # noqa: S704  (every part is made here; the label is escaped)
        f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" role="img" '
        f'aria-label="{escape(said)}"><title>{escape(said)}</title>{"".join(parts)}</svg>'
    )


def mark_alone(verdict: str) -> Markup:
    """Return a verdict's mark, for the legend."""
    return Markup(  # noqa: S704
        f'<svg viewBox="0 0 14 {HEIGHT}" width="14" height="{HEIGHT}" aria-hidden="true">'
        f"{_mark(7.0, verdict, COLOURS[verdict])}</svg>"
    )


def _domain(result: Result) -> tuple[float, float]:
    """Return a scale that holds the band and the measured interval, an open side of the band having room."""
    one, measured = result.pattern, result.measured
    shown = [bound for bound in (one.low, one.high) if bound is not None]
    shown += [number for number in (measured.mean, measured.low, measured.high) if not math.isnan(number)]
    low, high = min(shown), max(shown)
    room = 0.12 * (high - low) or 0.1 * abs(high) or 1.0
    return low - room * (3 if one.low is None else 1), high + room * (3 if one.high is None else 1)


def _edge(x: float) -> str:
    colour = COLOURS["inside"]
    return f'<line x1="{x:.1f}" x2="{x:.1f}" y1="5" y2="{HEIGHT - 5}" stroke="{colour}" stroke-width="1.2"/>'


def _mark(x: float, verdict: str, colour: str) -> str:
    """Return a filled circle (inside), a hollow diamond (near) or a cross (miss)."""
    y = _MIDDLE
    if verdict == "inside":
        return f'<circle cx="{x:.1f}" cy="{y}" r="5.5" fill="{colour}" stroke="{PAPER}" stroke-width="1"/>'
    if verdict == "near":
        corners = f"{x:.1f},{y - 7} {x + 7:.1f},{y} {x:.1f},{y + 7} {x - 7:.1f},{y}"
        return f'<polygon points="{corners}" fill="{PAPER}" stroke="{colour}" stroke-width="2.5"/>'
    if verdict == "miss":
        return (
            f'<path d="M{x - 6:.1f} {y - 6} l12 12 M{x - 6:.1f} {y + 6} l12 -12" stroke="{colour}" stroke-width="3.5"/>'
        )
    return f'<circle cx="{x:.1f}" cy="{y}" r="4" fill="none" stroke="{colour}" stroke-width="1.5"/>'
