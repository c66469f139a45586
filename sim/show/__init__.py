"""Charts, words and the page: what a study says to people. It reads an analysis and never the engine.

Nothing here computes a statistic; a number that is shown was made in ``sim.studies``.
"""
