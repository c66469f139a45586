"""Levels: what each outcome of the status quo comes to, beside the range that a real platform would plausibly show.

`sim validate --levels` asks it. It is a study of its own: the status quo alone, on some seeds, kept and grown like any
other. A level outside its range is a finding, and a warning to compare policies by it and never to quote it.
"""
