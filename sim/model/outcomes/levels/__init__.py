"""The level that each outcome would plausibly have on a real platform, as data: one YAML a theme, a row an outcome.

A row has ``range: [low, high]``, or ``undefined: true`` where no scale outside the model exists; ``source``, keys of
docs/sources.yaml and, where judgement fills what nobody publishes, the word *assumption*; and a ``reason``. Counts and
money grow with the market, so their ranges are amounts ``per`` something: an outcome, or one of the bases of
`sim.model.outcomes.levels.ranges`. A range is what somebody who runs such a platform would accept, never a target.
"""
