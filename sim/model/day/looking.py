"""How many peers a creator looks at in a week; both engines and every room of decisions use it."""

PEERS_SEEN = 6
