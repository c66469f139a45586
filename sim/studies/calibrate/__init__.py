"""Calibration: fit assumptions to a platform's own figures, and say what the figures cannot tell."""
