"""A page to play with: levers as sliders, answered at once by formulas fitted to a sweep, each with its error."""
