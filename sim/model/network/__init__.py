"""Who is tied to whom: the creators' peer graph, generated or read from files, and the patterns it shows.

The room gives every region's creators, their reach, tenure and partner status, and the ties along which tactics,
effort and news of penalties travel. Nothing of a day, a viewer or a policy may enter it.
"""

from sim.model.network.files import read_files
from sim.model.network.generator import generate
from sim.model.network.graph import CreatorGraph, to_csr
from sim.model.network.patterns import patterns
from sim.model.network.settings import checked
from sim.model.network.targets import Row, compare_with_targets

__all__ = [
    "CreatorGraph",
    "Row",
    "checked",
    "compare_with_targets",
    "generate",
    "patterns",
    "read_files",
    "to_csr",
]
