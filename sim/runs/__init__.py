"""One run as data: what was asked (plan, key), how it is carried out (processes), what it leaves on disk (store).

No statistics and no pictures here, and nothing that knows how the model works beyond building, branching and running
it.
"""
