"""One figure a lever: small multiples, a panel an outcome, the change against today over the doses with its band."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator, NullLocator

from sim.model.outcomes.dictionary import OUTCOMES
from sim.show.colours import BEIGE, BLUE
from sim.show.numbers import scaled, tick
from sim.show.style import FAINT, INK, WIDTH, frame, house_style
from sim.show.told import tell
from sim.show.words import listed
from sim.studies.surface.doses import is_wide
from sim.studies.surface.read import Response, StoredSurface, Surface
from sim.studies.surface.verdicts import DoseVerdict
from sim.studies.surface.words import allowed_words, lever_sentence, plain, today_words

COLUMNS = 3
_BLUE, _BAND = BLUE, BEIGE
_LEFT, _GAP, _PANEL, _ROW = 0.50, 0.50, 0.62, 1.02
_MARKS: dict[DoseVerdict, dict[str, object]] = {
    "moves": {"marker": "o", "markersize": 4.4, "markerfacecolor": _BLUE},
    "small": {"marker": "o", "markersize": 3.8, "markerfacecolor": "white"},
    "flat": {"marker": "_", "markersize": 4.6, "markerfacecolor": _BLUE},
    "undecided": {"marker": "x", "markersize": 3.6, "markeredgecolor": FAINT},
}
KEY = ("Filled: certain and large enough to matter. Hollow: certain, too small to matter. Dash: no material change. "
       "Cross: undecided. Beige: too small to matter. Blue band: 95% interval. Dashed: today.")


@dataclass(frozen=True)
class _Axis:
    """Where doses stand: evenly, or by their logarithm with a zero one step to the left."""

    doses: tuple[float, ...]

    @property
    def wide(self) -> bool:
        return is_wide(self.doses)

    def place(self, dose: float) -> float:
        if not self.wide:
            return dose
        first = min(one for one in self.doses if one > 0)
        return math.log10(dose) if dose > 0 else math.log10(first) - self._step

    @property
    def _step(self) -> float:
        positive = sorted(one for one in self.doses if one > 0)
        return max(0.25, (math.log10(positive[-1]) - math.log10(positive[0])) / 7)


def draw_surface(study: StoredSurface, surface: Surface) -> Figure:
    """Draw the small multiples of one lever."""
    every = study.responses[surface.lever.lever]
    found = panels(every) or list(every)
    flat = [plain(one.outcome) for one in every if one not in found]
    columns = min(COLUMNS, len(found))
    rows = -(-len(found) // columns)
    width = (WIDTH - _LEFT - 0.12 - _GAP * (columns - 1)) / columns
    panel = _PANEL * (COLUMNS + 1 - columns) ** 0.5  # fewer ones are taller
    step = _ROW - _PANEL + panel
    axis = _Axis(tuple(surface.every_dose))
    with house_style():
        page = frame(lever_sentence(study, surface), _subtitle(surface, flat), step * rows + 0.42)
        for place, one in enumerate(found):
            column, row = place % columns, place // columns
            axes = page.panel(_LEFT + column * (width + _GAP), 0.24 + step * row, width, panel)
            _draw(axes, one, axis)
            axes.set_title(plain(one.outcome)[:26], loc="left", x=-0.42 / width, size=7.2, pad=3)
            last = place + columns >= len(found)
            _mark_doses(axes, surface, axis, labels=last)
        page.figure.text(0.5, 0.10 / page.height, _axis_label(surface), ha="center", size=7.8, color=INK)
    return page.figure


def panels(found: Sequence[Response]) -> list[Response]:
    """Return the outcomes that have something to look at: what moves, or may."""
    return [one for one in found if one.verdict not in ("flat", "not measured")]


def _subtitle(surface: Surface, flat: Sequence[str]) -> str:
    rest = f" Flat or not measured, and not drawn: {listed(flat)}." if flat else ""
    return f"Today {today_words(surface)}, allowed {allowed_words(surface)}. {KEY}{rest}"


def _axis_label(surface: Surface) -> str:
    unit = f"$ {surface.lever.unit}" if surface.lever.before == "$" else surface.lever.unit
    return f"{surface.lever.name} ({unit})"


def _draw(axes: Axes, found: Response, axis: _Axis) -> None:
    doses, shares = [dose for dose, _ in found.surface.doses], _scale(found)
    points = [(axis.place(dose), effect.paired.scaled(shares), verdict)
              for dose, effect, verdict in zip(doses, found.effects, found.verdicts, strict=True)]
    amounts = [found.surface.lever.dose_words(dose) for dose in doses]
    material = found.material * shares
    axes.axhspan(-material, material, color=_BAND, linewidth=0, zorder=0)
    axes.axhline(0, color=FAINT, linewidth=0.7, zorder=1)
    line = [(place, one.mean, one.low, one.high) for place, one, _ in points]
    if len(found.surface.today) == 1:
        line = sorted([*line, (axis.place(found.surface.today[0]), 0.0, 0.0, 0.0)])
    places, means, lows, highs = zip(*line, strict=True)
    axes.fill_between(places, lows, highs, color=_BLUE, alpha=0.2, linewidth=0, zorder=2)
    axes.plot(places, means, "-", color=_BLUE, linewidth=1.2, zorder=3)
    for amount, (place, one, verdict) in zip(amounts, points, strict=True):
        mark, = axes.plot(place, one.mean, linestyle="", markeredgewidth=0.9, zorder=4,
                          **{"color": _BLUE, **_MARKS[verdict]})  # type: ignore[arg-type]
        tell(mark, f"{amount}: {_tick(found, one.mean)} [{_tick(found, one.low)}, {_tick(found, one.high)}], {verdict}")
    axes.yaxis.set_major_locator(MaxNLocator(3))
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: _tick(found, value)))
    axes.tick_params(labelsize=6.4, length=2, pad=1.5)
    if all(math.isnan(effect.paired.mean) for effect in found.effects):
        axes.text(0.5, 0.7, "not measured", transform=axes.transAxes, ha="center", size=6.4, color=FAINT)
    top = max(abs(bound) for bound in (*axes.get_ylim(), material))
    if all(abs(effect.paired.mean) <= found.material for effect in found.effects):
        axes.set_ylim(-max(top, 2 * material), max(top, 2 * material))


def _mark_doses(axes: Axes, surface: Surface, axis: _Axis, labels: bool) -> None:
    """Mark today and the ends of the legal range, and write a few doses below the last row."""
    doses, bottom = surface.every_dose, axes.get_xaxis_transform()
    for today in surface.today:
        axes.axvline(axis.place(today), color=FAINT, linewidth=0.8, linestyle=(0, (2, 2)), zorder=1)
    places = [axis.place(dose) for dose in doses]
    reach = (places[-1] - places[0]) or 1.0
    axes.set_xlim(places[0] - 0.05 * reach, places[-1] + 0.05 * reach)
    low, high = surface.allowed
    for bound, end, arrow in ((low, places[0], "<"), (high, places[-1], ">")):
        inside = any(math.isclose(bound, dose) for dose in doses)
        axes.plot(end, 0, marker="|" if inside else arrow, markersize=6 if inside else 3.5, color=INK, transform=bottom,
                  clip_on=False, zorder=5)
    axes.xaxis.set_minor_locator(NullLocator())
    shown = _labelled(doses, surface.today, axis) if labels else []
    axes.set_xticks([axis.place(dose) for dose in shown], [surface.lever.amount(dose) for dose in shown])
    axes.grid(False, axis="x")


def _labelled(doses: Sequence[float], today: Sequence[float], axis: _Axis) -> list[float]:
    """Return the doses that are written: both ends, today's, and one more where there is room."""
    reach = axis.place(doses[-1]) - axis.place(doses[0])
    shown: list[float] = []
    for dose in [doses[0], doses[-1], today[0], *doses]:
        if dose not in doses or len(shown) == 4:
            continue
        if all(abs(axis.place(dose) - axis.place(one)) > 0.26 * reach for one in shown):
            shown.append(dose)
    return sorted(shown)


def _scale(found: Response) -> float:
    """Return what brings an effect onto the scale of its axis: points for shares, percent of today for amounts."""
    return 1.0 / abs(found.effects[0].baseline) if _is_relative(found) else 1.0


def _is_relative(found: Response) -> bool:
    """Return whether changes are told in percent of today: of money and counts, as long as they stay below sixfold."""
    defined = [one for one in found.effects if not math.isnan(one.paired.mean)]
    return bool(defined) and all(scaled(OUTCOMES[found.outcome].unit, one)[1] == "%" for one in defined)


def _tick(found: Response, value: float) -> str:
    if _is_relative(found):
        return "0" if abs(value) < 1e-12 else f"{100 * value:+.3g}%"
    return tick(OUTCOMES[found.outcome].unit, value, signed=True)
