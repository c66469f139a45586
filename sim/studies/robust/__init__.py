"""Which policy holds up when assumptions are wrong."""
