"""How an agent decides: pure scalar functions, each with its equation and source.

``p`` is always the parameter row of the agent's cell, read by the columns that `parameters` declares. Both engines
call these same functions; nothing here loops over agents, holds state, or draws numbers (draws come in as ``u``).
"""
