"""What a presentation is built with: slides, fitted text, native tables, native charts, shapes on a calendar.

Knows nothing of what is shown: `sim.studies.roadmap.slides` does. Only this room and that one import python-pptx, and
only `sim.studies.roadmap.deck` imports them, once it knows that python-pptx is installed.
"""
