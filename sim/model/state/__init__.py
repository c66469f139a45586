"""The columns that agents live in."""
