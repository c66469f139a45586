"""Configuration: from Hydra's files and overrides, and a scenario's YAML, to plain values that are known to be right.

Everything a user can type is checked here, before anything runs. May enter: Hydra, OmegaConf, PyYAML and the parameter
registry. May not: the engine. Hydra is imported only when a configuration is composed, so that `sim levers` and
`sim scenarios` stay quick.
"""

from sim.config.composition import compose, resolve
from sim.config.expectations import Expectation, judge, parse_expectation
from sim.config.scenarios import (
    find_scenario,
    load_scenario,
    load_scenarios,
    read_summary,
    scenario_names,
    variant_names,
)
from sim.config.validation import validate

__all__ = [
    "Expectation",
    "compose",
    "find_scenario",
    "judge",
    "load_scenario",
    "load_scenarios",
    "parse_expectation",
    "read_summary",
    "resolve",
    "scenario_names",
    "validate",
    "variant_names",
]
