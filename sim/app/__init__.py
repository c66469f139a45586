"""``sim app``: a local server for people without a terminal: play, run for real, find studies again, write files."""
