"""Roadmaps: a plan over quarters and countries, with gates, targets and alternatives, simulated and told.

`reading` turns a file into data (`plan`), `staging` turns data into scenarios, `study` runs them, `results` works out
every number that page, deck and workbook show. Nothing here draws or formats; nothing here knows agents.
"""
