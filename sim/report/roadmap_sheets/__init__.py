"""The sheets of a roadmap's workbook: heads, and rows of values with the format in which each is shown.

Every sheet reads `sim.roadmap.results` alone; `sim.report.roadmap_workbook` writes them.
"""
