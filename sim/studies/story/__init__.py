"""One agent's life, told."""
