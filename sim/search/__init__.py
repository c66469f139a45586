"""What to try next: a search over levers whose memory is a file, and what to make of its front.

Optuna (an extra) is known here and nowhere else. Nothing here runs a model or reads its rows.
"""
