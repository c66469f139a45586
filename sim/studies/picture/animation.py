"""The network day by day as a GIF: no player, no script, the same bytes for the same run.

What stands still is drawn once and laid under every frame, and all frames share one palette, so that a file of sixty
frames is made in seconds and stays small enough for a slide.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from PIL import Image

from sim.show.style import plain_style
from sim.studies.picture.chart import NetworkPicture
from sim.studies.picture.spread import Spread

DPI = 100
MOST_FRAMES = 60
_FRAME_MS, _LAST_MS = 150, 3000
_COLOURS, _SAME = 96, 255  # the last colour stands for: as in the frame before


def frame_places(spread: Spread, every: int = 0) -> list[int]:
    """Return the places of the days that are shown: from a little before the first user to the last day.

    Parameters
    ----------
    every
        Days from frame to frame; 0 takes as many as keep to `MOST_FRAMES`.
    """
    count = len(spread.days)
    used = np.flatnonzero(spread.users.any(axis=1))
    first = max(0, int(used[0]) - 5) if used.size else 0
    step = every or max(1, -(-(count - first) // MOST_FRAMES))
    places = list(range(first, count, step))
    return places if places[-1] == count - 1 else [*places, count - 1]


def write_animation(
    picture: NetworkPicture, path: Path, every: int = 0, advance: Callable[[], None] = lambda: None
) -> int:
    """Write the frames and return how many there are; ``advance`` is called after each."""
    places = frame_places(picture.spread, every)
    palette, white = _palette(picture)
    frames: list[Image.Image] = []
    before: Any = None
    for frame in _drawn(picture, places):
        indexed = frame.quantize(palette=palette, dither=Image.Dither.NONE)
        seen = np.asarray(indexed).copy()
        seen[(np.asarray(frame) == 255).all(axis=2)] = white  # the nearest colour of a palette is found roughly
        shown = seen if before is None else np.where(seen == before, np.uint8(_SAME), seen)
        frames.append(_indexed(shown, indexed))
        before = seen
        advance()
    lengths = [_FRAME_MS] * (len(frames) - 1) + [_LAST_MS]
    frames[0].save(path, save_all=True, append_images=frames[1:], duration=lengths, loop=0, optimize=False,
                   transparency=_SAME, disposal=1)
    return len(frames)


def _indexed(shown: Any, like: Image.Image) -> Image.Image:
    frame = Image.fromarray(shown, "P")
    frame.putpalette(like.getpalette() or [])
    return frame


def _drawn(picture: NetworkPicture, places: Sequence[int]) -> list[Image.Image]:
    """Return a picture a day: what moves is drawn over a copy of what does not."""
    figure = picture.figure
    figure.set_dpi(DPI)
    canvas: Any = FigureCanvasAgg(figure)
    for one in picture.moving:
        one.set_animated(True)
    with plain_style():
        canvas.draw()
    still = canvas.copy_from_bbox(figure.bbox)
    frames = []
    order = sorted(picture.moving, key=lambda one: one.get_zorder())
    for place in places:
        picture.show(place)
        canvas.restore_region(still)
        for one in order:
            (one.axes or figure).draw_artist(one)
        frames.append(Image.fromarray(np.asarray(canvas.buffer_rgba()).copy()).convert("RGB"))
    for one in picture.moving:
        one.set_animated(False)
    return frames


def _palette(picture: NetworkPicture) -> tuple[Image.Image, int]:
    """Return the colours of the fullest frame, and which of them is white, the paper's."""
    (fullest,) = _drawn(picture, [picture.spread.peak])
    found = fullest.quantize(_COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    colours = np.array(found.getpalette() or [], np.int64).reshape(-1, 3)
    white = int(colours.sum(axis=1).argmax())
    colours[white] = 255
    found.putpalette(colours.ravel().tolist())
    return found, white
