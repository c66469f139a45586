"""How rules and loops are compiled: once per version of the code, cached between runs.

Numba keys its cache on the file a function stands in, not on the functions it calls, so a changed rule would leave
a stale loop behind. The cache folder therefore carries a hash of every room that compiled code draws on: other code,
other folder. ``NUMBA_CACHE_DIR`` set by the user wins as the parent folder. SVML is switched off, since its vector
``exp`` differs in the last bit from the scalar one that the objects engine calls.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import numpy as np

from sim.model.version import PACKAGE, cache_folder

F = TypeVar("F", bound=Callable[..., Any])
Row = np.ndarray[Any, np.dtype[Any]]  # a parameter row, or a column

os.environ.setdefault("NUMBA_DISABLE_INTEL_SVML", "1")
# A thread that is done sleeps: spinning, it would keep its sibling off a core that other programs share.
os.environ.setdefault("OMP_WAIT_POLICY", "passive")
# A pool of at least four lets engine.threads be tested on any machine; `set_num_threads` picks how many work.
os.environ.setdefault("NUMBA_NUM_THREADS", str(max(4, os.cpu_count() or 1)))

import numba  # noqa: E402  (its settings are read at import)

numba.config.reload_config()  # where numba was imported before, so that its thread pool never changes size later
numba.config.CACHE_DIR = cache_folder()

from numba import types  # noqa: E402
from numba.core.caching import UserProvidedCacheLocator  # noqa: E402
from numba.extending import typeof_impl  # noqa: E402


class PackageCacheLocator(UserProvidedCacheLocator):  # type: ignore[misc]
    """Where compiled code of this package lies: by its place in the package, not by that of the checkout.

    What is compiled here is good for every checkout of the same code on the machine; Numba's own locators would give
    each its own, and a marker that says "compiled" would be true of one of them only.
    """

    @classmethod
    def get_suitable_cache_subpath(cls, py_file: str) -> str:
        """Return the folder of a file's code below the cache's."""
        return Path(py_file).resolve().parent.relative_to(PACKAGE).as_posix().replace("/", "-")

    @classmethod
    def from_function(cls, py_func: Any, py_file: str) -> Any:
        """Return a locator for functions of this package, ``None`` for others."""
        return super().from_function(py_func, py_file) if Path(py_file).resolve().is_relative_to(PACKAGE) else None


_NUMBAS_OWN = ("UserProvidedCacheLocator", "InTreeCacheLocator", "UserWideCacheLocator", "IPythonCacheLocator")
numba.config.CACHE_LOCATOR_CLASSES = ",".join([f"{__name__}.PackageCacheLocator", *_NUMBAS_OWN])


def read_by_name(metaclass: type) -> None:
    """Let compiled code read the whole numbers of classes of this metaclass by name, as it reads a module's."""
    typeof_impl.register(metaclass, lambda cls, _: types.Module(cls))


def _plain(given: Any) -> Any:
    """Return the type that a literal, or a narrow whole number, is compiled as."""
    given = types.unliteral(given)
    return types.int64 if isinstance(given, types.Integer) and given.signed else given


def _few_versions(function: Any) -> Any:
    """Let callers share a version: else each literal, and each width of a whole number, would get one of its own."""
    choose = function.get_call_template

    def get_call_template(args: Any, kws: Any) -> Any:
        return choose(tuple(map(_plain, args)), {name: _plain(given) for name, given in kws.items()})

    function.get_call_template = get_call_template
    return function


def rule(function: F) -> F:
    """Compile a scalar rule: no fast-math, so both engines get the same bits."""
    return _few_versions(  # type: ignore[no-any-return]
        numba.njit(cache=True, error_model="numpy", no_cfunc_wrapper=True)(function)
    )


def rule_of(signature: str) -> Callable[[F], F]:
    """Compile a scalar rule as soon as it is read, for these types alone."""
    return numba.njit(signature, cache=True, error_model="numpy", no_cfunc_wrapper=True)  # type: ignore[no-any-return]


def loop(function: F) -> F:
    """Compile a single-threaded loop over columns."""
    return _few_versions(  # type: ignore[no-any-return]
        numba.njit(cache=True, error_model="numpy", nogil=True, no_cfunc_wrapper=True)(function)
    )


def inner_loop(function: F) -> F:
    """Compile a loop that only other loops call: without the costly wrapper for callers from Python.

    It must not allocate: reference counting is off, since it cost a quarter of the viewing loop. Every array that it
    touches is held by the caller's caller in Python.
    """
    return _few_versions(numba.njit(  # type: ignore[no-any-return]
        cache=True, error_model="numpy", nogil=True, no_cpython_wrapper=True, no_cfunc_wrapper=True, _nrt=False
    )(function))


def inlined_loop(function: F) -> F:
    """Compile an inner loop into its callers, for the few whose many arrays make a call cost as much as their work."""
    return _few_versions(numba.njit(  # type: ignore[no-any-return]
        cache=True, error_model="numpy", nogil=True, no_cpython_wrapper=True, no_cfunc_wrapper=True, _nrt=False,
        forceinline=True,
    )(function))


def parallel_loop(function: F) -> F:
    """Compile a loop whose ``prange`` runs over fixed blocks of agents."""
    return numba.njit(  # type: ignore[no-any-return]
        cache=True, error_model="numpy", parallel=True, no_cfunc_wrapper=True
    )(function)
