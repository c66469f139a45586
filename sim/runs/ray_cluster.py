"""Joining a Ray cluster: one that runs already, by its address, or one of this machine's own that ends with the study.

A cluster of this machine's own, and any that is addressed on this machine, listens on loopback alone. Ray reads that
from an environment variable when it is first imported; so it is imported here and nowhere earlier.
"""

from __future__ import annotations

import logging
import os
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from sim.errors import UserError, needs, quoted
from sim.runs.workforce import Workforce, cores

_STORE_BYTES = 80 * 2**20  # rows go to files, so next to nothing passes through Ray's own store
_ANSWERS_WITHIN_S = 5.0
_LOOPBACK = ("127.0.0.1", "localhost", "::1")
_QUIET = {"RAY_USAGE_STATS_ENABLED": "0", "RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO": "0"}
_STAY_ON_LOOPBACK = {"RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER": "0"}  # so called, though it does so everywhere


@contextmanager
def cluster(workforce: Workforce) -> Iterator[Any]:
    """Join a cluster and yield the module ``ray``; leave again, unless somebody else had joined before.

    Raises
    ------
    UserError
        If Ray is not installed, nothing answers at the address, or none can be started.
    """
    needs("ray", "execution=ray")
    address = _where(workforce.address)
    os.environ.update({name: value for name, value in _QUIET.items() if name not in os.environ})
    if address == "local" or address.rpartition(":")[0] in _LOOPBACK:
        os.environ.update(_STAY_ON_LOOPBACK)
    late = "ray" in sys.modules
    import ray

    if late and "local" in address:  # a notebook had imported it: tell what it read from the environment then
        ray._private.ray_constants.ENABLE_RAY_CLUSTER = False

    joined_before = ray.is_initialized()
    if not joined_before:
        _join(ray, address, workforce)
    try:
        yield ray
    finally:
        if not joined_before:
            ray.shutdown()


def cluster_cores(ray: Any) -> int:
    """Return the cores of a cluster."""
    return int(ray.cluster_resources().get("CPU", 0))


def _where(address: str) -> str:
    """Return ``"local"`` or the address of a cluster that answers."""
    if address == "auto":
        address = os.environ.get("RAY_ADDRESS") or _running_here() or "local"
    if address == "local" or address.startswith("ray://"):
        return address
    error = _answers(address)
    if error is None:
        raise UserError(f"execution.address is {quoted(address)}: write host:port, local or auto")
    if error:
        port = address.rpartition(":")[2]
        raise UserError(
            f"no Ray cluster answers at {address} ({error}): start one there with ray start --head --port={port}, or "
            "say execution.address=local"
        )
    return address


def _running_here() -> str | None:
    """Return the address of the last cluster that was started on this machine, if it still runs."""
    record = Path(os.environ.get("RAY_TMPDIR", "/tmp"), "ray", "ray_current_cluster")  # noqa: S108  (Ray's own place)
    try:
        address = record.read_text(encoding="utf-8").strip()
    except OSError:
        return None
    return address if _answers(address) == "" else None


def _answers(address: str) -> str | None:
    """Return why nothing answers at an address, empty if something does; ``None`` if it is none."""
    host, _, port = address.rpartition(":")
    if not host or not port.isdecimal():
        return None
    try:
        socket.create_connection((host.strip("[]"), int(port)), _ANSWERS_WITHIN_S).close()
    except (OSError, OverflowError) as error:
        return getattr(error, "strerror", None) or str(error)
    return ""


def _join(ray: Any, address: str, workforce: Workforce) -> None:
    own = {
        "num_cpus": workforce.workers or cores(), "include_dashboard": False, "object_store_memory": _STORE_BYTES,
    } if address == "local" else {}
    try:
        ray.init(address=address, log_to_driver=False, logging_level=logging.ERROR, **own)
    except Exception as error:  # Ray raises bare ones too, as where a node does not come up in time
        with suppress(Exception):
            ray.shutdown()
        what = "cannot be started here" if own else f"at {address} cannot be joined"
        raise UserError(f"a Ray cluster {what}: {' '.join(str(error).split())[:200]}") from error
    nodes = sum(bool(node["Alive"]) for node in ray.nodes())
    place = "on this machine alone" if own else f"at {address}"
    print(f"sim: Ray {place}: {nodes} node{'s' if nodes > 1 else ''}, {cluster_cores(ray)} cores", file=sys.stderr)
