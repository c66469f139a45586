"""Random numbers: how they are drawn (`keyed`), and what each is for: a `decision`'s stream, and numbers by subject."""

from sim.model.draws.decision import Decision
from sim.model.draws.keyed import exponential, fork, gamma, key, mix, normal, uniform

__all__ = ["Decision", "exponential", "fork", "gamma", "key", "mix", "normal", "uniform"]
