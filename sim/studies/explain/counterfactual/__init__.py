"""Twins of a market in which a channel is held at the path that another run recorded.

Works on a market of the compiled engine from outside: records columns at fixed points of a day, and writes them back at
the same points. No statistics here, and nothing about scenarios beyond their lever values.
"""

from sim.studies.explain.counterfactual.channels import CHANNELS, Channel
from sim.studies.explain.counterfactual.holding import hold
from sim.studies.explain.counterfactual.path import Path, record

__all__ = ["CHANNELS", "Channel", "Path", "hold", "record"]
