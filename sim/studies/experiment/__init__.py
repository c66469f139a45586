"""What the kinds of study share: plans, runs, reading, growing."""
