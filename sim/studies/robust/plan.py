"""What a test of robustness asks, put together: the same for a command line and for a call from Python."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sim.methods.designs.factors import read_factors
from sim.methods.designs.settings import DesignSettings
from sim.model.levers.schedule import Scenario
from sim.runs.blueprint import Blueprint
from sim.studies.experiment.plan import Sweep, arms
from sim.studies.robust.settings import Judged


def plan_robust(
    base: dict[str, Any], policies: Sequence[Scenario], factors: Mapping[str, Any], settings: DesignSettings,
    judged: Judged, command: str,
) -> Sweep:
    """Return a test of policies over futures.

    Parameters
    ----------
    base
        The configuration that policies are changes to.
    factors
        What differs between futures: name → what is written for it.

    Raises
    ------
    UserError
        On anything wrong with a factor, or two policies of one name.
    """
    blueprint = Blueprint({"": base}, arms(policies), tuple(read_factors(factors, base, settings.width)))
    return Sweep("robust", blueprint, settings, int(base["replications"]), int(base["seed"]), command, judged.to_json())
