"""The creators' network on one day: communities, who uses a tactic, who was sanctioned, and how far it has come.

Nothing that has a meaning is told by colour alone: communities stand apart and carry their names, users of the tactic
are dark orange discs with a halo, sanctioned accounts have a black ring, removed ones are crosses.
"""

from __future__ import annotations

import textwrap
from typing import Any

import matplotlib.patheffects as effects
import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.ticker import FuncFormatter, MaxNLocator

from sim.show.colours import BLUE, BROWN, GREEN, PINK
from sim.show.style import FAINT, INK, Look, display, end_labels, house_style
from sim.studies.picture.layout import Layout, lay_out
from sim.studies.picture.spread import SANCTIONED_DAYS, Spread

SIZE = (9.6, 5.4)
USES, USED, RING = "#D55E00", "#F6BE9A", "#111418"
# Without the oranges, which are the tactic's; greys; last what is too small to be named.
_HUES = (BLUE, GREEN, PINK, BROWN, "#7d7f85", "#d4d8dd")
_OUTLINE = [effects.withStroke(linewidth=2.6, foreground="white")]


class NetworkPicture:
    """A figure whose network, numbers and curve can be set to any day.

    Parameters
    ----------
    spread
        What one run left.

    Attributes
    ----------
    moving
        The artists that a change of day alters; all others stand still.
    """

    def __init__(self, spread: Spread) -> None:
        self.spread = spread
        self.layout: Layout = lay_out(spread.ties, spread.region, spread.regions)
        self._members = [self.layout.community == place for place in range(len(self.layout.names))]
        self._tried = spread.tried
        with house_style():
            self.figure = Figure(figsize=SIZE)
            self._heading()
            self._draw_network(self.figure.add_axes((0.012, 0.075, 0.615, 0.75)))
            self._legend()
            self._draw_bars(self.figure.add_axes((0.757, 0.385, 0.15, 0.165)))
            self._draw_curve(self.figure.add_axes((0.70, 0.105, 0.215, 0.175)))
        self.moving: list[Any] = [
            self.links, self.halo, self.dots, self.gone, self.day_words, self.ever, self.now, self.point,
            *self.bars, *self.bar_words, *self.counts, *self.names,
        ]
        self.show(spread.peak)

    def show(self, place: int) -> None:
        """Set the picture to a day, given by its place in ``spread.days``."""
        spread, drawn = self.spread, self.layout.accounts
        here, users = spread.here[place], spread.users[place]
        sanctioned = spread.sanctioned[place]
        colours = np.column_stack([self._fill, here[drawn] * 1.0])
        before = self._tried[place] & ~users
        colours[before[drawn], :3] = to_rgb(USED)
        colours[users[drawn], :3] = to_rgb(USES)
        rims = np.column_stack([np.ones((len(drawn), 3)), here[drawn] * 0.9])
        rims[before[drawn] & here[drawn], :3] = to_rgb(USES)
        ringed = sanctioned[drawn] & here[drawn]
        rims[ringed] = (*to_rgb(RING), 1.0)
        self.dots.set_facecolor(colours)
        self.dots.set_sizes(np.where(users[drawn], np.maximum(self._sizes, 30), self._sizes))
        self.dots.set_edgecolor(rims)
        self.dots.set_linewidth(np.where(ringed, 1.0, np.where(before[drawn], 0.8, 0.35)))
        self.halo.set_offsets(self.layout.spots[users[drawn]])
        self.halo.set_sizes(np.maximum(self._sizes[users[drawn]], 30) * 3.2)
        removed = sanctioned[drawn] & ~here[drawn]
        self.gone.set_data(self.layout.spots[removed, 0], self.layout.spots[removed, 1])
        ends = users[drawn][self.layout.ties].all(axis=1) if len(self.layout.ties) else np.zeros(0, bool)
        self.links.set_segments(list(self.layout.spots[self.layout.ties[ends]]))
        until = slice(0, place + 1)
        self.now.set_data(spread.days[until], spread.share[until])
        self.ever.set_data(spread.days[until], self._ever[until])
        self.point.set_data([spread.days[place]], [spread.share[place]])
        self.day_words.set_text(f"day {spread.days[place]}")
        told = (users, before & here, sanctioned & here, sanctioned & ~here)
        for words, those in zip(self.counts, told, strict=True):
            words.set_text(f"{int(those.sum()):,}")
        for row, (one, bar, words) in enumerate(zip(self._members, self.bars, self.bar_words, strict=True)):
            part, whole = int((users & one).sum()), int((here & one).sum())
            bar.set_data([0, part / max(whole, 1)], [row, row])
            words.set_text(f"{part} of {whole}")

    def _heading(self) -> None:
        spread = self.spread
        title = textwrap.fill(finding(spread), 84)
        self.figure.text(0.018, 0.972, title, va="top", weight="bold", size=12.5, linespacing=1.25)
        lines = title.count("\n") + 1
        self.figure.text(0.018, 0.922 - 0.043 * (lines - 1), subtitle(spread, self.layout), va="top", size=8.6,
                         color=FAINT)

    def _draw_network(self, axes: Axes) -> None:
        layout = self.layout
        audience = self.spread.audience[layout.accounts]
        self._sizes = np.clip(6 + 90 * np.sqrt(audience / max(float(audience.max(initial=1.0)), 1e-9)), 6, 96)
        hues = [*_HUES[: len(layout.names)], _HUES[-1]]
        self._fill = np.array([_pale(hues[place]) for place in layout.community[layout.accounts]]).reshape(-1, 3)
        axes.set_axis_off()
        axes.set_xlim(-1.12, 1.12)
        axes.set_ylim(-1.12, 1.12)
        still = LineCollection(list(layout.spots[layout.ties]), colors="#7d8793", linewidths=0.35, zorder=1,
                               alpha=float(np.clip(350 / max(len(layout.ties), 1), 0.05, 0.3)), rasterized=True)
        axes.add_collection(still)
        self.links = LineCollection([], colors=USES, linewidths=0.6, alpha=0.45, zorder=2, rasterized=True)
        axes.add_collection(self.links)
        self.halo = axes.scatter([], [], color=USES, alpha=0.22, linewidths=0, zorder=3)
        self.dots: Any = axes.scatter(layout.spots[:, 0], layout.spots[:, 1], s=self._sizes, zorder=4)
        (self.gone,) = axes.plot([], [], "x", color=RING, markersize=4, markeredgewidth=1.0, zorder=5)
        self.names = [
            axes.text(*spot, name, size=10, weight="bold", color=INK, ha="center", va="center", zorder=6,
                      path_effects=_OUTLINE)
            for name, spot in zip(layout.names, self._places_of_names(), strict=True)
        ]
        self.axes = axes

    def _places_of_names(self) -> list[tuple[float, float]]:
        """Return where communities are named: in their middle, or below a name that stands there already."""
        layout, places = self.layout, list[tuple[float, float]]()
        for place in range(len(layout.names)):
            spots = layout.spots[layout.community[layout.accounts] == place]
            x, y = np.median(spots, axis=0) if len(spots) else (0.0, 0.0)
            while any(abs(x - other[0]) < 0.24 and abs(y - other[1]) < 0.12 for other in places):
                y -= 0.03
            places.append((float(x), float(y)))
        return places

    def _legend(self) -> None:
        """Draw the legend, which counts what it names."""
        tactic = display(self.spread.tactic)
        rows: list[tuple[dict[str, Any], str]] = [
            ({"marker": "o", "color": USES, "markersize": 7.5, "markeredgecolor": "#f2c6a6", "markeredgewidth": 2.2},
             f"use {tactic}"),
            ({"marker": "o", "color": USED, "markersize": 6.5, "markeredgecolor": USES, "markeredgewidth": 0.9},
             "used it before"),
            ({"marker": "o", "color": "#d4d8dd", "markersize": 7, "markeredgecolor": RING, "markeredgewidth": 1.4},
             f"sanctioned in the last {SANCTIONED_DAYS} days"),
            ({"marker": "x", "color": RING, "markersize": 6, "markeredgewidth": 1.4}, "removed in them"),
        ]
        self.day_words = self.figure.text(0.982, 0.845, "", ha="right", va="top", size=19, weight="bold")
        self.counts = []
        for place, (look, words) in enumerate(rows):
            y = 0.775 - 0.042 * place
            self.figure.add_artist(Line2D([0.7], [y + 0.008], linestyle="", **look))
            self.counts.append(self.figure.text(0.757, y, "", size=9, weight="bold", ha="right"))
            self.figure.text(0.764, y, words, size=9)
        self.figure.text(0.69, 0.775 - 0.042 * len(rows), "Larger disc: larger audience. Line: tie of peers.",
                         size=7.6, color=FAINT)

    def _draw_bars(self, axes: Axes) -> None:
        names = self.layout.names
        axes.set_title("users by community", loc="left", x=-0.45, size=8.6, pad=4)
        axes.set_xlim(0, max(0.05, 1.12 * self._most()))
        axes.set_ylim(len(names) - 0.4, -0.6)
        axes.set_yticks(range(len(names)), names)
        axes.tick_params(axis="both", length=0, labelcolor=INK)
        axes.set_xticks([])
        axes.grid(False)
        for spine in axes.spines.values():
            spine.set_visible(False)
        for place in range(len(names)):
            axes.plot(-0.43, place, "s", color=_pale(_HUES[place]), markersize=6, clip_on=False,
                      transform=axes.get_yaxis_transform())
        self.bars = [axes.plot([0, 0], [place] * 2, color=USES, linewidth=5, solid_capstyle="butt")[0]
                     for place in range(len(names))]
        self.bar_words = [
            axes.text(1.03, place, "", transform=axes.get_yaxis_transform(), size=8, va="center")
            for place in range(len(names))
        ]

    def _draw_curve(self, axes: Axes) -> None:
        spread = self.spread
        self._ever = ever = (self._tried & spread.here).sum(axis=1) / np.maximum(spread.here.sum(axis=1), 1)
        for share in (ever, spread.share):  # what is still to come
            axes.plot(spread.days, share, color=USED, linewidth=0.9)
        (self.ever,) = axes.plot([], [], color=USES, linewidth=1.0, linestyle=(0, (3, 1.5)))
        (self.now,) = axes.plot([], [], color=USES, linewidth=1.7)
        axes.set_xlim(float(spread.days[0]), max(float(spread.days[-1]), 1.0))
        axes.set_ylim(0, max(1e-6, 1.12 * float(ever.max())))
        look = Look(USES, "#99440a", "-", "")
        end_labels(axes, [(float(spread.days[-1]), float(ever[-1]), "have used", look),
                          (float(spread.days[-1]), float(spread.share[-1]), "use", look)])
        axes.yaxis.set_major_locator(MaxNLocator(3))
        axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{100 * value:.3g}%"))
        axes.set_xlabel("day of the horizon", size=8)
        events = spread.events[:3]
        axes.set_title("share of open accounts", loc="left", size=8.6, pad=5 + 9.5 * len(events))
        for place, (day, words) in enumerate(events):
            late = day > (spread.days[0] + spread.days[-1]) / 2
            axes.axvline(day, color=FAINT, linewidth=0.9, linestyle=(0, (2, 2)), zorder=1)
            axes.annotate(f"day {day}: {words}", (day, 1), (-3 if late else 3, 3 + 9.5 * (len(events) - 1 - place)),
                          xycoords=axes.get_xaxis_transform(), textcoords="offset points", size=7.2, color=FAINT,
                          ha="right" if late else "left")
        (self.point,) = axes.plot([], [], "o", color=USES, markersize=6.5, markeredgecolor="white", clip_on=False)

    def _most(self) -> float:
        """Return the largest share of users that any named community has on any day."""
        shares = [
            float((self.spread.users[:, one].sum(axis=1) / np.maximum(self.spread.here[:, one].sum(axis=1), 1)).max())
            for one in self._members
        ]
        return max(shares, default=0.0)


def finding(spread: Spread) -> str:
    """Return what one run shows of the tactic, and nothing that one run cannot show."""
    tactic = display(spread.tactic).capitalize()
    if not spread.users.any():
        return f"Nobody uses {display(spread.tactic)} in this run"
    top, last, share = spread.peak, len(spread.days) - 1, spread.share
    told = f"{tactic}: at its height (day {spread.days[top]}) {_percent(share[top])} of creators use it"
    if last > top and share[last] < 0.75 * share[top]:
        return f"{told}, on day {spread.days[last]} {_percent(share[last])}"
    return f"{told}; {_percent(float(spread.users.any(axis=0).mean()))} ever do"


def subtitle(spread: Spread, layout: Layout) -> str:
    """Return what is drawn, in words."""
    drawn, everyone = len(layout.accounts), len(spread.id)
    sample = f"{drawn:,} of {everyone:,} accounts drawn" if drawn < everyone else f"{everyone:,} accounts"
    return (f"Scenario {display(spread.scenario)} · one simulated run (seed {spread.seed}): a picture, not an estimate"
            f" · {sample}, {len(spread.ties):,} ties")


def describe(spread: Spread, place: int) -> str:
    """Return the caption of the picture of one day: all that it shows, for those who cannot see it."""
    users, here, sanctioned = (one[place] for one in (spread.users, spread.here, spread.sanctioned))
    both = int((users & sanctioned & here).sum())
    return (
        f"Network of {int(here.sum()):,} creators on day {spread.days[place]} of scenario {display(spread.scenario)} "
        f"(one run, seed {spread.seed}): {int(users.sum()):,} ({_percent(spread.share[place])}) use "
        f"{display(spread.tactic)}; {int((sanctioned & here).sum()):,} were sanctioned in the last {SANCTIONED_DAYS} "
        f"days, {both:,} of whom use it; {int((sanctioned & ~here).sum()):,} were removed in them."
    )


def _percent(share: float) -> str:
    return f"{100 * share:.2g}%" if share < 0.0995 else f"{100 * share:.0f}%"


def _pale(colour: str) -> tuple[float, float, float]:
    red, green, blue = (0.42 * one + 0.58 for one in to_rgb(colour))
    return red, green, blue
