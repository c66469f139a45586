"""Telling that a daily figure has left its own past: standardised scores, rules of alarm, thresholds, and their record."""
