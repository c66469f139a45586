"""The creators' network, and a tactic spreading in it."""
