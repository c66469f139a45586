"""One agent's life, readable."""
