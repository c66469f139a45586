"""Many points on the same seeds, and which factors matter."""
