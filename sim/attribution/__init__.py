"""Sharing out an effect among channels: pure arithmetic over the values of coalitions.

Knows nothing of markets, runs or pages.
"""
