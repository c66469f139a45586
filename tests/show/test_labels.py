"""Names beside points: none covers another, and none needs a leader."""

from __future__ import annotations

from itertools import combinations

from matplotlib.backends.backend_agg import FigureCanvasAgg

from sim.show.labels import point_labels
from sim.show.style import frame, house_style, looks


def test_where_limits_follow_the_data_names_stay_apart_too() -> None:
    names = ["status quo", "quality bonus", "warn first"]
    with house_style():
        axes = frame("Three policies", "", 2.6).panel(0.85, 0.1, 3.1, 1.95)
        look = looks(names, "status quo")
        points = [(0.008, 80.0), (0.0095, 80.5), (0.011, 81.0)]
        for x, y in points:
            axes.plot([x - 0.006, x + 0.006], [y, y])
            axes.plot([x, x], [y - 20.0, y + 20.0])
        axes.margins(0.12)
        point_labels(axes, [(x, y, name, look[name]) for (x, y), name in zip(points, names, strict=True)])
        FigureCanvasAgg(axes.figure).draw()  # limits are worked out by drawing, not before
    boxes = [text.get_window_extent() for text in axes.texts]
    assert not any(one.overlaps(other) for one, other in combinations(boxes, 2))


def test_names_of_points_that_nearly_meet_stay_apart() -> None:
    names = ["status quo", "warn first", "quality bonus", "textbook"]
    with house_style():
        page = frame("Four policies", "", 2.4)
        axes = page.panel(0.6, 0.1, 3.0, 1.9)
        axes.set_xlim(0, 1)
        axes.set_ylim(0, 1)
        look = looks(names, "status quo")
        point_labels(axes, [(0.5 + 0.01 * place, 0.5, name, look[name]) for place, name in enumerate(names)])
        page.figure.canvas.draw()
    boxes = [text.get_window_extent() for text in axes.texts]
    assert [text.get_text() for text in axes.texts] == names
    assert not any(one.overlaps(other) for one, other in combinations(boxes, 2))
    assert all(getattr(text, "arrow_patch", None) is None for text in axes.texts)
