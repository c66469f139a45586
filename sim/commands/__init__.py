"""The frame of every command: words parsed, configurations composed by Hydra, errors told in one line.

Commands themselves, and what they ask, are described in the rooms of `sim.studies`.
"""
