"""Search for a policy within budgets."""
