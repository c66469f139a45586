"""What is read off a recorded arm: small functions by name, each leaving a numerator and a denominator.

A reading sees the recording of its arm and of the arm that says who is looked at; it knows no pattern, no range and no
verdict. A window that the recording is too short for gives NaN: not measured, never zero.
"""

from sim.studies.validate.readings import audience, careers, concentration, market, offences, trends  # noqa: F401
from sim.studies.validate.readings.registry import NOTHING, READINGS, Reading, network_reading, read

__all__ = ["NOTHING", "READINGS", "Reading", "network_reading", "read"]
