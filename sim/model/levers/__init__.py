"""Dated changes laid over parameters: the tree is never copied and never mutated.

`schedule` says what a change is, `book` holds the values of every cell (region) and lays the changes over them each
day. Nothing here knows agents.
"""
