"""The command `sim`: what is typed, from a word to the study that answers it."""
