"""The picture of a validation's first screen: how many patterns of each theme the model shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from sim.show.colours import BASELINE, BLUE, ORANGE, PAPER, VERMILLION
from sim.show.style import INK, WIDTH, frame, house_style
from sim.show.told import tell
from sim.show.words import counted
from sim.studies.validate.verdicts import VERDICTS, Verdict

_LOOKS: dict[Verdict, tuple[str, str]] = {
    "inside": (BLUE, ""), "near": (ORANGE, "//"), "miss": (VERMILLION, "xx"), "not measured": (BASELINE, ".."),
}
_ROW = 0.26


def draw_themes(themes: Sequence[tuple[str, Mapping[str, int]]]) -> Figure:
    """Draw a bar a theme, made of its patterns by verdict; the theme with most misses carries their number.

    Parameters
    ----------
    themes
        Name of each theme, and how many of its patterns have each verdict.
    """
    total = sum(sum(one.values()) for _, one in themes)
    inside = sum(one["inside"] for _, one in themes)
    most = max(range(len(themes)), key=lambda place: themes[place][1]["miss"])
    with house_style():
        page = frame(f"{inside} of {counted(total, 'pattern')} are inside their published range",
                     "Patterns by theme. Plain: inside; stripes: near; crosses: a miss; dots: not measured.",
                     _ROW * len(themes) + 0.6)
        axes = page.panel(2.05, 0.1, WIDTH - 2.85, _ROW * len(themes))
        for row, (name, found) in enumerate(themes):
            left = 0
            for verdict in VERDICTS:
                colour, hatch = _LOOKS[verdict]
                for bar in axes.barh(row, found[verdict], 0.64, left=left, color=colour, hatch=hatch,
                                     edgecolor=PAPER, linewidth=0.6):
                    tell(bar, f"{name}: {found[verdict]} {verdict}")
                left += found[verdict]
            if row == most and found["miss"]:
                axes.annotate(f"{found['miss']} miss{'es' if found['miss'] > 1 else ''}", (left, row), (4, 0),
                              textcoords="offset points", va="center", size=8)
        axes.set_yticks(range(len(themes)), [name for name, _ in themes])
        axes.set_ylim(len(themes) - 0.5, -0.5)
        axes.tick_params(axis="y", length=0, labelcolor=INK)
        axes.grid(visible=False, axis="y")
        axes.xaxis.set_major_locator(MaxNLocator(5, integer=True))
        axes.set_xlabel("patterns", size=8)
    return page.figure
