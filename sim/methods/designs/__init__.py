"""Which points a study runs: factors with their bounds, and designs that place points between them.

A design is a pure function of factors and settings: the same question gives the same points. No runs and no
results here.
"""
