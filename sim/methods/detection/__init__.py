"""Telling that a daily figure has left its own past: scores, rules of alarm, thresholds, and what alarms are worth."""
