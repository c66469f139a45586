"""A room a question; ``experiment`` is what the rooms share, ``kinds`` the one table that knows them all."""
