"""What may be said of policies over many futures: worst cases, tails, regret, thresholds, dominance, where one fails.

Pure functions of arrays (policies × futures × seeds): nothing here runs a model, reads a file or knows a chart.
"""
