"""The objects engine: one Mesa object an agent, in plain Python."""
