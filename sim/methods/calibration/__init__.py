"""From runs at many points to what data say of the inputs: emulators, implausibility, draws, and what stays unknown.

Inputs are scaled to [-1, 1] throughout; outputs are on a scale on which errors are roughly normal (logarithms, logits).
Nothing here knows of markets.
"""
