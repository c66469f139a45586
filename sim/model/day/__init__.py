"""The phases of a day as compiled loops over columns, in the order of MODEL.md.

Each loop calls the rules over a population and leaves integer tallies behind. No Python objects, no allocation in the
viewing loop, no randomness but keyed draws. The objects engine (`sim.model.agents`) states the same day agent by agent.
"""

PHASES = (
    "levers", "supply", "distribution", "viewing", "orders", "enforcement", "incentives", "lifecycle", "measures"
)
