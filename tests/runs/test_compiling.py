"""What is compiled ahead of time is all that a market needs, whatever happens in it."""

from __future__ import annotations

import subprocess
import sys

from sim.runs.compiling import compile_loops, marker

EVENTFUL = """
from numba.core import event
from sim import Ecosystem, compose

compiled = []
class Listener(event.Listener):
    def on_start(self, happened):
        function = happened.data["dispatcher"].py_func
        if function.__module__.startswith("sim."):
            compiled.append(function.__qualname__)
    def on_end(self, happened):
        pass
event.register("numba:compile", Listener())

market = Ecosystem(compose([
    "population.viewers=300", "population.creators=60", "engine.threads=2", "enforcement=strict",
    "enforcement.escalations.same_policy.count=2", "enforcement.review.share=0.5", "enforcement.reports.threshold=1",
    "enforcement.linked_accounts.recall=0", "population.creator.ban_return=1", "population.creator.ban_return_days=3",
    "incentives.training.coverage=1", "population.creator.experiment=0.4",
])).run(40)
market.branch().run(3)
print(compiled, int((market.state.creators.joined > 0).sum()) > 0)
"""


def test_an_eventful_market_compiles_nothing_more() -> None:
    shares: list[float] = []
    compile_loops(shares.append)
    assert marker().exists() and shares == sorted(shares)
    done = subprocess.run([sys.executable, "-c", EVENTFUL], capture_output=True, text=True, check=True)
    assert done.stdout == "[] True\n"
