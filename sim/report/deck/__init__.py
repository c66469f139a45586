"""What a presentation is built with: slides, fitted text, native tables, native charts, shapes on a calendar.

Knows nothing of what is shown: `sim.report.roadmap_slides` does. Only this room and that one import python-pptx, and
only `sim.report.roadmap_deck` imports them, once it knows that python-pptx is installed.
"""
