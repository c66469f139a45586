"""The A/B laboratory: would the test we plan tell the truth?

A test is run inside the market, analysed as an analyst would (`sim.methods.experiments`), and scored against what only
a simulator knows: the same market with everybody treated, and with nobody, on the same draws.
"""
