"""How an effect comes about."""
