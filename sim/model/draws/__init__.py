"""Random numbers: how they are drawn (`keyed`), and what each is for: a `decision`'s stream, and numbers by subject."""

from sim.model.draws.decision import Decision
from sim.model.draws.keyed import beta, bits, exponential, fork, gamma, key, lower, mix, normal, uniform, upper

__all__ = [
    "Decision", "beta", "bits", "exponential", "fork", "gamma", "key", "lower", "mix", "normal", "uniform", "upper",
]
