"""The sheets of a roadmap's workbook: heads, and rows of values with the format in which each is shown.

Every sheet reads `sim.studies.roadmap.results` alone; `sim.studies.roadmap.workbook` writes them.
"""
