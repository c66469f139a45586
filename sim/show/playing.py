"""From a study to the page that its question can be played with on: a link where there is one, else the command."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

EXPLORE_PAGE = "explore.html"
_FILLED = ("sweep", "sensitivity")
_LONG = ("--outputs", "--seeds", "--most", "--outcome", "--until", "--jobs", "--posterior", "--scale")


@dataclass(frozen=True)
class Playing:
    """How to play with what a study asks.

    Attributes
    ----------
    command
        What makes a page; empty where there is none to make.
    page
        The page beside the study's own, if it has been made.
    """

    command: str = ""
    page: str = ""


def playing(about: Mapping[str, Any] | object, folder: object = "") -> Playing:
    """Return how to play with what a study asks; nothing where sliders cannot say it.

    Parameters
    ----------
    about
        What the study says of itself, as plain values or as a record: its kind and the command that was typed.
    folder
        Where it lies, if that is known.
    """
    place = Path(str(folder)) if folder else None
    page = EXPLORE_PAGE if place is not None and (place / EXPLORE_PAGE).is_file() else ""
    told: Mapping[str, Any] = about if isinstance(about, Mapping) else {"command": getattr(about, "command", "")}
    if told.get("study") in _FILLED and place is not None:
        return Playing(f"sim explore {shlex.quote(str(place))}", page)
    try:
        words = shlex.split(str(told.get("command", "")))
    except ValueError:
        return Playing()
    if words[:2] != ["sim", "compare"]:
        return Playing()
    kept, skipped = ["sim", "explore"], False
    for word in words[2:]:
        if not skipped and not word.startswith(("-", "replications=")):
            kept.append(word)
        skipped = word in _LONG
    return Playing(shlex.join(kept), page)
