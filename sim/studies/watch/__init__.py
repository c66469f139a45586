"""The early-warning desk: which visible indicator warns first, of what, how early, at what price."""
