"""How a search presents its answer."""

from __future__ import annotations

from sim.studies.experiment.presenter import Presented
from sim.studies.optimise.console import print_search
from sim.studies.optimise.page import write_search_page
from sim.studies.optimise.result import Optimised
from sim.studies.optimise.summary import search_summary


def search_presenter(found: Optimised) -> Presented[Optimised]:
    """Return what presents ``sim optimise``."""
    return Presented(found, search_summary, write_search_page, print_search)
