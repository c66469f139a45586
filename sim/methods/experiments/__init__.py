"""Statistics of a platform's A/B tests: assign, estimate, check, plan, and score against a truth.

Everything here is a pure function of tables that an analyst of a real test would have. Nothing runs a model, nothing
knows a truth, except `scoring`, which is given one to compare with. The simulator writes these tables, an analyst's
CSV files hold them (`reading`), and the same code answers both.

The data contract
-----------------
Four tables; `sim.methods.experiments.frames` checks them. A *sum* is any column of totals over the test's days that
somebody names in a `Metric`: ``gmv``, ``views``, ``orders``. Its total before the test is called ``pre_`` and the name.

units
    A row per randomised unit, those that left included (intention to treat). ``unit``; ``arm`` (0 or 1); optional
    ``cluster`` and ``region``; sums in the test, numerators and denominators apart; the same sums as ``pre_…`` over the
    days before.
cells
    A row per viewer bucket × creator bucket of a two-sided test. ``viewer_arm``, ``creator_arm``; ``viewer_bucket``,
    ``creator_bucket`` (units of an arm spread over some twenty buckets by a keyed draw); ``viewers`` and ``creators``
    in the buckets; sums over what these viewers did with these creators.
panel
    A row per cluster × day (a cluster may be a region, a category, a community, or the whole market). ``cluster``;
    ``day`` (whole days, 0 is the first of the test, days before it negative); ``arm`` of that cluster on that day
    (0 before the test); ``units``; sums of that day; for differences in Qs, how the cluster stood as the day began.
exposure
    A table of units that compete: ``market`` (with whom: a category), ``weight`` (the ranker's weight of a unit without
    treatment) and ``boost`` (what treatment adds to the log of that weight; 0 if it leaves the ranker alone).

No table holds what a platform cannot see: no outcome of the arm that a unit was not in, no latent quality, no truth.
"""
