"""The market as a Mesa model: built, stepped, branched, saved, looked at agent by agent."""
