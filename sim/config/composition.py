"""From overrides to a resolved configuration, by Hydra's compose API.

The registry is laid down first as a ConfigStore node, so that every scalar's dotted name is a plain Hydra override and
the group files say only what they change.
"""

from __future__ import annotations

from copy import deepcopy
from functools import reduce
from typing import TYPE_CHECKING, Any

from sim.config.folders import configs_folder
from sim.config.locating import Sources, located, sources_of
from sim.config.matters import MATTERS
from sim.config.regimes import with_regimes
from sim.config.validation import validate
from sim.errors import UserError
from sim.model.outcomes.dictionary import OUTCOMES
from sim.model.parameters import FIXED_ROWS, SCALARS

if TYPE_CHECKING:
    from omegaconf import DictConfig

VERSION_BASE = "1.3"
CONFIG_NAME = "config"


def registry_tree() -> dict[str, Any]:
    """Return the registry's defaults as a nested dict, a dotted name being a path."""
    tree: dict[str, Any] = {"tactics": {}, "enforcement": {"milestones": {}, "escalations": {}}}
    for table, rows in FIXED_ROWS.items():
        *folders, leaf = table.split(".")
        reduce(lambda node, folder: node.setdefault(folder, {}), folders, tree)[leaf] = deepcopy(rows)
    for name, parameter in SCALARS.items():
        *folders, leaf = name.split(".")
        node = tree
        for folder in folders:
            node = node.setdefault(folder, {})
        node[leaf] = int(parameter.default) if parameter.integer else float(parameter.default)
    tree[MATTERS] = dict.fromkeys(OUTCOMES)
    return tree


def register() -> None:
    """Make the registry's defaults known to Hydra as the config ``registry``."""
    from hydra.core.config_store import ConfigStore

    ConfigStore.instance().store(name="registry", node=registry_tree(), provider="sim.model.parameters")


def resolve(composed: DictConfig, sources: Sources | None = None) -> dict[str, Any]:
    """Return a composed Hydra config as a plain, validated dict.

    Parameters
    ----------
    sources
        What it was composed from; left out inside a Hydra application, which knows.

    Raises
    ------
    UserError
        If anything in it is unknown, missing, of the wrong type or out of range, with the file and line of what was
        written in a group's file.
    """
    from hydra.core.hydra_config import HydraConfig
    from omegaconf import OmegaConf
    from omegaconf.errors import OmegaConfBaseException

    if sources is None:
        sources = sources_of(HydraConfig.get()) if HydraConfig.initialized() else Sources()

    try:
        plain = OmegaConf.to_container(composed, resolve=True, throw_on_missing=True)
    except OmegaConfBaseException as error:
        raise UserError(str(error).splitlines()[0]) from error
    assert isinstance(plain, dict)
    named = {str(key): value for key, value in plain.items()}
    try:
        return validate(with_regimes(named, sources))
    except UserError as error:
        raise located(error, sources, named) from error


def compose(overrides: list[str] | None = None) -> dict[str, Any]:
    """Compose, resolve and validate a configuration.

    Parameters
    ----------
    overrides
        Hydra overrides such as ``"seed=7"``, ``"enforcement=strict"`` or ``"enforcement.auto.recall=0.8"``.

    Returns
    -------
    dict
        Nested plain values: the whole configuration of a run.

    Raises
    ------
    UserError
        On anything wrong, naming the nearest right name or the allowed range.
    """
    from hydra import compose as hydra_compose
    from hydra import initialize_config_dir
    from hydra.core.global_hydra import GlobalHydra
    from omegaconf import open_dict

    from sim.config.hydra_errors import in_words

    for override in overrides or []:
        if override.startswith("="):
            raise UserError(f"cannot read the override {override!r}: a name is missing")
    register()
    # A study may compose while Hydra's own application is running: step aside and put its state back.
    running = GlobalHydra.instance().hydra
    GlobalHydra.instance().clear()
    try:
        with in_words(), initialize_config_dir(str(configs_folder()), version_base=VERSION_BASE):
            composed = hydra_compose(CONFIG_NAME, list(overrides or []), return_hydra_config=True)
    finally:
        GlobalHydra.instance().hydra = running
    sources = sources_of(composed.hydra)
    with open_dict(composed):
        del composed["hydra"]
    return resolve(composed, sources)
