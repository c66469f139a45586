"""The slides of a roadmap, a file each: what it finds as the title, native charts and tables, evidence in the notes.

Every slide reads `sim.studies.roadmap.results` alone, in the words and rows of the page (`sim.studies.roadmap.rows`).
"""
