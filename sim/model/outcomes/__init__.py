"""What is counted, and the dictionary of metrics made of it."""
